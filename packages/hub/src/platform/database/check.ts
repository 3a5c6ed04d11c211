/** What `doctor` and /readyz ask of the database. */
import { statfsSync } from "node:fs";
import { sql } from "kysely";
import type { Check, CheckResult } from "../http/checks.ts";
import { type Database, ping } from "./database.ts";

/** The suite runs on it; below it nobody has looked. */
const leastMajor = 15;

/** Below this the embedded database may soon be unable to write. */
const leastFreeBytes = 500 * 1024 * 1024;

export function databaseCheck(database: Database, dataFolder: string): Check {
  return {
    name: "Database",
    vital: true,
    async run() {
      await ping(database);
      if (database.kind === "postgres") return [await serverOf(database)];
      const { bavail, bsize } = statfsSync(dataFolder);
      const freeMb = Math.floor((bavail * bsize) / 1024 / 1024);
      const found = `The embedded database in ${dataFolder} answers; ${freeMb.toLocaleString("en")} MB are free there.`;
      if (bavail * bsize >= leastFreeBytes) return [{ state: "ok", sentence: found }];
      return [{ state: "warning", sentence: found, remedy: "Make room, or move the folder (ROSTRUM_DATA)." }];
    },
  };
}

async function serverOf(database: Database): Promise<Omit<CheckResult, "name">> {
  const { rows } = await sql<{
    version: string;
  }>`select current_setting('server_version') as version`.execute(database.sql);
  const version = rows[0]?.version ?? "";
  const sentence = `Postgres ${version} answers.`;
  if (Number.parseInt(version, 10) >= leastMajor) return { state: "ok", sentence };
  return {
    state: "warning",
    sentence: `${sentence} Rostrum is tested on ${leastMajor} and newer.`,
    remedy: `Move the database to PostgreSQL ${leastMajor} or newer.`,
  };
}
