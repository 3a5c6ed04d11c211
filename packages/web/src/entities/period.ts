/** Periods as the hub takes them (`-30d`, `now`, a date), in words. Pure but for the language. */
import { currentLanguage } from "../language/language.ts";
import { isDay, isKnownZone, ownZone } from "../language/wall-time.ts";
import type { DataSay } from "./words.ts";

export interface Period {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Of days. */
  readonly zone?: string | undefined;
}

/** What most people ask for. */
export const usualPeriods: readonly Period[] = [
  {},
  { from: "-7d", to: "now" },
  { from: "-30d", to: "now" },
  { from: "-90d", to: "now" },
  { from: "-1y", to: "now" },
  { from: "now", to: "+30d" },
];

/** Whose days they are is said where they are not the reader's own. */
export function periodInWords({ from, to, zone }: Period, say: DataSay): string {
  const words = spanInWords({ from, to }, say);
  const whose = zone !== undefined && isKnownZone(zone) ? zone : "UTC";
  return (isDay(from) || isDay(to)) && whose !== ownZone() ? `${words} (${whose})` : words;
}

function spanInWords({ from, to }: Period, say: DataSay): string {
  if (from === undefined && to === undefined) return say("anyTime");
  const back = to === "now" ? spanOf(from, "-", say) : undefined;
  if (back !== undefined) return say("last", { span: back });
  const ahead = from === "now" ? spanOf(to, "+", say) : undefined;
  if (ahead !== undefined) return say("next", { span: ahead });
  if (to === undefined) return say("fromOn", { from: timeInWords(from ?? "") });
  if (from === undefined) return say("until", { to: timeInWords(to) });
  return say("fromUntil", { from: timeInWords(from), to: timeInWords(to) });
}

/** Days and years; the other units are said as they are written. */
function spanOf(text: string | undefined, sign: "+" | "-", say: DataSay): string | undefined {
  const [, written, digits, unit] = /^([+-])(\d+)([dy])$/.exec(text ?? "") ?? [];
  if (written !== sign) return undefined;
  return say(unit === "d" ? "days" : "years", { count: Number(digits) });
}

/** "2031-01-31" as "31 Jan 2031", "-30d" as "30 days ago"; what is none of these as it is written. */
export function timeInWords(text: string): string {
  if (isDay(text)) {
    const day = new Date(`${text}T00:00:00Z`);
    return new Intl.DateTimeFormat(currentLanguage(), { dateStyle: "medium", timeZone: "UTC" }).format(day);
  }
  const words = new Intl.RelativeTimeFormat(currentLanguage(), { numeric: "auto" });
  const [, sign, digits, unit = ""] = /^([+-])(\d+)([smhdwy])$/.exec(text) ?? [];
  const named = ({ s: "second", m: "minute", h: "hour", d: "day", w: "week", y: "year" } as const)[unit];
  if (named !== undefined) return words.format(Number(`${sign}${digits}`), named);
  const days = { yesterday: -1, today: 0, tomorrow: 1 }[text];
  if (days !== undefined) return words.format(days, "day");
  return text === "now" ? words.format(0, "second") : text;
}
