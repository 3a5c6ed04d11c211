/** What a row says about a webinar, made into what GoTo takes (goto-webinar.md 8.2). Pure. */
import type {
  CreateWebinar,
  DateTimeRange,
  EmailSettings,
  ExperienceType,
  WebinarKind,
  WebinarLocale,
} from "@rostrum/goto";
import { gotoTimeZone } from "./time-zone.ts";
import { instantOf, rowError, type Values } from "./values.ts";

/** goto-webinar.md 14 */
const longestSubject = 128;
const longestDescription = 2048;

/** The times that a row gives, in order; undefined when it gives none. Throws HubError "webinar.times". */
export function givenTimes(values: Values, now: number): DateTimeRange[] | undefined {
  const { times, startTime, endTime } = values;
  if (times !== undefined && (startTime !== undefined || endTime !== undefined)) {
    throw rowError(
      "webinar.times",
      "Both times and startTime or endTime are given.",
      "Give one or the other.",
    );
  }
  if (times !== undefined) {
    if (!Array.isArray(times)) {
      throw rowError(
        "webinar.times",
        "times is not a list.",
        'Give [{"startTime":"2031-01-31T15:00Z","endTime":"2031-01-31T16:00Z"}].',
      );
    }
    return times
      .map((time) => timeOf(time, "times", now))
      .sort((one, other) => at(one.startTime) - at(other.startTime));
  }
  if (startTime === undefined && endTime === undefined) return undefined;
  return [timeOf({ startTime, endTime }, "the webinar", now)];
}

function timeOf(given: unknown, what: string, now: number): DateTimeRange {
  const { startTime, endTime } = (given ?? {}) as Partial<Record<"startTime" | "endTime", unknown>>;
  if (typeof startTime !== "string" || typeof endTime !== "string") {
    throw rowError("webinar.times", `A time of ${what} lacks its startTime or endTime.`, "Give both.");
  }
  const range = {
    startTime: instantOf(startTime, "startTime", now),
    endTime: instantOf(endTime, "endTime", now),
  };
  if (at(range.endTime) <= at(range.startTime)) {
    throw rowError(
      "webinar.times",
      `The end ${range.endTime} is not after the start ${range.startTime}.`,
      "Correct one of them.",
    );
  }
  return range;
}

/** Refuses times that have begun: GoTo does not plan into the past (goto-webinar.md 8.2). */
export function requireFuture(times: readonly DateTimeRange[], now: number): void {
  const past = times.find(({ startTime }) => at(startTime) <= now);
  if (past === undefined) return;
  throw rowError(
    "webinar.past",
    `The start ${past.startTime} lies in the past.`,
    `Give a start after now (${new Date(now).toISOString().slice(0, 16)}Z).`,
  );
}

/** Refuses texts that GoTo would refuse. */
export function requireLengths({ subject, description }: Values): void {
  for (const [name, text, most] of [
    ["subject", subject, longestSubject],
    ["description", description, longestDescription],
  ] as const) {
    if (typeof text === "string" && text.length > most) {
      throw rowError(
        "row.value",
        `${name} has ${text.length} characters and may have ${most}.`,
        "Shorten it.",
      );
    }
  }
}

/** The values with the zone as GoTo writes it. Throws HubError "webinar.time-zone" for one that is none of GoTo's. */
export function withTimeZone(values: Values, now: number): Values {
  const { timeZone } = values;
  return timeZone === undefined ? values : { ...values, timeZone: gotoTimeZone(String(timeZone), now) };
}

