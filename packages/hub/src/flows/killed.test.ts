/**
 * A two-way flow in a process that is killed (SIGKILL) at random moments: from a CRM to GoTo, join links back. After the
 * last resume nobody is lost and nobody is there twice, on both sides. Real processes, real databases, a real socket.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run } from "../cli/testing/run.ts";
import { putEmbeddedDatabase, startPostgres, type TestPostgres } from "../platform/database/testing.ts";
import { startTestSandbox, temporaryFolder } from "../testing/hub.ts";
import { endpointAt, examplesFolder } from "./testing/bench.ts";

const main = fileURLToPath(new URL("../main.ts", import.meta.url));
const people = 300;
const kills = 6;

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

async function openWorld(databaseUrl: string | undefined) {
  const { folder, remove } = temporaryFolder();
  if (databaseUrl === undefined) await putEmbeddedDatabase(path.join(folder, "database"));
  const sandbox = await startTestSandbox({ seed: 3, latency: { ms: 15 } });
  const far = await postgres.newDatabase();
  const client = new pg.Client(far);
  await client.connect();
  await client.query(await readFile(`${examplesFolder}tables.sql`, "utf8"));
  const { settings, secret } = endpointAt(far);
  const environment: Record<string, string> = {
    ROSTRUM_DATA: folder,
    ROSTRUM_ENDPOINT_SECRET: secret,
    ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
  };
  const { clientId, clientSecret, personalAccessToken } = sandbox.credentials;
  const secrets = { ROSTRUM_CLIENT_SECRET: clientSecret, ROSTRUM_PAT: personalAccessToken };
  const sets = Object.entries(settings).flatMap(([name, value]) =>
    name === "kind" ? [] : ["--set", `${name}=${value}`],
  );
  const rostrum = (...words: string[]) => run(words, { environment: { ...environment, ...secrets } });
  const prepared = [
    await rostrum(
      ...["connections", "add", "Main", "--pat", "--client-id", clientId],
      ...["--api", sandbox.url, "--authentication", sandbox.url],
    ),
    await rostrum("endpoint", "add", "crm", "--kind", "postgres", ...sets),
  ];
  for (const { code, stderr } of prepared) expect(code, stderr).toBe(0);
  const day = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
  const made = await rostrum(
    ...["create", "Webinar", "subject=Heat pumps", "description=All"],
    ...[`startTime=${day}T10:00:00Z`, `endTime=${day}T11:00:00Z`],
  );
  const webinarKey = (JSON.parse(made.stdout) as { key: { webinarKey: string } }).key.webinarKey;
  await client.query("insert into campaigns values ('c1', 'Spring', $1)", [webinarKey]);
  await client.query(
    `insert into campaign_members (campaign_id, first_name, last_name, email, company, status)
     select 'c1', 'Ann', 'Lee', 'ann' || n || '@example.com', 'Works', 'accepted' from generate_series(1, $1::int) n`,
    [people],
  );
  return {
    rostrum,
    /** The same as a process of its own, to be killed. */
    start: (...words: string[]): ChildProcess =>
      spawn(process.execPath, [main, ...words], { env: { ...process.env, ...environment }, stdio: "ignore" }),
    written: async () =>
      Number(
        (await client.query("select count(*) from campaign_members where join_url is not null")).rows[0]
          .count,
      ),
    async expectAllOnce() {
      const { stdout } = await rostrum(
        "query",
        "Registrant",
        "--where",
        `webinarKey=${webinarKey}`,
        "--format",
        "ndjson",
      );
      const registrants = stdout
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as { email: string; joinUrl: string });
      const there = registrants.map(({ email }) => email).sort();
      const { rows } = await client.query("select email, join_url from campaign_members order by id");
      expect(there).toEqual(rows.map(({ email }) => email).sort());
      expect(rows.every(({ join_url: link }) => link !== null)).toBe(true);
      expect((await rostrum("flow", "failed", "registrants-from-crm", "--json")).stdout).toContain(
        '"rows": []',
      );
    },
    async close() {
      await client.end();
      await sandbox.close();
      remove();
    },
  };
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = once(child, "exit");
  child.kill("SIGKILL");
  await gone;
}

describe("a two-way flow that is killed", () => {
  it(`at ${kills} random moments on the embedded database loses nobody and doubles nobody`, {
    timeout: 180_000,
  }, async () => {
    const world = await openWorld(undefined);
    try {
      const file = `${examplesFolder}registrants-from-crm.yaml`;
      for (let time = 0; time < kills; time++) {
        const child = world.start("flow", "run", file);
        const moment = 1_000 + Math.random() * 3_000;
        await new Promise((resolve) => setTimeout(resolve, moment));
        await kill(child);
      }
      const { code, stderr } = await world.rostrum("flow", "run", file);
      expect(code, stderr).toBe(0);
      await world.expectAllOnce();
    } finally {
      await world.close();
    }
  });

  it("on Postgres is taken over by a worker within a minute", { timeout: 180_000 }, async () => {
    const world = await openWorld(await postgres.newDatabase());
    let worker: ChildProcess | undefined;
    try {
      const child = world.start("flow", "run", `${examplesFolder}registrants-from-crm.yaml`);
      await expect.poll(world.written, { timeout: 30_000 }).toBeGreaterThan(0);
      worker = world.start("worker");
      await kill(child);
      await expect.poll(world.written, { timeout: 60_000, interval: 500 }).toBe(people);
      await expect
        .poll(async () => (await world.rostrum("flow", "history", "registrants-from-crm")).stdout, {
          timeout: 30_000,
        })
        .toContain("done");
      await world.expectAllOnce();
    } finally {
      if (worker !== undefined) await kill(worker);
      await world.close();
    }
  });
});
