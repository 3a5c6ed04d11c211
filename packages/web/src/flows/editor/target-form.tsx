/** Where the rows go: endpoint and table, what is done there, by which key, and what GoTo may send to people. */
import { MultiSelect, Select, Stack, Switch, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { failureOf } from "../../api/failure.ts";
import { HubWords } from "../../parts/hub-words.tsx";
import { isFile, isGoTo } from "../flow.ts";
import { listOf, recordOf, useEditor, useIsMissing, useText, useValue } from "./editor-context.ts";
import { isUnknownEndpoint } from "./known-endpoints.ts";
import { PlaceField } from "./place-field.tsx";
import { useReach } from "./reach.ts";
import { entityQuery, writtenTableQuery } from "./tables.ts";
import { useEditorWords } from "./words.ts";

const verbs = ["create", "update", "upsert", "delete", "replace"] as const;

export function TargetForm() {
  const say = useEditorWords();
  const { shown } = useEditor();
  const { target } = shown;
  const { within } = useReach();
  const isMade = isFile(target?.endpoint);
  const table = useQuery(writtenTableQuery(within(target)));
  const [write, setWrite] = useText(["target", "write"]);
  const isMissing = useIsMissing(["target", "write"]);
  const [key, setKey] = useValue(["target", "key"]);
  const operations = table.data?.operations ?? [];
  const can = (verb: (typeof verbs)[number]) =>
    table.data === undefined ||
    (verb === "replace" ? table.data.replaceable : operations.includes(verb === "create" ? "insert" : verb));
  const offered = verbs.filter((verb) => verb === write || can(verb));
  const fields = table.data?.fields.map(({ name }) => name) ?? [];
  const keys = listOf(key).map(String);
  const ownKey = table.data?.keys[0]?.join(", ");
  return (
    <Stack>
      <PlaceField path={["target"]} isTarget />
      {table.isError && !isUnknownEndpoint(table.error) && (
        <Text c="var(--mantine-color-error)">
          <HubWords>{failureOf(table.error).message}</HubWords>
        </Text>
      )}
      {target?.endpoint !== undefined && (
        <Select
          label={say("write")}
          placeholder={say("choose")}
          data={offered.map((verb) => ({ value: verb, label: say(`write_${verb}`) }))}
          value={write === "" ? null : write === "insert" ? "create" : write}
          error={isMissing && say("needed")}
          onChange={(next) => setWrite(next ?? undefined)}
          allowDeselect={false}
        />
      )}
      {!isGoTo(target?.endpoint) && !isMade && write !== "" && write !== "create" && write !== "replace" && (
        <MultiSelect
          label={say("key")}
          description={ownKey === undefined ? say("keyNeeded") : say("keyOwn", { key: ownKey })}
          data={[...new Set([...fields, ...keys])]}
          value={keys}
          onChange={(next) => setKey(next.length === 0 ? undefined : next)}
          searchable
          clearable
        />
      )}
      <Switches />
    </Stack>
  );
}

/** Whom GoTo e-mails because of it, and the like: off until somebody wants it. */
function Switches() {
  const say = useEditorWords();
  const { shown } = useEditor();
  const { data: entity } = useQuery(entityQuery(shown.target));
  const [value, setValue] = useValue(["target", "switches"]);
  const write = shown.target?.write === "insert" ? "create" : shown.target?.write;
  const offered = entity?.writes.find(({ operation }) => operation === write)?.switches ?? [];
  if (offered.length === 0) return null;
  const on = recordOf(value);
  return (
    <Stack gap="xs" role="group" aria-label={say("switches")}>
      <Text size="sm" fw={600}>
        {say("switches")}
      </Text>
      {offered.map(({ name, description }) => (
        <Switch
          key={name}
          label={<HubWords>{description}</HubWords>}
          checked={on[name] === true}
          onChange={({ currentTarget: { checked } }) => {
            const { [name]: _before, ...rest } = on;
            const next = checked ? { ...rest, [name]: true } : rest;
            setValue(Object.keys(next).length === 0 ? undefined : next);
          }}
        />
      ))}
    </Stack>
  );
}
