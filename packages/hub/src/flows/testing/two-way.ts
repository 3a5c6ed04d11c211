/**
 * A two-way flow with all that it needs, for processes that are killed: people of a CRM in PostgreSQL are registered at a
 * sandbox, and their join links come back. The hub's processes are real ones, to be started, killed and started again.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { expect } from "vitest";
import { type Ran, run } from "../../cli/testing/run.ts";
import { newKey } from "../../platform/crypto/sealer.ts";
import { putEmbeddedDatabase, type TestPostgres } from "../../platform/database/testing.ts";
import { startTestSandbox, temporaryFolder } from "../../testing/hub.ts";
import { endpointAt, examplesFolder } from "./bench.ts";

const main = fileURLToPath(new URL("../../main.ts", import.meta.url));
/** Calls a second: GoTo's 10 would make of a run of seconds one of minutes, and this is not about the budget. */
const rate = 100;
const perWebinar = 500;

export const flowFile = `${examplesFolder}registrants-from-crm.yaml`;
export const flowName = "registrants-from-crm";

export interface TwoWay extends AsyncDisposable {
  /** A command, in this process. */
  rostrum(...words: readonly string[]): Promise<Ran>;
  /** The same as a process of its own, to be killed. */
  start(...words: readonly string[]): RealProcess;
  /** Calls that GoTo answered so far. */
  calls(): number;
  /** People whose join link came back. */
  written(): Promise<number>;
  /** Everybody is registered once, has the own link, and no row failed. */
  expectAllOnce(): Promise<void>;
}

/** A process of the command line. */
export interface RealProcess {
  readonly child: ChildProcess;
  /** What it said on standard error so far. */
  said(): string;
  /** Ends it by SIGKILL, and waits until it is gone. */
  kill(): Promise<void>;
  ended(): Promise<number | null>;
}

/** `databaseUrl`: of the hub; without it, it keeps its data in its folder. `far`: the server of the CRM. */
export async function openTwoWay(options: {
  readonly people: number;
  readonly far: TestPostgres;
  readonly databaseUrl?: string;
}): Promise<TwoWay> {
  const { people, far, databaseUrl } = options;
  const { folder, remove } = temporaryFolder();
  if (databaseUrl === undefined) await putEmbeddedDatabase(path.join(folder, "database"));
  const sandbox = await startTestSandbox({ seed: 3, latency: { ms: 15 } });
  const address = await far.newDatabase();
  const crm = async <Found extends pg.QueryResultRow>(text: string, values: unknown[] = []) => {
    // A connection for each question: the server may have gone meanwhile.
    const client = new pg.Client(address);
    await client.connect();
    try {
      return (await client.query<Found>(text, values)).rows;
    } finally {
      await client.end();
    }
  };
  const { settings, secret } = endpointAt(address);
  const environment: Record<string, string> = {
    ROSTRUM_DATA: folder,
    ROSTRUM_KEY: newKey(),
    ROSTRUM_PORT: "0",
    ROSTRUM_ENDPOINT_SECRET: secret,
    ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
  };
  const { clientId, clientSecret, personalAccessToken } = sandbox.credentials;
  const secrets = { ROSTRUM_CLIENT_SECRET: clientSecret, ROSTRUM_PAT: personalAccessToken };
  const rostrum = (...words: readonly string[]) =>
    run(words, { environment: { ...environment, ...secrets } });
  const done = async (...words: readonly string[]) => {
    const ran = await rostrum(...words);
    expect(ran.code, ran.stderr).toBe(0);
    return ran.stdout;
  };
  const sets = Object.entries(settings).flatMap(([name, value]) =>
    name === "kind" ? [] : ["--set", `${name}=${value}`],
  );
  const gotoAt = ["--api", sandbox.url, "--authentication", sandbox.url];
  await crm(await readFile(`${examplesFolder}tables.sql`, "utf8"));
  await done("connections", "add", "Main", "--pat", "--client-id", clientId, ...gotoAt);
  await done("connections", "clients", "edit", clientId, "--rate", String(rate));
  await done("endpoint", "add", "crm", "--kind", "postgres", ...sets);
  const day = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
  const times = [`startTime=${day}T10:00:00Z`, `endTime=${day}T11:00:00Z`];
  const webinarKeys: string[] = [];
  // A webinar takes a thousand.
  for (let first = 1; first <= people; first += perWebinar) {
    const made = await done("create", "Webinar", `subject=Heat pumps ${first}`, "description=All", ...times);
    const { webinarKey } = (JSON.parse(made) as { key: { webinarKey: string } }).key;
    webinarKeys.push(webinarKey);
    await crm("insert into campaigns values ($1, 'Spring', $2)", [`c${first}`, webinarKey]);
    await crm(
      `insert into campaign_members (campaign_id, first_name, last_name, email, company, status)
       select $1, 'Ann', 'Lee', 'ann' || n || '@example.com', 'Works', 'accepted' from generate_series($2::int, $3::int) n`,
      [`c${first}`, first, Math.min(people, first + perWebinar - 1)],
    );
  }

  return {
    rostrum,
    start(...words) {
      const child = spawn(process.execPath, [main, ...words], {
        env: { ...process.env, ...environment },
        stdio: ["ignore", "ignore", "pipe"],
      });
      let said = "";
      child.stderr?.on("data", (text) => {
        said += text;
      });
      const gone = once(child, "exit");
      return {
        child,
        said: () => said,
        async kill() {
          child.kill("SIGKILL");
          await gone;
        },
        async ended() {
          await gone;
          return child.exitCode;
        },
      };
    },
    calls: () => sandbox.control.calls.snapshot().calls,
    async written() {
      const [found] = await crm<{ count: string }>(
        "select count(*) from campaign_members where join_url is not null",
      );
      return Number(found?.count);
    },
    async expectAllOnce() {
      const there: { email: string; joinUrl: string }[] = [];
      for (const webinarKey of webinarKeys) {
        const lines = await done(
          "query",
          "Registrant",
          "--where",
          `webinarKey=${webinarKey}`,
          "--format",
          "ndjson",
        );
        for (const line of lines.split("\n")) if (line !== "") there.push(JSON.parse(line));
      }
      const members = await crm<{ email: string; joinUrl: string }>(
        'select email, join_url as "joinUrl" from campaign_members',
      );
      const sorted = (rows: readonly { email: string; joinUrl: string }[]) =>
        rows.map(({ email, joinUrl }) => `${email} ${joinUrl}`).toSorted();
      expect(members).toHaveLength(people);
      expect(sorted(there)).toEqual(sorted(members));
      expect(await done("flow", "failed", flowName, "--json")).toContain('"rows": []');
    },
    async [Symbol.asyncDispose]() {
      await sandbox.close();
      remove();
    },
  };
}
