#!/usr/bin/env node
/** The executable `rostrum`: hands the process's own things to the command line. */
import { runCli } from "./cli/program.ts";

const stopping = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.once(signal, () => stopping.abort());
}
process.exitCode = await runCli(process.argv.slice(2), process.env, process, stopping.signal);
