/** Between a moment and what the clock on the wall shows in a time zone. Pure but for the zones that the browser knows. */

export interface WallTime {
  /** YYYY-MM-DD */
  readonly date: string;
  /** HH:MM */
  readonly time: string;
}

/** What the clock shows. A zone that the browser does not know is taken for UTC. */
export function wallTimeOf(at: number, zone: string): WallTime {
  const text = new Date(at + offsetAt(at, zone)).toISOString();
  return { date: text.slice(0, 10), time: text.slice(11, 16) };
}

/** "2031-01-31T15:04:09", by the same clock. */
export function secondsOfWall(at: number, zone: string): string {
  return new Date(at + offsetAt(at, zone)).toISOString().slice(0, 19);
}

/** Whether it is written as a day: YYYY-MM-DD. */
export function isDay(text: string | undefined): text is string {
  return /^\d{4}-\d\d-\d\d$/.test(text ?? "");
}

/** The zone of the reader's own clock. */
export function ownZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** The moment at which a day (YYYY-MM-DD) begins; later than midnight where clocks jump over it. */
export function beginOfDay(date: string, zone: string): number | undefined {
  return momentOf({ date, time: "00:00" }, zone) ?? momentOf({ date, time: "01:00" }, zone);
}

/**
 * The moment at which the clock shows it; the first of two where clocks are put back. Undefined for a time that is none,
 * also where clocks jump over it.
 */
export function momentOf({ date, time }: WallTime, zone: string): number | undefined {
  const asUtc = Date.parse(`${date}T${time}Z`);
  if (Number.isNaN(asUtc)) return undefined;
  // By the offsets of a day before and after: one of them holds.
  const candidates = [asUtc - dayMs, asUtc + dayMs].map((near) => asUtc - offsetAt(near, zone));
  const fitting = candidates.filter((at) => {
    const shown = wallTimeOf(at, zone);
    return shown.date === date && shown.time === time;
  });
  return fitting.length === 0 ? undefined : Math.min(...fitting);
}

const dayMs = 86_400_000;

export function isKnownZone(zone: string): boolean {
  return clock(zone) !== undefined;
}

/** The one of `zones` whose clocks run like those of `wanted` through the year, neighbours first. */
export function zoneLike(wanted: string, zones: readonly string[], now: number): string | undefined {
  if (zones.includes(wanted)) return wanted;
  if (!isKnownZone(wanted)) return undefined;
  const months = Array.from({ length: 13 }, (_, month) => now + month * 28 * dayMs);
  const alike = zones.filter(
    (zone) => isKnownZone(zone) && months.every((at) => offsetAt(at, zone) === offsetAt(at, wanted)),
  );
  const region = wanted.split("/", 1)[0] ?? wanted;
  return alike.find((zone) => zone.startsWith(`${region}/`)) ?? alike[0];
}

/** Milliseconds by which the clock is ahead of UTC. */
function offsetAt(at: number, zone: string): number {
  const parts = clock(zone)?.formatToParts(at);
  if (parts === undefined) return 0;
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    Number(parts.find((one) => one.type === type)?.value ?? 0);
  const shown = Date.UTC(
    part("year"),
    part("month") - 1,
    part("day"),
    part("hour"),
    part("minute"),
    part("second"),
  );
  return shown - Math.floor(at / 1_000) * 1_000;
}

const clocks = new Map<string, Intl.DateTimeFormat | undefined>();

function clock(zone: string): Intl.DateTimeFormat | undefined {
  if (clocks.has(zone)) return clocks.get(zone);
  let made: Intl.DateTimeFormat | undefined;
  try {
    made = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
  } catch {
    // Not known here.
  }
  clocks.set(zone, made);
  return made;
}
