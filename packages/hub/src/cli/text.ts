/** Text for a terminal: widths, tables, numbers. Pure. NOT where it is written (`output.ts`). */
import { clipped, widthOf } from "../platform/text-width.ts";

/** A table of results. Cells are text already. */
export interface Table {
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly string[])[];
}
export interface TableColumn {
  readonly title: string;
  readonly align?: "left" | "right";
}

/**
 * The text without control characters: what comes from GoTo may hold anything, and a terminal would obey it.
 */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]+/gu, " ");
}

export function padded(text: string, width: number, align: "left" | "right" = "left"): string {
  const space = " ".repeat(Math.max(0, width - widthOf(text)));
  return align === "right" ? space + text : text + space;
}

/** 12345 as "12,345". */
export function count(number: number): string {
  return number.toLocaleString("en");
}

/** The lines of a table. Every column is as wide as its widest cell, at most `widest`. */
export function renderTable(table: Table, widest = 60): readonly string[] {
  const cells = [table.columns.map((column) => column.title), ...table.rows].map((row) =>
    table.columns.map((_, index) => clipped(printable(row[index] ?? ""), widest)),
  );
  const widths = table.columns.map((_, index) => Math.max(...cells.map((row) => widthOf(row[index] ?? ""))));
  const lines = cells.map((row) =>
    row
      .map((cell, index) => padded(cell, widths[index] ?? 0, table.columns[index]?.align))
      .join("  ")
      .trimEnd(),
  );
  const rule = widths.map((width) => "─".repeat(width)).join("  ");
  return [lines[0] ?? "", rule, ...lines.slice(1)];
}

/** Folds a text to lines of a width, at blanks. */
export function folded(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && widthOf(line) + 1 + widthOf(word) > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/** A span of time as people say it: "14 s", "3 min", "1 h 5 min". */
export function duration(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 120) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** sendCancellationEmails as --send-cancellation-emails. */
export function dashed(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
