#!/usr/bin/env node
/** `node packages/sandbox/src/main.ts --webinars 50 --seed 7`: the sandbox by itself, without the hub. */

import { parseSandboxArguments, sandboxUsage } from "./command/arguments.ts";
import { runSandbox } from "./command/run.ts";

const read = parseSandboxArguments(process.argv.slice(2));
if (read.outcome === "help") process.stdout.write(sandboxUsage);
else if (read.outcome === "wrong") {
  process.stderr.write(`${read.message}\n\n${sandboxUsage}`);
  process.exitCode = 2;
} else
  try {
    const sandbox = await runSandbox(read.command, (text) => process.stdout.write(text));
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void sandbox.close());
  } catch (error) {
    process.stderr.write(`The sandbox could not start: ${(error as Error).message}\n`);
    process.exitCode = 3;
  }
