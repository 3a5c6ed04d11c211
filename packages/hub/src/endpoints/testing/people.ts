/** The table that the conformance suite works on: one field of each type, and one whose name is meant to hurt. */
import type { FieldType, Row } from "../endpoint.ts";

export const hostileName = "we\"ird `na'me; --";

export const peopleFields: readonly { name: string; type: FieldType; required: boolean; key: boolean }[] = [
  { name: "id", type: "text", required: true, key: true },
  { name: "name", type: "text", required: true, key: false },
  { name: "visits", type: "long", required: false, key: false },
  { name: "age", type: "integer", required: false, key: false },
  { name: "balance", type: "decimal", required: false, key: false },
  { name: "score", type: "number", required: false, key: false },
  { name: "active", type: "boolean", required: false, key: false },
  { name: "born", type: "date", required: false, key: false },
  { name: "seen", type: "instant", required: false, key: false },
  { name: "extra", type: "json", required: false, key: false },
  { name: hostileName, type: "text", required: false, key: false },
];

export const peopleTypes: ReadonlyMap<string, FieldType> = new Map(
  peopleFields.map(({ name, type }) => [name, type]),
);

/** Person number `n` of a crowd: the same each time, with a null in every field but the required ones now and then. */
export function person(n: number): Row {
  return {
    id: String(8_745_612_345_678_900_000n + BigInt(n)),
    name: ["Ada Lovelace", "Grace Hopper", "Zoë Ünal", 'Said "hello", twice', "Ivan; the 3rd"][n % 5] ?? "",
    visits: n % 11 === 3 ? null : String(9_007_199_254_740_993n + BigInt(n)),
    age: n % 7 === 2 ? null : 20 + (n % 60),
    balance: n % 13 === 5 ? null : `${(n * 37) % 1_000}.${String(n % 100).padStart(2, "0")}`,
    score: n % 5 === 4 ? null : (n % 8) / 4,
    active: n % 3 === 0,
    born: n % 17 === 8 ? null : `19${String(10 + (n % 90))}-0${1 + (n % 9)}-1${n % 10}`,
    seen: n % 19 === 7 ? null : new Date(Date.UTC(2031, 0, 1, 0, n, 1, 230)).toISOString(),
    extra:
      n % 4 === 1
        ? null
        : { webinarKey: String(9_000_000_000_000_000_001n + BigInt(n)), tags: ["a", n % 10] },
    [hostileName]: n % 6 === 5 ? null : `value ${n}`,
  };
}

export function people(count: number, from = 0): readonly Row[] {
  return Array.from({ length: count }, (_, index) => person(from + index));
}
