/** The whole way down to the socket, with a network that fails: what is read is right or it is an error. */
import { describe, expect, it } from "vitest";
import { systemClock } from "../../platform/clock/clock.ts";
import { connectedSandbox } from "../testing/connect.ts";
import { runQuery } from "./query.ts";

describe("a query over a bad line", () => {
  it("returns exactly the right rows with 5 % each of 429, 500, resets and cut answers", async () => {
    await using connected = await connectedSandbox(
      { seed: 31, size: { webinars: 40, registrants: { from: 1, to: 250 }, attendees: { from: 0, to: 30 } } },
      { retry: { backoffMs: 1, maxBackoffMs: 20 } },
    );
    const { sandbox, client } = connected;
    sandbox.control.faults.order({ kind: "status", operation: "*", status: 429, chance: 0.05 });
    for (const kind of ["status", "reset", "cut"] as const) {
      sandbox.control.faults.order({
        kind,
        operation: "*",
        chance: 0.05,
        ...(kind === "status" ? { status: 500 } : {}),
      });
    }
    const counts = sandbox.control.counts();
    for (const entity of ["Webinar", "Registrant", "Session", "Attendee", "SessionPoll"] as const) {
      let rows = 0;
      for await (const batch of runQuery({ client, clock: systemClock, request: { entity } }))
        rows += batch.length;
      expect(rows, entity).toBe(counts[entity]);
    }
    expect(sandbox.control.faults.list().every(({ hits }) => hits > 0)).toBe(true);
  });

  it.each(["reuse-omit", "reuse-return", "rotate"] as const)(
    "reads a whole account by 8 queries at once while tokens die (%s), one refresh for each death",
    async (rotation) => {
      await using connected = await connectedSandbox(
        {
          seed: 33,
          size: { webinars: 14, registrants: { from: 1, to: 250 }, attendees: { from: 0, to: 30 } },
        },
        { retry: { backoffMs: 1, maxBackoffMs: 20 }, rotation },
      );
      const { sandbox, client } = connected;
      const { faults } = sandbox.control;
      faults.order({ kind: "killToken", operation: "*", every: 50 });
      faults.order({ kind: "status", status: 429, operation: "*", chance: 0.05 });
      faults.order({ kind: "status", status: 500, operation: "*", chance: 0.05 });
      faults.order({ kind: "reset", operation: "*", chance: 0.05 });
      faults.order({ kind: "cut", operation: "*", chance: 0.05 });
      const counts = sandbox.control.counts();
      const entities = [
        "Webinar",
        "Registrant",
        "Session",
        "Attendee",
        "AttendeeRollup",
        "SessionPoll",
        "SessionSurvey",
        "SessionQuestion",
      ] as const;
      const read = await Promise.all(
        entities.map(async (entity) => {
          let rows = 0;
          for await (const batch of runQuery({ client, clock: systemClock, request: { entity } }))
            rows += batch.length;
          return [entity, rows] as const;
        }),
      );
      expect(Object.fromEntries(read)).toEqual(
        Object.fromEntries(entities.map((entity) => [entity, counts[entity]])),
      );
      const { killed, issued } = sandbox.control.calls.snapshot().tokens;
      expect(killed).toBeGreaterThan(1);
      expect(issued.refresh_token).toBe(killed);
      expect(faults.list().every(({ hits }) => hits > 0)).toBe(true);
    },
  );

  it("takes fields that nobody knows yet", async () => {
    await using connected = await connectedSandbox({ seed: 32, size: { webinars: 5, registrants: 3 } });
    const { sandbox, client } = connected;
    sandbox.control.faults.order({ kind: "extraFields", operation: "*" });
    let rows = 0;
    for await (const batch of runQuery({ client, clock: systemClock, request: { entity: "Registrant" } })) {
      rows += batch.length;
    }
    expect(rows).toBe(15);
  });
});
