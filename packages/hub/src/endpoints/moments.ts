/** Times between ISO 8601 and the form of databases. Pure; keeps every digit below the second. */

const withOffset = /^(.+?)([+-]\d{2})(?::?(\d{2}))?$/;
const parts = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(:\d{2})?(\.\d+)?(Z|[+-]\d{2}(?::?\d{2})?)?$/i;

/** "2031-05-01 13:45:00.5+00" or without a zone, as a database that speaks UTC writes it, into ISO 8601 in UTC. */
export function instantFromDatabase(text: string): string {
  const [, moment = text, offset] = withOffset.exec(text.slice(10)) ?? [];
  if (offset !== undefined && offset !== "+00") return text;
  return `${text.slice(0, 10)}${offset === undefined ? text.slice(10) : moment}Z`.replace(" ", "T");
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
