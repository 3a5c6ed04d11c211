/** What each step of a flow does, over the API of a whole hub, with a Postgres and the sandbox at its sides. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startPostgres, type TestPostgres } from "../platform/database/testing.ts";
import { openWorkshop, type Workshop } from "./testing/bench.ts";
import { flowClient, type RunAnswer } from "./testing/flow-client.ts";

let postgres: TestPostgres;
let workshop: Workshop;
const { api, run, ended, failedRows } = flowClient(() => workshop);

beforeAll(async () => {
  postgres = await startPostgres();
  workshop = await openWorkshop("embedded", postgres);
  await workshop.sql("create table groups (id int primary key, name text)");
  await workshop.sql(
    "create table members (id int primary key, group_id int, name text check (name <> 'refused'))",
  );
  await workshop.sql("create table copies (id int primary key, name text check (name <> 'bad'))");
  await workshop.sql(
    "create table journal (id int generated always as identity primary key, words text not null)",
  );
});
afterAll(async () => {
  await workshop[Symbol.asyncDispose]();
  await postgres.stop();
});
beforeEach(async () => {
  await workshop.sql("truncate groups, members, copies, journal");
  await workshop.sql("insert into groups values (1, 'red'), (2, 'blue'), (3, 'empty')");
  await workshop.sql(
    "insert into members values (11, 1, 'Ann'), (12, 1, 'bad'), (13, 1, 'Cleo'), (21, 2, 'Bob')",
  );
});

let number = 0;
/** A flow over the groups, with a name of its own. */
const overGroups = (steps: readonly unknown[], more: object = {}) => ({
  flow: `steps-${++number}`,
  source: { endpoint: "crm", table: "groups" },
  steps,
  target: { endpoint: "warehouse", table: "copies", write: "upsert" },
  ...more,
});
const copies = async () =>
  (await workshop.sql("select name from copies order by id")).map((row) => String(row.name));
const membersOf = { endpoint: "crm", table: "members", where: { group_id: "=id" }, as: "member" };
const lookups = async (rules: object) => {
  const steps = [{ lookup: { ...membersOf, ...rules } }, { map: { id: "id", name: "member.name" } }];
  return run(overGroups(steps));
};

describe("fetch", () => {
  it("goes on once per row that it reads; one that fails leaves the others alone, and is found again among changed ones", async () => {
    const steps = [{ fetch: membersOf }, { map: { id: "member.id", name: "member.name" } }];
    const flow = overGroups(steps);
    expect(await run(flow)).toMatchObject({ counts: { read: 3, inserted: 3, failed: 1, dropped: 1 } });
    expect(await copies()).toEqual(["Ann", "Cleo", "Bob"]);
    await workshop.sql("insert into members values (5, 1, 'Before')");
    await workshop.sql("update members set name = 'Mended' where id = 12");
    const again = await ended((await api("POST", `/flows/${flow.flow}/reprocess`, {})) as RunAnswer);
    expect(again).toMatchObject({ counts: { inserted: 1, failed: 0 } });
    expect(await copies()).toEqual(["Ann", "Mended", "Cleo", "Bob"]);
  });

  it("gives all as a list, and lets rows without any go on where that is said", async () => {
    const fetch = { ...membersOf, list: true, empty: null };
    const map = { id: "id", name: '$join(member.name, "+") ? $join(member.name, "+") : "nobody"' };
    await run(overGroups([{ fetch }, { map }]));
    expect(await copies()).toEqual(["Ann+bad+Cleo", "Bob", "nobody"]);
  });

  it("fails rows without any where that is said, and reads GoTo's entities by the row's values", async () => {
    const [one] = JSON.parse(
      (await workshop.rostrum("query", "Webinar", "--limit", "1", "--format", "json")).stdout,
    );
    await workshop.sql("update groups set name = $1 where id = 1", [one.webinarKey]);
    const fetch = {
      endpoint: "goto",
      entity: "Webinar",
      where: { webinarKey: "=name" },
      as: "webinar",
      empty: "fail",
    };
    const flow = overGroups([{ fetch }, { map: { id: "id", name: "webinar.subject" } }]);
    expect(await run(flow)).toMatchObject({ counts: { inserted: 1, failed: 2 } });
    expect(await copies()).toEqual([one.subject]);
  });
});

