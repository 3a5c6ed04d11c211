/**
 * Databases for tests: both kinds, real ones, empty but for the migrations. NOT for the product.
 *
 *   describeOnBothDatabases("the vault", (open) => { it("...", async () => { const database = await open(); ... }) })
 */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, describe } from "vitest";
import { type Database, openEmbedded, openPostgres } from "./database.ts";
import { readMigrations } from "./migrate.ts";
import { startPostgres } from "./test-server.ts";

export { freePort, startPostgres, type TestPostgres } from "./test-server.ts";

/**
 * An embedded database that is made and migrated already, put into a folder. Making one takes one to three seconds and
 * copying one a third of one, so it is made once for each state of the migrations and kept with the tools' caches.
 */
export async function putEmbeddedDatabase(folder: string): Promise<void> {
  const hash = createHash("sha256");
  for (const { checksum } of await readMigrations()) hash.update(checksum);
  const template = path.join(cacheFolder, `database-${hash.digest("hex").slice(0, 16)}`);
  if (!existsSync(template)) await makeTemplate(template);
  await cp(template, folder, { recursive: true });
}

const cacheFolder = fileURLToPath(new URL("../../../../../node_modules/.cache/rostrum/", import.meta.url));

async function makeTemplate(template: string): Promise<void> {
  await mkdir(cacheFolder, { recursive: true });
  const mine = await mkdtemp(`${template}-`);
  await (await openEmbedded(mine)).close();
  // Another test file may have been faster: then theirs is as good.
  await rename(mine, template).catch(() => rm(mine, { recursive: true }));
}

async function openCopy(): Promise<Database> {
  const folder = await mkdtemp(path.join(tmpdir(), "rostrum-database-"));
  await putEmbeddedDatabase(folder);
  const database = await openEmbedded(folder);
  return {
    ...database,
    async close() {
      await database.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** How a test of `describeOnBothDatabases` gets its database. */
export interface TestDatabases {
  readonly kind: Database["kind"];
  /** A new, empty, migrated database; closed after the test. */
  open(): Promise<Database>;
  /** One database for the whole block, for tests that only add rows of their own: making one takes seconds. */
  shared(): Promise<Database>;
  /** Another pool on the shared one, as a second process would have; on the embedded one the same handle. */
  sharedAgain(): Promise<Database>;
}

/** Runs the same sentences on the embedded database and on a real Postgres. One server for the whole block. */
export function describeOnBothDatabases(name: string, sentences: (databases: TestDatabases) => void): void {
  describe(`${name}, on the embedded database`, () => {
    const opened = new Opened();
    const shared = once(() => opened.untilTheEnd(openCopy()));
    sentences({
      kind: "embedded",
      open: () => opened.untilTheNext(openCopy()),
      shared,
      sharedAgain: shared,
    });
  });

  describe(`${name}, on Postgres`, () => {
    const server = once(startPostgres);
    afterAll(async () => (await server()).stop());
    const opened = new Opened();
    const newDatabase = async () => (await server()).newDatabase();
    const address = once(newDatabase);
    sentences({
      kind: "postgres",
      open: async () => opened.untilTheNext(openPostgres(await newDatabase())),
      shared: once(async () => opened.untilTheEnd(openPostgres(await address()))),
      sharedAgain: once(async () => opened.untilTheEnd(openPostgres(await address()))),
    });
  });
}

/** Closes what was opened: after the test, or after the block. */
class Opened {
  readonly #now: Database[] = [];
  readonly #later: Database[] = [];
  constructor() {
    afterEach(() => closeAll(this.#now));
    afterAll(() => closeAll(this.#later));
  }
  async untilTheNext(opening: Promise<Database>): Promise<Database> {
    const database = await opening;
    this.#now.push(database);
    return database;
  }
  async untilTheEnd(opening: Promise<Database>): Promise<Database> {
    const database = await opening;
    this.#later.push(database);
    return database;
  }
}

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

async function closeAll(opened: Database[]): Promise<void> {
  await Promise.all(opened.splice(0).map((database) => database.close()));
}
