import { expect, it } from "vitest";
import { differenceOf } from "./difference.ts";

it("names each field that differs, however deep", () => {
  expect(
    differenceOf(
      { role: "viewer", same: 1, schedule: { cron: "1" } },
      { role: "operator", same: 1, schedule: {} },
    ),
  ).toEqual([
    { field: "role", before: "viewer", after: "operator" },
    { field: "schedule.cron", before: "1", after: undefined },
    { field: "schedule", before: undefined, after: "{}" },
  ]);
});

it("shows lists of plain values as one value", () => {
  expect(differenceOf({ scopes: ["a"] }, { scopes: ["a", "b"] })).toEqual([
    { field: "scopes", before: "a", after: "a, b" },
  ]);
});

it("bears what is no object, and nothing", () => {
  expect(differenceOf(undefined, "x")).toEqual([{ field: "", before: undefined, after: "x" }]);
  expect(differenceOf(undefined, undefined)).toEqual([]);
});
