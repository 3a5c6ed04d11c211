/**
 * A real MariaDB server for tests, on a free port, in a folder of its own. NOT for the product.
 *
 * No npm package ships its binaries, so they come from the machine: a server on the PATH or in the usual system
 * folders, or else (Debian and its like) the distribution's own package, downloaded once and unpacked beside the
 * installed packages: that needs no administrator and changes nothing on the machine.
 */
import { execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rename, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import mysql from "mysql2/promise";

const call = promisify(execFile);

export interface TestMariadb {
  readonly port: number;
  readonly user: "rostrum";
  readonly password: "rostrum";
  /** The name of a new, empty database. */
  newDatabase(): Promise<string>;
  stop(): Promise<void>;
}

/** Where a server's program and its SQL files are, and the libraries that it needs besides the machine's. */
interface Installation {
  readonly program: string;
  readonly share: string;
  readonly libraries: string | undefined;
}

const unpacked = path.resolve(import.meta.dirname, "../../../../../node_modules/.cache/mariadb");

async function installation(): Promise<Installation> {
  const folders = [
    ...(process.env.PATH ?? "").split(path.delimiter),
    "/usr/sbin",
    "/usr/libexec",
    "/usr/local/sbin",
  ];
  for (const folder of folders) {
    const program = path.join(folder, "mariadbd");
    const share = ["mariadb", "mysql"]
      .map((name) => path.join(folder, "../share", name))
      .find((candidate) => existsSync(path.join(candidate, "mysql_system_tables.sql")));
    if (share !== undefined && existsSync(program)) return { program, share, libraries: undefined };
  }
  if (!existsSync(unpacked)) await unpackPackages();
  const libraries = (await readdir(path.join(unpacked, "usr/lib"))).map((name) =>
    path.join(unpacked, "usr/lib", name),
  );
  return {
    program: path.join(unpacked, "usr/sbin/mariadbd"),
    share: path.join(unpacked, "usr/share/mysql"),
    libraries: libraries.join(path.delimiter),
  };
}

/** The packages of the server and of the libraries that this machine lacks, without installing them. */
async function unpackPackages(): Promise<void> {
  await mkdir(path.dirname(unpacked), { recursive: true });
  // Beside the place where it goes: only within one file system can it be put there in one step.
  const folder = await mkdtemp(`${unpacked}-`);
  try {
    // Lists of our own, so that it works where nobody ran `apt-get update`, and for any user.
    const lists = path.join(folder, "lists");
    const cache = path.join(folder, "cache");
    await mkdir(path.join(lists, "partial"), { recursive: true });
    await mkdir(path.join(cache, "archives/partial"), { recursive: true });
    const own = [
      "-o",
      `Dir::State::Lists=${lists}`,
      "-o",
      `Dir::Cache=${cache}`,
      "-o",
      "APT::Sandbox::User=",
    ];
    await call("apt-get", [...own, "-q", "update"]);
    const plan = await call("apt-get", [
      ...own,
      ...["-q", "--simulate", "--no-install-recommends", "install", "mariadb-server-core"],
    ]);
    const names = [...plan.stdout.matchAll(/^Inst (\S+)/gm)].map(([, name]) => name ?? "");
    await call("apt-get", [...own, "-q", "download", ...names], { cwd: folder });
    const files = (await readdir(folder)).filter((file) => file.endsWith(".deb"));
    const root = path.join(folder, "root");
    for (const file of files) await call("dpkg-deb", ["--extract", path.join(folder, file), root]);
    // Another test may have been quicker; its copy is as good.
    await rename(root, unpacked).catch((error: NodeJS.ErrnoException) => {
      if (!existsSync(unpacked)) throw error;
    });
  } catch (error) {
    throw new Error(
      "The tests need a MariaDB server, and there is none on the PATH nor to be had from apt-get. Install the package mariadb-server-core (Debian, Ubuntu) or mariadb-server (elsewhere).",
      { cause: error },
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export async function startMariadb(): Promise<TestMariadb> {
  const { program, share, libraries } = await installation();
  const folder = await mkdtemp(path.join(tmpdir(), "rostrum-mariadb-"));
  const port = await freePort();
  const options = [
    "--no-defaults",
    `--datadir=${path.join(folder, "data")}`,
    `--lc-messages-dir=${share}`,
    `--user=${process.getuid?.() === 0 ? "root" : ""}`,
    // Tests need no durability.
    "--innodb-flush-log-at-trx-commit=0",
    "--innodb-buffer-pool-size=64M",
  ].filter((option) => option !== "--user=");
  const env = { ...process.env, ...(libraries === undefined ? {} : { LD_LIBRARY_PATH: libraries }) };
  await mkdir(path.join(folder, "data"));
  const messages: string[] = [];

  const scripts = await Promise.all(
    ["mysql_system_tables.sql", "mysql_system_tables_data.sql"].map((file) =>
      readFile(path.join(share, file), "utf8"),
    ),
  );
  await new Promise<void>((resolve, reject) => {
    const bootstrap = spawn(program, [...options, "--bootstrap"], { env, stdio: ["pipe", "ignore", "pipe"] });
    bootstrap.stderr.on("data", (data) => messages.push(String(data)));
    bootstrap.on("error", reject);
    bootstrap.on("exit", (code) =>
      code === 0 ? resolve() : reject(new Error(`MariaDB could not make its tables:\n${messages.join("")}`)),
    );
    bootstrap.stdin.end(
      `create database mysql;\nuse mysql;\n${scripts.join("\n")}\nflush privileges;\n` +
        "create user rostrum@'127.0.0.1' identified by 'rostrum';\ngrant all on *.* to rostrum@'127.0.0.1' with grant option;\n",
    );
  });

  const server = spawn(
    program,
    [...options, `--port=${port}`, "--bind-address=127.0.0.1", `--socket=${path.join(folder, "socket")}`],
    { env, stdio: ["ignore", "ignore", "pipe"] },
  );
  const ended = new Promise<void>((resolve) => server.on("exit", () => resolve()));
  await new Promise<void>((resolve, reject) => {
    server.stderr.on("data", (data) => {
      messages.push(String(data));
      if (/ready for connections/.test(messages.slice(-3).join(""))) resolve();
    });
    server.on("error", reject);
    server.on("exit", () => reject(new Error(`MariaDB did not start:\n${messages.join("")}`)));
  });

  let count = 0;
  return {
    port,
    user: "rostrum",
    password: "rostrum",
    async newDatabase() {
      count += 1;
      const connection = await mysql.createConnection({
        host: "127.0.0.1",
        port,
        user: "rostrum",
        password: "rostrum",
      });
      await connection.query(`create database test_${count} character set utf8mb4`);
      await connection.end();
      return `test_${count}`;
    },
    async stop() {
      server.kill("SIGTERM");
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}
