/** Where a key leads within a grid (https://www.w3.org/WAI/ARIA/apg/patterns/grid/). Pure. */

/** Row -1 is the head. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

interface Key {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** Undefined for keys that lead nowhere. */
export function moved(
  { row, column }: Place,
  { key, ctrlKey, metaKey, altKey }: Key,
  { rows, columns, page }: { readonly rows: number; readonly columns: number; readonly page: number },
): Place | undefined {
  const far = ctrlKey || metaKey;
  const steps: Readonly<Record<string, Place>> = {
    ArrowUp: { row: far ? 0 : row - 1, column },
    ArrowDown: { row: far ? rows - 1 : row + 1, column },
    ArrowLeft: { row, column: far ? 0 : column - 1 },
    ArrowRight: { row, column: far ? columns - 1 : column + 1 },
    Home: { row: far ? 0 : row, column: 0 },
    End: { row: far ? rows - 1 : row, column: columns - 1 },
    PageUp: { row: row - page, column },
    PageDown: { row: row + page, column },
  };
  const step = altKey ? undefined : steps[key];
  if (step === undefined) return undefined;
  // The head is reached by one step up, not by a page.
  const top = key === "ArrowUp" && !far ? -1 : Math.min(row, 0);
  return {
    row: Math.max(top, Math.min(step.row, rows - 1)),
    column: Math.max(0, Math.min(step.column, columns - 1)),
  };
}
