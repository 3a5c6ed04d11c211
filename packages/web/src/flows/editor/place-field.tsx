/** An end of a flow: which endpoint, and which table or entity of it. */
import { Autocomplete, Select, SimpleGrid, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { failureOf } from "../../api/failure.ts";
import { useNames } from "../../entities/names.ts";
import { HubWords } from "../../parts/hub-words.tsx";
import { isFile, isGoTo, type Place, tableOf } from "../flow.ts";
import { type Path, withValue } from "./document.ts";
import { recordOf, useEditor, useIsMissing, useValue } from "./editor-context.ts";
import { isUnknownEndpoint, useKnownEndpoints } from "./known-endpoints.ts";
import { useReach } from "./reach.ts";
import { entitiesQuery, tablesQuery } from "./tables.ts";
import { useEditorWords } from "./words.ts";

export interface PlaceFieldProps {
  readonly path: Path;
  /** Whether only what can be written is offered. */
  readonly isTarget?: boolean;
}

export function PlaceField({ path, isTarget = false }: PlaceFieldProps) {
  const say = useEditorWords();
  const { change } = useEditor();
  const { reaches } = useReach();
  const [value] = useValue(path);
  const place = recordOf(value) as Place;
  const { endpoint = "" } = place;
  const isMissing = useIsMissing([...path, "table"]);
  const setEndpoint = (next: string | null) =>
    change((text) => {
      // The table belongs to the endpoint that it was chosen of.
      const without = ["table", "entity", "fields", "where"].reduce(
        (rest, name) => withValue(rest, [...path, name], undefined),
        text,
      );
      return withValue(without, [...path, "endpoint"], next ?? undefined);
    });
  const setTable = (next: string | null) =>
    change((text) => {
      const name = isGoTo(endpoint) ? "entity" : "table";
      const other = isGoTo(endpoint) ? "table" : "entity";
      // A file's name is typed letter by letter: what was said about it stays.
      const without = (isFile(endpoint) ? [] : ["fields", "where", other]).reduce(
        (rest, part) => withValue(rest, [...path, part], undefined),
        text,
      );
      return withValue(without, [...path, name], next === "" ? undefined : (next ?? undefined));
    });
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      <EndpointSelect path={path} value={endpoint} onChange={setEndpoint} isTarget={isTarget} />
      {isFile(endpoint) ? (
        <FileField endpoint={endpoint} value={tableOf(place)} onChange={setTable} isMissing={isMissing} />
      ) : !reaches(endpoint) ? (
        <TextInput
          label={say("table")}
          inputWrapperOrder={["label", "input", "description", "error"]}
          description={say("tableAtAgent")}
          value={tableOf(place)}
          error={isMissing && say("needed")}
          onChange={({ currentTarget }) => setTable(currentTarget.value)}
        />
      ) : (
        <TableSelect
          endpoint={endpoint}
          value={tableOf(place)}
          onChange={setTable}
          isTarget={isTarget}
          isMissing={isMissing}
        />
      )}
    </SimpleGrid>
  );
}

interface EndpointSelectProps {
  /** Of the end. */
  readonly path: Path;
  readonly value: string;
  readonly onChange: (value: string | null) => void;
  readonly isTarget: boolean;
}

function EndpointSelect({ path, value, onChange, isTarget }: EndpointSelectProps) {
  const say = useEditorWords();
  const { groups, connections, knows } = useKnownEndpoints();
  const isMissing = useIsMissing([...path, "endpoint"]);
  // Of one written elsewhere: the only connection that there is, or nobody knows which.
  const isUnnamed = value === "goto";
  const chosen = isUnnamed ? (connections.length === 1 ? (connections[0]?.value ?? value) : "") : value;
  const data =
    knows(chosen) || chosen === ""
      ? groups
      : [...groups, { group: say("unknown"), items: [{ value: chosen, label: chosen }] }];
  const isUnclear = isUnnamed && connections.length > 1;
  return (
    <Select
      label={say(isTarget ? "toEndpoint" : "fromEndpoint")}
      placeholder={say("choose")}
      data={data}
      value={chosen === "" ? null : chosen}
      error={isUnclear ? say("whichConnection", { count: connections.length }) : isMissing && say("needed")}
      onChange={onChange}
      searchable
      nothingFoundMessage={say("nothingFound")}
      allowDeselect={false}
    />
  );
}

interface TableProps {
  readonly isMissing: boolean;
  readonly endpoint: string;
  readonly value: string;
  readonly onChange: (value: string | null) => void;
}

function TableSelect({
  endpoint,
  value,
  onChange,
  isTarget,
  isMissing,
}: TableProps & { readonly isTarget: boolean }) {
  const say = useEditorWords();
  const entityNames = useNames();
  const tables = useQuery(tablesQuery(endpoint));
  const entities = useQuery({ ...entitiesQuery, enabled: isGoTo(endpoint) });
  const abouts = new Map(entities.data?.entities.map((one) => [one.name, one]));
  const about = abouts.get(value);
  const names = (tables.data?.tables ?? []).filter(
    (name) => !isTarget || !isGoTo(endpoint) || (abouts.get(name)?.operations.length ?? 2) > 1,
  );
  const all = value === "" || names.includes(value) ? names : [value, ...names];
  return (
    <Select
      label={say(isGoTo(endpoint) ? "entity" : "table")}
      placeholder={say("choose")}
      data={all.map((name) => ({ value: name, label: isGoTo(endpoint) ? entityNames.entity(name) : name }))}
      value={value === "" ? null : value}
      onChange={onChange}
      disabled={endpoint === ""}
      searchable
      nothingFoundMessage={tables.isFetching ? say("waiting") : say("nothingFound")}
      allowDeselect={false}
      inputWrapperOrder={["label", "input", "description", "error"]}
      description={about && entityNames.about(about)}
      error={
        isMissing
          ? say("needed")
          : tables.isError &&
            !isUnknownEndpoint(tables.error) && <HubWords>{failureOf(tables.error).message}</HubWords>
      }
    />
  );
}

/** Of a file that is read there must be one; of one that is written there need not. */
function FileField({ endpoint, value, onChange, isMissing }: TableProps) {
  const say = useEditorWords();
  const { reaches } = useReach();
  const tables = useQuery(tablesQuery(reaches(endpoint) ? endpoint : ""));
  return (
    <Autocomplete
      label={say("file")}
      inputWrapperOrder={["label", "input", "description", "error"]}
      description={say(reaches(endpoint) ? "fileText" : "fileAtAgent")}
      placeholder={`attendees.${endpoint === "excel" ? "xlsx" : endpoint}`}
      data={[...new Set(tables.data?.tables ?? [])]}
      value={value}
      error={isMissing && say("needed")}
      onChange={onChange}
    />
  );
}
