/** A list of people: in the order in which it comes until a head is pressed. NOT who is in it: that is searched outside. */
import { useState } from "react";
import type { RowsColumn } from "../parts/rows-column.ts";
import type { Sort } from "../parts/rows-sort.ts";
import { RowsTable } from "../parts/rows-table.tsx";

export interface PeopleColumn<Person> {
  readonly name: string;
  readonly label: string;
  /** At least so wide, in pixels. */
  readonly width: number;
  readonly textOf: (person: Person) => string;
  /** Of a column of figures or moments: it is sorted by them, and stands at the right. */
  readonly figureOf?: (person: Person) => number;
}

export interface PeopleTableProps<Person> {
  readonly label: string;
  readonly people: readonly Person[];
  readonly columns: readonly PeopleColumn<Person>[];
  /** Absent: there is no more to see of a person. */
  readonly onOpen?: (person: Person) => void;
  readonly isOpen?: (person: Person) => boolean;
}

export function PeopleTable<Person>({ label, people, columns, onOpen, isOpen }: PeopleTableProps<Person>) {
  const [sort, setSort] = useState<Sort>();
  return (
    <RowsTable
      label={label}
      columns={columns.map(asRowsColumn)}
      rows={people}
      sort={sort}
      onSort={(column) =>
        setSort((before) => ({ column, descending: before?.column === column && !before.descending }))
      }
      {...(onOpen === undefined ? {} : { onOpen })}
      {...(isOpen === undefined ? {} : { isOpen })}
    />
  );
}

function asRowsColumn<Person>({ figureOf, ...column }: PeopleColumn<Person>): RowsColumn<Person> {
  return {
    ...column,
    sortOf: figureOf ?? column.textOf,
    ...(figureOf === undefined ? {} : { look: "numeric" as const }),
  };
}
