/** One row in a drawer beside the table: its fields, its raw JSON, and what belongs to it. */
import { Button, Drawer, Group, Loader, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { failureOf } from "../api/failure.ts";
import { type Row, readRows } from "../api/rows.ts";
import { FailureNotice } from "../parts/failure-notice.tsx";
import type { Entity } from "./entity.ts";
import { useNames } from "./names.ts";
import { RawRow } from "./raw-row.tsx";
import { Relations } from "./relations.tsx";
import { conditionsOfRow, parametersOf, rowName } from "./request.ts";
import { RowFields } from "./row-fields.tsx";
import { useDataWords } from "./words.ts";

export interface RowDrawerProps {
  /** As `rowName` makes it. */
  readonly name: string;
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
  const [isAll, { open: readAll }] = useDisclosure();
  const listed = known.find((row) => rowName(entity, row) === name);
  const all = entity.fields.map((field) => field.name);
  const query = parametersOf({ connection, where: conditionsOfRow(name), limit: 1 }, isAll ? all : []);
  const asking = useQuery({
    queryKey: ["row", entity.name, query],
    queryFn: ({ signal }) => readRows({ entity: entity.name, query, signal }),
    enabled: isAll || listed === undefined,
    staleTime: 60_000,
  });
  const row = asking.data?.[0] ?? listed;
  const isIncomplete = row !== undefined && all.some((field) => !(field in row));
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="lg"
      title={row === undefined ? names.entity(entity.name) : titleOf(entity, row)}
      closeButtonProps={{ "aria-label": say("close") }}
    >
      <Stack>
        {asking.isFetching && <Loader size="sm" aria-label={say("readingNow")} />}
        {asking.isError && <FailureNotice failure={failureOf(asking.error)} />}
        {asking.isSuccess && row === undefined && <Text>{say("rowGone")}</Text>}
        {row !== undefined && (
          <>
            <Group gap="xs">
              {typeof row.webinarKey === "string" && /Webinar$/.test(entity.name) && (
                <Button
                  component={Link}
                  to={`/data/Webinar/${row.webinarKey}`}
                  search={{ connection } as never}
                  size="xs"
                >
                  {say("openWebinar")}
                </Button>
              )}
              {isIncomplete && !isAll && (
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

/** By what people know a row: the first of its brief fields that is no key. */
function titleOf({ brief, keys }: Entity, row: Row): string {
  const words = brief.flatMap((name) => {
    const value = row[name];
    return typeof value === "string" && value !== "" && !keys.includes(name) ? value : [];
  });
  return words[0] ?? keys.map((key) => String(row[key])).join(" · ");
}
