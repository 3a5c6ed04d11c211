/** When a flow is due: pure. A cron time that a clock change skips runs at the change; one that it repeats runs once. */
import { Cron } from "croner";
import { HubError } from "../platform/errors.ts";
import type { Schedule } from "./definition.ts";

/** The first time after `after`; undefined when there is none any more. Throws HubError "flow.bad-schedule". */
export function nextTime(schedule: Schedule, after: Date): Date | undefined {
  if ("once" in schedule) {
    const once = new Date(schedule.once);
    return once > after ? once : undefined;
  }
  try {
    return new Cron(schedule.cron, { timezone: schedule.zone, mode: "5-part" }).nextRun(after) ?? undefined;
  } catch (error) {
    throw new HubError({
      kind: "usage",
      code: "flow.bad-schedule",
      message: `The schedule "${schedule.cron}" in ${schedule.zone} cannot be used: ${(error as Error).message}.`,
      meaning: "The flow would never run.",
      remedy:
        'Write minute, hour, day, month, weekday, e.g. "0 7 * * 1-5", and a zone such as Europe/Madrid.',
    });
  }
}
