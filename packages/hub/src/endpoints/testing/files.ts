/** A folder for the files of a test, and file endpoints over it. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { systemClock } from "../../platform/clock/clock.ts";
import type { Endpoint } from "../endpoint.ts";
import type { FilePorts } from "../files/endpoint.ts";
import type { DeclaredTables } from "../files/options.ts";
import { type Harness, writeAll } from "./harness.ts";
import { peopleFields } from "./people.ts";

export interface TestFolder {
  readonly path: string;
  readonly ports: FilePorts;
  remove(): Promise<void>;
}

export async function makeFolder(): Promise<TestFolder> {
  const folder = await mkdtemp(path.join(tmpdir(), "rostrum-files-"));
  return {
    path: folder,
    ports: { filesFolder: folder, clock: systemClock },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** The harness of a file format: a file that declares the types and the key of its columns. */
export function fileHarness(
  table: string,
  openEndpoint: (tables: DeclaredTables, folder: string, ports: FilePorts) => Endpoint,
  textKept: (text: string) => string | null,
): Harness {
  const tables: DeclaredTables = { [table]: { fields: [...peopleFields] } };
  return {
    async open(rows) {
      const folder = await makeFolder();
      const endpoint = openEndpoint(tables, "", folder.ports);
      await writeAll(endpoint, { table, operation: "insert" }, rows);
      return { endpoint, table, close: () => folder.remove() };
    },
    async openBroken() {
      return openEndpoint(tables, "nowhere", { filesFolder: tmpdir(), clock: systemClock });
    },
    refused: { row: { age: "many" }, words: /^age: "many" is no whole number\.$/ },
    textKept,
  };
}
