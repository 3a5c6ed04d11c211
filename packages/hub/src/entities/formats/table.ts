/**
 * A table for people at a terminal. The widths are taken from the first rows, so that a long result can still stream;
 * later values that are wider push their line out rather than lose a character. Long texts are cut, keys never.
 * Control characters are shown as signs: a registrant's name must not be able to steer the terminal.
 */
import { clipped, widthOf } from "../../platform/text-width.ts";
import type { Row } from "../registry/entity.ts";
import type { FormatColumn, TextFormat } from "./encoder.ts";

/** Rows looked at before the first is written. */
const sample = 200;
/** Characters after which a text is cut. */
const widest = 48;

export function tableFormat(columns: readonly FormatColumn[]): TextFormat {
  const kept: string[][] = [];
  let widths: number[] | undefined;
  const isRight = columns.map(({ type }) => type === "integer" || type === "number");

  function line(cells: readonly string[], laidOut: readonly number[]): string {
    const padded = cells.map((cell, index) => {
      const blanks = " ".repeat(Math.max(0, (laidOut[index] ?? 0) - widthOf(cell)));
      if (isRight[index]) return blanks + cell;
      return index === cells.length - 1 ? cell : cell + blanks;
    });
    return `${padded.join("  ").trimEnd()}\n`;
  }

  function layOut(): string {
    const head = columns.map(({ name }) => name);
    const laidOut = head.map((name, index) =>
      kept.reduce((most, cells) => Math.max(most, widthOf(cells[index] ?? "")), widthOf(name)),
    );
    widths = laidOut;
    const rule = laidOut.map((width) => "-".repeat(width));
    const text = [head, rule, ...kept].map((cells) => line(cells, laidOut)).join("");
    kept.length = 0;
    return text;
  }

  return {
    contentType: "text/plain; charset=utf-8",
    extension: "txt",
    rows(batch) {
      let text = "";
      for (const row of batch) {
        const cells = columns.map((column) => cellOf(row, column));
        if (widths !== undefined) text += line(cells, widths);
        else if (kept.push(cells) >= sample) text += layOut();
      }
      return text;
    },
    end: () => (widths === undefined ? layOut() : ""),
  };
}

function cellOf(row: Row, { name, type }: FormatColumn): string {
  const value = row[name];
  if (value === undefined || value === null) return "";
  const text = visible(
    isTimes(value) ? timesText(value) : typeof value === "string" ? value : JSON.stringify(value),
  );
  return type === "key" ? text : clipped(text, widest);
}

/** The list that people look at most, {startTime, endTime}, told as they would. */
function isTimes(value: unknown): value is readonly { startTime: string }[] {
  return Array.isArray(value) && value.length > 0 && typeof value[0]?.startTime === "string";
}

function timesText(times: readonly { startTime: string }[]): string {
  const more = times.length === 1 ? "" : ` and ${times.length - 1} more`;
  return `${times[0]?.startTime}${more}`;
}

/** Control characters and those that turn the direction of writing, as signs. */
function visible(text: string): string {
  return text.replaceAll(
    /\p{Cc}|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]/gu,
    (character) => {
      const code = character.codePointAt(0) ?? 0;
      if (code < 0x20) return String.fromCodePoint(0x2400 + code);
      return code === 0x7f ? "\u2421" : "\ufffd";
    },
  );
}
