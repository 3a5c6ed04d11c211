import { expect, it } from "vitest";
import { expressionIn, namesOneOf, stepsBefore } from "./live.ts";
import { endpointsIn } from "./reach.ts";

it("a row after the target went through all steps; in a branch through those before, and its condition", () => {
  const branch = { branch: { if: "a > 1", else: [{ map: {} }, { filter: "b" }] } };
  const definition = { flow: "f", steps: [{ filter: "x" }, branch] } as never;
  expect(stepsBefore(definition, ["then", 0])).toEqual([{ filter: "x" }, branch]);
  expect(stepsBefore(definition, ["steps", 1, "branch", "else", 1])).toEqual([
    { filter: "x" },
    { filter: "$not(a > 1)" },
    { map: {} },
  ]);
});

it("a value with = is an expression, any other is itself", () => {
  expect([expressionIn("=email"), expressionIn("= a & b"), expressionIn("email"), expressionIn("=")]).toEqual(
    [...["email", "a & b", undefined, undefined]],
  );
});

it("what names the target's answer is told from what only looks like it", () => {
  const names = (text: string) => namesOneOf(text, ["result", "made"]);
  expect(["result.joinUrl", "a & made", "$exists(result)"].map(names)).toEqual([true, true, true]);
  expect(["results", "row.result", '"result"', "$result", "resulted"].map(names)).toEqual(
    Array(5).fill(false),
  );
});

it("steps say which endpoints they ask, in branches too", () => {
  const steps = [{ lookup: { endpoint: "crm" } }, { branch: { else: [{ update: { endpoint: "dwh" } }] } }];
  expect(endpointsIn(steps)).toEqual(["crm", "dwh"]);
});
