/** The order of rows in a table. Pure. */

export interface Sort {
  readonly column: string;
  readonly descending: boolean;
}

/** What a row is sorted by; rows without it stand last in both directions. */
export type SortValue = string | number | undefined;

export function sortRows<Row>(
  rows: readonly Row[],
  sortOf: (row: Row) => SortValue,
  { descending, language }: { readonly descending: boolean; readonly language: string },
): readonly Row[] {
  const collator = new Intl.Collator(language, { numeric: true });
  const sign = descending ? -1 : 1;
  return rows
    .map((row) => ({ row, value: sortOf(row) }))
    .sort(({ value: one }, { value: other }) => {
      if (one === undefined || other === undefined)
        return Number(one === undefined) - Number(other === undefined);
      if (typeof one === "number" && typeof other === "number") return sign * (one - other);
      return sign * collator.compare(String(one), String(other));
    })
    .map(({ row }) => row);
}
