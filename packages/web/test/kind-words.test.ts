import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { personalDataSources, retentionSources } from "../../hub/src/kept.ts";
import { startTestHub, type TestHub } from "../../hub/src/testing/hub.ts";
import * as audit from "../src/access/audit/names.ts";
import * as personalData from "../src/settings/personal-data/kinds.ts";
import * as retention from "../src/settings/retention/kinds.ts";

const sources = fileURLToPath(new URL("../../hub/src", import.meta.url));

describe("what the hub calls by a name of its own has words in the pages", () => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await startTestHub();
  });
  afterAll(() => hub.close());
  /** Only their kinds are looked at: nothing is opened or searched. */
  const options = () => ({
    database: hub.app.database,
    sealer: {} as never,
    endpoints: {} as never,
    filesFolder: "",
  });
  const kindsOf = (all: readonly { readonly kind: string }[]) =>
    [...new Set(all.map(({ kind }) => `kind_${kind}`))].toSorted();

  it("kinds of records with personal data", () => {
    expect(Object.keys(personalData.kindEnglish).toSorted()).toEqual(kindsOf(personalDataSources(options())));
  });

  it("kinds of data that are kept for a time", () => {
    expect(Object.keys(retention.kindEnglish).toSorted()).toEqual(kindsOf(retentionSources(options())));
  });

  it("what is done, and to what, in the audit log", () => {
    const actions = globSync("**/*.ts", { cwd: sources, exclude: ["**/*.test.ts", "cli/**"] }).flatMap(
      (file) =>
        [...readFileSync(path.join(sources, file), "utf8").matchAll(/\baction(?: =|:)([^,;]*)/g)].flatMap(
          ([, given = ""]) => [...given.matchAll(/"([a-z-]+)\.([a-z-]+)"/g)],
        ),
    );
    expect(actions.length).toBeGreaterThan(40);
    for (const [action, kind, done] of actions) {
      expect(audit.doneEnglish, action).toHaveProperty(`done_${done}`);
      expect(audit.kindEnglish, action).toHaveProperty(`kind_${kind}`);
    }
  });
});
