/**
 * A target that refuses row 3 of every batch of 500: 499 written, one failed row with the database's own words; mended and
 * sent again, by the command line and over REST, with the hub on either database.
 */
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startPostgres, type TestPostgres } from "../platform/database/testing.ts";
import { openWorkshop, type Workshop } from "./testing/bench.ts";

interface FailedRow {
  readonly id: string;
  readonly place: string;
  readonly tries: number;
  readonly source: { readonly id: number; readonly name: string };
  readonly failure: { readonly words: string; readonly code: string };
}

let postgres: TestPostgres;
let workshop: Workshop;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

const batches = 3;
const words = "the third of every 500 is not wanted here, it is called bad";

describe.each(["embedded", "postgres"] as const)(
  "a target that refuses, with the hub on its %s database",
  (kind) => {
    beforeEach(async () => {
      workshop = await openWorkshop(kind, postgres);
      await workshop.sql("create table people (id int primary key, name text)");
      await workshop.sql("create table copies (id int primary key, name text)");
      // A trigger of the target's own, with words of its own.
      await workshop.sql(`create function refuse() returns trigger language plpgsql as $$
      begin
        if new.id % 500 = 3 and new.name like 'bad%' then
          raise exception 'the third of every 500 is not wanted here, it is called %', new.name;
        end if;
        return new;
      end $$`);
      await workshop.sql(
        "create trigger refuse before insert or update on copies for each row execute function refuse()",
      );
      await workshop.sql(`insert into people
      select n, case n % 500 when 3 then 'bad' else 'good' end from generate_series(1, ${500 * batches}) n`);
    });
    afterEach(() => workshop[Symbol.asyncDispose]());

    const flow = {
      flow: "copy",
      source: { endpoint: "crm", table: "people" },
      steps: [{ map: { id: "id", name: "name" } }],
      target: { endpoint: "warehouse", table: "copies", write: "upsert" },
    };
    const copied = async () =>
      (
        await workshop.sql(
          "select count(*)::int as rows, count(*) filter (where name <> 'good')::int as others from copies",
        )
      )[0];

    it("writes the others, and mends and sends again by the command line", async () => {
      const file = path.join(workshop.hub.folder, "copy.json");
      const keep = (more: object = {}) => writeFile(file, JSON.stringify({ ...flow, ...more }));
      await keep();
      const ran = await workshop.rostrum("flow", "run", file);
      expect(ran.code).toBe(1);
      expect(ran.stderr).toMatch(/1,500 read {3}1,497 new {3}3 kept as failed/);
      expect(await copied()).toEqual({ rows: 499 * batches, others: 0 });

      const shown = await workshop.rostrum("flow", "failed", "copy");
      expect(shown.stdout).toContain(words);
      const rows = await failed();
      expect(rows.map(({ place, source }) => [place, source.id])).toEqual([
        ["row 3", 3],
        ["row 503", 503],
        ["row 1003", 1003],
      ]);
      const [first = "", second = "", third = ""] = rows.map(({ id }) => id);

      // As it is, it fails again, and says how often.
      const again = await workshop.rostrum("flow", "reprocess", "copy", "--row", first);
      expect(again).toMatchObject({ code: 1, stderr: expect.stringMatching(/1 read {3}1 kept as failed/) });
      expect((await failed()).map(({ tries }) => tries)).toEqual([2, 1, 1]);

      // One mended by hand.
      expect(await workshop.rostrum("flow", "edit", "copy", second, "name=good")).toMatchObject({ code: 0 });
      const one = await workshop.rostrum("flow", "reprocess", "copy", "--row", second);
      expect(one).toMatchObject({ code: 0, stderr: expect.stringMatching(/1 read {3}1 new/) });
      expect((await failed()).map(({ id }) => id)).toEqual([first, third]);

      // The others by the mapping of today.
      await keep({ steps: [{ map: { id: "id", name: '"good"' } }] });
      const all = await workshop.rostrum("flow", "reprocess", file, "--all");
      expect(all).toMatchObject({ code: 0, stderr: expect.stringMatching(/2 read {3}2 new/) });
      expect(await failed()).toEqual([]);
      expect(await copied()).toEqual({ rows: 500 * batches, others: 0 });

      const history = await workshop.rostrum("flow", "export", "copy", "--what", "runs");
      expect(history.stdout.trim().split("\r\n")).toHaveLength(1 + 4);
      const csv = await workshop.rostrum("flow", "export", "copy", "--what", "failed-rows");
      expect(csv.stdout.match(/,done,/g)).toHaveLength(3);
      expect(csv.stdout).toContain(words);
    });

    it("writes the others, and mends and sends again over REST", async () => {
      await api("PUT", "/flows/copy", flow);
      const run = await toEnd((await api("POST", "/flows/copy/runs")) as { id: string });
      expect(run).toMatchObject({
        state: "done",
        counts: { read: 1_500, inserted: 499 * batches, failed: batches },
      });
      const rows = await failed(`?run=${run.id}`);
      expect(rows).toMatchObject(
        [3, 503, 1003].map((id) => ({
          source: { id, name: "bad" },
          tries: 1,
          failure: { words, code: "P0001" },
        })),
      );
      const [first, second, third] = rows.map(({ id }) => id);

      await api("PATCH", `/failed-rows/${first}`, { source: { id: 3, name: "good" } });
      const one = await toEnd(
        (await api("POST", "/flows/copy/reprocess", { rows: [first] })) as { id: string },
      );
      expect(one).toMatchObject({
        kind: "reprocess",
        state: "done",
        counts: { read: 1, inserted: 1, failed: 0 },
      });

      await api("PATCH", `/failed-rows/${second}`, { state: "dropped" });
      await api("PUT", "/flows/copy", { ...flow, steps: [{ map: { id: "id", name: '"good"' } }] });
      const all = await toEnd((await api("POST", "/flows/copy/reprocess", {})) as { id: string });
      expect(all).toMatchObject({ counts: { read: 1, inserted: 1, failed: 0 } });
      expect(third).toBeDefined();
      expect(await failed()).toEqual([]);
      expect(await copied()).toEqual({ rows: 500 * batches - 1, others: 0 });
    });
  },
);

async function api(method: string, address: string, json?: unknown): Promise<unknown> {
  const { status, body } = await workshop.hub.request(method, `/api/v1${address}`, json);
  expect(status, JSON.stringify(body)).toBeLessThan(300);
  return body;
}

async function failed(query = ""): Promise<FailedRow[]> {
  return ((await api("GET", `/flows/copy/failed-rows${query}`)) as { rows: FailedRow[] }).rows;
}

async function toEnd({ id }: { id: string }): Promise<{ id: string; state: string }> {
  let run = { id, state: "waiting" };
  await expect
    .poll(
      async () => {
        run = (await api("GET", `/flow-runs/${id}`)) as typeof run;
        return run.state;
      },
      { timeout: 30_000 },
    )
    .not.toMatch(/waiting|running/);
  return run;
}
