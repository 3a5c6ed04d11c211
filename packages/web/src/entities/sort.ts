/** The order of rows as the address says it: a column, with a hyphen before it when it is descending. Pure. */
import type { Sort } from "../parts/rows-sort.ts";

export function sortOf(text: string | undefined): Sort | undefined {
  if (text === undefined) return undefined;
  return text.startsWith("-")
    ? { column: text.slice(1), descending: true }
    : { column: text, descending: false };
}

/** After a press on a column's head: ascending, descending, as GoTo gives them. */
export function sortAfter(text: string | undefined, column: string): string | undefined {
  if (text === column) return `-${column}`;
  return text === `-${column}` ? undefined : column;
}
