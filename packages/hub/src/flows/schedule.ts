/** When a flow runs by itself: at the times of a schedule, or after another flow. The times are platform/schedule's. */
import { z } from "zod";
import { HubError } from "../platform/errors.ts";
import { nextTime, Schedule, timesBetween } from "../platform/schedule/schedule.ts";

export const FlowSchedule = z.union([
  ...Schedule.options,
  z.strictObject({
    after: z
      .string()
      .min(1)
      .max(100)
      .describe("Name of a flow: this one runs whenever a run of that one is done"),
  }),
]);
export type FlowSchedule = z.infer<typeof FlowSchedule>;

/** When it is due next; undefined: never again, or when the other flow is done. Throws HubError "schedule.unusable". */
export function nextDue(schedule: FlowSchedule, after: Date): Date | undefined {
  return "after" in schedule ? undefined : nextTime(schedule, after);
}

const mostCounted = 10_000;

/** Further times that passed since the one that is due: one run serves them all. */
export function missedSince(schedule: FlowSchedule, due: Date, now: Date): number {
  return "after" in schedule ? 0 : timesBetween(schedule, due, now, mostCounted);
}

/** The flow that this one waits for. */
export function waitsFor(schedule: FlowSchedule | undefined): string | undefined {
  return schedule !== undefined && "after" in schedule ? schedule.after : undefined;
}

/**
 * Refuses a circle of flows that wait for one another: none of them would ever run. `waitOf` says for which flow
 * another one waits. Throws HubError "flow.waits-for-itself".
 */
export function checkNoCircle(
  flow: string,
  schedule: FlowSchedule | undefined,
  waitOf: (name: string) => string | undefined,
): void {
  const way = [flow];
  for (let at = waitsFor(schedule); at !== undefined; at = waitOf(at)) {
    way.push(at);
    if (at === flow || way.length > 1_000) throw circle(way);
  }
}

function circle(way: readonly string[]): HubError {
  return new HubError({
    kind: "usage",
    code: "flow.waits-for-itself",
    message: `${way.join(" runs after ")}.`,
    meaning: "Each waits for the other, so that none would ever run. Nothing was kept.",
    remedy: "Give one of them a schedule with times of its own.",
  });
}
