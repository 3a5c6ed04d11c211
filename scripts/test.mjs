// npm test: sets itself up, then runs every test under the project's own Node. Arguments go to vitest.
import path from "node:path";
import { run } from "./run.mjs";
import { projectNode, root, setUp } from "./setup.mjs";

setUp();
const vitest = path.join(root, "node_modules", "vitest", "vitest.mjs");
process.exitCode = await run(projectNode, [vitest, "run", ...process.argv.slice(2)]);
