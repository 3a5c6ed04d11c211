// Sets up if needed, then runs one TypeScript file of the project under the project's own Node:
// node scripts/run.mjs FILE [ARGUMENTS]. Signals go through, so that Ctrl-C ends the child cleanly.
import { spawn } from "node:child_process";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { projectEnvironment, projectNode, root, setUp } from "./setup.mjs";

/** Runs and resolves with the exit code; the caller decides what to do with it. */
export function run(command, args, options = {}) {
  const child = spawn(command, args, { cwd: root, stdio: "inherit", env: projectEnvironment(), ...options });
  const forward = (signal) => child.kill(signal);
  // A terminal sends Ctrl-C to the whole group; the child answers it, we only must not die before it.
  process.on("SIGINT", () => {});
  process.on("SIGTERM", forward);
  process.on("SIGHUP", forward);
  return new Promise((resolve) => {
    child.on("error", (error) => {
      process.stderr.write(`  ${command} could not be started: ${error.message}\n`);
      resolve(3);
    });
    child.on("exit", (code, signal) => resolve(code ?? (signal === "SIGINT" ? 130 : 143)));
  });
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [file, ...rest] = process.argv.slice(2);
  if (!file) {
    process.stderr.write("  usage: node scripts/run.mjs FILE [ARGUMENTS]\n");
    process.exit(2);
  }
  setUp();
  process.exitCode = await run(
    projectNode,
    ["--disable-warning=ExperimentalWarning", path.join(root, file), ...rest],
    {
      cwd: process.env.INIT_CWD ?? root,
    },
  );
}
