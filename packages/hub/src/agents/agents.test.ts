/**
 * Agents as processes of their own, over real sockets: what they run, what they survive, what they are refused. A cut line
 * is a TCP proxy between agent and hub.
 */
import { readdir, readFile, readlink } from "node:fs/promises";
import path from "node:path";
import { parse } from "csv-parse/sync";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startPostgres, type TestPostgres } from "../platform/database/testing.ts";
import type { AgentProcess } from "./testing/agent-process.ts";
import { type Cable, openCable } from "./testing/cable.ts";
import { addOwnDatabase, inOrder, openPlant, type Plant, type RunView, rowsAtGoTo } from "./testing/plant.ts";

const fields = ["webinarKey", "registrantKey", "firstName", "lastName", "email"];
/** Some seconds at ten calls a second. */
const world = { seed: 7, size: { webinars: 40, registrants: 8 }, limit: { mode: "bucket" } } as const;

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

/** The far ports of all TCP connections of a process. */
async function remotePortsOf(pid: number): Promise<readonly number[]> {
  const links = await readdir(`/proc/${pid}/fd`);
  const targets = await Promise.all(links.map((link) => readlink(`/proc/${pid}/fd/${link}`).catch(() => "")));
  const inodes = new Set(targets.flatMap((target) => /^socket:\[(\d+)\]$/.exec(target)?.[1] ?? []));
  const tables = await Promise.all(
    ["tcp", "tcp6"].map((name) => readFile(`/proc/${pid}/net/${name}`, "utf8")),
  );
  const lines = tables.flatMap((table) => table.trim().split("\n").slice(1));
  return lines.flatMap((line) => {
    const columns = line.trim().split(/\s+/);
    if (!inodes.has(columns[9] ?? "")) return [];
    return [Number.parseInt((columns[2] ?? "").split(":")[1] ?? "", 16)];
  });
}

