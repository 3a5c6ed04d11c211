/** The routes of entities on the whole app, over a real socket where the end of a connection matters. */
import type { AddressInfo } from "node:net";
import type { Sandbox } from "@rostrum/sandbox";
import exceljs from "exceljs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sandboxConnection, startTestHub, startTestSandbox, type TestHub } from "../testing/hub.ts";

let hub: TestHub;
let sandbox: Sandbox;
let address: string;

beforeAll(async () => {
  [hub, sandbox] = await Promise.all([
    startTestHub(),
    startTestSandbox({
      seed: 5,
      size: { webinars: 7, registrants: { from: 1, to: 40 }, attendees: { from: 0, to: 10 } },
    }),
  ]);
  expect(await hub.request("POST", "/api/v1/connections", sandboxConnection(sandbox, "Main"))).toMatchObject({
    status: 201,
  });
  await hub.app.http.listen({ host: "127.0.0.1", port: 0 });
  address = `http://127.0.0.1:${(hub.app.http.server.address() as AddressInfo).port}/api/v1`;
});
afterAll(async () => {
  await hub.close();
  await sandbox.close();
});

const ask = (path: string, init: RequestInit = {}) =>
  fetch(address + path, {
    ...init,
    headers: { authorization: `Bearer ${hub.app.accessToken}`, ...(init.headers as Record<string, string>) },
  });
const errorOf = async (path: string, init?: RequestInit) => {
  const answer = await ask(path, init);
  return {
    status: answer.status,
    ...((await answer.json()) as { error: { code: string; remedy: string } }).error,
  };
};

