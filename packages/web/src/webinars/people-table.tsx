/** A list of people as a dense table: sorted by its heads, a hundred at a time. NOT who is in it: that is searched outside. */
import { Button, Stack, Table, UnstyledButton } from "@mantine/core";
import { useState } from "react";
import { useRegisterWords } from "./register-words.ts";

export interface PeopleColumn<Person> {
  readonly name: string;
  /** As it is to be read. */
  readonly cell: (person: Person) => string;
  /** By what it sorts, where that is not what is read. */
  readonly sortBy?: (person: Person) => number;
  readonly isFigure?: boolean;
}

export interface PeopleTableProps<Person> {
  readonly label: string;
  readonly people: readonly Person[];
  readonly keyOf: (person: Person) => string;
  /** The first names the person; it opens the row where there is something to open. */
  readonly columns: readonly PeopleColumn<Person>[];
  readonly onOpen?: (person: Person) => void;
}

/** As they come until a head is pressed. */
interface Sorting {
  readonly column: number;
  readonly isDown: boolean;
}

const atOnce = 100;

export function PeopleTable<Person>({ label, people, keyOf, columns, onOpen }: PeopleTableProps<Person>) {
  const say = useRegisterWords();
  const [sorting, setSorting] = useState<Sorting>();
  const [most, setMost] = useState(atOnce);
  const sorted = sortedBy(sorting, people, columns);
  const left = sorted.length - most;
  return (
    <Stack gap="sm" align="flex-start">
      <Table.ScrollContainer
        minWidth={720}
        maxHeight="64vh"
        w="100%"
        scrollAreaProps={{ viewportProps: { tabIndex: 0, role: "region", "aria-label": label } }}
      >
        <Table stickyHeader verticalSpacing={6} highlightOnHover={onOpen !== undefined} aria-label={label}>
          <Table.Thead>
            <Table.Tr>
              {columns.map(({ name, isFigure }, place) => {
                const isSorted = place === sorting?.column;
                return (
                  <Table.Th
                    key={name}
                    ta={isFigure ? "right" : "left"}
                    aria-sort={isSorted ? (sorting.isDown ? "descending" : "ascending") : "none"}
                  >
                    <UnstyledButton
                      fz="sm"
                      fw={600}
                      aria-label={say("sortBy", { column: name })}
                      onClick={() => setSorting({ column: place, isDown: isSorted && !sorting.isDown })}
                    >
                      {name} {isSorted && <span aria-hidden>{sorting.isDown ? "↓" : "↑"}</span>}
                    </UnstyledButton>
                  </Table.Th>
                );
              })}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {sorted.slice(0, most).map((person) => (
              <Table.Tr key={keyOf(person)}>
                {columns.map(({ name, cell, isFigure }, place) => (
                  <Table.Td
                    key={name}
                    ta={isFigure ? "right" : "left"}
                    style={isFigure ? { fontVariantNumeric: "tabular-nums" } : {}}
                  >
                    {place === 0 && onOpen !== undefined ? (
                      <UnstyledButton
                        fz="sm"
                        c="var(--mantine-primary-color-light-color)"
                        aria-label={say("open", { name: cell(person) })}
                        onClick={() => onOpen(person)}
                      >
                        {cell(person)}
                      </UnstyledButton>
                    ) : (
                      cell(person)
                    )}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {left > 0 && (
        <Button variant="default" size="xs" onClick={() => setMost(most + atOnce)}>
          {say("showMore", { count: Math.min(left, atOnce) })}
        </Button>
      )}
    </Stack>
  );
}

function sortedBy<Person>(
  sorting: Sorting | undefined,
  people: readonly Person[],
  columns: readonly PeopleColumn<Person>[],
): readonly Person[] {
  const column = sorting === undefined ? undefined : columns[sorting.column];
  if (sorting === undefined || column === undefined) return people;
  return people.toSorted(comparison(column, sorting.isDown));
}

function comparison<Person>({ cell, sortBy }: PeopleColumn<Person>, isDown: boolean) {
  const sign = isDown ? -1 : 1;
  return (one: Person, other: Person) =>
    sign * (sortBy === undefined ? cell(one).localeCompare(cell(other)) : sortBy(one) - sortBy(other));
}
