/** What flows promise, over the API of a whole hub: failed rows, stopping and going on, no overlap, schedules, alarms. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startPostgres, type TestPostgres } from "../platform/database/testing.ts";
import { openWorkshop, type Workshop } from "./testing/bench.ts";

interface RunAnswer {
  id: string;
  state: string;
  counts: Record<string, number>;
  error?: { code: string };
}

let postgres: TestPostgres;
let workshop: Workshop;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

describe.each(["embedded", "postgres"] as const)("flows, with the hub on its %s database", (kind) => {
  beforeEach(async () => {
    workshop = await openWorkshop(kind, postgres);
    await workshop.sql("create table people (id int primary key, name text)");
    await workshop.sql("create table copies (id int primary key, name text check (name <> 'bad'))");
  });
  afterEach(() => workshop[Symbol.asyncDispose]());

  const api = async (method: string, path: string, json?: unknown) => {
    const { status, body } = await workshop.hub.request(method, `/api/v1${path}`, json);
    expect(status, JSON.stringify(body)).toBeLessThan(300);
    return body;
  };
  async function ended(run: RunAnswer): Promise<RunAnswer> {
    let now = run;
    await expect
      .poll(
        async () => {
          now = (await api("GET", `/flow-runs/${run.id}`)) as RunAnswer;
          return now.state;
        },
        { timeout: 30_000 },
      )
      .not.toMatch(/waiting|running/);
    return now;
  }
  const begin = async (name: string) => (await api("POST", `/flows/${name}/runs`)) as RunAnswer;
  const copying = (more: object = {}) => ({
    source: { endpoint: "crm", table: "people" },
    target: { endpoint: "warehouse", table: "copies", write: "upsert" },
    ...more,
  });

  it("a target that refuses row 3 of 500: 499 written, one kept with the database's words, mended and sent again", async () => {
    await workshop.sql(
      "insert into people select n, case n when 3 then 'bad' else 'good' end from generate_series(1, 500) n",
    );
    await api("PUT", "/flows/copy", copying());
    expect(await ended(await begin("copy"))).toMatchObject({
      state: "done",
      counts: { inserted: 499, failed: 1 },
    });
    const { rows } = (await api("GET", "/flows/copy/failed-rows")) as { rows: { id: string }[] };
    const { kinds } = (await api("GET", "/flows/copy/failed-row-kinds")) as { kinds: { code: string }[] };
    expect(kinds).toEqual([expect.objectContaining({ step: "target", rows: 1, words: expect.any(String) })]);
    const code = encodeURIComponent(kinds[0]?.code ?? "");
    expect(await api("GET", `/flows/copy/failed-rows?code=${code}`)).toMatchObject({ rows });
    expect(await api("GET", "/flows/copy/failed-rows?code=another")).toEqual({ rows: [] });
    expect(await api("GET", `/failed-rows/${rows[0]?.id}`)).toMatchObject({ id: rows[0]?.id, state: "kept" });
    expect(rows).toMatchObject([
      {
        place: "row 3",
        source: { id: 3 },
        tries: 1,
        failure: { words: expect.stringContaining("check constraint") },
      },
    ]);

    const again = (await api("POST", "/flows/copy/reprocess", {})) as RunAnswer;
    expect(await ended(again)).toMatchObject({ state: "done", counts: { failed: 1 } });
    expect(await api("GET", "/flows/copy/failed-rows")).toMatchObject({ rows: [{ tries: 2 }] });

    await api("PATCH", `/failed-rows/${rows[0]?.id}`, { source: { id: 3, name: "good" } });
    const mended = (await api("POST", "/flows/copy/reprocess", { rows: [rows[0]?.id] })) as RunAnswer;
    expect(await ended(mended)).toMatchObject({ counts: { inserted: 1, failed: 0 } });
    expect(await api("GET", "/flows/copy/failed-rows")).toEqual({ rows: [] });
    expect(await api("GET", `/failed-rows/${rows[0]?.id}`)).toMatchObject({ state: "done" });
    expect(await workshop.sql("select count(*)::int from copies")).toEqual([{ count: 500 }]);
  });

  it("tries again with the mapping of today", async () => {
    await workshop.sql("insert into people values (1, 'bad')");
    await api("PUT", "/flows/copy", copying());
    await ended(await begin("copy"));
    await api("PUT", "/flows/copy", copying({ steps: [{ map: { id: "id", name: '"better"' } }] }));
    await ended((await api("POST", "/flows/copy/reprocess", {})) as RunAnswer);
    expect(await workshop.sql("select name from copies")).toEqual([{ name: "better" }]);
  });

  it("branches, takes each child by itself, and ignores with a reason", async () => {
    await workshop.sql("insert into people values (1, 'a,bad,c'), (2, 'skip'), (3, 'odd')");
    const steps = [
      { filter: 'name != "skip"' },
      { each: { in: '$split(name, ",")', as: "part" } },
      {
        branch: {
          if: 'part = "odd"',
          // biome-ignore lint/suspicious/noThenProperty: the word of the flow file
          then: [{ map: { name: '"was odd"' } }],
          else: [{ map: { name: "part" } }],
        },
      },
      { map: { id: "id * 10 + $length(name)" } },
    ];
    await api("PUT", "/flows/parts", copying({ steps, errors: { row: "ignore" } }));
    expect(await ended(await begin("parts"))).toMatchObject({
      state: "done",
      counts: { read: 3, dropped: 1, failed: 0, ignored: 1, ignoredBecause: { "23514": 1 } },
    });
  });

  it("stops after too many failures, and goes on where it stopped", async () => {
    await workshop.sql(
      "insert into people select n, case when n <= 5 then 'bad' else 'good' end from generate_series(1, 4500) n",
    );
    await api("PUT", "/flows/copy", copying({ errors: { row: "keep", stop_after: 5 } }));
    const stopped = await ended(await begin("copy"));
    expect(stopped).toMatchObject({
      state: "failed",
      error: { code: "flow.too-many-failed" },
      counts: { read: 2000 },
    });
    await api("POST", `/flow-runs/${stopped.id}/resume`);
    expect(await ended(stopped)).toMatchObject({ counts: { read: 4000 } });
  });

  it("reads only what changed since the last run, where that is asked for", async () => {
    await workshop.sql("alter table people add changed_at timestamptz not null default now()");
    await workshop.sql("insert into people select n, 'x' from generate_series(1, 10) n");
    const source = { endpoint: "crm", table: "people", changed: "changed_at" };
    await api("PUT", "/flows/copy", copying({ source, steps: [{ map: { id: "id", name: "name" } }] }));
    expect(await ended(await begin("copy"))).toMatchObject({ counts: { read: 10, inserted: 10 } });
    await workshop.sql(
      "insert into people (id, name, changed_at) values (11, 'y', now() + interval '1 second')",
    );
    await workshop.sql("update people set changed_at = now() - interval '1 day' where id < 10");
    expect(await ended(await begin("copy"))).toMatchObject({ counts: { inserted: 1 } });
  });

  it("begins a due run once, however many look, and does not overlap with itself", async () => {
    await workshop.sql("insert into people values (1, 'a')");
    const soon = new Date(Date.now() + 1_500).toISOString();
    await api("PUT", "/flows/copy", copying({ schedule: { once: soon } }));
    await api("PUT", "/flows/copy/schedule", { on: true });
    await workshop.hub.app.flows.work();
    await expect
      .poll(async () => ((await api("GET", "/flows/copy/runs")) as { runs: unknown[] }).runs, {
        timeout: 20_000,
      })
      .toMatchObject([{ reason: "schedule", state: "done" }]);
    const [one, other] = await Promise.all([begin("copy"), begin("copy")]);
    expect([one.id, other.id]).toContain((await ended(one)).id);
    const { runs } = (await api("GET", "/flows/copy/runs")) as { runs: RunAnswer[] };
    expect(runs.length).toBeLessThanOrEqual(3);
  });

  it("says before a run what would go wrong, and writes nothing", async () => {
    await workshop.sql("insert into people values (1, 'a')");
    const wrong = { flow: "copy", ...copying({ steps: [{ map: { nmae: "name" } }] }) };
    expect(await api("POST", "/flows/preview", { flow: wrong })).toMatchObject({
      problems: [
        'steps.1.map.nmae: copies has no field "nmae". Did you mean "name"?',
        'target: copies needs "id", and the map does not give it.',
      ],
    });
    const right = { flow: "copy", ...copying() };
    expect(await api("POST", "/flows/preview", { flow: right })).toMatchObject({
      problems: [],
      rows: [{ place: "row 1", mapped: { id: 1, name: "a" }, outcome: "upsert" }],
    });
    expect(await workshop.sql("select * from copies")).toEqual([]);
  });
});
