/** What `doctor` and /readyz ask of the database. */
import { statfsSync } from "node:fs";
import type { Check } from "../http/checks.ts";
import { type Database, ping } from "./database.ts";

/** Below this the embedded database may soon be unable to write. */
const leastFreeBytes = 500 * 1024 * 1024;

export function databaseCheck(database: Database, dataFolder: string): Check {
  return {
    name: "Database",
    vital: true,
    async run() {
      await ping(database);
      if (database.kind === "postgres") return [{ state: "ok", sentence: "Postgres answers." }];
      const { bavail, bsize } = statfsSync(dataFolder);
      const freeMb = Math.floor((bavail * bsize) / 1024 / 1024);
      const found = `The embedded database in ${dataFolder} answers; ${freeMb.toLocaleString("en")} MB are free there.`;
      if (bavail * bsize >= leastFreeBytes) return [{ state: "ok", sentence: found }];
      return [{ state: "warning", sentence: found, remedy: "Make room, or move the folder (ROSTRUM_DATA)." }];
    },
  };
}
