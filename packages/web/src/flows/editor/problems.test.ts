import { describe, expect, it } from "vitest";
import { placeOf, problemOf, problemsAt } from "./problems.ts";

describe("what is wrong with a flow", () => {
  it("has the place that the hub names", () => {
    expect(problemOf('steps.2.map.E-mail: "x" is neither a field nor a name: look.')).toEqual({
      places: ["steps.2.map.E-mail"],
      words: '"x" is neither a field nor a name: look.',
    });
    expect(problemOf("steps.1.map.a, steps.2.map.a: wrong").places).toEqual([
      "steps.1.map.a",
      "steps.2.map.a",
    ]);
    expect(problemOf("target: Registrant needs email").places).toEqual(["target"]);
    expect(problemOf("There is no endpoint: crm").places).toEqual([]);
  });

  it("is found from the place in the form", () => {
    const place = placeOf(["steps", 1, "branch", "then", 0, "map", "email"]);
    expect(place).toBe("steps.2.then.1.map.email");
    expect(placeOf(["steps", 0, "branch", "if"])).toBe("steps.1.branch.if");
    expect(problemsAt([problemOf(`${place}: wrong`)], "steps.2")).toHaveLength(1);
    expect(problemsAt([problemOf("steps.20: wrong")], "steps.2")).toHaveLength(0);
  });
});
