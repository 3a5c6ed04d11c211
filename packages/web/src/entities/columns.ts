/** Which columns are shown: those of the address, else those chosen last in this browser, else the usual ones. */
import { useLocalStorage } from "@mantine/hooks";
import { useMemo, useState } from "react";
import type { Parameters } from "../api/rows.ts";
import type { DataSearch } from "./address.ts";
import { type Entity, listColumns, usualColumns } from "./entity.ts";

export interface ChosenColumns {
  readonly columns: readonly string[];
  /** What to read for them: while none are chosen also what a list has beside them, for the drawer; it costs nothing. */
  readonly wanted: readonly string[];
  /** Without columns: the usual ones again. */
  remember(columns: readonly string[] | undefined): void;
}

export function useColumns(
  line: readonly [Entity, ...Entity[]],
  { fields, where }: Pick<DataSearch, "fields" | "where">,
): ChosenColumns {
  const [entity] = line;
  const [last, setLast, forget] = useLocalStorage<readonly string[]>({
    key: `rostrum.columns.${entity.name}`,
    getInitialValueInEffect: false,
  });
  const columns = useMemo(
    () => fields?.split(",") ?? last ?? usualColumns(line, where ?? []),
    [fields, last, line, where],
  );
  const isChosen = fields !== undefined || last !== undefined;
  return {
    columns,
    wanted: isChosen ? columns : [...listColumns(entity), ...columns],
    remember: (columns) => (columns === undefined ? forget() : setLast(columns)),
  };
}

/**
 * The fields to read: with the keys, by which rows are told apart. Those that were read already stay in it as long as all
 * else is the same, so that taking a column away reads nothing again.
 */
export function useFieldsToRead(
  columns: ChosenColumns["wanted"],
  { keys }: Entity,
  rest: Parameters,
): readonly string[] {
  const wanted = [...new Set([...keys, ...columns])];
  const query = JSON.stringify(rest);
  const [read, setRead] = useState({ query, fields: wanted });
  if (read.query === query && wanted.every((name) => read.fields.includes(name))) return read.fields;
  setRead({ query, fields: wanted });
  return wanted;
}
