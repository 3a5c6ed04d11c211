// Memory while exporting: `rostrum query Attendee --format ndjson` of 100,000 and of 1,000,000 attendees, each in a
// process of its own, GoTo's limit on. What grows with the number of rows would show as growth.
import { createReadStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { BenchmarkResult } from "./run.ts";
import { rostrum } from "./support/rostrum-process.ts";
import { startSandbox } from "./support/sandbox-process.ts";

const perSession = 2000;

async function countLines(file: string): Promise<number> {
  let lines = 0;
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) lines += 1;
  }
  return lines;
}

/** Exports that many attendees; answers the peak in MB and the seconds. */
async function exportAttendees(attendees: number): Promise<{ peak: number; seconds: number }> {
  const folder = await mkdtemp(path.join(tmpdir(), "rostrum-memory-"));
  const size = ["--webinars", String(attendees / perSession), "--upcoming", "0", "--others-webinars", "0"];
  const people = ["--registrants", String(perSession), "--attendees", String(perSession), "--sessions", "1"];
  const sandbox = await startSandbox([...size, ...people, "--seed", "7"]);
  try {
    await rostrum(folder, ["connections", "add", "bench", "--sandbox", sandbox.url]);
    const out = path.join(folder, "attendees.ndjson");
    const started = performance.now();
    const peak = await rostrum(folder, ["query", "Attendee", "--format", "ndjson", "--out", out]);
    const seconds = (performance.now() - started) / 1000;
    const lines = await countLines(out);
    if (lines !== attendees) throw new Error(`${lines} lines were written for ${attendees} attendees.`);
    return { peak, seconds };
  } finally {
    await sandbox.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

export default async function memory(): Promise<BenchmarkResult> {
  const small = await exportAttendees(100_000);
  const large = await exportAttendees(1_000_000);
  return {
    name: "memory",
    results: {
      peakMb100k: small.peak,
      peakMb1m: large.peak,
      growthMb: large.peak - small.peak,
      seconds1m: large.seconds,
    },
  };
}
