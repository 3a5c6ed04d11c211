/** The tables that the registry makes: every entity's, without anything in the way of anything else. */
import { describe, expect, it } from "vitest";
import { entities, entityNamed } from "../entities/registry/registry.ts";
import { planChanges } from "./migrate-tables.ts";
import { snakeCase } from "./names.ts";
import { recordOf } from "./record.ts";
import { ownColumns, tableOf } from "./table.ts";

describe("names", () => {
  it.each([
    ["attendanceTimeInSeconds", "attendance_time_in_seconds"],
    ["webinarID", "webinar_id"],
    ["webinarKey", "webinar_key"],
    ["isOndemand", "is_ondemand"],
    ["AttendeePollAnswer", "attendee_poll_answer"],
    ["CoOrganizer", "co_organizer"],
    ["URLPath", "url_path"],
  ])("%s becomes %s", (name, expected) => expect(snakeCase(name)).toBe(expected));
});

describe("a table", () => {
  it.each(entities.map((entity) => [entity.name, entity] as const))(
    "of %s has one column for each listed field, its key among them, and none of our own names",
    (_name, entity) => {
      const table = tableOf(entity);
      const names = table.columns.map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
      expect(names.filter((name) => name in ownColumns || name === "stamp")).toEqual([]);
      expect(names).toEqual(expect.arrayContaining([...table.key]));
      expect(table.columns.every(({ comment }) => comment !== "")).toBe(true);
    },
  );

  it("has no name twice among all", () => {
    const names = entities.map((entity) => tableOf(entity).name);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe("changes of a table", () => {
  const table = tableOf(entityNamed("Attendee"));
  const all = [...table.columns, ...Object.entries(ownColumns).map(([name, { type }]) => ({ name, type }))];
  const columns = Object.fromEntries(all.map(({ name, type }) => [name, type as string]));
  const { key } = table;
  const nothing = { create: false, add: [], restore: [], retype: [] };

  it("add what is missing, leave what is too many, and are none when all is there", () => {
    expect(planChanges(table, undefined).create).toBe(true);
    expect(planChanges(table, { columns: { ...columns, of_yore: "text" }, key })).toEqual(nothing);
    const { email: _, raw: __, ...less } = columns;
    const changes = planChanges(table, { columns: less, key });
    expect(changes.add.map(({ name }) => name)).toEqual(["email"]);
    expect(changes.restore).toEqual(["raw"]);
  });

  it("turn any value into text, and refuse what could lose one", () => {
    const { retype } = planChanges(table, { columns: { ...columns, email: "bigint" }, key });
    expect(retype.map(({ name }) => name)).toEqual(["email"]);
    expect(() =>
      planChanges(table, { columns: { ...columns, attendance_time_in_seconds: "text" }, key }),
    ).toThrow("Column attendance_time_in_seconds of table attendee is text, and bigint is needed.");
    expect(() => planChanges(table, { columns: { ...columns, changed: "date" }, key })).toThrow(/is date/);
  });

  it("are refused where the key is another", () => {
    expect(planChanges(table, { columns, key: key.toReversed() })).toEqual(nothing);
    expect(() => planChanges(table, { columns, key: [] })).toThrow(/somebody made it none/);
    const { session_key: _, ...less } = columns;
    expect(() =>
      planChanges(table, { columns: less, key: key.filter((name) => name !== "session_key") }),
    ).toThrow(/no column session_key/);
  });
});

describe("a record", () => {
  const table = tableOf(entityNamed("Attendee"));
  const keys = { webinarKey: "1", sessionKey: "2", registrantKey: "3" };

  function made(item: Record<string, unknown>) {
    const odd: string[] = [];
    const record = recordOf(table, { ...keys, ...item }, item, {
      value: (_, { field }) => odd.push(field),
      keyless: () => odd.push("keyless"),
      characters: () => odd.push("characters"),
    });
    return { record, odd };
  }

  it("takes values as their columns hold them, and leaves the raw answer as it was", () => {
    const item = {
      email: "a@b.c",
      attendanceTimeInSeconds: "90",
      attendance: [{ joinTime: "x" }],
      extra: { a: 1 },
    };
    const { record, odd } = made(item);
    expect(record).toMatchObject({
      webinar_key: "1",
      email: "a@b.c",
      attendance_time_in_seconds: 90,
      raw: item,
    });
    expect(odd).toEqual([]);
  });

  it("makes null of what a column cannot hold, says so, and keeps it in the raw answer", () => {
    const { record, odd } = made({ attendanceTimeInSeconds: "long" });
    expect(record).toMatchObject({
      attendance_time_in_seconds: null,
      raw: { attendanceTimeInSeconds: "long" },
    });
    expect(odd).toEqual(["attendanceTimeInSeconds"]);
  });

  it("replaces what Postgres cannot store, and nothing else", () => {
    const { record, odd } = made({
      firstName: "a\0b",
      lastName: "half \uD800 pair",
      email: "whole 👩‍🚀 \\u0000",
    });
    expect(record).toMatchObject({
      first_name: "a\uFFFDb",
      last_name: "half \uFFFD pair",
      email: "whole 👩‍🚀 \\u0000",
      raw: { firstName: "a\uFFFDb", email: "whole 👩‍🚀 \\u0000" },
    });
    expect(odd).toContain("characters");
  });

  it("has the same hash whatever the order of members, and another for another value", () => {
    const one = made({ firstName: "a", extra: { x: 1, y: [1, 2] } }).record?.row_hash;
    expect(made({ extra: { y: [1, 2], x: 1 }, firstName: "a" }).record?.row_hash).toBe(one);
    expect(made({ extra: { y: [2, 1], x: 1 }, firstName: "a" }).record?.row_hash).not.toBe(one);
  });

  it("is not made without a key", () => {
    const odd: string[] = [];
    const oddities = { value() {}, characters() {}, keyless: () => odd.push("keyless") };
    expect(recordOf(table, { webinarKey: "1" }, {}, oddities)).toBeUndefined();
    expect(odd).toEqual(["keyless"]);
  });
});
