/** The rows of an entity: the query as a sentence, the table, and a drawer for one row. The address holds all of it. */
import { Group, Stack } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useLocation, useNavigate, useParams, useRouter, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import type { Row } from "../api/rows.ts";
import { useMay } from "../api/session.ts";
import { type Connection, connectionsQuery } from "../connections/connection.ts";
import { AnchorLink, ButtonLink } from "../parts/links.tsx";
import { PageTitle } from "../parts/page-title.tsx";
import { RowsTable } from "../parts/rows-table.tsx";
import type { DataSearch } from "./address.ts";
import { columnsOf } from "./cells.ts";
import { useColumns, useFieldsToRead } from "./columns.ts";
import { ColumnsMenu } from "./columns-menu.tsx";
import { type Entity, entityLineQuery, fieldsOf, listColumns } from "./entity.ts";
import { ExportMenu } from "./export.tsx";
import { useNames } from "./names.ts";
import { NoConnection } from "./no-connection.tsx";
import { NoRows } from "./no-rows.tsx";
import { useReading } from "./reading.ts";
import { ReadingStatus } from "./reading-status.tsx";
import { parametersOf, rowName } from "./request.ts";
import { ReuseMenu } from "./reuse-menu.tsx";
import { RowDrawer } from "./row-drawer.tsx";
import { Sentence } from "./sentence.tsx";
import { sortAfter, sortOf, usualSort } from "./sort.ts";
import { useDataWords } from "./words.ts";

declare module "@tanstack/history" {
  interface HistoryState {
    /** The page before is the same one without the open row. */
    readonly isRowOpened?: boolean;
  }
}

export function RowsPage() {
  const say = useDataWords();
  const names = useNames();
  const { entity: name } = useParams({ from: "/data/$entity" });
  const { data: line } = useSuspenseQuery(entityLineQuery(name));
  const { connections } = useSuspenseQuery(connectionsQuery).data;
  const mayPlan = useMay("entities:write") && connections.length > 0;
  const { connection = connections[0]?.alias } = useSearch({ from: "/data/$entity" });
  const [entity] = line;
  return (
    <>
      <AnchorLink to="/data" size="sm">
        ← {say("title")}
      </AnchorLink>
      <PageTitle
        title={names.entity(entity.name)}
        text={names.about(entity)}
        // Webinars have a form of their own.
        action={
          mayPlan &&
          /^(Upcoming)?Webinar$/.test(entity.name) && (
            <ButtonLink to="/data/Webinar/new" search={{ connection }}>
              {say("newWebinar")}
            </ButtonLink>
          )
        }
      />
      {connections.length === 0 ? (
        <NoConnection />
      ) : (
        <Rows key={entity.name} line={line} connections={connections} />
      )}
    </>
  );
}

function Rows({
  line,
  connections,
}: {
  readonly line: readonly [Entity, ...Entity[]];
  readonly connections: readonly Connection[];
}) {
  const say = useDataWords();
  const names = useNames();
  const [entity] = line;
  const asked = useSearch({ from: "/data/$entity" });
  const navigate = useNavigate({ from: "/data/$entity" });
  const change = (part: DataSearch, replace = false) =>
    void navigate({ search: (before) => ({ ...before, ...part }), replace, resetScroll: false });

  // With several, GoTo's data are somebody's: one must be said.
  const connection = asked.connection ?? connections[0]?.alias;
  const { history } = useRouter();
  const search = { ...asked, connection };
  const { columns: chosen, wanted, remember } = useColumns(line, asked);
  const toRead = useFieldsToRead(wanted, entity, parametersOf(search, []));
  const reading = useReading(entity.name, parametersOf(search, toRead));
  const fields = useMemo(() => fieldsOf(line), [line]);
  const columns = useMemo(() => columnsOf(chosen, fields, { say, names }), [chosen, fields, say, names]);
  const sort = useMemo(() => sortOf(asked.sort ?? usualSort(entity)), [asked.sort, entity]);
  const shown = parametersOf(search, chosen);
  // Closed, a drawer that was opened here is gone from the way back too: Back must not open it again.
  const isOpenedHere = useLocation({ select: ({ state }) => state.isRowOpened === true });
  const open = (row: Row) =>
    void navigate({
      search: (before) => ({ ...before, row: rowName(entity, row) }),
      state: { isRowOpened: true },
      replace: asked.row !== undefined && isOpenedHere,
      resetScroll: false,
    });
  const close = () => (isOpenedHere ? history.back() : change({ row: undefined }, true));
  const title = names.entity(entity.name);
  return (
    <Stack gap="sm">
      <Group justify="space-between" align="flex-start" gap="sm">
        <Sentence line={line} connections={connections} asked={search} onChange={change} />
        <Group gap="xs">
          <ColumnsMenu
            line={line}
            chosen={chosen}
            onChoose={(next) => {
              remember(next);
              change({ fields: next?.join(",") }, true);
            }}
          />
          <ReuseMenu entity={entity.name} parameters={shown} />
          <ExportMenu
            entity={entity.name}
            asked={{ ...asked, connection }}
            columns={chosen}
            allColumns={listColumns(entity)}
          />
        </Group>
      </Group>
      <ReadingStatus reading={reading} asked={search} />
      {reading.rows.length === 0 ? (
        <NoRows reading={reading} asked={asked} onChange={change} />
      ) : (
        <RowsTable
          label={title}
          columns={columns}
          rows={reading.rows}
          sort={sort}
          onSort={(column) => change({ sort: sortAfter(asked.sort ?? usualSort(entity), column) })}
          onOpen={open}
          isOpen={(row: Row) => asked.row !== undefined && rowName(entity, row) === asked.row}
        />
      )}
      <RowDrawer name={asked.row} line={line} connection={connection} known={reading.rows} onClose={close} />
    </Stack>
  );
}
