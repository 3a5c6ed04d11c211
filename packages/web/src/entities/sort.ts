/** The order of rows as the address says it: a column, with a hyphen before it when it is descending. Pure. */
import type { Sort } from "../parts/rows-sort.ts";

export function sortOf(text: string | undefined): Sort | undefined {
  if (text === undefined || text === asGiven) return undefined;
  return text.startsWith("-")
    ? { column: text.slice(1), descending: true }
    : { column: text, descending: false };
}

/** After a press on a column's head: ascending, descending, as GoTo gives them. */
export function sortAfter(text: string | undefined, column: string): string | undefined {
  if (text === column) return `-${column}`;
  return text === `-${column}` ? asGiven : column;
}

/** In the address: the order in which GoTo gives the rows. */
const asGiven = "-";

/** Before anybody sorts: webinars with the latest first, those to come with the next one first; else as GoTo gives them. */
export function usualSort({ name }: { readonly name: string }): string | undefined {
  return name === "Webinar" ? "-times" : name === "UpcomingWebinar" ? "times" : undefined;
}