describe("reading", () => {
  it("makes a workbook of a table that a page shows, and refuses what a cell cannot hold", async () => {
    const table = (name: string) => ({
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        sheet: "Asistentes",
        columns: [
          { name: "Clave", type: "text" },
          { name: "Entró", type: "dateTime" },
          { name: "Nombre", type: "text" },
        ],
        rows: [["7190486204790255411", "2031-01-31T15:04:00", name]],
      }),
    });
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.load(await (await ask("/workbooks", table("Ada"))).arrayBuffer());
    const values = workbook.getWorksheet("Asistentes")?.getRow(2).values;
    expect(values).toEqual([undefined, "7190486204790255411", new Date("2031-01-31T15:04:00Z"), "Ada"]);
    expect(await errorOf("/workbooks", table("x".repeat(40_000)))).toMatchObject({ code: "export.value" });
  });

  it("streams rows in every format, and counts them in the run", async () => {
    const { Attendee } = sandbox.control.counts();
    const ndjson = await ask("/entities/Attendee/rows", { headers: { "rostrum-run": "test-run-1" } });
    expect(ndjson.headers.get("content-type")).toContain("ndjson");
    expect((await ndjson.text()).trimEnd().split("\n")).toHaveLength(Attendee);
    expect(await (await ask("/runs/test-run-1")).json()).toMatchObject({
      state: "done",
      lines: [{ label: "Attendee", rows: Attendee, share: 1 }],
      summary: expect.stringContaining(`${Attendee.toLocaleString("en")} rows`),
    });
    expect(await (await ask("/entities/Attendee/rows?format=json")).json()).toHaveLength(Attendee);
    const csv = await (await ask("/entities/Attendee/rows?format=csv&fields=registrantKey,subject")).text();
    expect(csv.startsWith("registrantKey,subject\r\n")).toBe(true);
    const table = await (await ask("/entities/Webinar/rows?format=table&limit=3")).text();
    expect(table.trimEnd().split("\n")).toHaveLength(5);
  });

  it("streams files that keep types, under their names", async () => {
    for (const [format, type, extension] of [
      ["excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"],
      ["parquet", "application/vnd.apache.parquet", "parquet"],
    ]) {
      const answer = await ask(`/entities/Attendee/rows?format=${format}&fields=registrantKey,subject`);
      expect(answer.headers.get("content-type")).toBe(type);
      expect(answer.headers.get("content-disposition")).toMatch(
        new RegExp(`filename="Attendee-\\d{4}-\\d\\d-\\d\\d\\.${extension}"`),
      );
      const { size } = await answer.blob();
      expect(size).toBeGreaterThan(1_000);
    }
    // What goes wrong before the first row is an error still, and no file.
    expect(await errorOf("/entities/Registrant/rows?format=excel&where=webinarKey%3D999")).toMatchObject({
      status: 422,
      code: "webinar.unknown",
    });
  });

  it("takes several conditions, a range and a limit", async () => {
    const [first] = (await (await ask("/entities/Session/rows?format=json&limit=1")).json()) as {
      webinarKey: string;
    }[];
    const query = `where=webinarKey%3D${first?.webinarKey}&where=registrantCount%3E%3D0&from=1990-01-01&to=%2B1y&format=json`;
    const rows = (await (await ask(`/entities/Session/rows?${query}`)).json()) as { webinarKey: string }[];
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every(({ webinarKey }) => webinarKey === first?.webinarKey)).toBe(true);
  });

  it("tells mistakes as errors of the caller, with what would be right", async () => {
    expect(await errorOf("/entities/Atendee")).toMatchObject({
      status: 404,
      remedy: 'Did you mean "Attendee"?',
    });
    expect(await errorOf("/entities/Atendee/rows")).toMatchObject({ status: 404, code: "entity.unknown" });
    expect(await errorOf("/entities/Attendee/rows?where=emial%3Dx")).toMatchObject({
      status: 400,
      code: "field.unknown",
    });
    expect(await errorOf("/entities/Attendee/rows?limit=many")).toMatchObject({ status: 400 });
    expect(await errorOf("/entities/Attendee/rows?format=xml")).toMatchObject({ status: 400 });
    expect(await errorOf("/entities/Attendee/rows?connection=Mian")).toMatchObject({
      status: 404,
      code: "connection.unknown",
    });
    expect(await errorOf("/entities/Registrant/rows?where=webinarKey%3D999")).toMatchObject({
      status: 422,
      code: "webinar.unknown",
    });
  });

  it("tells which words a field takes, the time zones too, so that forms can offer them", async () => {
    const { fields } = (await (await ask("/entities/Webinar")).json()) as {
      fields: { name: string; type: string; choices?: string[] }[];
    };
    const zone = fields.find(({ name }) => name === "timeZone");
    expect(zone).toMatchObject({ type: "text", choices: expect.arrayContaining(["Europe/Brussels", "GMT"]) });
    // Others than those can be searched for: GoTo may take them one day.
    const other = await ask("/entities/Webinar/rows?format=json&limit=1&where=timeZone%3DEurope%2FMadrid");
    expect(await other.json()).toEqual([]);
  });

  // Of Parquet nothing is sent before 20,000 rows are there: with fewer it is an ordinary error.
  it.each(["ndjson", "excel"])(
    "breaks the connection off when it fails under way, and the run says why: %s",
    async (format) => {
      const fault = sandbox.control.faults.order({
        kind: "status",
        operation: "getAllRegistrantsForWebinar",
        status: 400,
        every: 3,
      });
      const run = `test-run-${format}`;
      const answer = await ask(`/entities/Registrant/rows?format=${format}`, {
        headers: { "rostrum-run": run },
      });
      expect(answer.status).toBe(200);
      await expect(answer.text()).rejects.toThrow();
      sandbox.control.faults.remove(fault.id);
      expect(await (await ask(`/runs/${run}`)).json()).toMatchObject({
        state: "failed",
        error: { code: "goto.invalid-request" },
      });
    },
  );

  it("lets a link name its run, which also knows of a query that could not begin", async () => {
    await (await ask("/entities/Webinar/rows?format=csv&run=test-run-4")).text();
    expect(await (await ask("/runs/test-run-4")).json()).toMatchObject({ state: "done" });
    await (await ask("/entities/Webinar/rows?connection=Mian&run=test-run-5")).text();
    expect(await (await ask("/runs/test-run-5")).json()).toMatchObject({
      state: "failed",
      error: { code: "connection.unknown" },
    });
  });

  it("ends a query whose reader leaves", async () => {
    sandbox.control.latency.set({ ms: 30 });
    const leave = new AbortController();
    const answer = await ask("/entities/AttendeePollAnswer/rows", {
      headers: { "rostrum-run": "test-run-3" },
      signal: leave.signal,
    });
    await answer.body?.getReader().read();
    leave.abort();
    await expect
      .poll(async () => ((await (await ask("/runs/test-run-3")).json()) as { state: string }).state)
      .toBe("failed");
    sandbox.control.latency.set({ ms: 0 });
  });

  it("ends a query that is stopped, and breaks it off", async () => {
    sandbox.control.latency.set({ ms: 30 });
    const answer = await ask("/entities/AttendeePollAnswer/rows", {
      headers: { "rostrum-run": "test-run-6" },
    });
    const stop = () => ask("/runs/test-run-6/stop", { method: "POST" });
    expect(await (await stop()).json()).toEqual({ stopped: true });
    await expect(answer.text()).rejects.toThrow();
    await expect
      .poll(async () => (await ask("/runs/test-run-6")).json())
      .toMatchObject({ state: "failed", error: { code: "run.stopped" } });
    expect(await (await stop()).json()).toEqual({ stopped: false });
    expect((await ask("/runs/never-begun/stop", { method: "POST" })).status).toBe(404);
    sandbox.control.latency.set({ ms: 0 });
  });

  it("describes every entity, and each has its rows in the OpenAPI document", async () => {
    const { entities } = (await (await ask("/entities")).json()) as { entities: { name: string }[] };
    const document = (await (await ask("/openapi.json")).json()) as { paths: Record<string, unknown> };
    expect(entities).toHaveLength(22);
    for (const { name } of entities) {
      expect(document.paths).toHaveProperty([`/api/v1/entities/${name}/rows`]);
      expect(await (await ask(`/entities/${name}`)).json()).toMatchObject({
        name,
        fields: expect.any(Array),
      });
    }
    expect(await (await ask("/entities/Registrant")).json()).toMatchObject({
      parent: "Webinar",
      brief: expect.arrayContaining(["email"]),
      fields: expect.arrayContaining([
        expect.objectContaining({ name: "organization", costsACall: true, operators: ["=", "!=", "~"] }),
      ]),
      writes: expect.arrayContaining([expect.objectContaining({ operation: "upsert" })]),
    });
  });

  it("explains a plan without calling GoTo", async () => {
    const { calls } = sandbox.control.calls.snapshot();
    const answer = await (await ask("/entities/Attendee/plan?where=subject~x")).json();
    expect(answer).toMatchObject({ plan: expect.arrayContaining([expect.stringContaining("getWebinars")]) });
    expect(sandbox.control.calls.snapshot().calls).toBe(calls);
  });
});

