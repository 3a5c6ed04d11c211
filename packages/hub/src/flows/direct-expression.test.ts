import fc from "fast-check";
import jsonata from "jsonata";
import { describe, expect, it } from "vitest";
import { directExpression, unsure } from "./direct-expression.ts";

const name = fc.constantFrom("a", "b", "c.d", "c.e.f", "missing", "`two words`");
const literal = fc.oneof(
  fc.integer({ min: -5, max: 50 }).map(String),
  fc.constantFrom('"x"', '""', '"10"', "true", "false", "null", "1.25", "0.1"),
);
const operator = fc.constantFrom("&", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "and", "or");
const called = fc.constantFrom("lowercase", "uppercase", "trim", "not", "exists");
const { text } = fc.letrec<{ text: string }>((tie) => ({
  text: fc.oneof(
    { maxDepth: 3 },
    name,
    literal,
    fc.tuple(tie("text"), operator, tie("text")).map(([left, sign, right]) => `${left} ${sign} ${right}`),
    fc.tuple(tie("text"), tie("text"), tie("text")).map(([when, yes, no]) => `${when} ? ${yes} : ${no}`),
    fc.tuple(called, tie("text")).map(([one, of]) => `$${one}(${of})`),
  ),
}));
const value: fc.Arbitrary<unknown> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom("x", "", "  A  b ", "10", 0, -0, 1, 10, 0.1, 2.5, 1e21, true, false, null),
  },
  fc.constantFrom([], [1], ["x", "y"], {}, { d: "deep" }, undefined, Number.MAX_VALUE),
  fc.string(),
);
const scope = fc.record({
  ...{ a: value, b: value, "two words": value },
  c: fc.oneof(fc.record({ d: value, e: fc.oneof(fc.record({ f: value }), value) }), value),
});

describe("an expression without JSONata's evaluator", () => {
  it("says what the evaluator says, or that it is unsure", async () => {
    let sure = 0;
    await fc.assert(
      fc.asyncProperty(text, scope, async (expression, names) => {
        const compiled = jsonata(expression);
        const direct = directExpression(compiled.ast());
        const answer = direct === undefined ? unsure : direct(names);
        if (answer === unsure) return;
        sure += 1;
        expect(answer).toEqual(await compiled.evaluate(names));
      }),
      { numRuns: 5_000 },
    );
    expect(sure).toBeGreaterThan(1_000);
  });

  it.each([
    'company & " (" & country & ")"',
    "price * 12",
    'state = "active" and $exists(email)',
    "$lowercase(email)",
    "lookup.name",
  ])("knows the everyday ones: %s", (expression) => {
    const names = {
      company: "W",
      country: "Spain",
      price: 2,
      state: "active",
      email: "A@B",
      lookup: { name: 1 },
    };
    const direct = directExpression(jsonata(expression).ast());
    expect([unsure, undefined]).not.toContain(direct?.(names));
  });

  it.each([
    "a[0]",
    "a.*",
    "$sum(a)",
    "a ~> $trim",
    "$x",
    "a^(b)",
    "a[]",
    "(a; b)",
    "a.{'b': c}",
    "function($a){$a}",
  ])("leaves the rest to the evaluator: %s", (expression) => {
    expect(directExpression(jsonata(expression).ast())).toBeUndefined();
  });
});
