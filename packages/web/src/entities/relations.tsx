/** What belongs to a row, by relation: each a short list that is read when it is opened, and the same as a page. */
import { Accordion, Stack, Table, Text, Title } from "@mantine/core";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { failureOf } from "../api/failure.ts";
import { type Row, readRows } from "../api/rows.ts";
import { FailureNotice } from "../parts/failure-notice.tsx";
import { AnchorLink } from "../parts/links.tsx";
import { Waiting } from "../parts/waiting.tsx";
import { hoverOf, textOf } from "./cells.ts";
import {
  type Entity,
  type EntitySummary,
  entitiesQuery,
  entityLineQuery,
  fieldsOf,
  relationsOf,
} from "./entity.ts";
import { useNames } from "./names.ts";
import { parametersOf, rowConditions, rowName } from "./request.ts";
import { useDataWords } from "./words.ts";

export interface RelationsProps {
  readonly entity: Entity;
  readonly row: Row;
  readonly connection: string | undefined;
}

export function Relations({ entity, row, connection }: RelationsProps) {
  const say = useDataWords();
  const names = useNames();
  const { data } = useSuspenseQuery(entitiesQuery);
  const [opened, setOpened] = useState<string[]>([]);
  const relations = relationsOf(entity, data.entities);
  if (relations.length === 0) return null;
  const where = rowConditions(entity, row);
  return (
    <Stack gap="xs" component="section" aria-label={say("belongs")}>
      <Title order={3} size="h5">
        {say("belongs")}
      </Title>
      <Accordion multiple value={opened} onChange={setOpened} order={4} chevronPosition="left">
        {relations.map((relation) => (
          <Accordion.Item key={relation.name} value={relation.name}>
            <Accordion.Control>{names.entity(relation.name)}</Accordion.Control>
            <Accordion.Panel>
              {opened.includes(relation.name) && (
                <RelatedRows relation={relation} where={where} connection={connection} />
              )}
            </Accordion.Panel>
          </Accordion.Item>
        ))}
      </Accordion>
    </Stack>
  );
}

/** Enough to see what it is; the rest is on its page. */
const shown = 10;
const shownColumns = 3;

function RelatedRows({
  relation,
  where,
  connection,
}: {
  readonly relation: EntitySummary;
  readonly where: readonly string[];
  readonly connection: string | undefined;
}) {
  const say = useDataWords();
  const names = useNames();
  const line = useQuery(entityLineQuery(relation.name));
  const query = parametersOf({ connection, where, limit: shown + 1 }, []);
  const rows = useQuery({
    queryKey: ["related", relation.name, query],
    queryFn: ({ signal }) => readRows({ entity: relation.name, query, signal }),
    staleTime: 60_000,
  });
  const failed = line.error ?? rows.error;
  if (failed !== null) return <FailureNotice failure={failureOf(failed)} />;
  if (line.data === undefined || rows.data === undefined) {
    return <Waiting words={say("readingNow")} />;
  }
  if (rows.data.length === 0) return <Text size="sm">{say("belongsNone")}</Text>;
  const [entity] = line.data;
  const columns = columnsFor(entity);
  const page = { to: "/data/$entity", params: { entity: relation.name } } as const;
  return (
    <Stack gap="xs">
      <Table.ScrollContainer minWidth={0}>
        <Table fz="sm" verticalSpacing={4} horizontalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              {columns.map(({ name, type }) => (
                <Table.Th key={name} ta={isNumeric(type) ? "right" : "left"}>
                  {names.field(name)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.data.slice(0, shown).map((row) => (
              <Table.Tr key={rowName(entity, row)}>
                {columns.map(({ name, type }, place) => (
                  <Table.Td
                    key={name}
                    ta={isNumeric(type) ? "right" : "left"}
                    title={hoverOf(row[name], type)}
                  >
                    {place > 0 ? (
                      textOf(row[name], type, { say, names })
                    ) : (
                      <AnchorLink {...page} search={{ connection, where, row: rowName(entity, row) }} inherit>
                        {textOf(row[name], type, { say, names }) || say("row")}
                      </AnchorLink>
                    )}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <AnchorLink {...page} search={{ connection, where }} size="sm">
        {say(rows.data.length > shown ? "asPageMore" : "asPage")}
      </AnchorLink>
    </Stack>
  );
}

/** Its brief fields, without keys where there is anything else. */
function columnsFor(entity: Entity): Entity["fields"] {
  const brief = [...fieldsOf([entity]).values()].filter(({ field: { name } }) => entity.brief.includes(name));
  return brief.slice(0, shownColumns).map(({ field }) => field);
}

function isNumeric(type: string): boolean {
  return type === "integer" || type === "number";
}
