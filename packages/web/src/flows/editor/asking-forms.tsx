/** Steps about another table: a look-up, rows of it, or something written there. */
import { Button, Collapse, Select, SimpleGrid, Stack, Switch, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import type { Place } from "../flow.ts";
import { Conditions } from "./conditions.tsx";
import type { Path } from "./document.ts";
import { recordOf, useText, useValue } from "./editor-context.ts";
import { NameField } from "./name-field.tsx";
import { useNames } from "./names.ts";
import { PlaceField } from "./place-field.tsx";
import { RawPart } from "./raw-part.tsx";
import { useReach } from "./reach.ts";
import { writtenTableQuery } from "./tables.ts";
import { Values } from "./values.tsx";
import { useEditorWords } from "./words.ts";

interface FormProps {
  /** Of the step. */
  readonly path: Path;
  /** Of what stands under its word. */
  readonly inside: Path;
}

function useFields(inside: Path): readonly string[] {
  const [value] = useValue(inside);
  const { within } = useReach();
  const place = recordOf(value) as Place;
  const { data } = useQuery(writtenTableQuery(within(place)));
  return data?.fields.map(({ name }) => name) ?? [];
}

export function AskingForm({ path, inside, word }: FormProps & { readonly word: "lookup" | "fetch" }) {
  const say = useEditorWords();
  const known = useNames(path);
  const fields = useFields(inside);
  const [list, setList] = useValue([...inside, "list"]);
  const [value] = useValue(inside);
  return (
    <Stack>
      <PlaceField path={inside} />
      <Conditions
        path={[...inside, "where"]}
        label={say(word === "lookup" ? "lookupWhere" : "where")}
        text={say("templateText")}
        fields={fields}
        known={known}
      />
      <NameField path={[...inside, "as"]} text={say(word === "lookup" ? "lookupAs" : "fetchAs")} />
      {word === "lookup" ? (
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <Choice
            path={[...inside, "missing"]}
            label={say("missing")}
            options={["fail", "null", "drop"]}
            first="fail"
          />
          <Choice
            path={[...inside, "many"]}
            label={say("many")}
            options={["fail", "first", "null", "drop"]}
            first="fail"
          />
        </SimpleGrid>
      ) : (
        <>
          <Switch
            label={say("asList")}
            checked={list === true}
            onChange={({ currentTarget }) => setList(currentTarget.checked ? true : undefined)}
          />
          <Choice
            path={[...inside, "empty"]}
            label={say("empty")}
            options={["drop", "null", "fail"]}
            first="drop"
          />
        </>
      )}
      {"default" in recordOf(value) && <RawPart path={[...inside, "default"]} label={say("default")} />}
      <Failing inside={inside} />
    </Stack>
  );
}

export function WritingForm({ path, inside }: FormProps) {
  const say = useEditorWords();
  const known = useNames(path);
  const fields = useFields(inside);
  return (
    <Stack>
      <PlaceField path={inside} isTarget />
      <Values
        path={[...inside, "where"]}
        label={say("writeWhere")}
        text={say("templateText")}
        fields={fields}
        known={known}
      />
      <Values path={[...inside, "set"]} label={say("writeSet")} fields={fields} known={known} />
      <NameField path={[...inside, "as"]} text={say("writeAs")} />
      <Failing inside={inside} />
    </Stack>
  );
}

type Answer = "fail" | "null" | "drop" | "first";

interface ChoiceProps {
  readonly path: Path;
  readonly label: string;
  readonly options: readonly Answer[];
  /** What is so where nothing is said. */
  readonly first: Answer;
}

function Choice({ path, label, options, first }: ChoiceProps) {
  const say = useEditorWords();
  const [value, setValue] = useText(path);
  return (
    <Select
      label={label}
      data={options.map((one) => ({ value: one, label: say(`answer_${one}`) }))}
      value={value === "" ? first : value}
      onChange={(next) => setValue(next === null || next === first ? undefined : next)}
      allowDeselect={false}
    />
  );
}

/** What becomes of a row that fails at this step. */
function Failing({ inside }: { readonly inside: Path }) {
  const say = useEditorWords();
  const [rule, setRule] = useText([...inside, "on_error"]);
  const [message, setMessage] = useText([...inside, "message"]);
  const [open, { toggle }] = useDisclosure(rule !== "" || message !== "");
  return (
    <div>
      <Button variant="subtle" size="compact-sm" onClick={toggle} aria-expanded={open}>
        {say("onError")}
      </Button>
      <Collapse expanded={open}>
        <SimpleGrid cols={{ base: 1, sm: 2 }} mt="xs">
          <Select
            label={say("onErrorRow")}
            data={(["keep", "ignore", "stop", "continue"] as const).map((one) => ({
              value: one,
              label: say(`onError_${one}`),
            }))}
            placeholder={say("onErrorFlow")}
            value={rule === "" ? null : rule}
            onChange={(next) => setRule(next ?? undefined)}
            clearable
            clearButtonProps={{ "aria-label": say("clear") }}
          />
          <TextInput
            label={say("ownMessage")}
            value={message}
            onChange={({ currentTarget }) => setMessage(currentTarget.value)}
          />
        </SimpleGrid>
      </Collapse>
    </div>
  );
}
