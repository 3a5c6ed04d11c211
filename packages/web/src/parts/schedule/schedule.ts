/**
 * Schedules as people choose them in a form, and as the hub keeps them. Pure. NOT when they are due: the hub alone
 * reckons that (POST /schedules/times).
 */

export type Schedule =
  | { readonly cron: string; readonly zone?: string }
  | { readonly every: string; readonly from?: string }
  | { readonly once: string };

export const units = ["minute", "hour", "day"] as const;
export type Unit = (typeof units)[number];

/** What stands in the form. All of it is kept while somebody looks at the other kinds. */
export interface Plan {
  readonly kind:
    | "never"
    | "daily"
    | "weekdays"
    | "weekly"
    | "monthly"
    | "interval"
    | "once"
    | "cron"
    | "after";
  /** "06:00", by the clock of the zone. */
  readonly time: string;
  /** Days of the week, "1" Monday to "7" Sunday. */
  readonly days: readonly string[];
  readonly dayOfMonth: number;
  readonly count: number;
  readonly unit: Unit;
  /** From where an interval is counted, where somebody said that in a file; the form only keeps it. */
  readonly from?: string;
  /** "2031-05-01T09:00", by the clock of the reader. */
  readonly at: string;
  readonly cron: string;
  readonly zone: string;
  /** The flow after which it runs. */
  readonly after: string;
}

export function emptyPlan(zone: string): Plan {
  return {
    kind: "daily",
    time: "06:00",
    days: ["1"],
    dayOfMonth: 1,
    count: 15,
    unit: "minute",
    at: "",
    cron: "0 6 * * *",
    zone,
    after: "",
  };
}

/** The form for a schedule; `readersZone` is offered where it names none. */
export function planOf(
  schedule: Schedule | { readonly after: string } | undefined,
  readersZone: string,
): Plan {
  const plan = emptyPlan(readersZone);
  if (schedule === undefined) return { ...plan, kind: "never" };
  if ("after" in schedule) return { ...plan, kind: "after", after: schedule.after };
  if ("once" in schedule) return { ...plan, kind: "once", at: localTime(new Date(schedule.once)) };
  if ("every" in schedule) {
    const [count, unit] = schedule.every.split(" ");
    const known = units.find((one) => unit?.startsWith(one));
    const { from } = schedule;
    return {
      ...{ ...plan, kind: "interval", count: Number(count), unit: known ?? "minute" },
      ...(from === undefined ? {} : { from }),
    };
  }
  const { cron, zone = "UTC" } = schedule;
  return { ...plan, cron, zone, kind: "cron", ...shapeOf(cron) };
}

/** A cron schedule that is one of the form's shapes. */
export function shapeOf(cron: string): Partial<Plan> | undefined {
  const [minute = "", hour = "", dayOfMonth, month, weekday = "", ...more] = cron.trim().split(/\s+/);
  if (!/^\d{1,2}$/.test(minute) || !/^\d{1,2}$/.test(hour) || month !== "*" || more.length > 0)
    return undefined;
  const time = `${hour.padStart(2, "0")}:${minute.padStart(2, "0")}`;
  if (dayOfMonth === "*" && weekday === "*") return { kind: "daily", time };
  if (dayOfMonth === "*" && weekday === "1-5") return { kind: "weekdays", time };
  if (dayOfMonth === "*" && /^[0-7](,[0-7])*$/.test(weekday))
    return { kind: "weekly", time, days: weekday.split(",").map((day) => (day === "0" ? "7" : day)) };
  if (weekday === "*" && dayOfMonth !== undefined && /^\d{1,2}$/.test(dayOfMonth))
    return { kind: "monthly", time, dayOfMonth: Number(dayOfMonth) };
  return undefined;
}

/** What the hub is to keep; undefined while something is missing, null for never. */
export function scheduleOf(
  plan: Plan,
  now = Date.now(),
): Schedule | { readonly after: string } | null | undefined {
  const [hour = "", minute = ""] = plan.time.split(":");
  const clock = `${Number(minute)} ${Number(hour)}`;
  const { zone } = plan;
  const hasTime = /^\d{2}:\d{2}/.test(plan.time);
  switch (plan.kind) {
    case "never":
      return null;
    case "daily":
      return hasTime ? { cron: `${clock} * * *`, zone } : undefined;
    case "weekdays":
      return hasTime ? { cron: `${clock} * * 1-5`, zone } : undefined;
    case "weekly":
      return hasTime && plan.days.length > 0
        ? { cron: `${clock} * * ${plan.days.toSorted().join(",")}`, zone }
        : undefined;
    case "monthly":
      return hasTime ? { cron: `${clock} ${plan.dayOfMonth} * *`, zone } : undefined;
    case "interval":
      return Number.isInteger(plan.count) && plan.count > 0
        ? {
            every: `${plan.count} ${plan.unit}${plan.count === 1 ? "" : "s"}`,
            ...(plan.from === undefined ? {} : { from: plan.from }),
          }
        : undefined;
    case "once":
      return plan.at === "" || isPast(plan.at, now) ? undefined : { once: new Date(plan.at).toISOString() };
    case "cron":
      return plan.cron.trim() === "" ? undefined : { cron: plan.cron.trim(), zone };
    case "after":
      return plan.after === "" ? undefined : { after: plan.after };
  }
}

/** What is over would never run. */
export const isPast = (at: string, now = Date.now()) => new Date(at).getTime() <= now;

/** As an input of date and time takes it. */
function localTime(at: Date): string {
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
