/** Following a run by server-sent events: from the database, whichever process carries it out. */

import { createParser, type EventSourceMessage } from "eventsource-parser";
import { Agent, request } from "undici";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startPostgres, type TestPostgres } from "../../platform/database/testing.ts";
import type { FlowRunRecord } from "../run-store.ts";
import { openWorkshop, type Workshop } from "../testing/bench.ts";
import { eventOf, rateOf } from "./model.ts";

let postgres: TestPostgres;
let workshop: Workshop;
const agent = new Agent();
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(async () => {
  await agent.close();
  await postgres.stop();
});

it("the rate is that of the last seconds", () => {
  expect(rateOf([])).toBeUndefined();
  expect(rateOf([{ at: 0, rows: 5 }])).toBeUndefined();
  expect(
    rateOf([
      { at: 0, rows: 0 },
      { at: 90_000, rows: 1_000 },
      { at: 95_000, rows: 1_500 },
    ]),
  ).toBe(100);
});

it("a guess is said no more when there are as many rows as it said, and the rate of a slow batch is that of the run", () => {
  const run = {
    ...{ id: "1", flow: "copy", kind: "run", reason: "request", state: "running" },
    counts: { read: 600, failed: 0 },
    requestedAt: new Date(0),
    startedAt: new Date(0),
  } as unknown as FlowRunRecord;
  const guessed = eventOf(run, { rows: 4, from: "last run" }, 0, 60_000);
  expect(guessed).toMatchObject({ rowsPerSecond: 10 });
  expect(guessed).not.toHaveProperty("share");
  expect(eventOf(run, { rows: 1200, from: "last run" }, 0, 60_000)).toMatchObject({
    share: 0.5,
    secondsLeft: 60,
  });
});

describe.each(["embedded", "postgres"] as const)(
  "events of a run, with the hub on its %s database",
  (kind) => {
    beforeEach(async () => {
      workshop = await openWorkshop(kind, postgres);
      await workshop.sql("create table people (id int primary key, name text)");
      await workshop.sql("insert into people select n, 'good' from generate_series(1, 20) n");
      await workshop.hub.request("PUT", "/api/v1/flows/copy", {
        source: { endpoint: "crm", table: "people" },
        target: { endpoint: "warehouse", table: "people", write: "upsert" },
      });
    });
    afterEach(() => workshop[Symbol.asyncDispose]());

    /** The answer, whose events come into `events` until it ends. */
    async function open(id: string, last?: string) {
      const address = workshop.hub.app.http.server.address();
      const port = typeof address === "object" ? address?.port : undefined;
      const { statusCode, headers, body } = await request(
        `http://127.0.0.1:${port}/api/v1/flow-runs/${id}/events`,
        {
          dispatcher: agent,
          headers: {
            authorization: `Bearer ${workshop.hub.app.accessToken}`,
            ...(last === undefined ? {} : { "last-event-id": last }),
          },
        },
      );
      const events: EventSourceMessage[] = [];
      const parser = createParser({ onEvent: (event) => void events.push(event) });
      const toEnd = async () => {
        for await (const piece of body) parser.feed(String(piece));
      };
      return { statusCode, type: headers["content-type"], events, ended: toEnd() };
    }
    async function follow(id: string, last?: string) {
      const answer = await open(id, last);
      await answer.ended;
      return answer;
    }

    it("tell how it goes to its end; who has seen the end is sent away", async () => {
      const { body } = await workshop.hub.request("POST", "/api/v1/flows/copy/runs");
      const { id } = body as { id: string };
      const { statusCode, type, events } = await follow(id);
      expect([statusCode, type]).toEqual([200, "text/event-stream"]);
      const end = events.at(-1);
      expect(events.map(({ event }) => event)).toEqual([...events.slice(1).map(() => "progress"), "end"]);
      expect(JSON.parse(end?.data ?? "")).toMatchObject({
        id,
        state: "done",
        share: 1,
        counts: { read: 20 },
        words: "It is done: 20 rows.",
      });
      expect(new Set(events.map((event) => event.id)).size).toBe(events.length);
      expect((await follow(id, events.at(-2)?.id ?? "0")).events.map(({ event }) => event)).toEqual(["end"]);
      expect((await follow(id, end?.id)).statusCode).toBe(204);
    });

    it("come of a run that another process carries out, with share and time left", async () => {
      const { sql } = workshop.hub.app.database;
      const { body } = await workshop.hub.request("POST", "/api/v1/flows/copy/runs");
      const first = (body as { id: string }).id;
      await follow(first);
      // As another process would write it.
      const {
        ended_at: _ended,
        checkpoint: _checkpoint,
        row_ids: _rows,
        ...run
      } = await sql.selectFrom("flow_run").selectAll().where("id", "=", first).executeTakeFirstOrThrow();
      const id = "6f1ed002-ab5d-4b43-a1c4-000000000001";
      const counts = (read: number) => JSON.stringify({ ...(run.counts as object), read });
      await sql
        .insertInto("flow_run")
        .values({
          ...{ id, flow: "copy", kind: "run", reason: "request", state: "running", attempt: 1 },
          definition: JSON.stringify(run.definition),
          counts: counts(0),
          requested_at: new Date(),
          started_at: new Date(),
          ended_at: null,
          checkpoint: null,
          row_ids: null,
          error: null,
        })
        .execute();
      const { events, ended } = await open(id);
      const told = () => events.map(({ data }) => JSON.parse(data) as Record<string, unknown>);
      const read = (rows: number) =>
        sql
          .updateTable("flow_run")
          .set({ counts: counts(rows) })
          .where("id", "=", id)
          .execute();
      await read(5);
      await expect.poll(told, { timeout: 20_000 }).toContainEqual(expect.objectContaining({ share: 0.25 }));
      await read(10);
      await expect.poll(told, { timeout: 20_000 }).toContainEqual(
        expect.objectContaining({
          ...{ state: "running", share: 0.5, total: 20, totalFrom: "last run" },
          rowsPerSecond: expect.any(Number),
          secondsLeft: expect.any(Number),
        }),
      );
      await sql
        .updateTable("flow_run")
        .set({ state: "done", ended_at: new Date(), counts: counts(20) })
        .where("id", "=", id)
        .execute();
      await ended;
      expect(told().at(-1)).toMatchObject({ state: "done", share: 1 });
    });
  },
);
