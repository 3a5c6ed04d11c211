/** What differs between two JSON values, field by field, as text for people. Pure. */

export interface FieldDifference {
  /** The path to it: "schedule.cron"; empty for a value that is no object. */
  readonly field: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

export function differenceOf(before: unknown, after: unknown): readonly FieldDifference[] {
  const old = new Map(leavesOf(before));
  const now = new Map(leavesOf(after));
  return [...new Set([...old.keys(), ...now.keys()])]
    .map((field) => ({ field, before: old.get(field), after: now.get(field) }))
    .filter((one) => one.before !== one.after);
}

/** Every value with its path. Lists of plain values and empty ones count as one value. */
function leavesOf(value: unknown, path = ""): readonly (readonly [string, string])[] {
  if (value === undefined) return [];
  if (Array.isArray(value) && value.every((member) => typeof member !== "object" || member === null)) {
    return [[path, value.length === 0 ? "[]" : value.map(String).join(", ")]];
  }
  if (typeof value === "object" && value !== null && Object.keys(value).length > 0) {
    return Object.entries(value).flatMap(([name, member]) =>
      leavesOf(member, path === "" ? name : `${path}.${name}`),
    );
  }
  return [[path, typeof value === "string" ? value : JSON.stringify(value)]];
}
