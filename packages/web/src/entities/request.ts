/** A query as the hub's route takes it, as a command and as an address. Pure. */
import { type Parameters, pairsOf, type Row } from "../api/rows.ts";
import { type DataSearch, usualLimit } from "./address.ts";
import type { Entity } from "./entity.ts";

/** The parameters of a query. `fields` are those that are shown. */
export function parametersOf(
  { from, to, where, limit = usualLimit, connection }: DataSearch,
  fields: readonly string[],
): Parameters {
  return {
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(where === undefined ? {} : { where }),
    ...(fields.length === 0 ? {} : { fields: fields.join(",") }),
    ...(limit === "all" ? {} : { limit: String(limit) }),
    ...(connection === undefined ? {} : { connection }),
  };
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
