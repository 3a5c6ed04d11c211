/** A run that is stopped within a batch: it ends before the next row, and goes on exactly there. */

import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startPostgres, type TestPostgres } from "../platform/database/testing.ts";
import { openWorkshop, type Workshop } from "./testing/bench.ts";

interface RunAnswer {
  readonly id: string;
  readonly state: string;
  readonly counts: Record<string, number>;
}

let postgres: TestPostgres;
let workshop: Workshop;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

const people = 400;

describe.each(["embedded", "postgres"] as const)(
  "a run that is stopped, with the hub on its %s database",
  (kind) => {
    /** Takes its time for each person, and counts how often each came. */
    let server: Server;
    let came: number[];
    let slow: boolean;
    beforeEach(async () => {
      came = [];
      slow = true;
      server = createServer(async (request, response) => {
        const { id } = JSON.parse(await text(request)) as { id: number };
        came.push(id);
        const answer = () =>
          response.writeHead(201, { "content-type": "application/json" }).end(JSON.stringify({ id }));
        if (slow) setTimeout(answer, 50);
        else answer();
      });
      await once(server.listen(0, "127.0.0.1"), "listening");
      workshop = await openWorkshop(kind, postgres);
      await workshop.sql("create table people (id int primary key, name text)");
      await workshop.sql(`insert into people select n, 'x' from generate_series(1, ${people}) n`);
      await api("PUT", "/endpoints/slow", {
        settings: {
          kind: "http",
          address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
          auth: { kind: "none" },
          concurrency: 2,
          tables: {
            people: {
              fields: [{ name: "id", type: "integer", key: true }, { name: "name" }],
              insert: { method: "POST", path: "/people" },
            },
          },
        },
      });
      await api("PUT", "/flows/slow", {
        source: { endpoint: "crm", table: "people" },
        target: { endpoint: "slow", table: "people", write: "insert" },
      });
    });
    afterEach(async () => {
      slow = false;
      await workshop[Symbol.asyncDispose]();
      server.close();
    });

    it("ends before the next rows, and goes on exactly there", { timeout: 60_000 }, async () => {
      const run = (await api("POST", "/flows/slow/runs")) as RunAnswer;
      await expect.poll(() => came.length, { timeout: 20_000 }).toBeGreaterThan(5);
      await api("POST", `/flow-runs/${run.id}/stop`);
      const stopped = await ended(run);
      expect(stopped.state).toBe("stopped");
      const written = came.length;
      expect(written).toBeLessThan(people / 2);
      expect(stopped.counts).toMatchObject({ read: written, failed: 0 });

      // What comes and goes at the source meanwhile is neither taken for a row that is through, nor lost.
      await workshop.sql("delete from people where id = 1");
      await workshop.sql("insert into people values (0, 'new')");
      slow = false;
      await api("POST", `/flow-runs/${run.id}/resume`);
      expect(await ended(run)).toMatchObject({ state: "done" });
      expect(came.toSorted((one, other) => one - other)).toEqual(
        Array.from({ length: people + 1 }, (_, id) => id),
      );
    });
  },
);

async function api(method: string, address: string, json?: unknown): Promise<unknown> {
  const { status, body } = await workshop.hub.request(method, `/api/v1${address}`, json);
  expect(status, JSON.stringify(body)).toBeLessThan(300);
  return body;
}

async function ended({ id }: RunAnswer): Promise<RunAnswer> {
  let run = (await api("GET", `/flow-runs/${id}`)) as RunAnswer;
  await expect
    .poll(
      async () => {
        run = (await api("GET", `/flow-runs/${id}`)) as RunAnswer;
        return run.state;
      },
      { timeout: 30_000 },
    )
    .not.toMatch(/waiting|running/);
  return run;
}
