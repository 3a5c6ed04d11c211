/** When a replica is synced by itself. Pure. When a schedule's times are is `platform/schedule`. */
import { nextTime, type Schedule } from "../platform/schedule/schedule.ts";

/** Each night, by the clock of those who run the hub; a quarter past, when the jobs of the full hour are through. */
export function nightly(zone: string): Schedule {
  return { cron: "15 3 * * *", zone };
}

/** Throws HubError "schedule.unusable". */
export function dueAfter(schedule: Schedule | null, now: Date): Date | null {
  return schedule === null ? null : (nextTime(schedule, now) ?? null);
}

const quarterMs = 900_000;
/** After a quarter of an hour, an hour, four hours; then the schedule goes on as it is. */
const mostRetries = 3;

/**
 * When a replica whose syncs fail is tried again ahead of its schedule; undefined: not before.
 * @param failures in a row, this one included
 */
export function triedAgainAt(failures: number, now: Date): Date | undefined {
  if (failures > mostRetries) return undefined;
  return new Date(now.getTime() + quarterMs * 4 ** (failures - 1));
}

/** "every day at 03:15 (Europe/Madrid)" where it is as plain as that. */
export function scheduleInWords(schedule: Schedule | null): string {
  if (schedule === null) return "It has no schedule and syncs only when told.";
  if ("once" in schedule) return `It syncs once by itself, at ${schedule.once}.`;
  if ("every" in schedule)
    return `It syncs every ${schedule.every.replace(/^1 /, "").replace(/^(minute|hour|day)s$/, "$1")}.`;
  const daily = /^(\d{1,2}) (\d{1,2}) \* \* \*$/.exec(schedule.cron);
  if (daily === null) return `It syncs by the schedule "${schedule.cron}" (${schedule.zone}).`;
  const [, minute = "", hour = ""] = daily;
  return `It syncs every day at ${hour.padStart(2, "0")}:${minute.padStart(2, "0")} (${schedule.zone}).`;
}
