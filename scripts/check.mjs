// npm run check: types, lint and format, dead code, import arrows. Runs all of them even when one fails,
// so that one run shows everything; exits 1 if any failed.
import path from "node:path";
import { run } from "./run.mjs";
import { projectNode, root, setUp } from "./setup.mjs";

setUp();
const tool = (...parts) => path.join(root, "node_modules", ...parts);
const checks = [
  ["types", [tool("typescript", "bin", "tsc"), "-p", "tsconfig.json"]],
  ["types of the pages", [tool("typescript", "bin", "tsc"), "-p", "packages/web/tsconfig.json", "--noEmit"]],
  ["lint and format", [tool("@biomejs", "biome", "bin", "biome"), "ci", "--error-on-warnings", "."]],
  ["dead code", [tool("knip", "bin", "knip.js"), "--treat-config-hints-as-errors"]],
  // Loads TypeScript's JavaScript API; with TypeScript 7 it would find nothing and say "no violations".
  // scripts/arrows.mjs therefore also proves that a forbidden arrow is seen.
  ["import arrows", [path.join(root, "scripts", "arrows.mjs")]],
];
const failed = [];
for (const [name, args] of checks) {
  process.stdout.write(`\n== ${name}\n`);
  if ((await run(projectNode, args)) !== 0) failed.push(name);
}
process.stdout.write(failed.length ? `\nfailed: ${failed.join(", ")}\n` : "\nall checks passed\n");
process.exitCode = failed.length ? 1 : 0;
