/**
 * The part: a hidden file beside the real one, to which a writer adds its rows as they come. The real file is made of
 * it at the end, so readers never see half of it, and a run that was killed goes on from its last checkpoint: what
 * came after that is cut off.
 *
 * Each writer has a part of its own: one that goes on copies what the checkpoint says. A process that was only thought dead
 * may still open, cut or add to its own part then, and nobody reads that any more.
 *
 * One line per row: a sign for what is to be done with it (+ add, ~ change, - remove), then the row as JSON.
 */
import { randomUUID } from "node:crypto";
import { constants, copyFile, type FileHandle, open, readdir, rm, stat, writeFile } from "node:fs/promises";
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

const beside = (file: string, ending: string) =>
  path.join(path.dirname(file), `.${path.basename(file)}.${ending}`);
/** `id` is that of the writing as a whole, `own` that of one writer of it. */
const partPath = (file: string, id: string, own: string) => beside(file, `${id}.${own}.part`);
const donePath = (file: string, id: string) => beside(file, `${id}.done`);

/** The note that a writer of this checkpoint had finished the file, which it left behind in case it is asked again. */
export function doneNoteOf(file: string, checkpoint: WriterCheckpoint): string {
  return donePath(file, idOf(checkpoint.part));
}

/** `now` is the wall clock, in milliseconds: parts that nobody resumed for a month are removed. */
export async function openPart(
  file: string,
  resume: WriterCheckpoint | undefined,
  now: number,
): Promise<Part> {
  await forgetOld(file, now);
  const own = randomUUID();
  const id = resume === undefined ? own : idOf(resume.part);
  const name = partPath(file, id, own);
  if (resume === undefined) await writeFile(name, "", { flag: "wx", mode: 0o600 });
  else await copyPart(partPath(file, id, idOf(resume.own)), name, Number(resume.bytes));
  let bytes = resume === undefined ? 0 : Number(resume.bytes);
  return {
    path: name,
    donePath: donePath(file, id),
    async add(lines) {
      if (lines.length === 0) return;
      const text = Buffer.from(lines.map(({ sign, row }) => `${sign}${JSON.stringify(row)}\n`).join(""));
      await within(name, (handle) => handle.write(text, 0, text.length, bytes));
      bytes += text.length;
    },
    async checkpoint() {
      await within(name, (handle) => handle.sync());
      return { part: id, own, bytes };
    },
    async *lines() {
      let lines: PartLine[] = [];
      for await (const texts of linesOf(name, rowsAtOnce)) {
        lines = texts.map(({ text }) => ({ sign: text[0] as Sign, row: parseJson(text.slice(1)) as Row }));
        yield lines;
      }
    },
    async remove() {
      for (const part of await partsOf(file)) {
        if (part.startsWith(path.basename(beside(file, `${id}.`))) && part.endsWith(".part"))
          await rm(path.join(path.dirname(file), part), { force: true });
      }
    },
  };
}

function idOf(id: unknown): string {
  // It becomes part of a path.
  if (typeof id === "string" && /^[0-9a-f-]{36}$/.test(id)) return id;
  throw lost();
}

/** What the checkpoint says of an earlier part: whoever wrote it has only added to it since, or has not come so far. */
async function copyPart(from: string, to: string, bytes: number): Promise<void> {
  const size = await stat(from).then(
    (state) => state.size,
    () => -1,
  );
  if (size < bytes) throw lost();
  await copyFile(from, to, constants.COPYFILE_EXCL);
  await within(to, (handle) => handle.truncate(bytes));
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
  for (const name of await partsOf(file)) {
    const state = await stat(path.join(folder, name)).catch(() => undefined);
    if (state !== undefined && now - state.mtimeMs > keptMilliseconds) {
      await rm(path.join(folder, name), { force: true });
    }
  }
}

/** The names of all parts and notes beside a file. */
async function partsOf(file: string): Promise<readonly string[]> {
  const start = path.basename(beside(file, ""));
  const ending = /^[0-9a-f-]{36}(?:\.[0-9a-f-]{36})?\.(?:part|done|new)$/;
  const names = await readdir(path.dirname(file));
  return names.filter((name) => name.startsWith(start) && ending.test(name.slice(start.length)));
}
