/** The published schema of flows, as an editor uses it, held against the ready-made flows. */
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { flowSchema, readDefinition } from "./definition.ts";
import { examplesFolder } from "./testing/bench.ts";

let valid: ValidateFunction;
beforeAll(() => {
  const ajv = new Ajv2020({ strict: false });
  (addFormats as unknown as (to: Ajv2020) => void)(ajv);
  valid = ajv.compile(flowSchema());
});

describe("the schema of flows", () => {
  it("takes every ready-made flow, as the hub does", async () => {
    const files = (await readdir(examplesFolder, { recursive: true })).filter((file) =>
      file.endsWith(".yaml"),
    );
    expect(files.length).toBeGreaterThan(5);
    for (const file of files) {
      const flow: unknown = parse(await readFile(path.join(examplesFolder, file), "utf8"));
      expect(valid(flow), `${file}: ${JSON.stringify(valid.errors)}`).toBe(true);
      expect(() => readDefinition(flow)).not.toThrow();
    }
  });

  it("knows every step, deep inside of branches too, and refuses what is none", () => {
    const flow = (steps: readonly unknown[]) => ({
      flow: "a",
      source: { endpoint: "crm", table: "people" },
      steps,
      target: { endpoint: "crm", table: "copies", write: "upsert" },
    });
    const place = { endpoint: "crm", table: "t" };
    const steps = [
      { filter: "a", note: "why" },
      {
        lookup: {
          ...place,
          as: "b",
          where: { id: "=id", day: { from: "2031-01-01" } },
          missing: null,
          many: "first",
        },
      },
      { fetch: { ...place, as: "c", list: true, empty: null, on_error: "continue", message: "no" } },
      { each: { in: "c", as: "d" } },
      { send: { method: "GET", path: "/x", query: { a: "=id" }, as: "e" } },
      { fail: { if: "a", message: "b", code: "c", on_error: "stop" } },
      { map: { id: "id" } },
      { upsert: { ...place, where: { id: "=id" }, set: { name: "x" }, as: "f" } },
    ];
    // biome-ignore lint/suspicious/noThenProperty: the word of the flow file
    const deep = { branch: { if: "a", then: steps, else: [{ branch: { if: "b", then: [] } }] } };
    for (const good of [flow(steps), flow([deep])]) {
      expect(valid(good), JSON.stringify(valid.errors)).toBe(true);
      expect(() => readDefinition(good)).not.toThrow();
    }
    // biome-ignore lint/suspicious/noThenProperty: the word of the flow file
    const wrong = { branch: { if: "a", then: [{ fliter: "a" }] } };
    for (const bad of [
      flow([{ fliter: "a" }]),
      flow([wrong]),
      flow([{ filter: "a", map: {} }]),
      { flow: "a" },
    ]) {
      expect(valid(bad)).toBe(false);
      expect(() => readDefinition(bad)).toThrow(/cannot be read/);
    }
  });

  it("explains every word to whoever writes in an editor", () => {
    const unexplained: string[] = [];
    const look = (node: unknown, at: string) => {
      if (typeof node !== "object" || node === null) return;
      const { properties, ...others } = node as { properties?: Record<string, Record<string, unknown>> };
      for (const [name, property] of Object.entries(properties ?? {})) {
        const told = "description" in property || "$ref" in property || "const" in property;
        if (!told && !plainWords.has(name)) unexplained.push(`${at}.${name}`);
        look(property, `${at}.${name}`);
      }
      for (const [part, value] of Object.entries(others))
        look(value, part.match(/^\d+$|Of$/) ? at : `${at}/${part}`);
    };
    look(flowSchema(), "");
    expect(unexplained).toEqual([]);
  });
});

/** Whose meaning is their name, or said one level above. */
const plainWords = new Set([
  "from",
  "to",
  "contains",
  "not",
  "cron",
  "every",
  "once",
  "after",
  "zone",
  "method",
  "email",
  "webhook",
]);
