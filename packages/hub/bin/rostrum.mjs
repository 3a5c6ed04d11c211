#!/usr/bin/env -S node --max-semi-space-size=8 --heap-growing-percent=40
// The executable `rostrum`, in JavaScript that every Node reads: Rostrum itself needs Node 24, and an older one would show a
// stack trace for its first line of TypeScript. Then the Node that came with the packages carries it out.
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

const main = new URL("../src/main.ts", import.meta.url);
const [major = 0] = process.versions.node.split(".").map(Number);

if (major >= 24) await import(main.href);
else await handOver();

async function handOver() {
  const node = packagedNode();
  if (node === undefined) return refuse();
  // main.ts says why the flag; the warning is about running TypeScript, which Node 24 does as a matter of course.
  const flags = [
    "--disable-warning=ExperimentalWarning",
    "--max-semi-space-size=8",
    "--heap-growing-percent=40",
  ];
  const child = spawn(node, [...flags, fileURLToPath(main), ...process.argv.slice(2)], { stdio: "inherit" });
  // A terminal sends Ctrl-C to the whole group: the child answers it, and we must not die before it.
  process.on("SIGINT", () => {});
  for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  process.exitCode = await new Promise((resolve) => {
    child.on("error", () => resolve(refuse()));
    child.on("exit", (code) => resolve(code ?? 130));
  });
}

function packagedNode() {
  try {
    const { resolve } = createRequire(import.meta.url);
    return path.join(path.dirname(resolve("node/package.json")), "bin", "node");
  } catch {
    return undefined;
  }
}

function refuse() {
  process.stderr.write(
    `\n  Rostrum needs Node 24 or newer, and this is Node ${process.versions.node}.\n` +
      "  Nothing was done.\n  Install Node 24 (https://nodejs.org), or run `npm ci`, which brings one along.\n\n",
  );
  process.exitCode = 3;
  return 3;
}
