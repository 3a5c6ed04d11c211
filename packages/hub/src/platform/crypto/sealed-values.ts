/** Whether the database holds what only a certain key opens. NOT the opening (`sealer.ts`). */
import { existsSync } from "node:fs";
import path from "node:path";
import { sql } from "kysely";
import type { Database } from "../database/database.ts";
import { HubError } from "../errors.ts";

/**
 * To be called before a key file is made. Throws HubError "key.gone" where it is missing while the database holds sealed
 * values: with a new key the hub would start as if all were well, and every token and password in it would be lost to it.
 */
export async function checkKeyFile(dataFolder: string, { sql: database }: Database): Promise<void> {
  const file = path.join(dataFolder, "key");
  if (existsSync(file)) return;
  // By the name that all sealed columns have, so that a new one is not forgotten here.
  const columns = await sql<{ table: string; column: string }>`
    select table_name as table, column_name as column from information_schema.columns
    where table_schema = 'public' and column_name like 'sealed%'`.execute(database);
  for (const { table, column } of columns.rows) {
    const { rows } = await sql`
      select from ${sql.table(table)} where ${sql.ref(column)} is not null limit 1`.execute(database);
    if (rows.length > 0) throw keyGone(file);
  }
}

function keyGone(file: string): HubError {
  return new HubError({
    kind: "unavailable",
    code: "key.gone",
    message: `The key file ${file} is not there, and the database holds tokens or passwords that only it can open.`,
    meaning: "They are whole, and a new key would not open them; so none was made. Nothing was changed.",
    remedy:
      "Put the file back from the backup, or set ROSTRUM_KEY to the key. If it is lost for good, make a new one " +
      `(openssl rand -base64 32 > ${file}); then consents, client secrets and endpoints' secrets must be entered again.`,
  });
}
