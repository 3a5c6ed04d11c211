/**
 * Schedules: what may be written, and when the next time is. Pure. NOT who is due: rooms keep that in their own tables.
 *
 * Where a clock change comes in between, two kinds of cron schedules differ, as people mean them differently:
 * - With hours that are named ("30 2 * * *", "0 2,14 * * *") it is about the time of day. A time that the change skips
 *   runs at the change; one that comes twice runs the first time only.
 * - With "*" in the hours ("0 * * * *", "0 *\/2 * * *") it is about time that passes. It runs whenever the clock shows
 *   such a time: one hour less in spring, one more in autumn.
 *
 * croner alone does the first for a single time of day and not for a list of them, so the named hours are looked for on
 * the clock on the wall, and its moment after that (`wall-clock.ts`).
 */
import { Cron } from "croner";
import { z } from "zod";
import { HubError } from "../errors.ts";
import { momentOf, wallOf } from "./wall-clock.ts";

export const Schedule = z.union([
  z.strictObject({
    cron: z.string().max(200).describe("Minute hour day month weekday"),
    zone: z.string().max(100).default("UTC").describe("Time zone, e.g. Europe/Madrid"),
  }),
  z.strictObject({
    every: z
      .string()
      .regex(/^[1-9]\d{0,4} (minute|hour|day)s?$/, 'a number and minutes, hours or days, e.g. "15 minutes"')
      .describe("So much time apart, whatever the clock on the wall shows and however long a run takes"),
    from: z.iso
      .datetime({ offset: true })
      .optional()
      .describe("A time of them; without it they are counted from midnight UTC of 1970-01-01"),
  }),
  z.strictObject({ once: z.iso.datetime({ offset: true }) }),
]);
export type Schedule = z.infer<typeof Schedule>;

const unitMs: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** The first time after `after`; undefined when there is none any more. Throws HubError "schedule.unusable". */
export function nextTime(schedule: Schedule, after: Date): Date | undefined {
  if ("once" in schedule) {
    const once = new Date(schedule.once);
    return once > after ? once : undefined;
  }
  if ("every" in schedule) return nextOfInterval(schedule, after);
  const { cron, zone } = schedule;
  try {
    const [, hours = ""] = cron.trim().split(/\s+/);
    if (hours.includes("*"))
      return new Cron(cron, { timezone: zone, mode: "5-part" }).nextRun(after) ?? undefined;
    return nextTimeOfDay(cron, zone, after);
  } catch (error) {
    throw unusable(`"${cron}" in ${zone}`, (error as Error).message);
  }
}

/** How many times lie after `after` and not after `until`; stops counting at `most`. */
export function timesBetween(schedule: Schedule, after: Date, until: Date, most: number): number {
  let count = 0;
  for (let at = nextTime(schedule, after); at !== undefined && at <= until; at = nextTime(schedule, at)) {
    count += 1;
    if (count >= most) break;
  }
  return count;
}

/** On a fixed grid, so that neither restarts nor long runs move the times. */
function nextOfInterval({ every, from }: { every: string; from?: string | undefined }, after: Date): Date {
  const [count = "", unit = ""] = every.split(" ");
  const interval = Number(count) * (unitMs[unit.replace(/s$/, "")] ?? Number.NaN);
  const start = from === undefined ? 0 : Date.parse(from);
  const passed = Math.max(-1, Math.floor((after.getTime() - start) / interval));
  return new Date(start + (passed + 1) * interval);
}

function nextTimeOfDay(pattern: string, zone: string, after: Date): Date | undefined {
  const cron = new Cron(pattern, { timezone: "UTC", mode: "5-part" });
  let wall = cron.nextRun(wallOf(after, zone));
  while (wall !== null) {
    const moment = momentOf(wall, zone);
    // Not after: the second time that the clock shows it.
    if (moment > after) return moment;
    wall = cron.nextRun(wall);
  }
  return undefined;
}

function unusable(shown: string, why: string): HubError {
  return new HubError({
    kind: "usage",
    code: "schedule.unusable",
    message: `The schedule ${shown} cannot be used: ${why.replace(/\.$/, "")}.`,
    meaning: "It would never be due.",
    remedy: 'Write minute, hour, day, month, weekday, e.g. "0 7 * * 1-5", and a zone such as Europe/Madrid.',
  });
}
