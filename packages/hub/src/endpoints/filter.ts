/**
 * Filters: the few conditions that every endpoint understands in the same way. `matches` is their meaning; what a
 * database or an API does with them must come to the same rows (testing/conformance.ts compares the two).
 *
 * NOT an expression language: a list of filters holds when each of them does.
 */
import { z } from "zod";
import { compareValues, sameValue } from "../rows/compare.ts";
import type { FieldType, Row } from "../rows/values.ts";

const Comparable = z.union([z.string(), z.number(), z.boolean()]);
const field = z.string().min(1).describe("The field's name");

/**
 * - equal, notEqual: to a value or to null; a null differs from every value
 * - range: from, to, or both; both ends included; nulls are outside
 * - contains: the text is somewhere in the field's, without regard to case
 * - in: equal to one of the values
 */
export const Filter = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("equal"), field, value: Comparable.nullable() }),
  z.strictObject({ kind: z.literal("notEqual"), field, value: Comparable.nullable() }),
  z.strictObject({ kind: z.literal("range"), field, from: Comparable.optional(), to: Comparable.optional() }),
  z.strictObject({ kind: z.literal("contains"), field, text: z.string() }),
  z.strictObject({ kind: z.literal("in"), field, values: z.array(Comparable) }),
]);
export type Filter = z.infer<typeof Filter>;

/** Whether a row meets all filters. `types` are those of the fields; an unknown one is compared as text. */
export function matches(
  row: Row,
  filters: readonly Filter[],
  types: ReadonlyMap<string, FieldType>,
): boolean {
  return filters.every((filter) => matchesOne(row, filter, types.get(filter.field) ?? "text"));
}

function matchesOne(row: Row, filter: Filter, type: FieldType): boolean {
  const value = row[filter.field] ?? null;
  switch (filter.kind) {
    case "equal":
      return sameValue(value, filter.value, type);
    case "notEqual":
      return !sameValue(value, filter.value, type);
    case "in":
      return value !== null && filter.values.some((wanted) => sameValue(value, wanted, type));
    case "range":
      if (value === null) return false;
      return (
        (filter.from === undefined || compareValues(value, filter.from, type) >= 0) &&
        (filter.to === undefined || compareValues(value, filter.to, type) <= 0)
      );
    case "contains":
      if (value === null) return false;
      return (typeof value === "object" ? JSON.stringify(value) : String(value))
        .toLowerCase()
        .includes(filter.text.toLowerCase());
  }
}
