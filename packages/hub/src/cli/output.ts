/**
 * What the command line writes, and where: results to standard output, everything else (progress, warnings,
 * errors) to standard error. NOT the place where rows are formatted as csv or ndjson: the routes do that.
 */
import type { Readable, Writable } from "node:stream";
import type { RunProgress } from "../platform/http/runs.ts";

/** A table of results. Cells are text already; the width of wide characters is respected. */
export interface Table {
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly string[])[];
}
export interface TableColumn {
  readonly title: string;
  readonly align?: "left" | "right";
}

/** Shows progress: bars that redraw themselves on a terminal, a plain line now and then when piped. */
export interface ProgressDisplay {
  show(progress: RunProgress): void;
  /** Removes the bars (or leaves the final ones) and prints the summary, if there is one. */
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
