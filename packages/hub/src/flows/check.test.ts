/** What is said of a flow before its first row, over the API of a whole hub. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startPostgres, type TestPostgres } from "../platform/database/testing.ts";
import { readDefinition } from "./definition.ts";
import { openWorkshop, type Workshop } from "./testing/bench.ts";
import { flowClient } from "./testing/flow-client.ts";

interface Checked {
  readonly problems: readonly string[];
  readonly remarks: readonly string[];
  readonly rows: readonly { outcome: string; failure?: { words: string } }[];
}

let postgres: TestPostgres;
let workshop: Workshop;
const { api, run, refused } = flowClient(() => workshop);

beforeAll(async () => {
  postgres = await startPostgres();
  workshop = await openWorkshop("embedded", postgres, {
    seed: 40,
    size: { webinars: 12, upcoming: 12, variety: "mixed", registrants: { from: 0, to: 3 } },
  });
  await workshop.sql(
    "create table people (id int primary key, name text, email text, born date, active boolean)",
  );
  await workshop.sql(
    "create table copies (id int primary key, name text not null, seconds int, seen timestamptz)",
  );
  await workshop.sql(
    "insert into people select n, 'Ann', 'ann' || n || '@example.com' from generate_series(1, 12) n",
  );
});
afterAll(async () => {
  await workshop[Symbol.asyncDispose]();
  await postgres.stop();
});

const flow = (more: object) => ({
  flow: "checked",
  source: { endpoint: "crm", table: "people" },
  target: { endpoint: "warehouse", table: "copies", write: "upsert" },
  ...more,
});
const check = async (more: object) => (await api("POST", "/flows/preview", { flow: flow(more) })) as Checked;
const problemsOf = async (more: object) => (await check(more)).problems;

describe("reading a flow", () => {
  const malformed = (more: object) => {
    try {
      readDefinition(flow(more));
    } catch (error) {
      return (error as { details: { problems: string[] } }).details.problems;
    }
    return [];
  };
  it("names each place that is wrong, in the words of the step that was meant", () => {
    const steps = [
      { fliter: "x" },
      { lookup: { endpoint: "crm", table: "people", as: "1x", where: {} } },
      { filter: "a", map: {} },
      // biome-ignore lint/suspicious/noThenProperty: the word of the flow file
      { branch: { if: "a", then: [{ eech: {} }] } },
      { lookup: { endpoint: "crm", as: "x", where: {} } },
    ];
    expect(malformed({ steps, sorce: 1 })).toEqual([
      expect.stringMatching(/^the file: .*sorce/),
      'steps.1: there is no step "fliter"; did you mean "filter"?',
      expect.stringMatching(/^steps\.2\.lookup\.as: a letter/),
      expect.stringMatching(/^steps\.3: a step has one word of filter, lookup, /),
      'steps.4.then.1: there is no step "eech"; did you mean "each"?',
    ]);
    expect(malformed({ steps: steps.slice(4) })).toEqual(["steps.1.lookup: say which table or entity"]);
    // What is not there is said to be missing, and not what it would have to be.
    expect(malformed({ source: undefined, target: { endpoint: "crm" }, steps: [{ each: {} }] })).toEqual([
      "source: this is missing",
      "target.write: this is missing",
      "steps.1.each.in: this is missing",
      "steps.1.each.as: this is missing",
    ]);
  });
  it("takes null where it means null, and a note beside a step", () => {
    const lookup = { endpoint: "crm", table: "people", as: "x", where: {}, missing: null };
    expect(readDefinition(flow({ steps: [{ lookup, note: "why" }] })).steps).toMatchObject([
      { lookup: { missing: "null" }, note: "why" },
    ]);
  });
});

describe("a check before a run", () => {
  it("finds fields that are not there, with the nearest that is, and required ones that nothing gives", async () => {
    expect(await problemsOf({ steps: [{ map: { id: "id", nmae: "name" } }] })).toEqual([
      'steps.1.map.nmae: copies has no field "nmae". Did you mean "name"?',
      'target: copies needs "name", and the map does not give it.',
    ]);
    expect(await problemsOf({})).toEqual(
      ["email", "born", "active"].map((name) => `source: copies has no field "${name}".`),
    );
    // biome-ignore lint/suspicious/noThenProperty: the word of the flow file
    const branch = { if: "id = 1", then: [{ map: { name: "name" } }] };
    // A target is looked at although its source is not there.
    expect(
      await problemsOf({
        source: { endpoint: "crm", table: "peeple" },
        target: { endpoint: "warehouse", table: "copys", write: "upsert" },
      }),
    ).toEqual([expect.stringContaining("peeple"), expect.stringContaining("copys")]);
    const half = await check({ steps: [{ map: { id: "id" } }, { branch }] });
    expect(half.remarks).toContain(
      'steps.2.then.1.map.name: copies needs "name", and not every branch gives it.',
    );
  });

  it("finds names that the row does not have, functions that there are not, and mistakes with their place", async () => {
    const map = { id: "id", name: "$uppercase(nam)", seconds: "$lenght(name)", seen: "$now(" };
    expect(await problemsOf({ steps: [{ map }] })).toEqual([
      'steps.1.map.name: "nam" is neither a field of people nor a name of this flow. Did you mean "name"?',
      "steps.1.map.seconds: there is no function or variable $lenght.",
      expect.stringMatching(
        /^steps\.1\.map\.seen: The expression "\$now\(" cannot be used: .*\(at character 5\)/,
      ),
    ]);
    expect(
      await problemsOf({ steps: [{ map: { id: "id", name: '$lookupTable("nosuch", name)' } }] }),
    ).toEqual([expect.stringContaining('steps.1.map.name: There is no lookup table "nosuch".')]);
  });

  it("finds types that never fit, and remarks on those that may not", async () => {
    const never = { id: "id", name: "name", seconds: "active", seen: "born" };
    expect(await problemsOf({ steps: [{ map: never }] })).toEqual([
      "steps.1.map.seconds: copies.seconds is an integer, and a boolean goes into it.",
    ]);
    expect(await problemsOf({ steps: [{ map: { id: "id", name: "name", seconds: '"soon"' } }] })).toEqual([
      'steps.1.map.seconds: "soon" is no whole number, as "seconds" must be.',
    ]);
    const may = await check({ steps: [{ map: { id: "id", name: "name", seconds: "email" } }] });
    expect(may.problems).toEqual([]);
    expect(may.remarks).toEqual([
      "steps.1.map.seconds: copies.seconds is an integer, and a text goes into it: each row is looked at.",
      "12 of the first 12 rows would fail.",
      ...Array.from({ length: 12 }, () => expect.stringContaining("is no whole number")),
    ]);
    expect(may.rows[0]).toMatchObject({
      outcome: "failed",
      failure: { words: expect.stringContaining("ann1@") },
    });
  });

  it("finds endpoints, tables, operations and keys that are not there, and time ranges where none is understood", async () => {
    expect(await problemsOf({ source: { endpoint: "crn", table: "people" } })).toEqual([
      expect.stringContaining('There is no endpoint "crn". Did you mean "crm"?'),
    ]);
    expect(await problemsOf({ source: { endpoint: "crm", table: "poeple" } })).toEqual([
      expect.stringContaining('There is no table "poeple"'),
    ]);
    const map = [{ map: { id: "id", name: "name" } }];
    expect(
      await problemsOf({ source: { endpoint: "crm", table: "people", from: "-30d" }, steps: map }),
    ).toEqual([expect.stringContaining("from and to are understood by GoTo's entities only")]);
    expect(
      await problemsOf({ source: { endpoint: "crm", table: "people", where: { nam: 1 } }, steps: map }),
    ).toEqual(['source: people has no field "nam". Did you mean "name"?']);
    const target = { endpoint: "goto", entity: "Session", write: "create" };
    expect(await problemsOf({ steps: map, target })).toEqual([
      "target: Session takes no create; it takes nothing.",
    ]);
    const lookup = { endpoint: "crm", table: "people", as: "x", where: { idd: "=id" } };
    const update = { endpoint: "warehouse", table: "copies", where: { idd: "=id" }, set: { name: "x" } };
    expect(await problemsOf({ steps: [{ lookup }, { update }, ...map] })).toEqual([
      'steps.1.lookup: people has no field "idd". Did you mean "id"?',
      'steps.2: copies has no field "idd". Did you mean "id"?',
    ]);
  });

  it("refuses the run with all that is wrong, before anything is read", async () => {
    const ran = await run({ ...flow({ steps: [{ map: { id: "id", nmae: "nam" } }] }), flow: "refused" });
    expect(ran).toMatchObject({
      state: "failed",
      counts: { read: 0 },
      error: { code: "flow.invalid", message: expect.stringContaining('no field "nmae"') },
    });
  });

  it("asks what the very webinar asks, by the text of its questions, with the rows that it is about", async () => {
    const questions = JSON.parse(
      (await workshop.rostrum("query", "RegistrationField", "--where", "required=true", "--format", "json"))
        .stdout,
    ) as { webinarKey: string; question?: string; type: string }[];
    const upcoming = JSON.parse(
      (await workshop.rostrum("query", "UpcomingWebinar", "--format", "json")).stdout,
    ) as { webinarKey: string }[];
    const keys = new Set(upcoming.map(({ webinarKey }) => webinarKey));
    const asked = questions.find(
      ({ webinarKey, question }) => question !== undefined && keys.has(webinarKey),
    );
    expect(asked, "the sandbox has a webinar to come with a required question").toBeDefined();
    const map = {
      webinarKey: `"${asked?.webinarKey}"`,
      firstName: "name",
      lastName: "name",
      email: "email",
    };
    const target = { endpoint: "goto", entity: "Registrant", write: "upsert" };
    const checked = await check({ steps: [{ map }], target });
    expect(checked.problems).toEqual([]);
    expect(checked.remarks.join("\n")).toContain(
      `12 rows: "${asked?.question}" must be answered for this webinar`,
    );
    expect(await problemsOf({ steps: [{ map: { ...map, fistName: "name" } }], target })).toEqual([
      'steps.1.map.fistName: Registrant has no field "fistName". Did you mean "firstName"?',
    ]);
  });

  it("speaks the same on the command line", async () => {
    await api("PUT", "/flows/checked", flow({ steps: [{ map: { id: "id", nmae: "name" } }] }));
    const said = await workshop.rostrum("flow", "validate", "checked");
    expect(said).toMatchObject({ code: 3, stdout: expect.stringContaining('Did you mean "name"?') });
    expect(await refused("PUT", "/flows/checked", { steps: [{ nosuch: 1 }] })).toMatchObject({
      status: 400,
      error: { code: "flow.malformed" },
    });
  });
});
