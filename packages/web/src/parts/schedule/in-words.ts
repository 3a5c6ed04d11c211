/** A schedule in a sentence of the reader's language. Cron expressions of other shapes than the form's are cronstrue's to say. */
import cronstrue from "cronstrue";
import "cronstrue/locales/es.js";
import { currentLanguage } from "../../language/language.ts";
import { dayAndTime, listed } from "../../language/moments.ts";
import { type Schedule, shapeOf } from "./schedule.ts";
import type { useScheduleWords } from "./words.ts";

type SaySchedule = ReturnType<typeof useScheduleWords>;

export function scheduleInWords(
  schedule: Schedule | { readonly after: string } | null | undefined,
  say: SaySchedule,
): string {
  if (schedule === undefined || schedule === null) return say("never");
  if ("after" in schedule) return say("after", { flow: schedule.after });
  if ("once" in schedule) return say("once", { when: dayAndTime(new Date(schedule.once)) });
  if ("every" in schedule) return intervalInWords(schedule, say);
  const { cron, zone = "UTC" } = schedule;
  return say("inZone", { schedule: cronInWords(cron, say), zone });
}

function intervalInWords(
  { every, from }: { readonly every: string; readonly from?: string },
  say: SaySchedule,
) {
  const [number = "1", unit = "minute"] = every.split(" ");
  const count = Number(number);
  const words = unit.startsWith("day")
    ? say("everyDay", { count })
    : unit.startsWith("hour")
      ? say("everyHour", { count })
      : say("everyMinute", { count });
  return from === undefined ? words : say("from", { schedule: words, when: dayAndTime(new Date(from)) });
}

function cronInWords(cron: string, say: SaySchedule): string {
  const { kind, time = "", days = [], dayOfMonth = 1 } = shapeOf(cron) ?? {};
  if (kind === "daily" || kind === "weekdays") return say(kind, { time });
  if (kind === "weekly") return say("weekly", { time, days: listed(days.map(dayName)) });
  if (kind === "monthly") return say("monthly", { time, day: dayOfMonth });
  try {
    return cronstrue.toString(cron, { use24HourTimeFormat: true, locale: currentLanguage() });
  } catch {
    // The hub says what is wrong with it; here it stands as it was written.
    return cron;
  }
}

/** 2024 began on a Monday. */
const monday = Date.UTC(2024, 0, 1);
const dayMs = 86_400_000;

/** "Monday" for "1", to "Sunday" for "7". */
export function dayName(day: string): string {
  const at = new Date(monday + (Number(day) - 1) * dayMs);
  return new Intl.DateTimeFormat(currentLanguage(), { weekday: "long", timeZone: "UTC" }).format(at);
}
