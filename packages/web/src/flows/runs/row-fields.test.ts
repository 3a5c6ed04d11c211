import { expect, it } from "vitest";
import { rowOf, textOf, typedAs } from "./row-fields.ts";
import { ordered, tellingOf } from "./telling.ts";

it("what nobody touched keeps its kind, whatever it is", () => {
  for (const value of ["text", "", 7, true, null, { a: [1] }, "8745612345678901234"])
    expect(typedAs(textOf(value), value)).toEqual({ value });
});

it("what was typed is of the kind that stood there, or a problem", () => {
  expect(typedAs("12", 7)).toEqual({ value: 12 });
  expect(typedAs("", 7)).toEqual({ value: null });
  expect(typedAs("twelve", 7)).toEqual({ problem: "numberWrong" });
  expect(typedAs("8745612345678901235", "8745612345678901234")).toEqual({ value: "8745612345678901235" });
  expect(typedAs("false", true)).toEqual({ value: false });
  expect(typedAs("[1, 2]", [1])).toEqual({ value: [1, 2] });
  expect(typedAs("[1, 2", [1])).toEqual({ problem: "partWrong" });
  expect(typedAs("now there", null)).toEqual({ value: "now there" });
});

it("a row typed as JSON is an object", () => {
  expect(rowOf('{"a": 1}')).toEqual({ row: { a: 1 } });
  for (const text of ["[1]", "1", "null", "{"]) expect(rowOf(text)).toEqual({ problem: "jsonWrong" });
});

it("a row is known by the values that people read as names, in the order of its source", () => {
  const row = { id: 7, city: "Vitoria", email: "ada@example.com", empty: "", first: "Ada", last: "Lovelace" };
  const fields = ["id", "first", "last", "email", "city"];
  expect(tellingOf(row, fields)).toBe("Ada · Lovelace · ada@example.com");
  expect(tellingOf({ number: 12, city: "Vitoria", rest: { a: 1 } }, [])).toBe("12 · Vitoria");
  expect(Object.keys(ordered(row, fields))).toEqual(["id", "first", "last", "email", "city", "empty"]);
});
