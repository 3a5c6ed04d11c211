import { describe, expect, it } from "vitest";
import { placeOf, problemOf, problemsAt, problemsOf, stepOf, unchanged } from "./problems.ts";

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

  it("is told from what is only good to know", () => {
    const [fault, remark] = problemsOf({ problems: ["target: no"], remarks: ["3 rows: yes"] });
    expect(fault?.isRemark).toBeUndefined();
    expect(remark).toEqual({ places: [], words: "3 rows: yes", isRemark: true });
  });

  it("has the number that its step has in the form", () => {
    expect(stepOf("steps.2.then.1.map.email")).toEqual({ number: "2.then.1", rest: "email" });
    expect(stepOf("steps.3.filter")).toEqual({ number: "3", rest: "filter" });
    expect(stepOf("steps.2.else.1")).toEqual({ number: "2.else.1", rest: "" });
    expect(stepOf("then.1")).toEqual({ number: "then.1", rest: "" });
    expect(stepOf("target")).toBeUndefined();
  });

  it("is found from the place in the form", () => {
    const place = placeOf(["steps", 1, "branch", "then", 0, "map", "email"]);
    expect(place).toBe("steps.2.then.1.map.email");
    expect(placeOf(["steps", 0, "branch", "if"])).toBe("steps.1.branch.if");
    expect(problemsAt([problemOf(`${place}: wrong`)], "steps.2")).toHaveLength(1);
    expect(problemsAt([problemOf("steps.20: wrong")], "steps.2")).toHaveLength(0);
  });

  it("is not wrong any more once somebody is at it again", () => {
    const withMap = (email: string) => ({
      // biome-ignore lint/suspicious/noThenProperty: the word of the flow file; it is data and never awaited
      steps: [{ branch: { if: "a", then: [{ map: { email } }] } }],
      target: {},
    });
    const [before, now] = [withMap("x"), withMap("y")];
    const problems = ["steps.1.then.1.map.email: no", "steps.1.if: no", "target: no"].map(problemOf);
    expect(unchanged(problems, before, now).map(({ places: [place] }) => place)).toEqual([
      "steps.1.if",
      "target",
    ]);
  });
});
