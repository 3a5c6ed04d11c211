/** What a column of `rows-table.tsx` is. */
import type { SortValue } from "./rows-sort.ts";

export interface RowsColumn<Row> {
  readonly name: string;
  readonly label: string;
  /** What the column means, on hover. */
  readonly hint?: string;
  /** At least so wide, in pixels. */
  readonly width: number;
  /** numeric: at the right. exact: letter by letter, for keys. */
  readonly look?: "numeric" | "exact";
  textOf(row: Row): string;
  /** What is said on hover; absent: the text, which may be cut off. */
  hoverOf?(row: Row): string;
  sortOf(row: Row): SortValue;
}
