/** Flows as files and as they were, their marks, and lookup tables: from the command line to the database and back. */
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startPostgres, type TestPostgres } from "../../platform/database/testing.ts";
import { openWorkshop, type Workshop } from "../testing/bench.ts";
import { flowClient, type RunAnswer } from "../testing/flow-client.ts";
import { differencesBetween } from "./differences.ts";

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

describe.each(["embedded", "postgres"] as const)("with the hub on its %s database", (kind) => {
  let workshop: Workshop;
  const { api, refused, run, ended } = flowClient(() => workshop);
  const rostrum = (...words: string[]) => workshop.rostrum(...words);
  beforeAll(async () => {
    workshop = await openWorkshop(kind, postgres);
    await workshop.sql("create table people (id int primary key, name text, seen int not null)");
    await workshop.sql("create table copies (id int primary key, name text)");
  });
  afterAll(() => workshop[Symbol.asyncDispose]());
  const flow = (more: object = {}) => ({
    flow: "people-to-copies",
    source: { endpoint: "crm", table: "people" },
    steps: [{ map: { id: "id", name: "name" } }],
    target: { endpoint: "warehouse", table: "copies", write: "upsert" },
    ...more,
  });

  it("a flow keeps what it was, by whom and why; shows what changed; and goes back", async () => {
    await api("PUT", "/flows/people-to-copies?comment=first", flow());
    await api("PUT", "/flows/people-to-copies", flow());
    const steps = [{ filter: "id > 1" }, { map: { id: "id", name: "$uppercase(name)" } }];
    await api("PUT", "/flows/people-to-copies", flow({ steps, description: "Louder" }));
    expect(await api("GET", "/flows/people-to-copies/revisions")).toMatchObject({
      revisions: [
        { number: 2, current: true, author: expect.any(String) },
        { number: 1, current: false, comment: "first" },
      ],
    });
    // Who began with an earlier revision writes over nobody's, and hears whose it is.
    expect(await refused("PUT", "/flows/people-to-copies?revision=1", flow({ keep_days: 7 }))).toMatchObject({
      status: 409,
      error: { code: "flow.overtaken", details: { revision: 2, author: expect.any(String) } },
    });
    expect(await refused("PUT", "/flows/people-to-copies?revision=0", flow({ keep_days: 7 }))).toMatchObject({
      error: { code: "flow.overtaken" },
    });
    const order = { map: { zebra: "name", id: "id", name: "name" } };
    const shuffled = await api("PUT", "/flows/people-to-copies?revision=2", {
      ...flow({ steps: [{ filter: "id > 1" }, { map: { id: "id", name: "$uppercase(name)" } }] }),
      description: "Louder",
    });
    expect(shuffled).toMatchObject({ revision: 2 });
    const ordered = await api("PUT", "/flows/in-order", { ...flow({ steps: [order] }), flow: "in-order" });
    expect(JSON.stringify(ordered)).toContain(JSON.stringify(order));
    const shown = await rostrum("flow", "revisions", "people-to-copies", "--show", "2");
    expect(shown.stdout).toContain('description\n  + "Louder"');
    expect(shown.stdout).toContain("steps.1.filter\n");
    const back = await rostrum("flow", "revert", "people-to-copies", "1");
    expect(back.stdout).toContain("again as in revision 1; that is revision 3");
    expect(await api("GET", "/flows/people-to-copies")).toMatchObject({
      definition: { steps: [{ map: { name: "name" } }] },
    });
    expect((await rostrum("flow", "revisions", "people-to-copies")).stdout).toMatch(
      /3 \(now\).*as in revision 1/,
    );
    expect(await refused("POST", "/flows/people-to-copies/revisions/9/restore", {})).toMatchObject({
      status: 404,
      error: { code: "flow.unknown-revision" },
    });
  });

  it("a flow is a file that gives the same flow again", async () => {
    const whole = flow({
      description: "Long keys and texts that look like something else",
      source: {
        endpoint: "crm",
        table: "people",
        where: { name: { not: "8745612345678901234" }, id: { from: 1 } },
      },
      steps: [
        {
          branch: {
            if: "id = 1",
            // biome-ignore lint/suspicious/noThenProperty: the word of the flow file
            then: [{ map: { id: "id", name: '"yes"' } }],
            else: [{ map: { id: "id" } }],
          },
        },
      ],
      errors: { row: "ignore", stop_after: 3 },
    });
    await api("PUT", "/flows/people-to-copies", whole);
    const { revision: _number, ...before } = (await api("GET", "/flows/people-to-copies")) as Record<
      string,
      unknown
    >;
    const file = path.join(workshop.hub.folder, "kept.yaml");
    await rostrum("flow", "show", "people-to-copies", "--yaml", "--out", file);
    expect(await readFile(file, "utf8")).not.toContain("keep_days");
    await rostrum("flow", "remove", "people-to-copies");
    expect((await rostrum("flow", "keep", file, "--comment", "moved here")).stdout).toContain("is kept");
    expect(await api("GET", "/flows/people-to-copies")).toEqual({ ...before, revision: 1 });
    const json = (await rostrum("flow", "show", "people-to-copies", "--json")).stdout;
    await writeFile(`${file}.json`, json);
    await rostrum("flow", "keep", `${file}.json`);
    expect(await api("GET", "/flows/people-to-copies")).toEqual({ ...before, revision: 1 });
    expect(await api("GET", "/flows/people-to-copies/revisions")).toMatchObject({
      revisions: [{ number: 1, comment: "moved here" }],
    });
  });

  it("the mark of changes is seen, set and cleared, and each change of it is in the audit log", async () => {
    await workshop.sql("insert into people select n, 'p' || n, n from generate_series(1, 10) n");
    const changing = {
      ...flow({ source: { endpoint: "crm", table: "people", changed: "seen" } }),
      flow: "changing",
    };
    expect(await run(changing)).toMatchObject({ state: "done", counts: { read: 10 } });
    expect((await rostrum("flow", "mark", "changing")).stdout).toContain("changed from 10 on");
    await rostrum("flow", "mark", "changing", "--set", "6");
    const again = (await api("POST", "/flows/changing/runs")) as RunAnswer;
    expect(await ended(again)).toMatchObject({ counts: { read: 5 } });
    expect((await rostrum("flow", "mark", "changing", "--clear")).stdout).toContain("reads from the start");
    expect(await ended((await api("POST", "/flows/changing/runs")) as RunAnswer)).toMatchObject({
      counts: { read: 10 },
    });
    const { entries } = (await api("GET", "/audit?action=flow.set-mark")) as { entries: unknown[] };
    expect(entries).toMatchObject([
      { after: { mark: null } },
      { before: { mark: 10 }, after: { mark: "6" } },
    ]);
    await api("PUT", "/flows/people-to-copies", flow());
    expect(await refused("PUT", "/flows/people-to-copies/mark", { mark: 1 })).toMatchObject({
      error: { code: "flow.no-changes" },
    });
  });

  it("a connection that a flow names is not removed unseen", async () => {
    const source = { endpoint: "goto:main", entity: "Webinar" };
    await api("PUT", "/flows/of-main", { ...flow({ source, steps: [] }), flow: "of-main" });
    expect(await refused("DELETE", "/connections/main")).toMatchObject({
      status: 409,
      error: { message: expect.stringContaining("of-main") },
    });
    await rostrum("flow", "remove", "of-main");
  });

  it("who adds a second connection hears which flows name the first one from then on", async () => {
    const source = { endpoint: "goto", entity: "Webinar" };
    await api("PUT", "/flows/of-whichever", { ...flow({ source, steps: [] }), flow: "of-whichever" });
    const added = await rostrum("connections", "add", "Second", "--sandbox", workshop.sandbox.url);
    expect(added.stderr).toContain("what named none goes on with main (flow of-whichever)");
    await rostrum("connections", "remove", "second");
    await rostrum("flow", "remove", "of-whichever");
  });

  it("lookup tables come and go as CSV, and by single values", async () => {
    const file = path.join(workshop.hub.folder, "departments.csv");
    await writeFile(file, 'value,result\nIT,"Information, technology"\nHR,Human resources\n');
    expect((await rostrum("lookup-table", "import", "departments", file)).stdout).toContain("has 2 values");
    await rostrum("lookup-table", "set", "departments", "PR=Press", "IT=Computers");
    await rostrum("lookup-table", "unset", "departments", "HR");
    expect((await rostrum("lookup-table", "export", "departments")).stdout).toBe(
      "value,result\nIT,Computers\nPR,Press\n",
    );
    expect((await rostrum("lookup-table", "list")).stdout).toMatch(/departments\s+2/);
    await rostrum("lookup-table", "set", "towns", "M=Madrid");
    expect((await rostrum("lookup-table", "show", "towns")).stdout).toMatch(/M\s+Madrid/);
    await writeFile(file, "IT,a\nIT,b\n");
    expect(await rostrum("lookup-table", "import", "departments", file)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('line 2: "IT" comes twice'),
    });
    await rostrum("lookup-table", "remove", "towns");
    expect(await refused("GET", "/lookup-tables/towns")).toMatchObject({
      error: { code: "lookup-table.unknown" },
    });
    const { entries } = (await api("GET", "/audit?kind=lookup-table")) as { entries: { action: string }[] };
    expect(entries.map(({ action }) => action)).toContain("lookup-table.remove");
  });
});

describe("what differs between two definitions", () => {
  it("is told place by place, steps counted from 1", () => {
    const before = { a: 1, steps: [{ map: { x: "a", y: "b" } }], gone: true };
    const after = { a: 1, steps: [{ map: { x: "A", y: "b" } }, { filter: "x" }] };
    expect(differencesBetween(before, after)).toEqual([
      { place: "steps.1.map.x", before: "a", after: "A" },
      { place: "steps.2", after: { filter: "x" } },
      { place: "gone", before: true },
    ]);
  });
});
