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

  it("stands in the sources as text, but for codes that are only passed on or are another system's", () => {
    expect(others).toMatchInlineSnapshot(`
      [
        "access/links/store.ts: code",
        "access/sign-in/pages.ts: z.string()",
        "connections/callback-page.ts: one",
        "connections/goto-errors.ts: \`goto.\${code}\`",
        "endpoints/csv/records.ts: error.code",
        "endpoints/goto/goto.ts: error.code",
        "endpoints/http/words.ts: String(answer.status)",
        "endpoints/mysql/errors.ts: sent.code",
        "endpoints/postgres/dialect.ts: sent.code",
        "flows/alerts/model.ts: code",
        "flows/alerts/model.ts: error.code",
        "flows/asking-steps.ts: error.code",
        "flows/export.ts: failure.code",
        "flows/passage.ts: code",
        "flows/passage.ts: failure.code",
        "flows/row-failure.ts: error.code",
        "flows/row-failure.ts: z.string()",
        "flows/step-definition.ts: z .string() .regex(/^[a-z][a-z0-9.-]{0,59}$/) .default("flow.fail") .describe("By which such rows are grouped and counted")",
        "flows/steps.ts: fail.code",
        "platform/http/errors.ts: \`request.\${(code ?? "invalid") .toLowerCase() .replace(/^fst_err_/, "") .replaceAll("_", "-")}\`",
        "platform/http/errors.ts: known.code",
        "platform/http/errors.ts: z.string().describe("Stable name of the error, for programs")",
        "replica/carry-out.ts: error.code",
        "replica/carry-out.ts: known.code",
        "replica/carry-out.ts: trouble.code",
        "replica/notes.ts: \`characters \${entity.name}\`",
        "replica/notes.ts: \`keyless \${entity.name}\`",
        "replica/notes.ts: \`value \${entity.name}.\${field}\`",
      ]
    `);
  });
});
