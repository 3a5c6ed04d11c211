/**
 * What an agent does on the hub's side of a run: looks up, writes into GoTo and into the hub's own endpoints, sends, tries
 * failed rows again. The line is cut and the hub started anew in the middle of that too.
 */
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { endpointAt } from "../flows/testing/bench.ts";
import { startPostgres, type TestPostgres } from "../platform/database/testing.ts";
import type { AgentProcess } from "./testing/agent-process.ts";
import { type Cable, openCable } from "./testing/cable.ts";
import { addOwnDatabase, openPlant, type Plant, type RunView } from "./testing/plant.ts";

let postgres: TestPostgres;
let plant: Plant;
let cable: Cable;
let agent: AgentProcess;
/** The agent's database, and one that is an endpoint of the hub's. */
let own: pg.Client;
let hubs: pg.Client;
let webinarKey: string;

beforeAll(async () => {
  postgres = await startPostgres();
  plant = await openPlant({ seed: 3, latency: { ms: 20 } });
  cable = await openCable(plant.port);
  const token = await plant.addAgent("works");
  own = await addOwnDatabase(plant, "works", "crm", await postgres.newDatabase());
  await own.query("create table members (id int primary key, email text, topic text, join_url text)");
  const address = await postgres.newDatabase();
  hubs = new pg.Client(address);
  await hubs.connect();
  await hubs.query("create table topics (name text primary key, webinar text)");
  await hubs.query("create table copies (id int primary key, email text, check (email <> 'bad'))");
  await plant.call("PUT", "/endpoints/warehouse", endpointAt(address));
  const day = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
  const made = await plant.call<{ key: { webinarKey: string } }[]>("POST", "/entities/Webinar/create", [
    { subject: "Heat", description: "All", startTime: `${day}T10:00:00Z`, endTime: `${day}T11:00:00Z` },
  ]);
  webinarKey = [made].flat()[0]?.key.webinarKey ?? "";
  agent = plant.startAgent("works", token, cable.url);
});
afterAll(async () => {
  await own?.end();
  await hubs?.end();
  await cable?.[Symbol.asyncDispose]();
  await plant?.[Symbol.asyncDispose]();
  await postgres?.stop();
});

const begin = async (flow: string, definition: object) => {
  await plant.call("PUT", `/flows/${flow}`, { agent: "works", ...definition });
  return plant.call<RunView>("POST", `/flows/${flow}/runs`);
};
const members = (count: number) =>
  own.query(
    `insert into members select n, 'ann' || n || '@example.com', 'heat', null from generate_series(1, ${count}) n`,
  );

