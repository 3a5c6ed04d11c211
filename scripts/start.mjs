// npm start: sets itself up, then runs the hub; where no other connection works also the sandbox, connected.
import path from "node:path";
import { run } from "./run.mjs";
import { buildPages, projectNode, root, setUp } from "./setup.mjs";

setUp();
buildPages();
const main = path.join(root, "packages", "hub", "src", "main.ts");
process.exitCode = await run(projectNode, [
  "--disable-warning=ExperimentalWarning",
  // As in the first line of main.ts, which says why.
  "--max-semi-space-size=8",
  "--heap-growing-percent=40",
  main,
  "serve",
  "--with-sandbox",
  ...process.argv.slice(2),
]);
