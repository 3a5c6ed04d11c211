// Memory and speed of a first sync: `rostrum replica sync` of 30,000 and of 300,000 attendees into the embedded database,
// each in a process of its own, without GoTo's limit. What grows with the number of rows would show as growth.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { entityNamed } from "../packages/hub/src/entities/registry/registry.ts";
import { openEmbedded } from "../packages/hub/src/platform/database/database.ts";
import { countLiving } from "../packages/hub/src/replica/merge.ts";
import { tableOf } from "../packages/hub/src/replica/table.ts";
import { ownTarget } from "../packages/hub/src/replica/target.ts";
import type { BenchmarkResult } from "./run.ts";
import { rostrum } from "./support/rostrum-process.ts";
import { startSandbox } from "./support/sandbox-process.ts";

const perSession = 2000;

/** Copies that many attendees; answers the peak in MB and the seconds. */
async function copyAttendees(attendees: number): Promise<{ peak: number; seconds: number }> {
  const folder = await mkdtemp(path.join(tmpdir(), "rostrum-replica-"));
  const size = ["--webinars", String(attendees / perSession), "--upcoming", "0", "--others-webinars", "0"];
  const people = ["--registrants", String(perSession), "--attendees", String(perSession), "--sessions", "1"];
  const sandbox = await startSandbox([...size, ...people, "--seed", "7", "--limit", "off"]);
  try {
    await rostrum(folder, ["connections", "add", "bench", "--sandbox", sandbox.url]);
    await rostrum(folder, ["connections", "clients", "edit", sandbox.credentials.clientId, "--rate", "1000"]);
    await rostrum(folder, ["replica", "add", "--entities", "Attendee"]);
    const started = performance.now();
    const peak = await rostrum(folder, ["replica", "sync"]);
    const seconds = (performance.now() - started) / 1000;
    const database = await openEmbedded(path.join(folder, "data", "database"));
    const rows = await countLiving(ownTarget(database).session, "goto", tableOf(entityNamed("Attendee")));
    await database.close();
    if (rows !== attendees) throw new Error(`${rows} rows were copied of ${attendees} attendees.`);
    return { peak, seconds };
  } finally {
    await sandbox.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

export default async function replica(): Promise<BenchmarkResult> {
  const small = await copyAttendees(30_000);
  const large = await copyAttendees(300_000);
  return {
    name: "replica",
    results: {
      peakMb30k: small.peak,
      peakMb300k: large.peak,
      growthMb: large.peak - small.peak,
      seconds300k: large.seconds,
      rowsPerSecond: 270_000 / (large.seconds - small.seconds),
    },
  };
}
