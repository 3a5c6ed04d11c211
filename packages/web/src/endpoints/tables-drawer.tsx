/** The tables of an endpoint and the fields of each, in a side drawer. */
import { Anchor, Badge, Drawer, Group, List, Stack, Table, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { failureOf } from "../api/failure.ts";
import { useMay } from "../api/session.ts";
import { listed } from "../language/moments.ts";
import { FailureNotice } from "../parts/failure-notice.tsx";
import { TableFrame } from "../parts/table-frame.tsx";
import { Waiting } from "../parts/waiting.tsx";
import { tableQuery, tablesQuery } from "./endpoint.ts";
import { fileAddress, fileOf } from "./files.ts";
import { Upload } from "./upload.tsx";
import { useEndpointWords } from "./words.ts";

export interface TablesDrawerProps {
  readonly endpoint: string;
  /** Whether its tables are files of the hub's. */
  readonly ofFiles: boolean;
  readonly table: string | undefined;
  /** Undefined: back to all. */
  readonly onTable: (table: string | undefined) => void;
  readonly onClose: () => void;
}

const worthFiltering = 12;

export function TablesDrawer({ endpoint, ofFiles, table, onTable, onClose }: TablesDrawerProps) {
  const say = useEndpointWords();
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="lg"
      title={table ?? say("tablesOf", { name: endpoint })}
      closeButtonProps={{ "aria-label": say("close") }}
    >
      {table === undefined ? (
        <Tables endpoint={endpoint} ofFiles={ofFiles} onTable={onTable} />
      ) : (
        <Stack>
          <Anchor component="button" size="sm" w="fit-content" onClick={() => onTable(undefined)}>
            ← {say("toTables")}
          </Anchor>
          {ofFiles && <Download endpoint={endpoint} table={table} />}
          <Fields endpoint={endpoint} table={table} />
        </Stack>
      )}
    </Drawer>
  );
}

/** A sheet is taken along with its whole book. */
function Download({ endpoint, table }: Pick<TablesDrawerProps, "endpoint"> & { readonly table: string }) {
  const say = useEndpointWords();
  const file = fileOf(table);
  if (!useMay("files:read")) return null;
  return (
    <Anchor
      size="sm"
      w="fit-content"
      href={fileAddress(endpoint, file)}
      download
      aria-label={say("downloadOf", { file })}
    >
      {say("download")}
    </Anchor>
  );
}

function Tables({ endpoint, ofFiles, onTable }: Pick<TablesDrawerProps, "endpoint" | "ofFiles" | "onTable">) {
  const say = useEndpointWords();
  const mayBring = useMay("files:write");
  const { data, error } = useQuery(tablesQuery(endpoint));
  const [part, setPart] = useState("");
  if (error !== null) return <FailureNotice failure={failureOf(error)} />;
  if (data === undefined) return <Waiting words={say("asking")} />;
  const shown = data.tables.filter((name) => name.toLowerCase().includes(part.toLowerCase()));
  return (
    <Stack>
      {ofFiles && mayBring && <Upload endpoint={endpoint} />}
      {data.tables.length === 0 && <Text>{say("noTables")}</Text>}
      {data.tables.length >= worthFiltering && (
        <TextInput
          label={say("filter")}
          value={part}
          onChange={({ currentTarget }) => setPart(currentTarget.value)}
        />
      )}
      <List spacing={4} listStyleType="none">
        {shown.map((name) => (
          <List.Item key={name}>
            <Group justify="space-between" wrap="nowrap">
              <Anchor component="button" size="sm" ta="left" onClick={() => onTable(name)}>
                {name}
              </Anchor>
              {ofFiles && fileOf(name) === name && <Download endpoint={endpoint} table={name} />}
            </Group>
          </List.Item>
        ))}
      </List>
    </Stack>
  );
}

const operations = ["insert", "update", "upsert", "delete"] as const;

function Fields({ endpoint, table }: { readonly endpoint: string; readonly table: string }) {
  const say = useEndpointWords();
  const { data, error } = useQuery(tableQuery(endpoint, table));
  if (error !== null) return <FailureNotice failure={failureOf(error)} />;
  if (data === undefined) return <Waiting words={say("asking")} />;
  const can = operations.filter((operation) => data.operations.includes(operation));
  return (
    <>
      <Text size="sm">
        {can.length === 0
          ? say("canRead")
          : say("canDo", { operations: listed(can.map((operation) => say(`operation_${operation}`))) })}
      </Text>
      <TableFrame minWidth={320} label={table}>
        <Table verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{say("field")}</Table.Th>
              <Table.Th>{say("type")}</Table.Th>
              <Table.Th>{say("about")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {data.fields.map(({ name, type, key, required, writable, description }) => (
              <Table.Tr key={name} style={{ verticalAlign: "top" }}>
                <Table.Th fw={400}>{name}</Table.Th>
                <Table.Td>{type}</Table.Td>
                <Table.Td>
                  <Group gap={4}>
                    {[
                      key ? say("key") : undefined,
                      required ? say("required") : undefined,
                      writable ? undefined : say("readOnly"),
                    ]
                      .filter((mark) => mark !== undefined)
                      .map((mark) => (
                        <Badge key={mark} variant="default" size="sm" tt="none">
                          {mark}
                        </Badge>
                      ))}
                  </Group>
                  {description !== undefined && <Text size="sm">{description}</Text>}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </TableFrame>
    </>
  );
}
