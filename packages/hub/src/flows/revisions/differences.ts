/** What differs between two definitions, place by place. Pure. NOT a difference of texts: the order of members is none. */

export interface Difference {
  /** "steps.2.map.email"; steps are counted from 1, as in messages. */
  readonly place: string;
  /** Absent where there was nothing. */
  readonly before?: unknown;
  /** Absent where nothing is left. */
  readonly after?: unknown;
}

export function differencesBetween(before: unknown, after: unknown, place = ""): readonly Difference[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  const [one, other] = [membersOf(before), membersOf(after)];
  if (one === undefined || other === undefined || Array.isArray(before) !== Array.isArray(after)) {
    return [
      {
        place,
        ...(before === undefined ? {} : { before }),
        ...(after === undefined ? {} : { after }),
      },
    ];
  }
  const names = [...new Set([...one.keys(), ...other.keys()])];
  return names.flatMap((name) =>
    differencesBetween(one.get(name), other.get(name), place === "" ? name : `${place}.${name}`),
  );
}

function membersOf(value: unknown): ReadonlyMap<string, unknown> | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  return new Map(
    Array.isArray(value)
      ? value.map((member, index) => [String(index + 1), member])
      : Object.entries(value as Readonly<Record<string, unknown>>),
  );
}
