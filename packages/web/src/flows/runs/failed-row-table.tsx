/** Failed rows as a table: which, where, why, what to do; each opens in a drawer. */
import { Anchor, Checkbox, Table, Text } from "@mantine/core";
import { figure } from "../../language/moments.ts";
import { HubWords } from "../../parts/hub-words.tsx";
import { Moment } from "../../parts/moment.tsx";
import { TableFrame } from "../../parts/table-frame.tsx";
import { placeInWords, stepInWords, useFailedRowWords } from "./failed-row-words.ts";
import type { FailedRow } from "./run.ts";
import { tellingOf } from "./telling.ts";

export interface FailedRowTableProps {
  readonly rows: readonly FailedRow[];
  /** The order of the source's fields. */
  readonly fields: readonly string[];
  readonly chosen: ReadonlySet<string>;
  /** Absent: the reader may only look. */
  readonly onChoose?: (ids: ReadonlySet<string>) => void;
  readonly onOpen: (id: string) => void;
}

export function FailedRowTable({ rows, fields, chosen, onChoose, onOpen }: FailedRowTableProps) {
  const say = useFailedRowWords();
  const all = rows.every(({ id }) => chosen.has(id));
  const none = rows.every(({ id }) => !chosen.has(id));
  return (
    <TableFrame minWidth={720} maxHeight="70vh" label={say("what")}>
      <Table stickyHeader highlightOnHover verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            {onChoose !== undefined && (
              <Table.Th w={40}>
                <Checkbox
                  aria-label={say("chooseAll")}
                  checked={all}
                  indeterminate={!all && !none}
                  onChange={() => onChoose(all ? new Set() : new Set(rows.map(({ id }) => id)))}
                />
              </Table.Th>
            )}
            <Table.Th>{say("row")}</Table.Th>
            <Table.Th>{say("who")}</Table.Th>
            <Table.Th>{say("what")}</Table.Th>
            <Table.Th>{say("todo")}</Table.Th>
            <Table.Th>{say("step")}</Table.Th>
            <Table.Th ta="right">{say("tries")}</Table.Th>
            <Table.Th>{say("when")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ id, place: called, source, step, failure, tries, triedAt }) => {
            const place = placeInWords(called, say);
            return (
              <Table.Tr
                key={id}
                style={{ verticalAlign: "top", cursor: "pointer" }}
                onClick={() => onOpen(id)}
              >
                {onChoose !== undefined && (
                  <Table.Td onClick={(event) => event.stopPropagation()}>
                    <Checkbox
                      aria-label={say("chooseRow", { place })}
                      checked={chosen.has(id)}
                      onChange={({ currentTarget }) => {
                        const next = new Set(chosen);
                        if (currentTarget.checked) next.add(id);
                        else next.delete(id);
                        onChoose(next);
                      }}
                    />
                  </Table.Td>
                )}
                <Table.Td>
                  <Anchor
                    component="button"
                    size="sm"
                    aria-label={say("open", { place })}
                    onClick={(event) => {
                      event.stopPropagation();
                      onOpen(id);
                    }}
                    style={{ whiteSpace: "nowrap" }}
                  >
                    {place}
                  </Anchor>
                </Table.Td>
                <Table.Td style={{ overflowWrap: "anywhere" }}>{tellingOf(source, fields)}</Table.Td>
                <Table.Td>
                  <Text size="sm">
                    {failure.said === undefined ? <HubWords>{failure.words}</HubWords> : failure.words}
                  </Text>
                  {failure.problems?.map((problem) => (
                    <Text key={problem} size="sm" c="dimmed">
                      <HubWords>{problem}</HubWords>
                    </Text>
                  ))}
                </Table.Td>
                <Table.Td>
                  {failure.remedy === undefined ? (
                    failure.passing && say("passing")
                  ) : (
                    <HubWords>{failure.remedy}</HubWords>
                  )}
                </Table.Td>
                <Table.Td>{stepInWords(step, say)}</Table.Td>
                <Table.Td ta="right">{figure(tries)}</Table.Td>
                <Table.Td style={{ whiteSpace: "nowrap" }}>
                  <Moment at={triedAt} />
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </TableFrame>
  );
}
