import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aliasFrom, checkAlias, checkName, unknownAlias } from "./model.ts";

describe("the name of a connection", () => {
  it.each([
    ["Acme", "Acme"],
    ["  Acme   webinars ", "Acme webinars"],
    ["Ñandú & Söhne 東京", "Ñandú & Söhne 東京"],
    ["1234567890123456789012345", "1234567890123456789012345"],
  ])("%j is kept as %j", (given, kept) => expect(checkName(given)).toBe(kept));

  it.each(["", "   ", "12345678901234567890123456", "a\u0000b", "a\nb\u0007"])("cannot be %j", (name) => {
    expect(() => checkName(name)).toThrow(expect.objectContaining({ code: "connection.bad-name" }));
  });
});

describe("an alias", () => {
  it.each([
    ["Acme Webinars", "acme_webinars"],
    ["Ñandú & Söhne", "nandu_sohne"],
    ["東京", "connection"],
    ["--", "connection"],
    ["A".repeat(25), "a".repeat(25)],
  ])("made from %j is %j", (name, alias) => expect(aliasFrom(name, [])).toBe(alias));

  it("is made different from those that are taken, without regard to case, and stays short enough", () => {
    expect(aliasFrom("Demo", ["demo"])).toBe("demo_2");
    expect(aliasFrom("Demo", ["DEMO", "demo_2"])).toBe("demo_3");
    expect(aliasFrom("a".repeat(25), ["a".repeat(25)])).toBe(`${"a".repeat(23)}_2`);
  });

  it("that is made is always one that may be given, whatever the name", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.array(fc.string()), (name, taken) => {
        const alias = aliasFrom(name, taken);
        expect(checkAlias(alias)).toBe(alias);
        expect(taken.map((other) => other.toLowerCase())).not.toContain(alias);
      }),
    );
  });

  it.each(["", "a b", "a-b", "ñ", "12345678901234567890123456"])("cannot be %j", (alias) => {
    expect(() => checkAlias(alias)).toThrow(expect.objectContaining({ code: "connection.bad-alias" }));
  });

  it("that does not exist is answered with the nearest that does", () => {
    expect(unknownAlias("acme_webinar", ["demo", "acme_webinars"]).remedy).toContain('"acme_webinars"');
    expect(unknownAlias("zzz", ["demo"]).remedy).toContain("connections list");
    expect(unknownAlias("zzz", []).remedy).toContain("connections add");
  });
});