describe("an agent in a private network", () => {
  let plant: Plant;
  let cable: Cable;
  let token: string;
  let agent: AgentProcess;
  let own: pg.Client;
  let atGoTo: readonly string[];
  beforeAll(async () => {
    plant = await openPlant(world);
    cable = await openCable(plant.port);
    token = await plant.addAgent("works");
    own = await addOwnDatabase(plant, "works", "erp", await postgres.newDatabase());
    await own.query(
      `create table people (${fields.map((name) => `"${name}" text`).join(", ")}, primary key ("webinarKey", "registrantKey"))`,
    );
    // Without a key of its own: a batch that came twice would show.
    await own.query(`create table log (${fields.map((name) => `"${name}" text`).join(", ")})`);
    agent = plant.startAgent("works", token, cable.url);
    atGoTo = await rowsAtGoTo(plant, "Registrant", fields);
  });
  afterAll(async () => {
    await own?.end();
    await cable?.[Symbol.asyncDispose]();
    await plant?.[Symbol.asyncDispose]();
  });

  const source = { endpoint: "goto", entity: "Registrant", fields };
  const begin = async (flow: string, target: object, more: object = {}) => {
    await plant.call("PUT", `/flows/${flow}`, { agent: "works", source, target, ...more });
    return plant.call<RunView>("POST", `/flows/${flow}/runs`);
  };
  const toFile = { endpoint: "csv", table: "people.csv", write: "replace" };
  const toLog = { endpoint: "erp", table: "log", write: "insert" };
  const inFile = async () => {
    const file = path.join(plant.folderOf("works"), "agent", "files", "people.csv");
    const rows = parse(await readFile(file, "utf8"), { columns: true }) as Record<string, string>[];
    return inOrder(rows, fields);
  };
  const inTable = async (table: string) => inOrder((await own.query(`select * from ${table}`)).rows, fields);
  const readSome = async (run: RunView) =>
    expect
      .poll(async () => (await plant.call<RunView>("GET", `/flow-runs/${run.id}`)).counts.read, {
        timeout: 30_000,
      })
      .toBeGreaterThan(20);

  it("writes a file on its own disk, equal to GoTo row by row", async () => {
    const ended = await plant.ended(await begin("to-file", toFile));
    expect(ended, agent.said()).toMatchObject({ state: "done", counts: { read: 320, inserted: 320 } });
    expect(ended.counts.calls).toBeGreaterThan(0);
    expect(await inFile()).toEqual(atGoTo);
  });

  it("writes into a database that nobody else knows, which its hub knows by name alone", async () => {
    const ended = await plant.ended(
      await begin("to-erp", { endpoint: "erp", table: "people", write: "upsert" }),
    );
    expect(ended, agent.said()).toMatchObject({ state: "done", counts: { inserted: 320 } });
    expect(await inTable("people")).toEqual(atGoTo);
    const answer = JSON.stringify(await plant.call("GET", "/agents"));
    expect(answer).toContain('"erp"');
    const { port, password } = own as unknown as { port: number; password: string };
    expect(answer + plant.logged()).not.toContain(password);
    expect(answer).not.toContain(String(port));
  });

  it("holds connections to its hub and its own systems alone, and has none of the hub's secrets", async () => {
    const run = await begin("to-erp", { endpoint: "erp", table: "people", write: "upsert" });
    await readSome(run);
    const { pid } = agent.child;
    const environment = await readFile(`/proc/${pid}/environ`, "utf8");
    expect(environment).not.toMatch(/DATABASE_URL|ROSTRUM_KEY|ROSTRUM_TOKEN|ROSTRUM_SMTP/);
    const ports = await remotePortsOf(pid ?? 0);
    const hub = Number(new URL(cable.url).port);
    const { port } = own as unknown as { port: number };
    expect(ports).toContain(hub);
    expect(ports).toContain(port);
    expect(ports.filter((one) => one !== hub && one !== port)).toEqual([]);
    const files = await readdir(path.join(plant.folderOf("works"), "agent"));
    expect(files.toSorted()).toEqual(["endpoints.json", "files", "hub.lock", "key"]);
    expect(await plant.ended(run)).toMatchObject({ state: "done", counts: { unchanged: 320 } });
  });

  it("cut off in the middle keeps its work, and goes on with nothing lost and nothing twice", async () => {
    await own.query("truncate log");
    const run = await begin("to-log", toLog);
    await readSome(run);
    cable.cut();
    await expect.poll(agent.said, { timeout: 10_000 }).toContain("The hub does not answer");
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    cable.mend();
    const ended = await plant.ended(run);
    expect(ended, agent.said()).toMatchObject({ state: "done", counts: { read: 320, inserted: 320 } });
    expect(agent.said()).toMatch(/The hub answers again, after \d+ s/);
    expect(await inTable("log")).toEqual(atGoTo);
  });

  it("on a line that hangs without being closed notices it, and does the same", async () => {
    await own.query("truncate log");
    const run = await begin("to-log", toLog);
    await readSome(run);
    const said = agent.said().length;
    cable.hang();
    await expect
      .poll(() => agent.said().slice(said), { timeout: 25_000 })
      .toContain("The hub does not answer");
    cable.mend();
    const ended = await plant.ended(run);
    expect(ended, agent.said()).toMatchObject({ state: "done", counts: { read: 320, inserted: 320 } });
    expect(await inTable("log")).toEqual(atGoTo);
  });

  it("stops when somebody wants it to, and goes on from there", async () => {
    await own.query("truncate log");
    const run = await begin("to-log", toLog);
    await readSome(run);
    await plant.call("POST", `/flow-runs/${run.id}/stop`);
    expect(await plant.ended(run)).toMatchObject({ state: "stopped" });
    expect((await inTable("log")).length).toBeLessThan(320);
    await plant.call("POST", `/flow-runs/${run.id}/resume`);
    expect(await plant.ended(run)).toMatchObject({ state: "done" });
    expect(await inTable("log")).toEqual(atGoTo);
  });

  it("goes on with a hub that was started anew in the middle", async () => {
    await own.query("truncate log");
    const run = await begin("to-log", toLog);
    await readSome(run);
    await plant.restartHub(1_000);
    const ended = await plant.ended(run);
    expect(ended, agent.said()).toMatchObject({ state: "done", counts: { read: 320, inserted: 320 } });
    expect(await inTable("log")).toEqual(atGoTo);
  });

  it("killed in the middle and started again goes on: a file and a table without a row lost or doubled", async () => {
    for (const [flow, target, there] of [
      ["to-file", toFile, inFile],
      ["to-erp", { endpoint: "erp", table: "people", write: "upsert" }, () => inTable("people")],
    ] as const) {
      await own.query("truncate people");
      const run = await begin(flow, target);
      await readSome(run);
      await agent.kill("SIGKILL");
      agent = plant.startAgent("works", token, cable.url);
      const ended = await plant.ended(run);
      expect(ended, agent.said()).toMatchObject({ state: "done" });
      expect(await there()).toEqual(atGoTo);
    }
  });

  it("tests its endpoints and the connection from where it stands", async () => {
    const { tests } = await plant.call<{ tests: { endpoint: string; works: boolean; message: string }[] }>(
      "POST",
      "/agents/works/tests",
      {},
    );
    expect(tests).toMatchObject([
      { endpoint: "csv", works: true },
      { endpoint: "erp", works: true, message: expect.stringContaining("PostgreSQL") },
      { endpoint: "goto", works: true, message: expect.stringContaining("Through the hub: GoTo answers") },
    ]);
    const missing = await plant.call<{ tests: unknown[] }>("POST", "/agents/works/tests", {
      endpoint: "nowhere",
    });
    expect(missing.tests).toMatchObject([{ works: false, message: expect.stringContaining("no endpoint") }]);
    const { agents } = await plant.call<{ agents: { state: string; tests: unknown[] }[] }>("GET", "/agents");
    expect(agents).toMatchObject([
      { state: "alive", tests: [{}, {}, {}, { endpoint: "nowhere", works: false }] },
    ]);
  });

  it("that is gone keeps its runs waiting, with words, and begins them when it is back", async () => {
    await agent.kill("SIGTERM");
    const run = await begin("to-file", toFile);
    await plant.call("POST", `/flow-runs/${run.id}/stop`);
    expect(await plant.ended(run)).toMatchObject({ state: "stopped" });
    const another = await begin("to-file", toFile);
    agent = plant.startAgent("works", token, cable.url);
    expect(await plant.ended(another)).toMatchObject({ state: "done" });
  });

  it("gives way to a process that was started later with the same token", async () => {
    const later = plant.startAgent("works-2", token, cable.url);
    await expect.poll(() => agent.child.exitCode, { timeout: 20_000 }).toBe(3);
    expect(agent.said()).toContain("Another process speaks for the agent works now");
    agent = later;
  });

  it("ends when its token does", async () => {
    await plant.call("POST", "/agents/works/token");
    await expect.poll(() => agent.child.exitCode, { timeout: 20_000 }).toBe(3);
    expect(agent.said()).toContain("The hub does not know this token");
  });
});
