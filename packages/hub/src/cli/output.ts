/**
 * What the command line writes, and where: results to standard output, everything else (progress, warnings,
 * errors) to standard error. NOT the place where rows are formatted as csv or ndjson: the routes do that.
 */
import { createWriteStream } from "node:fs";
import { realpath, rename, rm, stat } from "node:fs/promises";
import type { Readable, Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { RunProgress } from "../platform/http/runs.ts";
import { renderBars, renderPlain } from "./progress.ts";
import { printable, renderTable, type Table } from "./text.ts";

export type { Table } from "./text.ts";

/** Shows progress: bars that redraw themselves on a terminal, a plain line now and then when piped. */
export interface ProgressDisplay {
  show(progress: RunProgress): void;
  /** Leaves the final bars standing and prints the summary and the remarks, if there are any. */
  end(): void;
}

export interface Output {
  /** Whether standard output is a terminal (then `table` is the default format, else ndjson). */
  readonly resultsOnTerminal: boolean;
  readonly stdout: Writable;
  /** One line of result. */
  result(line: string): void;
  table(table: Table): void;
  json(value: unknown): void;
  /**
   * Copies a body to standard output, or to a file when one is named: written beside it first and renamed at
   * the end, so that a broken-off answer never looks whole. A closed pipe (`| head`) ends it quietly.
   */
  copy(body: Readable, file?: string): Promise<void>;
  /** One line for the person, on standard error. */
  note(line: string): void;
  warning(line: string): void;
  progress(): ProgressDisplay;
}

/** A place to write to that may be a terminal. */
export type Terminal = Writable & { readonly isTTY?: boolean; readonly columns?: number };

/** A piped progress is a log: one line in this many milliseconds. */
const plainEveryMs = 5_000;

/** @param now the present instant in milliseconds, for the pace of plain progress */
export function createOutput(stdout: Terminal, stderr: Terminal, now: () => number): Output {
  // A closed pipe arrives as an error event; the copy under way sees it by itself, everything else ignores it.
  stdout.on("error", () => {});
  stderr.on("error", () => {});

  const line = (to: Writable, text: string) => void to.write(`${text}\n`);
  return {
    resultsOnTerminal: stdout.isTTY === true,
    stdout,
    result: (text) => line(stdout, stdout.isTTY ? printable(text) : text),
    table(table) {
      for (const text of renderTable(table)) line(stdout, text);
    },
    json: (value) => line(stdout, JSON.stringify(value, null, 2)),
    async copy(body, file) {
      if (file === undefined) await copyToStdout(body, stdout);
      else await copyToFile(body, file);
    },
    note: (text) => line(stderr, text),
    warning: (text) => line(stderr, `  Warning: ${printable(text)}`),
    progress: () => (stderr.isTTY ? bars(stderr) : plain(stderr, now)),
  };
}

async function copyToStdout(body: Readable, stdout: Writable): Promise<void> {
  try {
    await pipeline(body, stdout, { end: false });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPIPE") throw error;
  }
}

async function copyToFile(body: Readable, named: string): Promise<void> {
  const present = await stat(named).catch(() => undefined);
  if (present !== undefined && !present.isFile()) {
    // A pipe or a device: there is nothing beside it, and it must not be replaced by a file.
    await pipeline(body, createWriteStream(named));
    return;
  }
  // What a link stands for is written, not the link itself.
  const file = await realpath(named).catch(() => named);
  const unfinished = `${file}.unfinished-${process.pid}`;
  try {
    await pipeline(body, createWriteStream(unfinished));
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

function bars(stderr: Terminal): ProgressDisplay {
  let drawn = 0;
  let last: RunProgress | undefined;
  const draw = (progress: RunProgress): void => {
    const lines = renderBars(progress, (stderr.columns ?? 80) - 1);
    const up = drawn > 0 ? `\u001b[${drawn}A` : "";
    stderr.write(up + lines.map((text) => `\r${text}\u001b[K\n`).join(""));
    drawn = Math.max(drawn, lines.length);
  };
  return {
    show(progress) {
      last = progress;
      draw(progress);
    },
    end: () => writeEnd(stderr, last),
  };
}

function plain(stderr: Terminal, now: () => number): ProgressDisplay {
  let next = now() + plainEveryMs;
  let last: RunProgress | undefined;
  return {
    show(progress) {
      last = progress;
      if (progress.state !== "running" || now() < next) return;
      next = now() + plainEveryMs;
      stderr.write(`${printable(renderPlain(progress))}\n`);
    },
    end: () => writeEnd(stderr, last),
  };
}

function writeEnd(stderr: Writable, last: RunProgress | undefined): void {
  if (last?.summary !== undefined) stderr.write(`  ${printable(last.summary)}\n`);
  for (const remark of last?.remarks ?? []) stderr.write(`  Remark: ${printable(remark)}\n`);
}
