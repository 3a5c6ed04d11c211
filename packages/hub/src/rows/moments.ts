/** Times between ISO 8601 and the form of databases. Pure; keeps every digit below the second. */

const inUtc = /^(\d{4,}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2}(?:\.\d+)?)(?:\+00)?$/;
const parts = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(:\d{2})?(\.\d+)?(Z|[+-]\d{2}(?::?\d{2})?)?$/i;

/**
 * "2031-05-01 13:45:00.5+00" or without a zone, as a database that speaks UTC writes it, into ISO 8601 in UTC. What
 * is no such time ("infinity", a year before Christ) is left as it is.
 */
export function instantFromDatabase(text: string): string {
  return text.replace(inUtc, "$1T$2Z");
}

/**
 * A time with an offset as the same moment in UTC without one ("2031-05-01 11:45:00.5"), for columns that keep no
 * zone: databases either drop the offset, which would move the moment, or refuse it. Other text is left to the
 * database's own judgement.
 */
export function withoutZone(text: string): string {
  const [whole, day, minutes, seconds = ":00", fraction = "", zone] = parts.exec(text) ?? [];
  if (whole === undefined) return text;
  if (zone === undefined || /^z$/i.test(zone)) return `${day} ${minutes}${seconds}${fraction}`;
  const moment = new Date(`${day}T${minutes}${seconds}${isoOffset(zone)}`);
  return Number.isNaN(moment.getTime())
    ? text
    : moment.toISOString().slice(0, 19).replace("T", " ") + fraction;
}

function isoOffset(zone: string): string {
  const digits = zone.slice(1).replace(":", "").padEnd(4, "0");
  return `${zone[0]}${digits.slice(0, 2)}:${digits.slice(2)}`;
}
