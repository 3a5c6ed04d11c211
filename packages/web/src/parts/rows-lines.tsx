/** The lines of `rows-table.tsx`: its head, and one row, which is made anew only when something in it has changed. */
import { memo } from "react";
import type { RowsColumn } from "./rows-column.ts";
import type { Place } from "./rows-keys.ts";
import type { Sort } from "./rows-sort.ts";
import classes from "./rows-table.module.css";

const classOf = (look: "numeric" | "exact" | undefined, isActive: boolean) =>
  [classes.cell, look === undefined ? undefined : classes[look], isActive ? classes.active : undefined]
    .filter(Boolean)
    .join(" ");

export interface HeadProps<Row> {
  readonly id: string;
  readonly columns: readonly RowsColumn<Row>[];
  readonly sort: Sort | undefined;
  readonly onSort: (column: string) => void;
  /** The column where the keyboard is, if it is in the head. */
  readonly active: number | undefined;
}

export function Head<Row>({ id, columns, sort, onSort, active }: HeadProps<Row>) {
  return (
    // biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: see rows-table.tsx; the grid has the focus.
    <div role="row" aria-rowindex={1} className={classes.row}>
      {columns.map(({ name, label, hint, look }, place) => {
        const sorted = sort?.column === name ? (sort.descending ? "descending" : "ascending") : undefined;
        return (
          // biome-ignore lint/a11y: as above; the keyboard presses by the grid.
          <div
            key={name}
            id={`${id}-${place}`}
            role="columnheader"
            aria-colindex={place + 1}
            aria-sort={sorted}
            title={hint}
            className={classOf(look, place === active)}
            onClick={() => onSort(name)}
          >
            <span className={classes.name}>{label}</span>
            {sorted !== undefined && <span aria-hidden>{sorted === "ascending" ? "↑" : "↓"}</span>}
          </div>
        );
      })}
    </div>
  );
}

export interface LineProps {
  readonly id: string;
  readonly row: unknown;
  readonly columns: readonly RowsColumn<unknown>[];
  readonly index: number;
  /** Pixels below the head. */
  readonly top: number;
  /** The column where the keyboard is, if it is in this row. */
  readonly active: number | undefined;
  readonly isOpen: boolean;
  readonly onOpen: ((row: unknown) => void) | undefined;
  readonly onPlace: (place: Place) => void;
}

export const Line = memo(function Line(props: LineProps) {
  const { id, row, columns, index, top, active, isOpen, onOpen, onPlace } = props;
  return (
    // biome-ignore lint/a11y: see rows-table.tsx; the grid has the focus and the keys.
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isOpen}
      className={[classes.row, onOpen === undefined ? classes.still : undefined].filter(Boolean).join(" ")}
      style={{ transform: `translateY(${top}px)` }}
      onClick={() => {
        // Who marks a text to copy it does not want to open anything.
        if (getSelection()?.isCollapsed === false) return;
        onPlace({ row: index, column: active ?? 0 });
        onOpen?.(row);
      }}
    >
      {columns.map(({ name, look, textOf, hoverOf }, place) => {
        const text = textOf(row);
        return (
          // biome-ignore lint/a11y: as above.
          <div
            key={name}
            id={`${id}-${place}`}
            role="gridcell"
            aria-colindex={place + 1}
            title={hoverOf === undefined ? text : hoverOf(row)}
            className={classOf(look, place === active)}
          >
            {text}
          </div>
        );
      })}
    </div>
  );
});
