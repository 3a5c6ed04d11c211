/**
 * What the clock on the wall shows in a zone, and which moment that was. A wall time is a Date whose UTC members are what
 * the clock shows. NOT a calendar: two functions over Intl's time zones, until Node has Temporal.
 */

const formats = new Map<string, Intl.DateTimeFormat>();

/** Throws RangeError for a zone that is not known. */
export function wallOf(moment: Date, zone: string): Date {
  return new Date(moment.getTime() + offsetAt(moment.getTime(), zone));
}

/** The first moment at which the clock shows it; where a clock change skips it, the moment of the change. */
export function momentOf(wall: Date, zone: string): Date {
  const time = wall.getTime();
  // Zones change by some hours at most and not twice within two days.
  const before = offsetAt(time - day, zone);
  const after = offsetAt(time + day, zone);
  const shown = [time - before, time - after].filter((moment) => moment + offsetAt(moment, zone) === time);
  return new Date(shown.length > 0 ? Math.min(...shown) : changeBetween(time - day, time + day, zone));
}

const day = 86_400_000;
const minute = 60_000;

/** The first full minute at which the offset is the later one. */
function changeBetween(from: number, to: number, zone: string): number {
  const later = offsetAt(to, zone);
  let [low, high] = [Math.floor(from / minute), Math.ceil(to / minute)];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle * minute, zone) === later) high = middle;
    else low = middle;
  }
  return high * minute;
}

/** Milliseconds to add to UTC. */
function offsetAt(moment: number, zone: string): number {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
    formats.set(zone, format);
  }
  const name = format.formatToParts(moment).find(({ type }) => type === "timeZoneName")?.value ?? "";
  const [, sign, hours = "0", minutes = "0", seconds = "0"] =
    /^GMT(?:([+-])(\d{2}):(\d{2})(?::(\d{2}))?)?$/.exec(name) ?? [];
  const size = Number(hours) * 3_600_000 + Number(minutes) * minute + Number(seconds) * 1_000;
  return sign === "-" ? -size : size;
}
