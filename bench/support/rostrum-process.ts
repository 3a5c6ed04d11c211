// The command line in a process of its own, with the most memory that it took.
import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";

const executable = path.resolve(import.meta.dirname, "../../packages/hub/bin/rostrum.mjs");
const preload = path.resolve(import.meta.dirname, "write-peak.ts");

/** Runs the command line to its end, its data in `folder`; answers the most memory that was resident, in MB. */
export async function rostrum(
  folder: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<number> {
  const peakFile = path.join(folder, "peak");
  // By its own first line, as `npx rostrum` runs it.
  const child = spawn(executable, args, {
    stdio: ["ignore", "ignore", "pipe"],
    env: {
      ...process.env,
      NODE_OPTIONS: `--import=${pathToFileURL(preload)}`,
      ROSTRUM_DATA: path.join(folder, "data"),
      ROSTRUM_BENCH_PEAK_FILE: peakFile,
      ...environment,
    },
  });
  let said = "";
  child.stderr.on("data", (text) => {
    said += text;
  });
  const code = await new Promise((resolve) => child.once("exit", resolve));
  if (code !== 0) throw new Error(`rostrum ${args.join(" ")} ended with ${code}: ${said}`);
  return Number(await readFile(peakFile, "utf8")) / 1024;
}
