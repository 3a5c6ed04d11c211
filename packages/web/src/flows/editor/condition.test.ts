import { describe, expect, it } from "vitest";
import { conditionOf, wantedOf } from "./condition.ts";

describe("a condition on a field", () => {
  it.each([
    "accepted",
    "=campaign_id",
    ["a", "b"],
    { not: "x" },
    { contains: "heat" },
    { from: "2031-01-01", to: "2031-02-01" },
    { from: "5" },
  ])("is the same in the form and in the flow: %j", (wanted) => {
    const condition = conditionOf(wanted);
    expect(condition && wantedOf(condition)).toEqual(wanted);
  });

  it("is left as YAML where a form would lose something of it", () => {
    expect(conditionOf(["a, b", "c"])).toBeUndefined();
    expect(conditionOf({ like: "x" })).toBeUndefined();
  });
});
