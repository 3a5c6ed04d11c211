/** Where the rows come from: endpoint and table, which rows, which fields. */
import {
  Button,
  Collapse,
  Group,
  MultiSelect,
  NumberInput,
  Select,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
} from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { failureOf } from "../../api/failure.ts";
import { HubWords } from "../../parts/hub-words.tsx";
import { isGoTo } from "../flow.ts";
import { Conditions } from "./conditions.tsx";
import { listOf, useEditor, useText, useValue } from "./editor-context.ts";
import { isUnknownEndpoint } from "./known-endpoints.ts";
import { PlaceField } from "./place-field.tsx";
import { useReach } from "./reach.ts";
import { entityQuery, tableQuery } from "./tables.ts";
import { useEditorWords } from "./words.ts";

const shownNames = 8;

export function SourceForm() {
  const say = useEditorWords();
  const { shown } = useEditor();
  const { source } = shown;
  const { within } = useReach();
  const table = useQuery(tableQuery(within(source)));
  const [open, { toggle }] = useDisclosure(isNarrowed(source));
  const fields = table.data?.fields ?? [];
  const chosen = source?.fields;
  const comes = fields.filter(({ name, plain }) => chosen?.includes(name) ?? plain !== false);
  return (
    <Stack>
      <PlaceField path={["source"]} />
      {table.isError && !isUnknownEndpoint(table.error) && (
        <Text c="var(--mantine-color-error)">
          <HubWords>{failureOf(table.error).message}</HubWords>
        </Text>
      )}
      {table.isSuccess && (
        <>
          {isGoTo(source?.endpoint) && <Range />}
          <Text size="sm">
            {comes.length === 0
              ? say("fieldsUnknown")
              : say("fieldsCome", {
                  count: comes.length,
                  names: firstOf(comes.map(({ name }) => name)),
                })}
          </Text>
          <Group>
            <Button variant="subtle" size="compact-sm" onClick={toggle} aria-expanded={open}>
              {say(open ? "lessOfSource" : "moreOfSource")}
            </Button>
          </Group>
          <Collapse expanded={open}>
            <Narrowing names={fields.map(({ name }) => name)} changedBy={table.data.changedBy} />
          </Collapse>
        </>
      )}
    </Stack>
  );
}

/** The first names; dots say that there are more. */
function firstOf(names: readonly string[]): string {
  return `${names.slice(0, shownNames).join(", ")}${names.length > shownNames ? ", …" : ""}`;
}

/** What of the further settings is used already. */
function isNarrowed(source: object | undefined): boolean {
  return ["where", "fields", "limit", "changed"].some((name) => name in (source ?? {}));
}

/** A stretch of time, which GoTo's entities understand. */
function Range() {
  const say = useEditorWords();
  const { shown } = useEditor();
  const { data: entity } = useQuery(entityQuery(shown.source));
  const [from, setFrom] = useText(["source", "from"]);
  const [to, setTo] = useText(["source", "to"]);
  if (entity?.range === undefined && from === "" && to === "") return null;
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      <TextInput
        label={say("rangeFrom")}
        description={say("rangeText")}
        placeholder="-30d"
        value={from}
        onChange={({ currentTarget }) => setFrom(currentTarget.value)}
      />
      <TextInput
        label={say("rangeTo")}
        description={say("rangeToText")}
        placeholder="today"
        value={to}
        onChange={({ currentTarget }) => setTo(currentTarget.value)}
      />
    </SimpleGrid>
  );
}

function Narrowing({
  names,
  changedBy,
}: {
  readonly names: readonly string[];
  readonly changedBy: readonly string[];
}) {
  const say = useEditorWords();
  const { shown } = useEditor();
  const [fields, setFields] = useValue(["source", "fields"]);
  const [changed, setChanged] = useText(["source", "changed"]);
  const [limit, setLimit] = useValue(["source", "limit"]);
  const chosen = listOf(fields).map(String);
  const ofTime = [...new Set([...changedBy, ...names])];
  return (
    <Stack>
      <Conditions path={["source", "where"]} label={say("where")} text={say("whereText")} fields={names} />
      <MultiSelect
        label={say("fields")}
        description={say("fieldsText")}
        data={[...new Set([...names, ...chosen])]}
        value={chosen}
        onChange={(next) => setFields(next.length === 0 ? undefined : next)}
        searchable
        clearable
      />
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        {!isGoTo(shown.source?.endpoint) && (
          <Select
            label={say("changed")}
            description={say("changedText")}
            data={changed === "" || ofTime.includes(changed) ? ofTime : [...ofTime, changed]}
            value={changed === "" ? null : changed}
            onChange={(next) => setChanged(next ?? undefined)}
            searchable
            clearable
          />
        )}
        <NumberInput
          label={say("limit")}
          description={say("limitText")}
          min={1}
          allowDecimal={false}
          value={typeof limit === "number" ? limit : ""}
          onChange={(next) => setLimit(typeof next === "number" ? next : undefined)}
        />
      </SimpleGrid>
    </Stack>
  );
}
