/** Queries against the sandbox: which rows come, at which price, and what happens when things vanish or break. */
import { afterEach, describe, expect, it } from "vitest";
import { systemClock } from "../../platform/clock/clock.ts";
import type { Row } from "../registry/entity.ts";
import { entities } from "../registry/registry.ts";
import { type ConnectedSandbox, connectedSandbox } from "../testing/connect.ts";
import { type QueryRun, runQuery } from "./query.ts";
import type { QueryRequest } from "./request.ts";

let connected: ConnectedSandbox;
afterEach(() => connected[Symbol.asyncDispose]());

const query = (request: QueryRequest, options: { parallel?: number } = {}): QueryRun =>
  runQuery({ client: connected.client, clock: systemClock, request, ...options });

async function rowsOf(run: QueryRun): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const batch of run) {
    expect(batch.length).toBeGreaterThan(0);
    rows.push(...batch);
  }
  return rows;
}
const read = (request: QueryRequest): Promise<Row[]> => rowsOf(query(request));

describe("a range of time", () => {
  const day = 86_400_000;
  it("selects webinars by schedule and sessions by their start, as the sandbox counts them", async () => {
    connected = await connectedSandbox({
      seed: 5,
      size: { webinars: 60, registrants: 4, attendees: 3, sessions: 1 },
    });
    const now = Date.now();
    for (const [from, to] of [
      [-60, -7],
      [-30, 0],
      [-1, 30],
    ] as const) {
      const range = { from: now + from * day, to: now + to * day - 1000 };
      const expected = connected.sandbox.control.counts({ ...range, sessionsBy: "start" });
      const asked = { from: new Date(range.from).toISOString(), to: new Date(range.to).toISOString() };
      for (const entity of ["Webinar", "Registrant", "Session", "Attendee", "SessionPoll"] as const) {
        expect((await read({ entity, ...asked })).length, `${entity} ${from}`).toBe(expected[entity]);
      }
    }
  });
});

describe("conditions", () => {
  it("give the same rows pushed down as checked here", async () => {
    connected = await connectedSandbox({
      seed: 6,
      size: { webinars: 12, registrants: 30, attendees: 9, sessions: 2 },
    });
    const all = await read({
      entity: "Attendee",
      fields: ["webinarKey", "sessionKey", "registrantKey", "email", "subject"],
    });
    const [sample] = all;
    const same = (rows: Row[]) => rows.map((row) => `${row.sessionKey}/${row.registrantKey}`).sort();
    for (const [where, keep] of [
      [[`webinarKey=${sample?.webinarKey}`], (row: Row) => row.webinarKey === sample?.webinarKey],
      [[`sessionKey=${sample?.sessionKey}`], (row: Row) => row.sessionKey === sample?.sessionKey],
      [[`registrantKey=${sample?.registrantKey}`], (row: Row) => row.registrantKey === sample?.registrantKey],
      [[`webinarKey!=${sample?.webinarKey}`], (row: Row) => row.webinarKey !== sample?.webinarKey],
      [[`subject=${sample?.subject}`], (row: Row) => row.subject === sample?.subject],
      [
        [`webinarKey=${sample?.webinarKey}`, `sessionKey=${sample?.sessionKey}`, `email=${sample?.email}`],
        (row: Row) => row.sessionKey === sample?.sessionKey && row.email === sample?.email,
      ],
    ] as const) {
      const rows = await read({ entity: "Attendee", where: [...where] });
      expect(rows.length).toBeGreaterThan(0);
      expect(same(rows), String(where)).toEqual(same(all.filter(keep)));
    }
  });

  it("mean the same however they are reached: by key, through a list, through the webinar", async () => {
    connected = await connectedSandbox({ seed: 61, size: { webinars: 8, registrants: { from: 1, to: 9 } } });
    const fields = [
      "webinarKey",
      "registrantKey",
      "subject",
      "approvalType",
      "numberOfRegistrants",
      "email",
      "city",
    ];
    const all = await read({ entity: "Registrant", fields });
    const sample = all.find(({ city }) => city !== undefined);
    const webinarKey = `webinarKey=${sample?.webinarKey}`;
    const registrantKey = `registrantKey=${sample?.registrantKey}`;
    const is =
      (...names: string[]) =>
      (row: Row) =>
        names.every((name) => row[name] === sample?.[name]);
    for (const [where, keep] of [
      [["numberOfRegistrants>=5"], (row: Row) => Number(row.numberOfRegistrants) >= 5],
      [[`approvalType=${sample?.approvalType}`], is("approvalType")],
      [[`approvalType=${sample?.approvalType}`, webinarKey], is("webinarKey")],
      [[registrantKey], is("registrantKey")],
      [[webinarKey, registrantKey], is("registrantKey")],
      [[webinarKey, registrantKey, `subject=${sample?.subject}`], is("registrantKey")],
      [[webinarKey, `city=${sample?.city}`], is("webinarKey", "city")],
      [[`webinarKey=in(${sample?.webinarKey})`, "numberOfRegistrants>0"], is("webinarKey")],
      [[`webinarKey!=${sample?.webinarKey}`], (row: Row) => row.webinarKey !== sample?.webinarKey],
    ] as const) {
      const rows = await read({ entity: "Registrant", where: [...where] });
      const keys = (list: Row[]) => list.map(({ registrantKey: key }) => key).sort();
      expect(rows.length, String(where)).toBeGreaterThan(0);
      expect(keys(rows), String(where)).toEqual(keys(all.filter(keep)));
    }
  });

  it("on the webinar cost one list beside the sessions", async () => {
    connected = await connectedSandbox({
      seed: 7,
      size: { webinars: 20, upcoming: 0, registrants: 5, attendees: 5, sessions: 1 },
    });
    const [webinar] = await read({ entity: "Webinar" });
    const run = query({ entity: "Attendee", where: [`Webinar.webinarID=${webinar?.webinarID}`] });
    expect(await rowsOf(run)).toHaveLength(5);
    expect(run.progress()).toMatchObject({
      calls: 3,
      through: [
        { entity: "Webinar", rows: 1 },
        { entity: "Session", rows: 1 },
      ],
    });
  });

  it("on a field that costs a call are checked on exactly the rows that are left", async () => {
    connected = await connectedSandbox({ seed: 8, size: { webinars: 3, upcoming: 1, registrants: 12 } });
    const all = await read({
      entity: "Registrant",
      fields: ["registrantKey", "status", "organization", "responses"],
    });
    const known = all.find((row) => typeof row.organization === "string");
    const run = query({ entity: "Registrant", where: [`organization=${known?.organization}`] });
    const rows = await rowsOf(run);
    expect(rows).toHaveLength(all.filter((row) => row.organization === known?.organization).length);
    expect(rows[0]).toHaveProperty("jobTitle");
    expect(run.progress().calls).toBe(1 + 3 + 36);
  });
});

