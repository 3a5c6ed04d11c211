/** Expressions while they are written, over the API of a whole hub. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startPostgres, type TestPostgres } from "../platform/database/testing.ts";
import { openWorkshop, type Workshop } from "./testing/bench.ts";
import { flowClient } from "./testing/flow-client.ts";

let postgres: TestPostgres;
let workshop: Workshop;
const { api, refused } = flowClient(() => workshop);
beforeAll(async () => {
  postgres = await startPostgres();
  workshop = await openWorkshop("embedded", postgres);
  await workshop.sql("create table people (id int primary key, name text, team int)");
  await workshop.sql("create table teams (id int primary key, title text)");
  await workshop.sql("insert into teams values (1, 'Sales')");
  await workshop.sql("insert into people select n, 'Ann ' || n, n % 2 from generate_series(1, 9) n");
});
afterAll(async () => {
  await workshop[Symbol.asyncDispose]();
  await postgres.stop();
});

const source = { endpoint: "crm", table: "people" };
const team = { lookup: { as: "team_row", endpoint: "crm", table: "teams", where: { id: "=team" } } };

describe("expressions that are tried out while they are written", () => {
  it("see the first rows as the steps before them leave them, also those further down", async () => {
    const steps = [{ filter: "team = 1" }, team, { map: { short: "$substring(name, 0, 3)" } }];
    expect(await api("POST", "/flows/preview/scopes", { flow: { source, steps }, rows: 2 })).toEqual({
      scopes: [
        {
          place: "row 1",
          names: { id: 1, name: "Ann 1", team: 1, team_row: { id: 1, title: "Sales" }, short: "Ann" },
        },
        {
          place: "row 3",
          names: { id: 3, name: "Ann 3", team: 1, team_row: { id: 1, title: "Sales" }, short: "Ann" },
        },
      ],
    });
  });

  it("can go on from rows that were read before, without asking the source again", async () => {
    const flow = { source, steps: [{ map: { short: "$substring(name, 0, 3)" } }] };
    const known = [{ id: 1000, name: "Zoe" }];
    expect(await api("POST", "/flows/preview/scopes", { flow, source: known })).toEqual({
      scopes: [{ place: "row 1", names: { id: 1000, name: "Zoe", short: "Zoe" } }],
    });
  });

  it("say why no row comes so far", async () => {
    const nobody = { lookup: { ...team.lookup, where: { id: 99 } } };
    const found = await api("POST", "/flows/preview/scopes", { flow: { source, steps: [nobody] } });
    expect(found).toMatchObject({ scopes: [], failure: { words: expect.stringContaining("teams") } });
    const flow = { source: { endpoint: "crm", table: "peple" } };
    const { error } = await refused("POST", "/flows/preview/scopes", { flow });
    expect(error.remedy).toContain("people");
  });

  it("come to a value or an error of their own on each row, and read nothing", async () => {
    const scopes = [{ name: " Ann ", age: 7 }, { name: "Bob" }];
    const expressions = {
      trimmed: "$trim(name)",
      twice: "age * 2",
      broken: "$trim(",
      wrong: "$number(name)",
      answers: { Department: "=name", Always: "yes" },
    };
    expect(await api("POST", "/flows/preview/expressions", { expressions, scopes })).toMatchObject({
      values: {
        trimmed: [{ value: "Ann" }, { value: "Bob" }],
        twice: [{ value: 14 }, { value: null }],
        broken: [{ error: expect.stringContaining("$trim(") }, { error: expect.any(String) }],
        wrong: [{ error: expect.stringContaining("$number") }, { error: expect.any(String) }],
        answers: [{ value: { Department: " Ann ", Always: "yes" } }, { value: { Department: "Bob" } }],
      },
    });
  });

  it("have a table's fields beside them, with what is required and what can be done", async () => {
    const table = (await api("GET", "/endpoints/crm/tables/people")) as { fields: { name: string }[] };
    expect(table).toMatchObject({ keys: [["id"]], operations: expect.arrayContaining(["upsert"]) });
    expect(table.fields.map(({ name }) => name)).toEqual(["id", "name", "team"]);
    const { status } = await refused("GET", "/endpoints/crm/tables/nothing");
    expect(status).toBe(404);
  });
});
