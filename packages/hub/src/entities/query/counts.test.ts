/** Queries of every entity against the sandbox's own counts, in accounts of several sizes and at the borders of pages. */
import { afterEach, describe, expect, it } from "vitest";
import { systemClock } from "../../platform/clock/clock.ts";
import type { Row } from "../registry/entity.ts";
import { entities } from "../registry/registry.ts";
import { type ConnectedSandbox, connectedSandbox } from "../testing/connect.ts";
import { startReceiver } from "../testing/receiver.ts";
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

/** The sandbox's own counts, by our entities. */
function expectedCounts(): Record<string, number> {
  const counts = connected.sandbox.control.counts();
  const { RegistrationQuestion, ...others } = counts;
  const { organizerKey } = connected.client;
  return {
    ...others,
    RegistrationField: counts.RegistrationField + RegistrationQuestion,
    // With the uploads, which belong to no webinar.
    Recording: connected.sandbox.world.recordingAssetsOf({ organizerKey }).length,
  };
}

async function expectAllCounts(): Promise<void> {
  const expected = expectedCounts();
  for (const { name, keys } of entities) {
    const run = query({ entity: name });
    const rows = await rowsOf(run);
    expect(rows.length, name).toBe(expected[name]);
    const different = new Set(rows.map((row) => keys.map((key) => String(row[key])).join("/")));
    expect(different.size, `${name} has doubled keys`).toBe(rows.length);
    expect(
      rows.every((row) => keys.every((key) => row[key] !== undefined)),
      `${name} lacks keys`,
    ).toBe(true);
    expect(run.remarks()).toEqual([]);
    expect(run.progress()).toMatchObject({ rows: rows.length, callsLeft: 0, share: 1 });
  }
}

describe("a query of every entity returns what the sandbox counts", () => {
  it("in an empty account", async () => {
    connected = await connectedSandbox({ size: { webinars: 0, upcoming: 0 } });
    await expectAllCounts();
  });
  it("in a small account", async () => {
    connected = await connectedSandbox({
      seed: 2,
      size: { webinars: 4, upcoming: 2, registrants: 3, attendees: 2 },
    });
    await expectAllCounts();
  });
  it("in a mixed account with sequences, series and restarted hosts", async () => {
    connected = await connectedSandbox({
      seed: 3,
      size: { webinars: 30, registrants: { from: 0, to: 30 }, attendees: { from: 0, to: 12 } },
    });
    await expectAllCounts();
  });
  it("in an account of more webinars and sessions than a page holds", async () => {
    connected = await connectedSandbox({
      seed: 4,
      size: {
        webinars: 450,
        upcoming: 40,
        registrants: 2,
        attendees: 1,
        sessions: 1,
        polls: 1,
        surveyQuestions: 1,
      },
    });
    await expectAllCounts();
  });
});

describe("what is there only at times", () => {
  it("is read as the sandbox counts it: running webinars, webhooks, subscriptions", async () => {
    connected = await connectedSandbox({ seed: 71, size: { webinars: 20, upcoming: 8, registrants: 3 } });
    const { client, sandbox } = connected;
    await using receiver = await startReceiver();
    const api = client.goto.webinar;
    const hooks = await api.createWebhooks({
      webhooks: [
        { callbackUrl: receiver.url, eventName: "registrant.added" },
        { callbackUrl: receiver.url, eventName: "webinar.changed" },
      ],
    });
    await api.createUserSubscriptions({ userSubscriptions: hooks.map(({ webhookKey }) => ({ webhookKey })) });
    const [next] = await read({ entity: "UpcomingWebinar" });
    const [time] = (next?.times ?? []) as { startTime: string }[];
    sandbox.control.clock.move(new Date(Date.parse(String(time?.startTime)) + 60_000).toISOString());
    const counts = expectedCounts();
    expect(counts).toMatchObject({ Webhook: 2, UserSubscription: 2, InSessionWebinar: 1 });
    for (const entity of ["InSessionWebinar", "Webhook", "UserSubscription", "Webinar", "Session"]) {
      expect((await read({ entity })).length, entity).toBe(counts[entity]);
    }
    const [hook] = hooks;
    expect(await read({ entity: "Webhook", where: [`webhookKey=${hook?.webhookKey}`] })).toHaveLength(1);
    expect(
      await read({ entity: "UserSubscription", where: [`webhookKey=${hook?.webhookKey}`] }),
    ).toHaveLength(1);
  });
});

describe("the borders of a page", () => {
  it.each([0, 1, 19, 20, 21, 199, 200, 201, 401])(
    "%i registrants and attendees are read whole",
    async (people) => {
      connected = await connectedSandbox({
        seed: people + 10,
        size: {
          webinars: 2,
          upcoming: 0,
          othersWebinars: 0,
          registrants: people,
          attendees: people,
          sessions: 1,
        },
      });
      for (const entity of ["Registrant", "Attendee", "AttendeeRollup"]) {
        expect((await read({ entity })).length, entity).toBe(2 * people);
      }
    },
  );
  it.each([0, 1, 19, 20, 21, 199, 200, 201])("%i webinars and sessions are read whole", async (webinars) => {
    connected = await connectedSandbox({
      seed: webinars + 100,
      size: { webinars, upcoming: 0, othersWebinars: 0, registrants: 1, attendees: 1, sessions: 1 },
    });
    for (const entity of ["Webinar", "Session", "Attendee", "SessionPerformance"]) {
      expect((await read({ entity })).length, entity).toBe(webinars);
    }
  });
});