describe("lookup", () => {
  it("fails the row when there is none, or several", async () => {
    const ran = await lookups({});
    expect(ran).toMatchObject({ counts: { inserted: 1, failed: 2 } });
  });
  it("gives null, a default, or leaves the row out, when there is none; and takes the first of several", async () => {
    await lookups({ missing: null, many: "first" });
    expect(await workshop.sql("select id, name from copies order by id")).toMatchObject([
      { id: 1 },
      { id: 2, name: "Bob" },
      { id: 3, name: null },
    ]);
    await lookups({ default: { name: '="none of " & name' }, many: "null" });
    expect(await workshop.sql("select name from copies order by id")).toEqual([
      { name: null },
      { name: "Bob" },
      { name: "none of empty" },
    ]);
    expect(await lookups({ missing: "drop", many: "drop" })).toMatchObject({ counts: { dropped: 2 } });
  });
  it("ignores rows with the reason counted, in words of the flow's own", async () => {
    expect(await lookups({ on_error: "ignore" })).toMatchObject({
      counts: { ignored: 2, ignoredBecause: { "lookup.missing": 1, "lookup.several": 1 } },
    });
    const message = '="Group " & name & ": " & error.words';
    const flow = overGroups([{ lookup: { ...membersOf, many: "first", message } }, { map: { id: "id" } }]);
    await run(flow);
    expect(await failedRows(flow.flow)).toMatchObject([
      {
        step: "steps.1",
        failure: {
          words: "Group empty: members has no row where group_id is 3.",
          said: "members has no row where group_id is 3.",
        },
      },
    ]);
  });
  it("goes on without, and says why under its name", async () => {
    const map = { id: "id", name: "member.error ? member.error.code : member.name" };
    const flow = overGroups([{ lookup: { ...membersOf, on_error: "continue" } }, { map }]);
    expect(await run(flow)).toMatchObject({
      counts: { inserted: 3, failed: 0, ignored: 0, ignoredBecause: { "lookup.missing": 1 } },
    });
    expect(await copies()).toEqual(["lookup.several", "Bob", "lookup.missing"]);
  });
});

describe("writing in the middle", () => {
  it("inserts, updates, upserts and deletes, with the result usable after, on either side of a branch", async () => {
    const steps = [
      {
        upsert: {
          endpoint: "warehouse",
          table: "members",
          where: { id: "=id + 100" },
          set: { name: "=name" },
          as: "made",
        },
      },
      {
        branch: {
          if: "id = 1",
          // biome-ignore lint/suspicious/noThenProperty: the word of the flow file
          then: [
            {
              insert: { endpoint: "warehouse", table: "journal", set: { words: "=made.outcome & made.id" } },
            },
          ],
          else: [
            {
              update: {
                endpoint: "warehouse",
                table: "members",
                where: { id: "=made.id" },
                set: { name: "changed" },
              },
            },
            { delete: { endpoint: "warehouse", table: "members", where: { id: "=id * 10 + 1" } } },
          ],
        },
      },
      { map: { id: "id", name: "made.outcome" } },
    ];
    expect(await run(overGroups(steps))).toMatchObject({ counts: { inserted: 3, failed: 0 } });
    expect(await workshop.sql("select words from journal")).toEqual([{ words: "inserted101" }]);
    expect(await workshop.sql("select id, name from members where id > 20 order by id")).toEqual([
      { id: 101, name: "red" },
      { id: 102, name: "changed" },
      { id: 103, name: "changed" },
    ]);
  });
  it("fails, ignores or stops, as the step says", async () => {
    const insert = { endpoint: "warehouse", table: "members", set: { id: "=id + 100", name: "refused" } };
    const steps = (on_error: string) => [{ insert: { ...insert, on_error } }, { map: { id: "id" } }];
    expect(await run(overGroups(steps("ignore")))).toMatchObject({
      state: "done",
      counts: { ignored: 3, ignoredBecause: { "23514": 3 } },
    });
    expect(await run(overGroups(steps("continue")))).toMatchObject({
      state: "done",
      counts: { inserted: 3 },
    });
    expect(await run(overGroups(steps("stop")))).toMatchObject({
      state: "failed",
      error: { code: "flow.too-many-failed", message: expect.stringContaining("check constraint") },
    });
  });
  it("each: a child that fails leaves its siblings alone", async () => {
    const steps = [
      { filter: "id = 1" },
      { each: { in: '["a", "bad", "c"]', as: "part" } },
      { map: { id: '$lookup({"a": 1, "bad": 2, "c": 3}, part)', name: "part" } },
    ];
    expect(await run(overGroups(steps))).toMatchObject({ counts: { inserted: 2, failed: 1 } });
    expect(await copies()).toEqual(["a", "c"]);
  });
});

describe("fail", () => {
  it("keeps rows that are not as they must be, by a code of the flow's own, or ends the run", async () => {
    const fail = { if: "id > 1", message: '="No " & name & " groups"', code: "not-red" };
    const steps = (more: object) => [{ fail: { ...fail, ...more } }, { map: { id: "id", name: "name" } }];
    const flow = overGroups(steps({}));
    expect(await run(flow)).toMatchObject({ counts: { inserted: 1, failed: 2 } });
    expect(await failedRows(flow.flow)).toMatchObject([
      { failure: { code: "not-red", words: "No blue groups" } },
      { failure: { words: "No empty groups" } },
    ]);
    expect(await run(overGroups(steps({ on_error: "ignore" })))).toMatchObject({
      counts: { ignored: 2, ignoredBecause: { "not-red": 2 } },
    });
    expect(await run(overGroups(steps({ on_error: "stop" })))).toMatchObject({
      state: "failed",
      error: { message: expect.stringContaining("groups") },
    });
  });
});