/** The webinar to create. The kind is what the row says, and never guessed from what else it holds. */
export function newWebinar(row: Values, now: number): CreateWebinar {
  requireLengths(row);
  const values = withTimeZone(row, now);
  const kind = (values.recurrenceType ?? "single_session") as WebinarKind;
  const content = contentOf(values);
  if (kind === "sequence") return { ...content, type: kind, ...sequenceOf(values, now) };
  const misplaced = ["recurrenceStart", "recurrencePattern", "recurrenceEnd"].find(
    (name) => values[name] !== undefined,
  );
  if (misplaced !== undefined) {
    throw rowError(
      "webinar.kind",
      `${misplaced} belongs to a sequence, and this is a ${kind}.`,
      "Add recurrenceType=sequence, or leave it out.",
    );
  }
  const times = givenTimes(values, now) ?? [];
  if (times.length === 0) {
    throw rowError(
      "row.missing-field",
      "When it takes place is missing.",
      "Give startTime and endTime, or times.",
    );
  }
  if (kind === "single_session" && times.length > 1) {
    throw rowError(
      "webinar.kind",
      `A single session has one time, not ${times.length}.`,
      "Say which kind it is: recurrenceType=series, where people choose one of the times, or recurrenceType=sequence, where they come to all.",
    );
  }
  if (kind === "series" && times.length < 2) {
    throw rowError(
      "webinar.kind",
      "A series has two times or more.",
      "Give them as times, or leave recurrenceType out.",
    );
  }
  requireFuture(times, now);
  return { ...content, type: kind, times };
}

function sequenceOf(values: Values, now: number) {
  const { recurrenceStart, recurrencePattern, recurrenceEnd } = values;
  const first =
    recurrenceStart === undefined
      ? givenTimes(values, now)
      : [timeOf(recurrenceStart, "recurrenceStart", now)];
  const [start, ...others] = first ?? [];
  if (start === undefined || others.length > 0) {
    throw rowError(
      "webinar.kind",
      "A sequence is made from its first meeting and a pattern, not from times.",
      "Give startTime and endTime of the first meeting, recurrencePattern and recurrenceEnd.",
    );
  }
  for (const name of ["recurrencePattern", "recurrenceEnd"] as const) {
    if (values[name] === undefined) {
      throw rowError(
        "row.missing-field",
        `${name} is missing, and this is a sequence.`,
        "Give recurrencePattern (daily, weekly, monthly) and recurrenceEnd (its last date, YYYY-MM-DD).",
      );
    }
  }
  const end = String(recurrenceEnd);
  if (!/^\d{4}-\d\d-\d\d$/.test(end) || Number.isNaN(Date.parse(end))) {
    throw rowError(
      "row.value",
      `"${end}" does not fit recurrenceEnd, which takes a date.`,
      "Write it as YYYY-MM-DD.",
    );
  }
  if (end < start.startTime.slice(0, 10)) {
    throw rowError(
      "webinar.times",
      `The sequence ends (${end}) before it begins (${start.startTime}).`,
      "Correct one of them.",
    );
  }
  requireFuture([start], now);
  return {
    recurrenceStart: start,
    recurrencePattern: recurrencePattern as "daily" | "weekly" | "monthly",
    recurrenceEnd: end,
  };
}

function contentOf(values: Values) {
  const { experienceType, recordingAssetKey } = values;
  if (experienceType === "simulive" && recordingAssetKey === undefined) {
    throw rowError(
      "row.missing-field",
      "recordingAssetKey is missing, and this is simulive.",
      "Say which recording it plays: `rostrum query Recording`.",
    );
  }
  return {
    subject: String(values.subject),
    ...given("description", values.description as string | undefined),
    ...given("timeZone", values.timeZone as string | undefined),
    ...given("locale", values.locale as WebinarLocale | undefined),
    ...given("isPasswordProtected", values.isPasswordProtected as boolean | undefined),
    // Upper case when sent (goto-webinar.md 6).
    ...given("experienceType", String(experienceType ?? "").toUpperCase() as ExperienceType | ""),
    ...given("recordingAssetKey", recordingAssetKey as string | undefined),
    ...given("isOndemand", values.isOndemand as boolean | undefined),
    ...given("isBreakout", values.isBreakout as boolean | undefined),
    ...given("emailSettings", values.emailSettings as EmailSettings | undefined),
  };
}

function given<Name extends string, Value>(
  name: Name,
  value: Value,
): { [Key in Name]?: Exclude<Value, undefined | ""> } {
  return (value === undefined || value === "" ? {} : { [name]: value }) as {
    [Key in Name]?: Exclude<Value, undefined | "">;
  };
}

function at(time: string): number {
  return Date.parse(time);
}
