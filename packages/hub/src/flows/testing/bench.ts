/** For tests of flows: a hub that listens, a sandbox as GoTo, and a Postgres with the tables of examples/ as endpoints. */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Sandbox, SandboxOptions } from "@rostrum/sandbox";
import pg from "pg";
import { type Ran, run } from "../../cli/testing/run.ts";
import type { Clock } from "../../platform/clock/clock.ts";
import type { TestPostgres } from "../../platform/database/testing.ts";
import { sandboxConnection, startTestHub, startTestSandbox, type TestHub } from "../../testing/hub.ts";

export const examplesFolder = fileURLToPath(new URL("../../../../../examples/", import.meta.url));

export interface Workshop extends AsyncDisposable {
  readonly hub: TestHub;
  readonly sandbox: Sandbox;
  /** A command of the command line, talking to the hub. */
  rostrum(...words: readonly string[]): Promise<Ran>;
  /** Rows of the endpoints' database. */
  sql(text: string, values?: readonly unknown[]): Promise<Record<string, unknown>[]>;
}

export async function openWorkshop(
  kind: "embedded" | "postgres",
  postgres: TestPostgres,
  sandboxOptions: SandboxOptions = {},
  options: { readonly environment?: Record<string, string>; readonly clock?: Clock } = {},
): Promise<Workshop> {
  const environment: Record<string, string> = { ...options.environment };
  if (kind === "postgres") environment.DATABASE_URL = await postgres.newDatabase();
  const [hub, sandbox] = await Promise.all([
    startTestHub({ ...options, environment }),
    startTestSandbox(sandboxOptions),
  ]);
  await hub.request("POST", "/api/v1/connections", sandboxConnection(sandbox, "Main"));
  await hub.app.http.listen({ host: "127.0.0.1", port: 0 });
  const address = hub.app.http.server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  const far = await postgres.newDatabase();
  const client = new pg.Client(far);
  await client.connect();
  await client.query(await readFile(`${examplesFolder}tables.sql`, "utf8"));
  for (const name of ["crm", "warehouse"])
    await hub.request("PUT", `/api/v1/endpoints/${name}`, endpointAt(far));
  return {
    hub,
    sandbox,
    rostrum: (...words) =>
      run(words, {
        environment: {
          ROSTRUM_URL: `http://127.0.0.1:${port}`,
          ROSTRUM_TOKEN: hub.app.accessToken,
          ROSTRUM_DATA: hub.folder,
        },
      }),
    sql: async (text, values = []) => (await client.query<Record<string, unknown>>(text, [...values])).rows,
    async [Symbol.asyncDispose]() {
      await hub.close();
      await client.end();
      await sandbox.close();
    },
  };
}

/** What to PUT for an endpoint at the address of a Postgres database on this machine. */
export function endpointAt(address: string) {
  const { hostname, port, pathname, username, password } = new URL(address);
  return {
    settings: {
      kind: "postgres",
      host: hostname,
      port: Number(port),
      database: pathname.slice(1),
      user: username,
      tls: "off",
    },
    secret: password,
  };
}
