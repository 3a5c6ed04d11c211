/** Checkpoints against the sandbox: a query stopped anywhere and resumed gives every row once. */
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemClock } from "../../platform/clock/clock.ts";
import type { Row } from "../registry/entity.ts";
import { entityNamed } from "../registry/registry.ts";
import { type ConnectedSandbox, connectedSandbox } from "../testing/connect.ts";
import { type Checkpoint, readCheckpoint } from "./checkpoint.ts";
import { type QueryRun, runQuery } from "./query.ts";
import type { QueryRequest } from "./request.ts";

let connected: ConnectedSandbox;
beforeAll(async () => {
  connected = await connectedSandbox({
    seed: 21,
    size: {
      webinars: 9,
      upcoming: 2,
      registrants: { from: 0, to: 450 },
      attendees: { from: 0, to: 6 },
      sessions: 2,
    },
  });
});
afterAll(() => connected[Symbol.asyncDispose]());

const run = (from: { request: QueryRequest } | { checkpoint: Checkpoint }, parallel = 8): QueryRun =>
  runQuery({ client: connected.client, clock: systemClock, parallel, ...from });

function keysOf(entity: string, rows: readonly Row[]): string[] {
  const { keys } = entityNamed(entity);
  return rows.map((row) => keys.map((key) => String(row[key])).join("/")).sort();
}

/** As a process would keep it. */
const kept = (query: QueryRun): Checkpoint => readCheckpoint(JSON.parse(JSON.stringify(query.checkpoint())));

describe("a query that is resumed from a checkpoint", () => {
  it.each([
    { entity: "Webinar" },
    { entity: "Registrant" },
    {
      entity: "Registrant",
      fields: ["webinarKey", "registrantKey", "organization"],
      where: ["webinarKey!=1"],
    },
    { entity: "Attendee", where: ["subject~e"] },
    { entity: "AttendeeRollup" },
    { entity: "AttendeePollAnswer" },
  ])("gives every row once, wherever it was stopped and however often: $entity $where", async (request) => {
    const expected: Row[] = [];
    for await (const batch of run({ request })) expected.push(...batch);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat({ max: 12 }), { maxLength: 6 }),
        fc.integer({ min: 1, max: 20 }),
        async (stops, parallel) => {
          const rows: Row[] = [];
          let query = run({ request }, parallel);
          for (const batches of stops) {
            let taken = 0;
            for await (const batch of query) {
              rows.push(...batch);
              if (++taken > batches) break;
            }
            query = run({ checkpoint: kept(query) }, parallel);
          }
          for await (const batch of query) rows.push(...batch);
          expect(keysOf(request.entity, rows)).toEqual(keysOf(request.entity, expected));
          expect(query.progress().rows).toBe(expected.length);
        },
      ),
      { numRuns: 5 },
    );
  });

  it("goes on after a failure, without losing what was read and not handed out", async () => {
    const expected: Row[] = [];
    for await (const batch of run({ request: { entity: "Registrant" } })) expected.push(...batch);
    const fault = connected.sandbox.control.faults.order({
      kind: "status",
      operation: "getAllRegistrantsForWebinar",
      status: 400,
      every: 4,
    });
    const rows: Row[] = [];
    let failures = 0;
    let query = run({ request: { entity: "Registrant" } });
    for (;;) {
      try {
        for await (const batch of query) rows.push(...batch);
        break;
      } catch (error) {
        expect(error).toMatchObject({ code: "invalid-request" });
        if (++failures === 3) connected.sandbox.control.faults.remove(fault.id);
        query = run({ checkpoint: kept(query) });
      }
    }
    expect(failures).toBe(3);
    expect(keysOf("Registrant", rows)).toEqual(keysOf("Registrant", expected));
  });

  it("counts relative times from when it was first asked, and keeps its limit", async () => {
    const request = { entity: "Registrant", from: "-1y", limit: 300 };
    const query = run({ request }, 1);
    let rows = 0;
    for await (const batch of query) {
      rows += batch.length;
      break;
    }
    const checkpoint = kept(query);
    expect(checkpoint).toMatchObject({ from: "-1y", limit: 300, rows });
    for await (const batch of run({ checkpoint })) rows += batch.length;
    expect(rows).toBe(300);
  });

  it("says what is wrong with a checkpoint that was written by something else", () => {
    expect(() => readCheckpoint({ version: 0 })).toThrow(
      expect.objectContaining({ code: "checkpoint.malformed" }),
    );
  });
});
