/**
 * A table of any number of rows, of which only those in sight are in the page: dense, with a head that stays, sorted by
 * a press on it, and led by the keyboard as a grid (arrows, Home, End, page keys; Enter opens the row, or sorts when on
 * the head). NOT what a cell says, which columns there are, or where rows come from.
 */
import { useVirtualizer } from "@tanstack/react-virtual";
import { type CSSProperties, type KeyboardEvent, useId, useMemo, useRef, useState } from "react";
import { currentLanguage } from "../language/language.ts";
import type { RowsColumn } from "./rows-column.ts";
import { moved, type Place } from "./rows-keys.ts";
import { Head, Line } from "./rows-lines.tsx";
import { type Sort, sortRows } from "./rows-sort.ts";
import classes from "./rows-table.module.css";

export interface RowsTableProps<Row> {
  /** What is in it, for who cannot see it. */
  readonly label: string;
  readonly columns: readonly RowsColumn<Row>[];
  readonly rows: readonly Row[];
  readonly sort: Sort | undefined;
  readonly onSort: (column: string) => void;
  /** Absent: a row says all that there is, and does not open. */
  readonly onOpen?: (row: Row) => void;
  /** Whose drawer is open. */
  readonly isOpen?: (row: Row) => boolean;
}

const rowHeight = 32;

export function RowsTable<Row>({ label, columns, rows, sort, onSort, onOpen, isOpen }: RowsTableProps<Row>) {
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<Place>({ row: 0, column: 0 });
  const language = currentLanguage();
  const sorted = useMemo(() => {
    const by = columns.find(({ name }) => name === sort?.column);
    if (by === undefined || sort === undefined) return rows;
    return sortRows(rows, by.sortOf, { descending: sort.descending, language });
  }, [rows, columns, sort, language]);
  const virtual = useVirtualizer({
    count: sorted.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    // The head stands over the rows.
    scrollMargin: rowHeight,
    scrollPaddingStart: rowHeight,
    useFlushSync: false,
  });
  const items = virtual.getVirtualItems();
  const width = columns.reduce((sum, column) => sum + column.width, 0);
  const active = {
    row: Math.min(place.row, sorted.length - 1),
    column: Math.min(place.column, columns.length - 1),
  };
  // One that is not in the page cannot be pointed to.
  const isThere = active.row === -1 || items.some(({ index }) => index === active.row);

  const open = (row: Row | undefined) => row !== undefined && onOpen?.(row);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter") {
      const column = columns[active.column];
      if (active.row === -1 && column !== undefined) onSort(column.name);
      else open(sorted[active.row]);
      return;
    }
    const page = Math.max(1, Math.floor((box.current?.clientHeight ?? 0) / rowHeight) - 2);
    const next = moved(active, event, { rows: sorted.length, columns: columns.length, page });
    if (next === undefined) return;
    event.preventDefault();
    setPlace(next);
    if (next.row >= 0) virtual.scrollToIndex(next.row);
    showColumn(box.current, columns, next.column);
  };
  const style = {
    "--columns": columns.map((column) => `minmax(${column.width}px, ${column.width}fr)`).join(" "),
    "--width": `${width}px`,
  } as CSSProperties;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table of the browser would need all of its rows in the page.
    <div
      ref={box}
      role="grid"
      aria-label={label}
      aria-rowcount={sorted.length + 1}
      aria-colcount={columns.length}
      aria-activedescendant={isThere ? `${id}-${active.row}-${active.column}` : undefined}
      tabIndex={0}
      className={classes.box}
      style={style}
      onKeyDown={onKeyDown}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: as above. */}
      <div role="rowgroup" className={classes.head}>
        <Head
          id={`${id}--1`}
          columns={columns}
          sort={sort}
          onSort={onSort}
          active={active.row === -1 ? active.column : undefined}
        />
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: as above. */}
      <div role="rowgroup" className={classes.body} style={{ height: virtual.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const row = sorted[index];
          return (
            row !== undefined && (
              <Line
                key={index}
                id={`${id}-${index}`}
                row={row}
                columns={columns as readonly RowsColumn<unknown>[]}
                index={index}
                top={start - rowHeight}
                active={index === active.row ? active.column : undefined}
                isOpen={isOpen?.(row) ?? false}
                onOpen={onOpen as ((row: unknown) => void) | undefined}
                onPlace={setPlace}
              />
            )
          );
        })}
      </div>
    </div>
  );
}

/** Scrolls sideways so far that a column is in sight. */
function showColumn(
  box: HTMLElement | null,
  columns: readonly { readonly width: number }[],
  place: number,
): void {
  if (box === null) return;
  // Columns share what is left over, so their real places are asked for.
  const total = columns.reduce((sum, { width }) => sum + width, 0);
  const scale = Math.max(1, box.clientWidth / total);
  const begin = columns.slice(0, place).reduce((sum, { width }) => sum + width, 0) * scale;
  const end = begin + (columns[place]?.width ?? 0) * scale;
  if (begin < box.scrollLeft) box.scrollLeft = begin;
  else if (end > box.scrollLeft + box.clientWidth) box.scrollLeft = end - box.clientWidth;
}
