/**
 * What the executable `rostrum` (`bin/rostrum.mjs`) runs: hands the process's own things to the command line. To be started
 * with --max-semi-space-size=8 --heap-growing-percent=40.
 *
 * The first keeps V8 from letting its young generation grow while rows stream: an export of 1,000,000 attendees then peaks
 * 26 MB above one of 100,000 instead of 123 MB, at the same speed. The second has it look through the rest of the memory when
 * that has grown by 40 %, not by up to four times: a flow of 1,000,000 rows then peaks where one of 100,000 does (245 MB
 * instead of 433 MB), in 12 s instead of 10 s. Neither has an effect when set at run time.
 */
import { enableCompileCache, flushCompileCache } from "node:module";
import path from "node:path";

// Half of a command's start is the reading of the program's own files; what the first start made of them is kept with the
// tools' caches. Where that folder cannot be written everything is as without. Hence the import that waits for it.
enableCompileCache(path.resolve(import.meta.dirname, "../../../node_modules/.cache/rostrum/compiled"));
const { runCli } = await import("./cli/program.ts");
// Kept now, not only at the end: a process that is killed would leave nothing to the next one.
flushCompileCache();

const stopping = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.once(signal, () => stopping.abort());
}
process.exitCode = await runCli(process.argv.slice(2), process.env, process, stopping.signal);
