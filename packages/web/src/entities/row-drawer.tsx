/** One row in a drawer beside the table: its fields, its raw JSON, and what belongs to it. */
import { Button, Drawer, Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { failureOf } from "../api/failure.ts";
import { type Row, readRows } from "../api/rows.ts";
import { FailureNotice } from "../parts/failure-notice.tsx";
import { ButtonLink } from "../parts/links.tsx";
import { Waiting } from "../parts/waiting.tsx";
import type { Entity } from "./entity.ts";
import { useNames } from "./names.ts";
import { RawRow } from "./raw-row.tsx";
import { Relations } from "./relations.tsx";
import { conditionsOfRow, parametersOf, rowName } from "./request.ts";
import { RowFields } from "./row-fields.tsx";
import { useDataWords } from "./words.ts";

export interface RowDrawerProps {
  /** As `rowName` makes it; undefined while none is open. */
  readonly name: string | undefined;
  readonly line: readonly [Entity, ...Entity[]];
  readonly connection: string | undefined;
  /** Rows that were read already; another one is asked for at GoTo. */
  readonly known: readonly Row[];
  readonly onClose: () => void;
}

export function RowDrawer({ name, line, connection, known, onClose }: RowDrawerProps) {
  const say = useDataWords();
  const names = useNames();
  const [entity] = line;
  // While it closes it shows what it showed.
  const [shown, setShown] = useState(name);
  if (name !== undefined && name !== shown) setShown(name);
  const { row, asking, isAll, readAll } = useRow(entity, { name: name ?? shown, connection, known });
  return (
    <Drawer
      opened={name !== undefined}
      onClose={onClose}
      position="right"
      size="lg"
      title={row === undefined ? names.entity(entity.name) : titleOf(entity, row)}
      closeButtonProps={{ "aria-label": say("close") }}
    >
      <Stack key={shown}>
        {asking.isFetching && <Waiting words={say("readingNow")} />}
        {asking.isError && <FailureNotice failure={failureOf(asking.error)} />}
        {asking.isSuccess && row === undefined && <Text>{say("rowGone")}</Text>}
        {row !== undefined && (
          <>
            <Group gap="xs">
              {typeof row.webinarKey === "string" && /Webinar$/.test(entity.name) && (
                <ButtonLink
                  to="/data/Webinar/$webinarKey"
                  params={{ webinarKey: row.webinarKey }}
                  search={{ connection }}
                  size="xs"
                >
                  {say("openWebinar")}
                </ButtonLink>
              )}
              {!isAll && (
                <Button size="xs" variant="default" onClick={readAll}>
                  {say("readEverything")}
                </Button>
              )}
            </Group>
            <RowFields line={line} row={row} />
            <RawRow row={row} />
            <Relations entity={entity} row={row} connection={connection} />
          </>
        )}
      </Stack>
    </Drawer>
  );
}

/** The row as far as it is known; the rest of it when that is asked for. */
function useRow(
  entity: Entity,
  { name, connection, known }: Pick<RowDrawerProps, "name" | "connection" | "known">,
) {
  const [whole, setWhole] = useState<string>();
  const all = entity.fields.map((field) => field.name);
  const isWanted = whole !== undefined && whole === name;
  const where = name === undefined ? [] : conditionsOfRow(name);
  const query = parametersOf({ connection, where, limit: 1 }, isWanted ? all : []);
  const listed = useMemo(
    () => (name === undefined ? undefined : known.find((row) => rowName(entity, row) === name)),
    [known, entity, name],
  );
  const asking = useQuery({
    queryKey: ["row", entity.name, query],
    queryFn: ({ signal }) => readRows({ entity: entity.name, query, signal }),
    enabled: name !== undefined && (isWanted || listed === undefined),
    staleTime: 60_000,
  });
  const row = asking.data?.[0] ?? listed;
  const isAll = isWanted || row === undefined || all.every((field) => field in row);
  return { row, asking, isAll, readAll: () => setWhole(name) };
}

/** By what people know a row: a person's whole name, else the first of its brief fields that is no key. */
function titleOf({ brief, keys }: Entity, row: Row): string {
  const name = [row.firstName, row.lastName].filter(Boolean).join(" ");
  if (name !== "") return name;
  const words = brief.flatMap((name) => {
    const value = row[name];
    return typeof value === "string" && value !== "" && !keys.includes(name) ? value : [];
  });
  return words[0] ?? keys.map((key) => String(row[key])).join(" · ");
}
