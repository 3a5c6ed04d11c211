/**
 * What we add to JSONata's own functions: times in zones, lookup tables, a hash. They are the same in every expression of
 * a flow. NOT a place for what JSONata has already (https://docs.jsonata.org).
 *
 * A time without a zone counts as UTC, as everywhere in the hub.
 */
import { createHash } from "node:crypto";
import jsonata from "jsonata";
import { momentOf, wallOf } from "../platform/schedule/wall-clock.ts";

/** What expressions may ask outside of their scope. */
export interface ExpressionTools {
  /** Rejects with an Error or HubError in words when there is no such table. */
  lookupTable(name: string): Promise<LookupTable>;
}

/** A value map of two columns: what stands for what. */
export type LookupTable = ReadonlyMap<string, string>;

/** Their names with how they are written, for messages. */
export const ownFunctions: Readonly<Record<string, string>> = {
  inZone: "$inZone(moment, zone, picture?)",
  toUtc: "$toUtc(localTime, zone)",
  lookupTable: "$lookupTable(table, value, default?)",
  lookupTableBack: "$lookupTableBack(table, result, default?)",
  sha256: "$sha256(text)",
};

export function registerFunctions(compiled: jsonata.Expression, tools: ExpressionTools | undefined): void {
  compiled.registerFunction("inZone", inZone);
  compiled.registerFunction("toUtc", toUtc);
  compiled.registerFunction("sha256", (text: unknown) =>
    isNothing(text) ? undefined : createHash("sha256").update(String(text)).digest("hex"),
  );
  const table = (name: unknown): Promise<LookupTable> => {
    if (tools === undefined) throw new Error("lookup tables cannot be asked here");
    return tools.lookupTable(String(name));
  };
  compiled.registerFunction("lookupTable", async (name: unknown, value: unknown, otherwise: unknown) => {
    const known = await table(name);
    const found = isNothing(value) ? undefined : known.get(String(value));
    return found ?? orElse(otherwise, `the lookup table "${name}" has no value "${value ?? ""}"`);
  });
  compiled.registerFunction("lookupTableBack", async (name: unknown, result: unknown, otherwise: unknown) => {
    const found = [...(await table(name))].filter(([, stands]) => stands === String(result));
    if (found.length > 1) {
      const values = found.map(([value]) => `"${value}"`).join(", ");
      throw new Error(`the lookup table "${name}" has several values for "${result}": ${values}`);
    }
    return (
      found[0]?.[0] ?? orElse(otherwise, `the lookup table "${name}" has no value for "${result ?? ""}"`)
    );
  });
}

function orElse(otherwise: unknown, words: string): unknown {
  if (otherwise === undefined) throw new Error(words);
  return otherwise;
}

function isNothing(value: unknown): value is null | undefined {
  return value === undefined || value === null;
}

/** "2031-05-01T15:00:00+02:00"; with a picture as JSONata's $fromMillis takes it, "[D01].[M01].[Y] [H01]:[m01]". */
async function inZone(moment: unknown, zone: unknown, picture: unknown): Promise<unknown> {
  if (isNothing(moment)) return undefined;
  const at = momentIn(moment);
  const offset = offsetText(at, zoneNamed(zone));
  const values = {
    at: at.getTime(),
    picture: picture ?? "[Y0001]-[M01]-[D01]T[H01]:[m01]:[s01][Z01:01]",
    offset,
  };
  return pictured.evaluate(values);
}
const pictured = jsonata("$fromMillis(at, picture, offset)");

/** What the clock on the wall showed in a zone, as a moment in UTC. A time that a clock change skips is the change's. */
function toUtc(local: unknown, zone: unknown): unknown {
  if (isNothing(local)) return undefined;
  const wall = new Date(`${String(local).trim().replace(" ", "T")}${String(local).includes(":") ? "Z" : ""}`);
  if (Number.isNaN(wall.getTime())) throw new Error(`"${local}" is no local time like 2031-05-01T15:00`);
  return `${momentOf(wall, zoneNamed(zone)).toISOString().slice(0, 19)}Z`;
}

function momentIn(given: unknown): Date {
  const text = String(given).trim().replace(" ", "T");
  const bare = text.includes("T") && !/(?:Z|[+-]\d{2}:?\d{2})$/i.test(text);
  const at = typeof given === "number" ? new Date(given) : new Date(bare ? `${text}Z` : text);
  if (Number.isNaN(at.getTime())) throw new Error(`"${given}" is no moment like 2031-05-01T13:00:00Z`);
  return at;
}

function zoneNamed(zone: unknown): string {
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone: String(zone) }) && String(zone);
  } catch {
    throw new Error(`"${zone}" is no time zone like Europe/Madrid`);
  }
}

/** "+0530" */
function offsetText(at: Date, zone: string): string {
  const minutes = Math.round((wallOf(at, zone).getTime() - at.getTime()) / 60_000);
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `${minutes < 0 ? "-" : "+"}${String(hours).padStart(2, "0")}${String(rest).padStart(2, "0")}`;
}
