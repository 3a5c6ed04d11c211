import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { erased, mentions, subjectOf, textWithout, without } from "./subject.ts";

const ana = subjectOf(" Ana.B+news@Acme.example ", ["Ana Berg"]);

describe("an address", () => {
  it.each([
    "ana.b+news@acme.example",
    "ANA.B+NEWS@ACME.EXAMPLE",
    "Mail to <ana.b+news@acme.example>, today.",
    "the end is ana.b+news@acme.example.",
    "https://x.example/?email=ana.b+news%40acme.example&a=1",
    '{"email":"ana.b+news@acme.example"}',
  ])("is found in %s", (text) => {
    expect(mentions(text, ana)).toBe(true);
    expect(mentions({ rows: [{ [text]: 1 }] }, ana)).toBe(true);
    expect(mentions(without({ rows: [{ [text]: text }] }, ana), ana)).toBe(false);
  });

  it.each([
    "joana.b+news@acme.example",
    "ana.b+news@acme.example.org",
    "ana.b+news@acme.examples",
    "ana-b+news@acme.example",
    "anaxb+news@acme.example",
    "x-ana.b+news@acme.example",
  ])("is not found in %s, which is another one", (text) => {
    expect(mentions(text, ana)).toBe(false);
    expect(textWithout(text, ana)).toBe(text);
  });

  it("goes with the person's names, and nothing else changes", () => {
    const value = { who: "Ana Berg <ana.b+news@acme.example>", when: 1, list: [null, true, "x"] };
    expect(without(value, ana)).toEqual({ ...value, who: `${erased} <${erased}>` });
  });

  it("is never left, whatever stands around it, and other values stay as they are", () => {
    fc.assert(
      fc.property(fc.json(), fc.emailAddress(), (json, email) => {
        const subject = subjectOf(email);
        const value: unknown = JSON.parse(json);
        expect(without(value, subject)).toEqual(value);
        const holding = { value, email, text: `x ${email} y` };
        expect(mentions(without(holding, subject), subject)).toBe(false);
      }),
    );
  });
});
