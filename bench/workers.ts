// A hub and four workers on one Postgres with one connection to GoTo: eight flows register people, 10 calls a second are
// allowed (counted in a sliding second), answers take 120 ms, access tokens are ended every few seconds, and one of the
// workers is killed in the middle. All are processes of their own. What came of it is compared with the sandbox's count.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { newKey } from "../packages/hub/src/platform/crypto/sealer.ts";
import { accessToken } from "../packages/hub/src/platform/data-folder/data-folder.ts";
import { freePort, startPostgres } from "../packages/hub/src/platform/database/test-server.ts";
import type { BenchmarkResult } from "./run.ts";
import { rostrum } from "./support/rostrum-process.ts";
import { type SandboxProcess, startSandbox } from "./support/sandbox-process.ts";

const main = path.resolve(import.meta.dirname, "../packages/hub/bin/rostrum.mjs");
const flows = 8;
const peoplePerFlow = 100;
const workers = 4;
const expireEveryMs = 8_000;

export default async function measureWorkers(): Promise<BenchmarkResult> {
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(path.join(tmpdir(), "rostrum-workers-"));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const postgres = await startPostgres();
  stack.defer(() => postgres.stop());
  const account = ["--webinars", "1", "--upcoming", "0", "--others-webinars", "0"];
  const people = ["--registrants", "0", "--attendees", "0", "--questions", "0", "--seed", "7"];
  const sandbox = await startSandbox([...account, ...people, "--limit", "sliding:10", "--latency", "120"]);
  stack.defer(() => sandbox.stop());
  const [own, far] = [await postgres.newDatabase(), await postgres.newDatabase()];
  const port = await freePort();
  const environment = { DATABASE_URL: own, ROSTRUM_KEY: newKey(), ROSTRUM_PORT: String(port) };
  const { hostname, port: farPort, pathname, username, password } = new URL(far);
  const settings = [
    `host=${hostname}`,
    `port=${farPort}`,
    `database=${pathname.slice(1)}`,
    `user=${username}`,
  ];
  const sets = [...settings, "tls=off"].flatMap((one) => ["--set", one]);
  await rostrum(folder, ["connections", "add", "Main", "--sandbox", sandbox.url], environment);
  const secret = { ROSTRUM_ENDPOINT_SECRET: password };
  await rostrum(folder, ["endpoint", "add", "crm", "--kind", "postgres", ...sets], {
    ...environment,
    ...secret,
  });
  // Of our own: the sandbox's ask different things at registration.
  const file = path.join(folder, "webinars.ndjson");
  const begin = Date.now() + 20 * 86_400_000;
  const times = {
    startTime: new Date(begin).toISOString(),
    endTime: new Date(begin + 3_600_000).toISOString(),
  };
  const lines = Array.from({ length: flows }, (_, index) => ({
    subject: `Webinar ${index}`,
    description: "All",
    ...times,
  }));
  await writeFile(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  await rostrum(folder, ["create", "Webinar", "--file", file], environment);
  const crm = await connect(far, stack);
  const hub = await connect(own, stack);
  const data = path.join(folder, "data");

  /** A process of the command line; the database sees its name. */
  const start = (name: string, ...words: string[]): ChildProcess => {
    const child = spawn(main, words, {
      stdio: "ignore",
      env: {
        ...process.env,
        ...environment,
        ROSTRUM_DATA: data,
        DATABASE_URL: `${own}?application_name=${name}`,
      },
    });
    stack.defer(() => kill(child));
    return child;
  };
  start("hub", "serve");
  const children = Array.from({ length: workers }, (_, index) => start(`worker${index}`, "worker"));
  const api = async (method: string, place: string, body?: unknown) => {
    const type = body === undefined ? {} : { "content-type": "application/json" };
    const headers = { authorization: `Bearer ${accessToken(data)}`, ...type };
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1${place}`, {
      ...{ method, headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${place}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  await until("the hub listens", () => fetch(`http://127.0.0.1:${port}/healthz`).then(({ ok }) => ok));
  await until("all processes are there", async () => (await namesOf(hub, "true")).length > workers);
  const webinars = (await api("GET", "/entities/UpcomingWebinar/rows?format=json")) as {
    webinarKey: string;
  }[];
  if (webinars.length !== flows) throw new Error(`${webinars.length} webinars instead of ${flows}.`);
  for (const [index, { webinarKey }] of webinars.entries()) {
    await crm.query(`create table people_${index} (id int primary key, webinar_key text, email text)`);
    await crm.query(
      `insert into people_${index} select n, $1, $2 || n || '@example.com' from generate_series(1, $3::int) n`,
      [webinarKey, `ann${index}-`, peoplePerFlow],
    );
    await api("PUT", `/flows/register-${index}`, {
      flow: `register-${index}`,
      source: { endpoint: "crm", table: `people_${index}` },
      steps: [
        {
          map: {
            webinarKey: "webinar_key",
            email: "email",
            firstName: '"Ann"',
            lastName: '"Lee"',
          },
        },
      ],
      target: { endpoint: "goto", entity: "Registrant", write: "upsert" },
    });
  }
  await sandbox.order("/_sandbox/calls", {}, "DELETE");
  for (let index = 0; index < flows; index += 1) await api("POST", `/flows/register-${index}/runs`);

  // The busy time: from when all runs are under way to when the first has ended.
  const running = async (where: string) =>
    Number(
      (await hub.query<{ count: string }>(`select count(*) from flow_run where ${where}`)).rows[0]?.count,
    );
  await until("all runs are under way", async () => (await running("checkpoint is not null")) === flows);
  const before = await callsOf(sandbox);
  const began = performance.now();
  /** Workers that were seen asking whether their run is to stop: what a connection did last shows for a moment only. */
  const used = new Set<string>();
  let expired = 0;
  const expiring = setInterval(() => {
    expired += 1;
    void sandbox.order("/_sandbox/tokens/expire", {});
  }, expireEveryMs);
  stack.defer(async () => clearInterval(expiring));
  while (performance.now() - began < 20_000) {
    const carrying = await namesOf(hub, `query like 'select "attempt", "stop_requested" from "flow_run"%'`);
    for (const name of carrying.filter((one) => one.startsWith("worker"))) used.add(name);
    await sleep(50);
  }
  const [victim] = used;
  if (victim === undefined) throw new Error("No worker has a run.");
  const killed = performance.now();
  await kill(children[Number(victim.replace("worker", ""))] as ChildProcess);
  await until("the runs are taken over", async () => (await running("attempt > 1")) > 0);
  const takeOverSeconds = (performance.now() - killed) / 1000;
  await until("the first run ends", async () => (await running("state = 'done'")) > 0);
  clearInterval(expiring);
  const after = await callsOf(sandbox);
  const seconds = (performance.now() - began) / 1000;
  await until("all runs have ended", async () => (await running("state = 'done'")) === flows);
  const { Registrant } = (await sandbox.ask("/_sandbox/counts")) as Record<string, number>;
  if (Registrant !== flows * peoplePerFlow) {
    const { rows } = await hub.query("select distinct error ->> 'words' as words from failed_row limit 3");
    throw new Error(`${Registrant} registrants: somebody is lost or doubled. ${JSON.stringify(rows)}`);
  }
  const { rateLimited } = await callsOf(sandbox);
  return {
    name: "workers",
    results: {
      budgetShare: (after.calls - before.calls) / (seconds * 10),
      rateLimited,
      refreshesPerExpiry: (after.refreshes - before.refreshes) / expired,
      expiries: expired,
      workersUsed: used.size,
      takeOverSeconds,
      registrants: Registrant,
      busySeconds: seconds,
    },
  };
}

async function callsOf(sandbox: SandboxProcess) {
  const { apis, operations } = (await sandbox.ask("/_sandbox/calls")) as {
    apis: { webinar?: { calls: number; rateLimited: number } };
    operations: { token?: { calls: number } };
  };
  const { calls = 0, rateLimited = 0 } = apis.webinar ?? {};
  return { calls, rateLimited, refreshes: operations.token?.calls ?? 0 };
}

/** The processes whose last statement on any of their connections was of that kind. */
async function namesOf(hub: pg.Client, where: string): Promise<readonly string[]> {
  const { rows } = await hub.query<{ name: string }>(
    `select distinct application_name as name from pg_stat_activity
     where datname = current_database() and application_name ~ '^(hub|worker)' and (${where})`,
  );
  return rows.map(({ name }) => name);
}

async function connect(address: string, stack: AsyncDisposableStack): Promise<pg.Client> {
  const client = new pg.Client(address);
  await client.connect();
  stack.defer(() => client.end());
  return client;
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill("SIGKILL");
  await gone;
}

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + 300_000;
  while (!(await holds().catch(() => false))) {
    if (performance.now() > end) throw new Error(`Waited five minutes, but not: ${what}.`);
    await sleep(100);
  }
}
