import { describe, expect, it } from "vitest";
import { gotoFailureCodes } from "../../hub/src/connections/goto-errors.ts";
import { spanishFailures } from "../src/api/failure-words/spanish.ts";
import { hubCodes } from "./support/hub-codes.ts";

/** Not a failure: a remark of a query. */
const remarks = new Set(["more"]);
/** Those of Fastify that a page can bring about; all others say that the page itself is wrong. */
const fromFastify = ["request.ctp-body-too-large"];

describe("what goes wrong at the hub", () => {
  const { codes, others } = hubCodes();
  const all = [...codes.filter((code) => !remarks.has(code)), ...gotoFailureCodes, ...fromFastify];

  it("has Spanish words, every code of it", () => {
    expect(codes.length).toBeGreaterThan(190);
    expect(all.filter((code) => spanishFailures[code] === undefined)).toEqual([]);
  });

  it("has no Spanish words for codes that are gone", () => {
    expect(Object.keys(spanishFailures).filter((code) => !all.includes(code))).toEqual([]);
  });

  it("is said in whole sentences", () => {
    for (const [code, { message, meaning, remedy }] of Object.entries(spanishFailures))
      for (const sentence of [message, meaning, remedy])
        expect(sentence, code).toMatch(/^[A-ZÁÉÍÓÚÑ¿«].*[.»]$|https?:\/\/|\d$|\{organizerKey\}/);
  });

  it("stands in the sources as text, but for codes that are made of others, and what is none", () => {
    expect(others).toMatchInlineSnapshot(`
      [
        "connections/callback-page.ts: one",
        "connections/goto-errors.ts: \`goto.\${code}\`",
        "endpoints/http/words.ts: String(answer.status)",
        "platform/http/errors.ts: \`request.\${(code ?? "invalid") .toLowerCase() .replace(/^fst_err_/, "") .replaceAll("_", "-")}\`",
        "replica/notes.ts: \`characters \${entity.name}\`",
        "replica/notes.ts: \`keyless \${entity.name}\`",
        "replica/notes.ts: \`value \${entity.name}.\${field}\`",
      ]
    `);
  });
});