describe("writing", () => {
  const post = (path: string, type: string, body: string) =>
    ask(path, { method: "POST", headers: { "content-type": type }, body });
  const results = async (answer: Response) =>
    (await answer.text())
      .trimEnd()
      .split("\n")
      .map(
        (line) =>
          JSON.parse(line) as {
            line: number;
            outcome: string;
            key?: Record<string, string>;
            error?: { code: string };
          },
      )
      .sort((one, other) => one.line - other.line);
  async function newWebinar(): Promise<string> {
    const body = JSON.stringify({ subject: "Heat pumps", startTime: "+3d", endTime: "+4d" });
    const [made] = await results(await post("/entities/Webinar/create", "application/x-ndjson", body));
    return String(made?.key?.webinarKey);
  }

  it("takes csv, ndjson and JSON, with keys as numbers or text", async () => {
    const webinarKey = await newWebinar();
    const csv = `webinarKey,firstName,lastName,email\r\n${webinarKey},A,B,a@example.com\r\n`;
    expect(await results(await post("/entities/Registrant/upsert", "text/csv", csv))).toMatchObject([
      { line: 2, outcome: "created" },
    ]);
    const ndjson = `{"webinarKey":${webinarKey},"firstName":"A","lastName":"B","email":"b@example.com"}\n`;
    expect(
      await results(await post("/entities/Registrant/upsert", "application/x-ndjson", ndjson + ndjson)),
    ).toMatchObject([
      { line: 1, outcome: "created" },
      { line: 2, outcome: "exists" },
    ]);
    const json = `[${ndjson},{"webinarKey":"${webinarKey}"}]`;
    expect(
      await results(await post("/entities/Registrant/upsert?dryRun=true", "application/json", json)),
    ).toMatchObject([
      { line: 1, outcome: "exists" },
      { line: 2, outcome: "failed", error: { code: "row.missing-field" } },
    ]);
  });

  it("does the other rows of a csv of which one is broken", async () => {
    const webinarKey = await newWebinar();
    const lines = Array.from({ length: 12 }, (_, index) =>
      index === 4
        ? `${webinarKey},"P"x,L,broken@example.com`
        : `${webinarKey},P${index},L,p${index}@example.com`,
    );
    const csv = ["webinarKey,firstName,lastName,email", ...lines].join("\n");
    const all = await results(await post("/entities/Registrant/create", "text/csv", csv));
    expect(all.filter(({ outcome }) => outcome === "created")).toHaveLength(11);
    expect(all.filter(({ outcome }) => outcome === "failed")).toMatchObject([
      { line: 6, error: { code: "row.csv" } },
    ]);
  });

  it("refuses at once what is wrong for all rows", async () => {
    const wrong = (path: string, type: string, body: string) =>
      errorOf(path, { method: "POST", headers: { "content-type": type }, body });
    expect(await wrong("/entities/Registrant/create", "text/csv", "emial\nx\n")).toMatchObject({
      status: 400,
      code: "field.unknown",
      remedy: 'Did you mean "email"?',
    });
    expect(await wrong("/entities/Session/create", "application/json", "{}")).toMatchObject({
      status: 400,
      code: "entity.not-writable",
    });
    expect(await wrong("/entities/Sesion/create", "application/json", "{}")).toMatchObject({
      status: 404,
      code: "entity.unknown",
    });
    expect(await wrong("/entities/Webinar/create", "application/json", "{")).toMatchObject({
      status: 400,
      code: "rows.json",
    });
  });
});
