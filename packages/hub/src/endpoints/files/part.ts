/**
 * The part: a hidden file beside the real one, to which a writer adds its rows as they come. The real file is made of
 * it at the end, so readers never see half of it, and a run that was killed goes on from its last checkpoint: what
 * came after that is cut off.
 *
 * One line per row: a sign for what is to be done with it (+ add, ~ change, - remove), then the row as JSON.
 */
import { randomUUID } from "node:crypto";
import { type FileHandle, open, readdir, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { HubError } from "../../platform/errors.ts";
import type { Row, WriterCheckpoint } from "../endpoint.ts";
import { parseJson } from "../json.ts";
import { linesOf } from "./lines.ts";

export type Sign = "+" | "~" | "-";

export interface PartLine {
  readonly sign: Sign;
  readonly row: Row;
}

export interface Part {
  readonly path: string;
  /** Where it is noted that the real file was made of this part. */
  readonly donePath: string;
  add(lines: readonly PartLine[]): Promise<void>;
  /** Makes everything added so far outlast a crash. */
  checkpoint(): Promise<WriterCheckpoint>;
  /** Everything added, in order, some at a time. */
  lines(): AsyncGenerator<readonly PartLine[]>;
  remove(): Promise<void>;
}

const rowsAtOnce = 2_000;
/** Nobody resumes a run after so long; what it left behind is then in the way. */
const keptMilliseconds = 30 * 24 * 3_600_000;

const partPath = (file: string, id: string, ending: "part" | "done") =>
  path.join(path.dirname(file), `.${path.basename(file)}.${id}.${ending}`);

/** The note that a writer of this checkpoint had finished the file, which it left behind in case it is asked again. */
export function doneNoteOf(file: string, checkpoint: WriterCheckpoint): string {
  return partPath(file, idOf(checkpoint), "done");
}

/** `now` is the wall clock, in milliseconds: parts that nobody resumed for a month are removed. */
export async function openPart(
  file: string,
  resume: WriterCheckpoint | undefined,
  now: number,
): Promise<Part> {
  await forgetOld(file, now);
  const id = resume === undefined ? randomUUID() : idOf(resume);
  const name = partPath(file, id, "part");
  await prepare(name, resume);
  let bytes = resume === undefined ? 0 : Number(resume.bytes);
  return {
    path: name,
    donePath: partPath(file, id, "done"),
    async add(lines) {
      if (lines.length === 0) return;
      const text = Buffer.from(lines.map(({ sign, row }) => `${sign}${JSON.stringify(row)}\n`).join(""));
      await within(name, (handle) => handle.write(text, 0, text.length, bytes));
      bytes += text.length;
    },
    async checkpoint() {
      await within(name, (handle) => handle.sync());
      return { part: id, bytes };
    },
    async *lines() {
      let lines: PartLine[] = [];
      for await (const texts of linesOf(name, rowsAtOnce)) {
        lines = texts.map(({ text }) => ({ sign: text[0] as Sign, row: parseJson(text.slice(1)) as Row }));
        yield lines;
      }
    },
    async remove() {
      await rm(name, { force: true });
    },
  };
}

function idOf(checkpoint: WriterCheckpoint): string {
  const id = checkpoint.part;
  // It becomes part of a path.
  if (typeof id === "string" && /^[0-9a-f-]{36}$/.test(id)) return id;
  throw lost();
}

async function prepare(name: string, resume: WriterCheckpoint | undefined): Promise<void> {
  if (resume === undefined) return writeFile(name, "", { flag: "wx", mode: 0o600 });
  const bytes = Number(resume.bytes);
  const size = await stat(name).then(
    (state) => state.size,
    () => -1,
  );
  if (size < bytes) throw lost();
  await within(name, (handle) => handle.truncate(bytes));
}

/** The file is open for the time of one step only: writers may wait for hours, and there may be many. */
async function within(name: string, work: (handle: FileHandle) => Promise<unknown>): Promise<void> {
  const handle = await open(name, "r+");
  try {
    await work(handle);
  } finally {
    await handle.close();
  }
}

function lost(): HubError {
  return new HubError({
    kind: "conflict",
    code: "endpoint.part-lost",
    message: "What the stopped run had written so far is gone.",
    meaning:
      "It was kept in a hidden file beside the real one, which somebody removed. The real file is as it was before that run.",
    remedy: "Start the run from the beginning.",
  });
}

async function forgetOld(file: string, now: number): Promise<void> {
  const folder = path.dirname(file);
  const start = `.${path.basename(file)}.`;
  for (const name of await readdir(folder)) {
    if (!name.startsWith(start) || !/^[0-9a-f-]{36}\.(?:part|done|new)$/.test(name.slice(start.length)))
      continue;
    const state = await stat(path.join(folder, name)).catch(() => undefined);
    if (state !== undefined && now - state.mtimeMs > keptMilliseconds) {
      await rm(path.join(folder, name), { force: true });
    }
  }
}
