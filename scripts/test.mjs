// npm test: sets itself up (packages, pages, browser), then runs every test under the project's own Node. Arguments go to vitest.
import path from "node:path";
import { browser } from "./browser.mjs";
import { run } from "./run.mjs";
import { buildPages, projectEnvironment, projectNode, root, setUp } from "./setup.mjs";

setUp();
buildPages();
const vitest = path.join(root, "node_modules", "vitest", "vitest.mjs");
process.exitCode = await run(projectNode, [vitest, "run", ...process.argv.slice(2)], {
  env: { ...projectEnvironment(), CHROMIUM: browser() },
});