describe("send", () => {
  it("calls GoTo, gives status, headers and body to later steps, and fails the row in GoTo's own words", async () => {
    const path = "/G2W/rest/v2/organizers/{organizerKey}/webinars";
    const query = { fromTime: "2020-01-01T00:00:00Z", toTime: "2040-01-01T00:00:00Z", size: "=id" };
    const list = { method: "GET", path, query, as: "answer" };
    const map = { id: "id", name: '$string(answer.status) & "/" & $count(answer.body._embedded.webinars)' };
    expect(await run(overGroups([{ send: list }, { map }]))).toMatchObject({
      counts: { inserted: 3, calls: expect.any(Number) },
    });
    expect(await copies()).toEqual(["200/1", "200/2", "200/3"]);
    const wrong = overGroups([{ send: { method: "GET", path: `${path}/1` } }, { map: { id: "id" } }]);
    expect(await run(wrong)).toMatchObject({ counts: { failed: 3 } });
    const [first] = await failedRows(wrong.flow);
    expect(first).toMatchObject({
      step: "steps.1",
      failure: { code: expect.stringMatching(/^goto|unknown|rejected/) },
    });
    const ignored = overGroups([
      { send: { method: "GET", path: `${path}/1`, on_error: "ignore" } },
      { map: { id: "id" } },
    ]);
    expect(await run(ignored)).toMatchObject({ counts: { ignored: 3, failed: 0 } });
  });
  it("makes things, and the token goes nowhere else", async () => {
    const day = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
    const body = {
      subject: '="Of " & name',
      description: "All of it",
      times: [{ startTime: `${day}T10:00:00Z`, endTime: `${day}T11:00:00Z` }],
    };
    const path = "/G2W/rest/v2/organizers/{organizerKey}/webinars";
    const made = overGroups([
      { send: { method: "POST", path, body, as: "made" } },
      { map: { id: "id", name: "made.body.webinarKey" } },
    ]);
    expect(await run(made)).toMatchObject({ counts: { inserted: 3 } });
    const elsewhere = overGroups([
      { send: { method: "GET", path: '="//evil.example/"' } },
      { map: { id: "id" } },
    ]);
    expect(await run(elsewhere)).toMatchObject({ counts: { failed: 3 } });
    expect(await failedRows(elsewhere.flow)).toMatchObject([{ failure: { code: "send.bad-path" } }, {}, {}]);
  });
});

describe("expressions", () => {
  it("ask lookup tables, both ways, with a default; a missing value fails the row in clear words", async () => {
    await api("PUT", "/lookup-tables/colours", { entries: { red: "rojo", blue: "azul" } });
    const flow = overGroups([{ map: { id: "id", name: '$lookupTable("colours", name)' } }]);
    expect(await run(flow)).toMatchObject({ counts: { inserted: 2, failed: 1 } });
    expect(await failedRows(flow.flow)).toMatchObject([
      { failure: { words: expect.stringContaining('the lookup table "colours" has no value "empty"') } },
    ]);
    await run(overGroups([{ map: { id: "id", name: '$lookupTable("colours", name, "?")' } }]));
    expect(await copies()).toEqual(["rojo", "azul", "?"]);
    await run(overGroups([{ map: { id: "id", name: '$lookupTableBack("colours", "azul")' } }]));
    expect(await copies()).toEqual(["blue", "blue", "blue"]);
  });
  it("that do not end fail their row, and end the run when there are several; the hub answers meanwhile", async () => {
    const endless = "($f := function($n){ $f($n + 1) }; id = 1 ? $f(1) : name)";
    const flow = overGroups([{ map: { id: "id", name: endless } }]);
    await api("PUT", `/flows/${flow.flow}`, flow);
    const begun = (await api("POST", `/flows/${flow.flow}/runs`)) as RunAnswer;
    expect(await ended(begun)).toMatchObject({ state: "done", counts: { inserted: 2, failed: 1 } });
    expect(await failedRows(flow.flow)).toMatchObject([
      { failure: { code: "flow.expression", words: expect.stringContaining("not done after 1 s") } },
    ]);
    await workshop.sql("insert into groups select n, 'more' from generate_series(4, 9) n");
    const always = overGroups([{ map: { id: "id", name: "($f := function($n){ $f($n + 1) }; $f(1))" } }]);
    expect(await run(always)).toMatchObject({ state: "failed", error: { code: "flow.expression-endless" } });
  });
});
