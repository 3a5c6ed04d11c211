/**
 * A chart with what makes it readable for everybody: a title, a sentence that says what it shows, and its figures as a
 * table under it. NOT the chart itself.
 */
import { Button, Stack, Table, Text, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { type ReactNode, useId } from "react";
import { TableFrame } from "./table-frame.tsx";
import { usePartWords } from "./words.ts";

export interface PictureProps {
  readonly title: string;
  /** What the chart shows, in a sentence with its main figures: it stands under the title and is read out. */
  readonly text: string;
  /** The figures: names of the columns, and the cells of each row as they are to be read. The first names the row. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly children: ReactNode;
}

export function Picture({ title, text, columns, rows, children }: PictureProps) {
  const say = usePartWords();
  const [open, { toggle }] = useDisclosure();
  const id = useId();
  return (
    <Stack component="figure" gap="xs" m={0} aria-labelledby={id}>
      <div>
        <Title order={3} size="h5" id={id}>
          {title}
        </Title>
        <Text size="sm" c="dimmed">
          {text}
        </Text>
      </div>
      {/* The table says the same to who cannot see it. */}
      <div aria-hidden>{children}</div>
      <Button
        size="compact-xs"
        variant="subtle"
        w="fit-content"
        ml={-8}
        onClick={toggle}
        aria-expanded={open}
      >
        {open ? say("hideFigures") : say("showFigures")}
      </Button>
      {open && (
        <TableFrame label={title} minWidth={320} maxHeight={320}>
          <Table stickyHeader>
            <Table.Thead>
              <Table.Tr>
                {columns.map((column, place) => (
                  <Table.Th key={column} ta={place === 0 ? "left" : "right"}>
                    {column}
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map(([name, ...cells], place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: figures have no name of their own, and do not move.
                <Table.Tr key={place}>
                  <Table.Th fw={400}>{name}</Table.Th>
                  {cells.map((cell, column) => (
                    <Table.Td key={columns[column + 1]} ta="right">
                      {cell}
                    </Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </TableFrame>
      )}
    </Stack>
  );
}
