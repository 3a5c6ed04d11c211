/** What a value of a row says in a cell, by the type of its field. NOT its look: that is the table's. */
import type { Row } from "../api/rows.ts";
import { dayAndTime, exactly, figure } from "../language/moments.ts";
import type { RowsColumn } from "../parts/rows-column.ts";
import type { Found } from "./entity.ts";
import type { Names } from "./names.ts";
import type { DataSay } from "./words.ts";

/** Pixels. Wide enough for most values; what is longer is cut off and said on hover. */
const widths: Readonly<Record<string, number>> = {
  key: 184,
  text: 184,
  email: 264,
  choice: 144,
  boolean: 96,
  integer: 112,
  number: 112,
  instant: 248,
};
const otherWidth = 240;
/** Texts that are sentences rather than words. */
const long = /^(subject|question|description|answer|.*Url)$/;
const longWidth = 304;
/** A letter of the head, for columns whose name is longer than their values. */
const letterWidth = 9;

export function columnsOf(
  chosen: readonly string[],
  fields: ReadonlyMap<string, Found>,
  { say, names }: Sayings,
): readonly RowsColumn<Row>[] {
  return chosen.flatMap((name) => {
    const found = fields.get(name);
    if (found === undefined) return [];
    const { type, description, unit } = found.field;
    // On its own "Subject" would not say that it is the webinar's.
    const isTitle = name === "subject" && found.of !== fields.values().next().value?.of;
    const label = isTitle ? say("webinarTitle") : names.field(name);
    const look = type === "integer" || type === "number" ? "numeric" : type === "key" ? "exact" : undefined;
    return {
      name,
      label,
      hint: `${names.meaning(description, unit)} ${found.of.name}.${name}`,
      width: Math.max(
        long.test(name) ? longWidth : (widths[type] ?? otherWidth),
        label.length * letterWidth + 40,
      ),
      ...(look === undefined ? {} : { look }),
      textOf: (row) => textOf(row[name], type, { say, names }),
      hoverOf: (row) => hoverOf(row[name], type),
      sortOf: (row) => sortOf(row[name], type),
    };
  });
}

export interface Sayings {
  readonly say: DataSay;
  readonly names: Names;
}

export function textOf(value: unknown, type: string, { say, names }: Sayings): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "number") return figure(value);
  if (typeof value === "boolean") return say(value ? "yes" : "no");
  if (typeof value === "string") {
    if (type === "instant") return moment(value, dayAndTime);
    return type === "choice" ? names.choice(value) : value;
  }
  if (!Array.isArray(value)) return JSON.stringify(value);
  if (value.every((one) => typeof one === "string")) return value.join(", ");
  const begin = beginOf(value[0]);
  if (begin === undefined) return JSON.stringify(value);
  return `${moment(begin, dayAndTime)}${value.length > 1 ? ` (+${value.length - 1})` : ""}`;
}

/** The whole value: the exact instant, keys letter by letter, nested data as they are. */
export function hoverOf(value: unknown, type: string): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "string") return type === "instant" ? moment(value, exactly) : value;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function sortOf(value: unknown, type: string): string | number | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  if (typeof value === "number") return value;
  if (type === "instant") return Date.parse(String(value));
  if (Array.isArray(value)) {
    const begin = beginOf(value[0]);
    if (begin !== undefined) return Date.parse(begin);
  }
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** The begin of a stretch of time, as in `times` and `attendance`. */
function beginOf(value: unknown): string | undefined {
  const { startTime, joinTime } = (value ?? {}) as Readonly<Record<string, unknown>>;
  const begin = startTime ?? joinTime;
  return typeof begin === "string" ? begin : undefined;
}

/** GoTo's text itself where it is no moment. */
function moment(text: string, say: (at: Date) => string): string {
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? text : say(at);
}
