// Checks the import arrows with dependency-cruiser, after proving that it sees at all: a tool that loads no
// compiler finds no files and reports no violations, so a green answer alone means nothing.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { cruise } from "dependency-cruiser";
import extractTSConfig from "dependency-cruiser/config-utl/extract-ts-config";
import configuration from "../.dependency-cruiser.mjs";
import { root } from "./setup.mjs";

async function look(baseDir, places) {
  const { output } = await cruise(
    places,
    { ...configuration.options, baseDir, validate: true, ruleSet: { forbidden: configuration.forbidden } },
    undefined,
    { tsConfig: extractTSConfig(path.join(root, "tsconfig.json")) },
  );
  return output;
}

function proveThatItSees() {
  const house = mkdtempSync(path.join(tmpdir(), "rostrum-arrows-"));
  for (const room of ["platform", "entities"])
    mkdirSync(path.join(house, "packages/hub/src", room), { recursive: true });
  writeFileSync(path.join(house, "packages/hub/src/entities/entity.ts"), "export type Entity = string;\n");
  writeFileSync(
    path.join(house, "packages/hub/src/platform/upward.ts"),
    'import type { Entity } from "../entities/entity.ts";\nexport const name: Entity = "Webinar";\n',
  );
  return look(house, ["packages"]).finally(() => rmSync(house, { recursive: true, force: true }));
}

const proof = await proveThatItSees();
if (!proof.summary.violations.some((violation) => violation.rule.name === "platform-looks-down-only")) {
  console.error("The arrow check is blind: it did not see a forbidden import that was put before it.");
  process.exit(1);
}

const result = await look(root, ["packages", "bench", "contract"]);
for (const { rule, from, to } of result.summary.violations) console.error(`${rule.name}: ${from} -> ${to}`);
console.log(`${result.summary.totalCruised} modules, ${result.summary.violations.length} forbidden arrows`);
process.exitCode = result.summary.violations.length > 0 ? 1 : 0;
