/** Times, spans and figures as people say them in their language. Pure but for the language that is chosen. */
import { currentLanguage } from "./language.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** "in 20 hours", "3 days ago": the largest unit that says it. */
export function fromNow(at: Date, now: Date): string {
  const words = new Intl.RelativeTimeFormat(currentLanguage(), { numeric: "auto" });
  const span = at.getTime() - now.getTime();
  const size = Math.abs(span);
  if (size < minute) return words.format(Math.round(span / 1_000), "second");
  if (size < hour) return words.format(Math.round(span / minute), "minute");
  if (size < day) return words.format(Math.round(span / hour), "hour");
  // By the calendar: what is 30 hours away is tomorrow for people, not in one day.
  if (size < 60 * day) return words.format(daysBetween(now, at), "day");
  if (size < 700 * day) return words.format(Math.round(span / (30.4 * day)), "month");
  return words.format(Math.round(span / (365 * day)), "year");
}

function daysBetween(from: Date, to: Date): number {
  const midnight = (moment: Date) => Date.UTC(moment.getFullYear(), moment.getMonth(), moment.getDate());
  return Math.round((midnight(to) - midnight(from)) / day);
}

/** Made once for each language: making one costs more than a row of a table may take. */
function kept<Formatter>(make: (language: string) => Formatter): () => Formatter {
  const made = new Map<string, Formatter>();
  return () => {
    const language = currentLanguage();
    const formatter = made.get(language) ?? make(language);
    made.set(language, formatter);
    return formatter;
  };
}

const nearDay = {
  weekday: "short",
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
} as const;
const near = kept((language) => new Intl.DateTimeFormat(language, nearDay));
const far = kept((language) => new Intl.DateTimeFormat(language, { ...nearDay, year: "numeric" }));
const exact = kept((language) => new Intl.DateTimeFormat(language, { dateStyle: "full", timeStyle: "long" }));
const figures = kept((language) => new Intl.NumberFormat(language));

/** "Tue 24 Nov, 15:00" in the reader's own zone. */
export function dayAndTime(at: Date): string {
  return (Math.abs(at.getTime() - Date.now()) > 300 * day ? far() : near()).format(at);
}

/** "24 Nov": a day, where the year is clear. */
export function dayOf(at: Date): string {
  return new Intl.DateTimeFormat(currentLanguage(), { day: "numeric", month: "short" }).format(at);
}

/** "15:04" in the reader's own zone. */
export function timeOfDay(at: Date): string {
  return new Intl.DateTimeFormat(currentLanguage(), { hour: "2-digit", minute: "2-digit" }).format(at);
}

/** The exact instant with its zone, for who wants to be sure. */
export function exactly(at: Date): string {
  return exact().format(at);
}

export function figure(value: number): string {
  return figures().format(value);
}

/** A share of 1 as a percentage. */
export function share(value: number): string {
  return new Intl.NumberFormat(currentLanguage(), { style: "percent", maximumFractionDigits: 1 }).format(
    value,
  );
}

/** "12 s", "3 min 20 s", "2 h 5 min": the same in both languages. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 1) return `< ${figure(1)} s`;
  if (whole < 60) return `${figure(whole)} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return [`${minutes} min`, whole % 60 === 0 ? "" : `${whole % 60} s`].join(" ").trim();
  const hours = Math.floor(minutes / 60);
  return [`${figure(hours)} h`, minutes % 60 === 0 ? "" : `${minutes % 60} min`].join(" ").trim();
}

/** "one, two and three". */
export function listed(things: readonly string[]): string {
  return new Intl.ListFormat(currentLanguage(), { type: "conjunction" }).format(things);
}
