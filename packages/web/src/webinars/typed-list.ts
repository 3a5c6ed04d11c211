/** A list of people as it was typed or chosen, with what was said about its columns: what the window keeps of it. Pure. */
import type { Columns } from "./people-list.ts";
import type { Place } from "./webinar.ts";

export interface TypedList {
  readonly text: string;
  /** By field, the place of the column that somebody chose for it, or `none`. */
  readonly chosen: Readonly<Record<string, number>>;
  /** Whether the first line names the columns, where somebody has said it. */
  readonly isNamed?: boolean;
}

/** No column, chosen on purpose; JSON knows no undefined. */
export const none = -1;

export const emptyList: TypedList = { text: "", chosen: {} };

export function listName({ connection = "", webinarKey }: Place): string {
  return `list ${connection} ${webinarKey}`;
}

export function isList(kept: unknown): kept is TypedList {
  return typeof kept === "object" && kept !== null && "text" in kept && "chosen" in kept;
}

export function placesOf(chosen: TypedList["chosen"]): Columns {
  return Object.fromEntries(
    Object.entries(chosen).map(([name, place]) => [name, place === none ? undefined : place]),
  );
}