describe("fields", () => {
  it("of entities above come with the rows, in the order asked for", async () => {
    connected = await connectedSandbox({
      seed: 9,
      size: { webinars: 3, upcoming: 0, registrants: 2, attendees: 2, sessions: 1 },
    });
    const [row] = await read({
      entity: "Attendee",
      fields: ["subject", "startTime", "email", "Webinar.timeZone"],
    });
    expect(Object.keys(row ?? {})).toEqual(["subject", "startTime", "email", "Webinar.timeZone"]);
    expect(Object.values(row ?? {}).every((value) => typeof value === "string" && value !== "")).toBe(true);
  });

  it("of list and by-key form come together in one row", async () => {
    connected = await connectedSandbox({ seed: 9, size: { webinars: 3 } });
    for (const row of await read({
      entity: "Webinar",
      fields: ["webinarKey", "approvalType", "numberOfRegistrants"],
    })) {
      expect(row).toEqual({
        webinarKey: expect.stringMatching(/^\d{16,}$/),
        approvalType: expect.any(String),
        numberOfRegistrants: expect.any(Number),
      });
    }
  });
});

describe("keys", () => {
  it("are text above 2^53 in every entity, also nested, whatever GoTo sends", async () => {
    connected = await connectedSandbox({
      seed: 10,
      size: { webinars: 6, registrants: 6, attendees: 4, questions: 3 },
    });
    for (const { name, fields } of entities) {
      for (const row of await read({ entity: name, limit: 20 })) {
        expect(JSON.stringify(row), name).not.toMatch(/[:[,]\d{16,}/);
        for (const [field, { type }] of Object.entries(fields)) {
          if (type === "key" && row[field] !== undefined)
            expect(typeof row[field], `${name}.${field}`).toBe("string");
        }
      }
    }
  });
});

describe("a limit", () => {
  it("gives exactly so many rows and costs few calls", async () => {
    connected = await connectedSandbox({
      seed: 11,
      size: { webinars: 80, upcoming: 0, registrants: 10, attendees: 10, sessions: 1 },
    });
    for (const limit of [1, 5, 10, 25]) {
      const run = query({ entity: "Attendee", limit });
      expect(await rowsOf(run)).toHaveLength(limit);
      expect(run.progress().calls).toBeLessThanOrEqual(3 + Math.ceil(limit / 10));
    }
    expect(await read({ entity: "Attendee", limit: 100_000 })).toHaveLength(800);
  });
});

describe("what is not there", () => {
  it("is an error for a parent that was named, and no rows for a row that was", async () => {
    connected = await connectedSandbox({ size: { webinars: 2 } });
    for (const entity of ["Registrant", "Session", "CoOrganizer"]) {
      await expect(read({ entity, where: ["webinarKey=123456789"] })).rejects.toMatchObject({
        code: "webinar.unknown",
      });
    }
    const [session] = await read({ entity: "Session" });
    await expect(
      read({ entity: "Attendee", where: [`webinarKey=${session?.webinarKey}`, "sessionKey=99"] }),
    ).rejects.toMatchObject({ code: "session.unknown" });
    const run = query({ entity: "Webinar", where: ["webinarKey=123456789"] });
    expect(await rowsOf(run)).toEqual([]);
    expect(run.remarks()).toMatchObject([{ code: "row.gone" }]);
  });

  it("any more, because it was cancelled while it was read, is left out with a remark", async () => {
    connected = await connectedSandbox({ seed: 12, size: { webinars: 30, upcoming: 10, registrants: 3 } });
    const { client, sandbox } = connected;
    const [gone] = await read({ entity: "UpcomingWebinar" });
    const before = sandbox.control.counts().Registrant;
    const run = query({ entity: "Registrant" }, { parallel: 1 });
    const rows: Row[] = [];
    for await (const batch of run) {
      if (rows.length === 0) {
        const { organizerKey } = client;
        await client.goto.webinar.cancelWebinar({
          organizerKey,
          webinarKey: String(gone?.webinarKey),
          deleteAll: false,
        });
      }
      rows.push(...batch);
    }
    const of = (key: unknown) => rows.filter(({ webinarKey }) => webinarKey === key).length;
    expect(of(gone?.webinarKey)).toBe(0);
    expect(rows).toHaveLength(before - 3);
    expect(run.remarks()).toMatchObject([{ code: "webinar.gone", times: 1 }]);
  });

  it("yet, because data of a session come later, is left out with a remark", async () => {
    connected = await connectedSandbox({
      seed: 13,
      size: { webinars: 5, upcoming: 0, registrants: 3, attendees: 2, sessions: 1 },
    });
    connected.sandbox.control.faults.order({
      kind: "status",
      operation: "getAttendees",
      status: 404,
      times: 1,
    });
    const run = query({ entity: "Attendee" });
    expect(await rowsOf(run)).toHaveLength(8);
    expect(run.remarks()).toMatchObject([{ code: "session.no-data-yet" }]);
  });

  it("although its webinar is there, is an error and not an empty answer", async () => {
    connected = await connectedSandbox({ seed: 13, size: { webinars: 5, registrants: 3 } });
    connected.sandbox.control.faults.order({
      kind: "status",
      operation: "getAllRegistrantsForWebinar",
      status: 404,
      times: 1,
    });
    await expect(read({ entity: "Registrant" })).rejects.toMatchObject({ code: "not-found" });
  });
});

describe("an end before the end", () => {
  it("is an error when one call fails for good, after which nothing more is called", async () => {
    connected = await connectedSandbox({ seed: 14, size: { webinars: 40, registrants: 3 } });
    connected.sandbox.control.faults.order({
      kind: "status",
      operation: "getAllRegistrantsForWebinar",
      status: 400,
      every: 20,
    });
    const run = query({ entity: "Registrant" });
    await expect(rowsOf(run)).rejects.toMatchObject({ code: "invalid-request" });
    const { calls } = run.progress();
    expect(calls).toBeLessThan(60);
  });

  it("comes when the caller gives up", async () => {
    connected = await connectedSandbox({
      seed: 14,
      latency: { ms: 20 },
      size: { webinars: 40, registrants: 3 },
    });
    const giveUp = new AbortController();
    const run = runQuery({
      client: connected.client,
      clock: systemClock,
      request: { entity: "Registrant" },
      signal: giveUp.signal,
      parallel: 2,
    });
    const reading = (async () => {
      for await (const batch of run) if (batch.length > 0) giveUp.abort(new Error("enough"));
    })();
    await expect(reading).rejects.toThrow("enough");
  });

  it("comes when the reader stops, without an error", async () => {
    connected = await connectedSandbox({ seed: 14, size: { webinars: 40, registrants: 3 } });
    const run = query({ entity: "Registrant" });
    for await (const _batch of run) break;
    expect(run.progress().calls).toBeLessThan(42);
  });
});

describe("a slow reader", () => {
  it("holds the calls back", async () => {
    connected = await connectedSandbox({ seed: 15, size: { webinars: 100, upcoming: 0, registrants: 3 } });
    const run = query({ entity: "Registrant" }, { parallel: 4 });
    const walk = run[Symbol.asyncIterator]();
    await walk.next();
    await walk.next();
    const { sandbox } = connected;
    let before = -1;
    // What is under way comes to rest; then nothing more is asked for until a batch is taken.
    while (before !== sandbox.control.calls.snapshot().calls) {
      before = sandbox.control.calls.snapshot().calls;
      await systemClock.sleep(30);
    }
    expect(run.progress().calls).toBeLessThanOrEqual(1 + 2 + 4);
    await walk.return?.();
  });
});
