// npm run screenshots: the pages as pictures in docs/screenshots. Arguments name pages; without any, all.
import path from "node:path";
import { browser } from "./browser.mjs";
import { run } from "./run.mjs";
import { buildPages, projectEnvironment, projectNode, root, setUp } from "./setup.mjs";

setUp();
buildPages();
const taking = path.join(root, "packages", "web", "test", "screenshots.ts");
process.exitCode = await run(
  projectNode,
  ["--disable-warning=ExperimentalWarning", taking, ...process.argv.slice(2)],
  { env: { ...projectEnvironment(), CHROMIUM: browser() } },
);