describe("an agent and the hub's side of a run", () => {
  it("registers its own people at GoTo, finds the webinar in the hub's database, and writes the links back", async () => {
    await hubs.query("insert into topics values ('heat', $1)", [webinarKey]);
    await members(30);
    await own.query("update members set email = 'no address' where id = 3");
    const run = await begin("register", {
      source: { endpoint: "crm", table: "members" },
      steps: [
        { lookup: { endpoint: "warehouse", table: "topics", as: "topic", where: { name: "=topic" } } },
        { map: { webinarKey: "topic.webinar", email: "email", firstName: "'Ann'", lastName: "'Lee'" } },
      ],
      target: { endpoint: "goto", entity: "Registrant", write: "upsert" },
      // biome-ignore lint/suspicious/noThenProperty: the word of the flow file; it is data and never awaited
      then: [
        {
          update: {
            endpoint: "crm",
            table: "members",
            where: { id: "=id" },
            set: { join_url: "=result.joinUrl" },
          },
        },
      ],
    });
    const ended = await plant.ended(run);
    expect(ended, agent.said()).toMatchObject({
      state: "done",
      counts: { read: 30, inserted: 29, failed: 1, writtenBack: 29 },
    });
    const { rows } = await own.query("select id from members where join_url like 'http%' order by id");
    expect(rows).toHaveLength(29);
  });

  it("tries a failed row again, mended at the hub", async () => {
    const { rows } = await plant.call<{ rows: { id: string; source: object }[] }>(
      "GET",
      "/flows/register/failed-rows",
    );
    const [row] = rows;
    const source = { ...row?.source, email: "ann3@example.com" };
    await plant.call("PATCH", `/failed-rows/${row?.id}`, { source });
    const ended = await plant.ended(await plant.call<RunView>("POST", "/flows/register/reprocess", {}));
    expect(ended, agent.said()).toMatchObject({
      state: "done",
      counts: { read: 1, inserted: 1, writtenBack: 1 },
    });
    expect((await plant.call<{ rows: unknown[] }>("GET", "/flows/register/failed-rows")).rows).toEqual([]);
  });

  it("writes into a database of the hub's while the line is cut and the hub is started anew", async () => {
    await own.query("truncate members");
    await members(60_000);
    await own.query("update members set email = 'bad' where id = 77");
    for (const trouble of [
      async () => {
        cable.cut();
        await expect.poll(agent.said, { timeout: 10_000 }).toContain("The hub does not answer");
        cable.mend();
      },
      () => plant.restartHub(200),
    ]) {
      await hubs.query("truncate copies");
      const run = await begin("copy", {
        source: { endpoint: "crm", table: "members", fields: ["id", "email"] },
        target: { endpoint: "warehouse", table: "copies", write: "upsert" },
      });
      const copied = async () => Number((await hubs.query("select count(*) from copies")).rows[0].count);
      await expect.poll(copied, { timeout: 20_000 }).toBeGreaterThan(0);
      await trouble();
      const ended = await plant.ended(run);
      expect(ended, agent.said()).toMatchObject({ state: "done", counts: { read: 60_000, failed: 1 } });
      expect(await copied()).toBe(59_999);
      const kept = await plant.call<{ rows: { source: object }[] }>("GET", "/flows/copy/failed-rows");
      expect(kept.rows).toMatchObject([{ source: { id: 77, email: "bad" } }]);
    }
  });

  it("shows what a flow would do, seen from where the agent stands, and writes nothing", async () => {
    await own.query("truncate members");
    await members(2);
    await own.query("update members set email = 'no address' where id = 2");
    const flow = {
      flow: "register",
      agent: "works",
      source: { endpoint: "crm", table: "members" },
      steps: [
        { lookup: { endpoint: "warehouse", table: "topics", as: "topic", where: { name: "=topic" } } },
        { map: { webinarKey: "topic.webinar", email: "email", firstName: "'Eve'", lastName: "'Lee'" } },
      ],
      target: { endpoint: "goto", entity: "Registrant", write: "create" },
    };
    const seen = await plant.call<{ problems: string[]; rows: { outcome: string; source: object }[] }>(
      "POST",
      "/flows/preview",
      { flow, rows: 5 },
    );
    expect(seen.problems).toEqual([]);
    expect(seen.rows).toMatchObject([{ source: { id: 1 } }, { source: { id: 2 }, outcome: "failed" }]);
    const broken = { ...flow, source: { endpoint: "crm", table: "absent" } };
    const found = await plant.call<{ problems: string[] }>("POST", "/flows/preview", {
      flow: broken,
      rows: 5,
    });
    expect(found.problems.join()).toContain("absent");
    const nobody = await plant.ask("POST", "/flows/preview", { flow: { ...flow, agent: "none" } });
    expect(nobody).toMatchObject({ status: 404, body: { error: { code: "agent.unknown" } } });
  });

  it("shows a failure at the hub in the hub's own words", async () => {
    const run = await begin("nowhere", {
      source: { endpoint: "warehouse", table: "absent" },
      target: { endpoint: "crm", table: "members", write: "upsert" },
    });
    expect(await plant.ended(run)).toMatchObject({
      state: "failed",
      error: { code: "flow.invalid", message: expect.stringContaining("absent") },
    });
  });
});
