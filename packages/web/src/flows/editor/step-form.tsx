/** The form of one step, by its word. What asks or writes another table is in `asking-forms.tsx`. */
import { Select, SimpleGrid, Stack } from "@mantine/core";
import type { ComponentType } from "react";
import { AskingForm, WritingForm } from "./asking-forms.tsx";
import type { Path } from "./document.ts";
import { useEditor, useIsMissing, useText, useValue } from "./editor-context.ts";
import { ExpressionField } from "./expression-field.tsx";
import { useTried, useTriedTemplates } from "./live.ts";
import { Mapping } from "./mapping.tsx";
import { NameField } from "./name-field.tsx";
import { useNames } from "./names.ts";
import { placeOf, problemsAt } from "./problems.ts";
import { RawPart } from "./raw-part.tsx";
import type { StepWord } from "./step-words.ts";
import { Values } from "./values.tsx";
import { useEditorWords } from "./words.ts";

/** A list of steps, as a branch holds two of them. */
export interface StepListProps {
  readonly path: Path;
  readonly label: string;
  readonly empty: string;
  readonly words?: readonly StepWord[];
  /** Whether its label is shown above it. */
  readonly isTitled?: boolean;
}

export interface StepFormProps {
  /** Of the step. */
  readonly path: Path;
  readonly word: StepWord;
  /** Of what stands under its word. */
  readonly inside: Path;
  /** Given from above: a list holds steps, and a step may hold lists. */
  readonly List: ComponentType<StepListProps>;
}

export function StepForm({ path, word, inside, List }: StepFormProps) {
  const say = useEditorWords();
  switch (word) {
    case "filter":
      return <Expression step={path} path={inside} label={say("condition")} text={say("conditionText")} />;
    case "map":
      return <Mapping path={path} />;
    case "each":
      return (
        <Stack>
          <Expression step={path} path={[...inside, "in"]} label={say("eachIn")} text={say("eachInText")} />
          <NameField path={[...inside, "as"]} text={say("eachAs")} />
        </Stack>
      );
    case "branch":
      return (
        <Stack>
          <Expression
            step={path}
            path={[...inside, "if"]}
            label={say("condition")}
            text={say("branchText")}
          />
          <Stack gap="xs" pl={{ base: "xs", sm: "lg" }}>
            <List path={[...inside, "then"]} label={say("thenSteps")} empty={say("thenEmpty")} isTitled />
            <List path={[...inside, "else"]} label={say("elseSteps")} empty={say("elseEmpty")} isTitled />
          </Stack>
        </Stack>
      );
    case "fail":
      return (
        <Stack>
          <Expression
            step={path}
            path={[...inside, "if"]}
            label={say("failIf")}
            text={say("failIfText")}
            isOptional
          />
          <Template step={path} path={[...inside, "message"]} label={say("failMessage")} />
        </Stack>
      );
    case "send":
      return <SendForm path={path} inside={inside} />;
    case "lookup":
    case "fetch":
      return <AskingForm path={path} inside={inside} word={word} />;
    default:
      return <WritingForm path={path} inside={inside} />;
  }
}

interface ExpressionProps {
  readonly step: Path;
  readonly path: Path;
  readonly label: string;
  readonly text?: string;
  /** Whether the flow can be without it: emptied, it goes; else it stays, empty, and its step with it. */
  readonly isOptional?: boolean;
}

/** One expression of a step, with what it comes to. */
function Expression({ step, path, label, text, isOptional = false }: ExpressionProps) {
  const say = useEditorWords();
  const { problems } = useEditor();
  const isMissing = useIsMissing(path);
  const [value, setValue] = useValue(path);
  const known = useNames(step);
  const shown = typeof value === "string" ? value : "";
  const tried = useTried(known, shown === "" ? {} : { it: shown });
  return (
    <ExpressionField
      label={label}
      description={text}
      value={shown}
      onChange={(next) => setValue(next === "" && isOptional ? undefined : next)}
      known={known}
      values={shown === "" ? undefined : tried.it}
      error={
        isMissing
          ? say("needed")
          : problemsAt(problems, placeOf(path)).find(({ isRemark }) => !isRemark)?.words
      }
    />
  );
}

/** A text that is itself, or with "=" an expression. */
function Template({ step, path, label, text }: ExpressionProps) {
  const say = useEditorWords();
  const isMissing = useIsMissing(path);
  const [value, setValue] = useText(path);
  const known = useNames(step);
  const tried = useTriedTemplates(known, { it: value });
  return (
    <ExpressionField
      label={label}
      description={text}
      value={value}
      onChange={setValue}
      known={known}
      values={tried.it}
      error={isMissing ? say("needed") : undefined}
      isTemplate
    />
  );
}

function SendForm({ path, inside }: { readonly path: Path; readonly inside: Path }) {
  const say = useEditorWords();
  const [method, setMethod] = useText([...inside, "method"]);
  const known = useNames(path);
  return (
    <Stack>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <Select
          label={say("method")}
          data={["GET", "POST", "PUT", "PATCH", "DELETE"]}
          value={method === "" ? null : method}
          onChange={(next) => setMethod(next ?? undefined)}
          allowDeselect={false}
        />
        <Template step={path} path={[...inside, "path"]} label={say("path")} />
      </SimpleGrid>
      <Values path={[...inside, "query"]} label={say("query")} fields={[]} known={known} />
      <RawPart path={[...inside, "body"]} label={say("body")} />
      <NameField path={[...inside, "as"]} text={say("sendAs")} />
    </Stack>
  );
}
