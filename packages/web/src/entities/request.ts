/** A query as the hub's route takes it, as a command and as an address. Pure. */
import { type Parameters, pairsOf, type Row } from "../api/rows.ts";
import { beginOfDay, isDay, isKnownZone } from "../language/wall-time.ts";
import { type DataSearch, usualLimit } from "./address.ts";
import type { Entity } from "./entity.ts";

/** The parameters of a query. `fields` are those that are shown. */
export function parametersOf(
  { from, to, zone, where, limit = usualLimit, connection }: DataSearch,
  fields: readonly string[],
): Parameters {
  return {
    ...(from === undefined ? {} : { from: instantOf(from, 0, zone) }),
    ...(to === undefined ? {} : { to: instantOf(to, 1, zone) }),
    ...(where === undefined ? {} : { where }),
    ...(fields.length === 0 ? {} : { fields: fields.join(",") }),
    ...(limit === "all" ? {} : { limit: String(limit) }),
    ...(connection === undefined ? {} : { connection }),
  };
}

/** A day of a zone as the instant at which it begins, or with `days` 1 the one after it; the rest is the hub's to read. */
function instantOf(text: string, days: 0 | 1, zone: string | undefined): string {
  if (zone === undefined || !isDay(text) || !isKnownZone(zone)) return text;
  const day = new Date(Date.parse(`${text}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
  const begin = beginOfDay(day, zone);
  return begin === undefined ? text : new Date(begin).toISOString();
}

/** The same for an export: the limit that nobody chose is for the table alone. */
export function exportParametersOf(asked: DataSearch, fields: readonly string[]): Parameters {
  return parametersOf({ ...asked, limit: asked.limit ?? "all" }, fields);
}

export function commandOf(entity: string, parameters: Parameters): string {
  const options = pairsOf(parameters).map(([name, value]) => `--${name} ${shellWord(value)}`);
  return ["rostrum query", entity, ...options].join(" ");
}

/** In single quotes where a shell would read more into it. */
function shellWord(text: string): string {
  return /^[\w.,:@/=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** What tells a row from all others, as conditions that find it again. */
export function rowConditions({ keys }: Pick<Entity, "keys">, row: Row): readonly string[] {
  return keys.map((key) => `${key}=${String(row[key])}`);
}

const between = ";";

export function rowName(entity: Pick<Entity, "keys">, row: Row): string {
  return rowConditions(entity, row).join(between);
}

export function conditionsOfRow(name: string): readonly string[] {
  return name.split(between);
}
