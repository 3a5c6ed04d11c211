/**
 * Times as people write them: `2031-01-01`, `2031-01-01T15:00Z`, `-30d`, `+2h`, `now`, `today`.
 *
 * A time without a clock (a date, `today`) is the whole day in UTC, so that `--to 2031-01-31` includes the 31st. A
 * time with a clock must say its zone: guessing one would silently move the border.
 * NOT a scheduler's language: see flows for that.
 */
import { HubError } from "../../platform/errors.ts";

/** A stretch of time in milliseconds since 1970, `end` excluded. A moment is one millisecond long. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

const day = 86_400_000;
const units: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: day, w: 7 * day };

const dateForm = /^(\d{4})-(\d\d)-(\d\d)$/;
const clockForm =
  /^(\d{4}-\d\d-\d\d)[Tt ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?\s*([Zz]|[+-]\d\d:?\d\d)?$/;
const relativeForm = /^([+-])(\d{1,6})(mo|[smhdwy])$/;

const acceptedTimes =
  "2031-01-31 (the whole day, UTC), 2031-01-31T15:00Z, 2031-01-31T15:00+02:00, now, today, yesterday, tomorrow, or relative: -30d, +2h (s, m, h, d, w, mo, y)";

/**
 * What a written time means at the moment `now`.
 * Throws HubError "time.malformed"; `what` names the place of the text in its message, e.g. "--from".
 */
export function parseTime(text: string, now: number, what: string): Span {
  const written = text.trim();
  return named(written.toLowerCase(), now) ?? relative(written, now) ?? absolute(written, what);
}

/** The moment at which a range from this time begins. */
export function beginOf(span: Span): number {
  return span.start;
}

/** The moment at which a range up to this time ends: after the day, if it is one. */
export function endOf(span: Span): number {
  return span.end - span.start > 1 ? span.end : span.start;
}

function named(text: string, now: number): Span | undefined {
  const today = Math.floor(now / day) * day;
  if (text === "now") return moment(now);
  if (text === "today") return { start: today, end: today + day };
  if (text === "yesterday") return { start: today - day, end: today };
  if (text === "tomorrow") return { start: today + day, end: today + 2 * day };
  return undefined;
}

function relative(text: string, now: number): Span | undefined {
  const match = relativeForm.exec(text);
  if (match === null) return undefined;
  const [, sign, digits, unit = ""] = match;
  const amount = Number(digits) * (sign === "-" ? -1 : 1);
  const length = units[unit];
  if (length !== undefined) return moment(now + amount * length);
  return moment(addMonths(now, unit === "y" ? 12 * amount : amount));
}

/** The same day of another month, or its last day when it is shorter. */
function addMonths(from: number, months: number): number {
  const date = new Date(from);
  const wanted = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(wanted, last));
  return date.getTime();
}

function absolute(text: string, what: string): Span {
  const date = startOfDate(text);
  if (date !== undefined) return { start: date, end: date + day };
  const match = clockForm.exec(text);
  if (match === null) throw malformed(text, what, `"${text}" is not a time that can be understood.`);
  const [, calendar = "", hours = "", minutes = "", seconds = "00", fraction = "0", zone] = match;
  if (zone === undefined) {
    throw malformed(
      text,
      what,
      `"${text}" does not say its zone.`,
      `Write ${text}Z for UTC, or an offset: ${text}+02:00.`,
    );
  }
  const begin = startOfDate(calendar);
  const clock = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  const real = Number(hours) < 24 && Number(minutes) < 60 && Number(seconds) < 60;
  if (begin === undefined || !real) throw malformed(text, what, `There is no such time as "${text}".`);
  const milliseconds = Math.floor(Number(`0.${fraction}`) * 1000);
  return moment(begin + clock * 1000 + milliseconds - offset(zone));
}

function startOfDate(text: string): number | undefined {
  const match = dateForm.exec(text);
  if (match === null) return undefined;
  const [year, month, date] = match.slice(1).map(Number) as [number, number, number];
  const start = Date.UTC(year, month - 1, date);
  const real = new Date(start);
  return real.getUTCMonth() === month - 1 && real.getUTCDate() === date ? start : undefined;
}

function offset(zone: string): number {
  if (zone.toUpperCase() === "Z") return 0;
  const size = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return (zone.startsWith("-") ? -size : size) * 60_000;
}

function moment(at: number): Span {
  return { start: at, end: at + 1 };
}

function malformed(text: string, what: string, message: string, remedy?: string): HubError {
  return new HubError({
    kind: "usage",
    code: "time.malformed",
    message: `${what}: ${message}`,
    meaning: "Nothing was read.",
    remedy: remedy ?? `Accepted are: ${acceptedTimes}.`,
    details: { text },
  });
}
