import { describe, expect, it } from "vitest";
import { HubError } from "../platform/errors.ts";
import type { ExpressionTools } from "./expression-functions.ts";
import { askedFor } from "./expression-names.ts";
import { expression, type Scope, template } from "./expressions.ts";

const tables: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  colours: { red: "rojo", crimson: "rojo", blue: "azul" },
};
const tools: ExpressionTools = {
  async lookupTable(name) {
    const found = tables[name];
    if (found === undefined) throw new Error(`There is no lookup table "${name}".`);
    return new Map(Object.entries(found));
  },
};
const value = (text: string, scope: Scope = {}) => expression(text, tools)(scope);
const refusal = async (text: string, scope: Scope = {}) => {
  const error = await value(text, scope).then(
    (result) => expect.fail(`came to ${JSON.stringify(result)}`),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(HubError);
  return error as HubError;
};

describe("an expression", () => {
  it("says where its mistake is", () => {
    expect(() => expression("$trim(email")).toThrow(
      /Expected "\)" before end of expression \(at character 11\)/,
    );
  });

  it("shows a time as clocks in a zone do, over clock changes, and takes a local time back to UTC", async () => {
    expect(await value('$inZone("2031-05-01T13:00:00Z", "Europe/Madrid")')).toBe("2031-05-01T15:00:00+02:00");
    expect(await value('$inZone("2031-01-01 13:00", "America/New_York")')).toBe("2031-01-01T08:00:00-05:00");
    expect(
      await value('$inZone(at, "Asia/Kolkata", "[D01].[M01].[Y] [H01]:[m01]")', {
        at: "2031-05-01T13:00:00Z",
      }),
    ).toBe("01.05.2031 18:30");
    expect(await value('$toUtc("2031-07-01 15:00", "Europe/Madrid")')).toBe("2031-07-01T13:00:00Z");
    expect(await value('$toUtc("2031-03-30T02:30", "Europe/Madrid")')).toBe("2031-03-30T01:00:00Z");
    expect(await value('$toUtc("2031-07-01", "UTC")')).toBe("2031-07-01T00:00:00Z");
    expect(await value('$inZone(nothing, "UTC")')).toBeNull();
    expect((await refusal('$inZone("2031-05-01T13:00:00Z", "Spain")')).message).toContain(
      '"Spain" is no time zone',
    );
    expect((await refusal('$inZone("soon", "UTC")')).message).toContain('"soon" is no moment');
  });

  it("asks lookup tables in both directions", async () => {
    expect(await value('$lookupTable("colours", c)', { c: "blue" })).toBe("azul");
    expect(await value('$lookupTable("colours", c, "otro")', { c: "grey" })).toBe("otro");
    expect(await value('$lookupTableBack("colours", "azul")')).toBe("blue");
    expect((await refusal('$lookupTable("colours", c)', { c: "grey" })).message).toContain(
      'has no value "grey"',
    );
    expect((await refusal('$lookupTableBack("colours", "rojo")')).message).toContain(
      'several values for "rojo"',
    );
    expect((await refusal('$lookupTable("towns", "x")')).message).toContain('no lookup table "towns"');
  });

  it("reaches nothing but its scope", async () => {
    for (const text of [
      "a.constructor",
      "a.__proto__",
      '$lookup(a, "constructor")',
      '$string.constructor("return process")()',
      "process.env",
      "$inZone.constructor",
    ]) {
      const result = await value(text, { a: { b: 1 } }).catch(() => null);
      expect(result, text).toBeNull();
    }
    await value('a ~> |$|{"__proto__": {"polluted": true}}|', { a: {} });
    await template({ x: '=$merge([{"__proto__": {"polluted": true}}])' }, tools)({});
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it("is bounded in depth, length, and in what a regular expression tries", async () => {
    expect((await refusal("($f := function($n){ $f($n) + 1 }; $f(1))")).message).toContain("Stack overflow");
    expect((await refusal("$sum([1..9999999])")).message).toContain("maximum sequence length");
    expect((await refusal('$pad("x", 20000000)')).message).toContain("10000000 are the most");
    const text = `${"a".repeat(40)}b`;
    expect((await refusal("$contains(text, /^(a+)+$/)", { text })).message).toContain(
      "takes too long on this text",
    );
    expect(await value("$match(text, /a(b)/).groups", { text })).toEqual(["b"]);
    expect(await value('$replace("a-b-c", /-(\\w)/, "+$1")')).toBe("a+b+c");
  });

  it("lets others work while it does not end", async () => {
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 10);
    const error = await refusal("($f := function($n){ $f($n + 1) }; $f(1))");
    clearInterval(timer);
    expect(error).toMatchObject({
      code: "flow.expression",
      message: expect.stringContaining("not done after 1 s"),
    });
    expect(turns).toBeGreaterThan(5);
  });
});

describe("what an expression asks for", () => {
  it("are the names at the beginning of paths, not those inside of them, nor its own", () => {
    const asked = askedFor(
      '($x := first; $map(items[kind = "a"], function($i){ $i.price * factor }); $.last & $$.all & $x & $trim(b.c.d))',
    );
    expect([...asked.names].toSorted()).toEqual(["all", "b", "factor", "first", "items", "last"]);
    expect([...asked.variables].toSorted()).toEqual(["map", "trim"]);
  });
  it("are functions and lookup tables too", () => {
    const asked = askedFor('$lookupTable("towns", town) & $nosuch(1)');
    expect([...asked.lookupTables]).toEqual(["towns"]);
    expect([...asked.variables]).toContain("nosuch");
  });
});
