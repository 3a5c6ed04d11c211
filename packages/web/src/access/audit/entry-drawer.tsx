/** One entry of the audit log beside the list: who, when, from where, and what differs. */
import { Anchor, Drawer, Group, Stack, Table, Text } from "@mantine/core";
import { dayAndTime, exactly } from "../../language/moments.ts";
import type { AuditSearch } from "./audit-search.ts";
import { differenceOf } from "./difference.ts";
import type { AuditEntry } from "./entries.ts";
import { useAuditNames, useAuditWords } from "./words.ts";

interface EntryDrawerProps {
  readonly entry: AuditEntry | undefined;
  readonly onClose: () => void;
  readonly onLook: (search: AuditSearch) => void;
}

export function EntryDrawer({ entry, onClose, onLook }: EntryDrawerProps) {
  const say = useAuditWords();
  return (
    <Drawer
      opened={entry !== undefined}
      onClose={onClose}
      position="right"
      size="lg"
      title={entry === undefined ? "" : say("entry", { number: entry.number })}
      closeButtonProps={{ "aria-label": say("close") }}
    >
      {entry !== undefined && <Entry entry={entry} onLook={onLook} />}
    </Drawer>
  );
}

function Entry({
  entry,
  onLook,
}: {
  readonly entry: AuditEntry;
  readonly onLook: EntryDrawerProps["onLook"];
}) {
  const say = useAuditWords();
  const names = useAuditNames();
  const { at, actor, action, kind, id } = entry;
  const fields = differenceOf(entry.before, entry.after);
  const moment = new Date(at);
  return (
    <Stack>
      <div>
        <Text fw={600}>
          {names.done(action)}: {names.kind(kind)} {id}
        </Text>
        <Text size="sm">
          {say(`by_${actor.kind}`)}: {actor.name}
        </Text>
        <Text size="sm" title={exactly(moment)}>
          {dayAndTime(moment)}
        </Text>
        {actor.address !== null && (
          <Text size="sm">
            {say("address")} {actor.address}
          </Text>
        )}
        <Text size="sm" c="dimmed">
          <code>{action}</code>
        </Text>
      </div>
      {fields.length === 0 ? (
        <Text size="sm">{say("noValues")}</Text>
      ) : (
        <Table verticalSpacing={6} layout="fixed" style={{ overflowWrap: "anywhere" }}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{say("field")}</Table.Th>
              <Table.Th>{say("before")}</Table.Th>
              <Table.Th>{say("after")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {fields.map(({ field, before, after }) => (
              <Table.Tr key={field}>
                <Table.Th fw={400}>{field}</Table.Th>
                <Table.Td>{before === undefined ? say("nothing") : <del>{readable(before)}</del>}</Table.Td>
                <Table.Td>{after === undefined ? say("nothing") : <ins>{readable(after)}</ins>}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      <Group>
        <Anchor component="button" size="sm" onClick={() => onLook({ actor: actor.name })}>
          {say("onlyActor", { name: actor.name })}
        </Anchor>
        {id !== null && (
          <Anchor component="button" size="sm" onClick={() => onLook({ kind, id })}>
            {say("onlyThing", { name: id })}
          </Anchor>
        )}
      </Group>
    </Stack>
  );
}

/** Moments as people say them; all other values as they are. */
function readable(value: string): string {
  return /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) ? dayAndTime(new Date(value)) : value;
}
