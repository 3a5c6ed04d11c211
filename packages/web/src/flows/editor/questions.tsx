/**
 * What the registration form of a webinar asks beyond a name and an address: its required fields, and its own questions with
 * an expression each. A flow may serve many webinars, so somebody chooses whose form is shown.
 */
import { Select, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useState } from "react";
import { failureOf } from "../../api/failure.ts";
import { type Row, readRows } from "../../api/rows.ts";
import { FailureNotice } from "../../parts/failure-notice.tsx";
import { isGoTo } from "../flow.ts";
import { type Path, withValue } from "./document.ts";
import classes from "./editor.module.css";
import { recordOf, useEditor, useValue } from "./editor-context.ts";
import { ExpressionField } from "./expression-field.tsx";
import { useTried } from "./live.ts";
import type { Known } from "./names.ts";
import { RawPart } from "./raw-part.tsx";
import { useTargetConnection, useWebinars } from "./webinars.ts";
import { useEditorWords } from "./words.ts";

interface Asked {
  readonly webinar: string | null;
  readonly choose: (webinar: string | null) => void;
}

const AskedContext = createContext<Asked>({ webinar: null, choose: () => {} });

/** Whose form is shown is the same for all mappings of a flow. */
export function AskedFields({ children }: { readonly children: ReactNode }) {
  const [webinar, choose] = useState<string | null>(null);
  return <AskedContext value={{ webinar, choose }}>{children}</AskedContext>;
}

/** Which webinar's form is shown, for who chooses a webinar elsewhere. */
export function useAskedWebinar(): Asked {
  return useContext(AskedContext);
}

function useForm() {
  const { shown } = useEditor();
  const { webinar } = useContext(AskedContext);
  const of = useTargetConnection();
  const isRegistrant = isGoTo(shown.target?.endpoint) && shown.target?.entity === "Registrant";
  const takes = isRegistrant && shown.target?.write !== "delete";
  const webinars = useWebinars(takes);
  const form = useQuery({
    queryKey: ["flow-form", of, webinar],
    queryFn: ({ signal }) =>
      readRows({
        entity: "RegistrationField",
        query: { ...of, where: `webinarKey=${webinar ?? ""}` },
        signal,
      }),
    enabled: takes && webinar !== null,
    staleTime: 60_000,
  });
  return {
    takes,
    choices: webinars.choices,
    form: form.data ?? [],
    failure: webinars.error ?? form.error,
  };
}

/** Standard fields that the chosen webinar requires. */
export function useAskedFields(): { readonly required: readonly string[] } {
  const { form } = useForm();
  return {
    required: form
      .filter(({ field, required }) => required === true && typeof field === "string")
      .map(({ field }) => String(field)),
  };
}

/** `path` is that of the answers. */
export function Questions({ path, known }: { readonly path: Path; readonly known: Known }) {
  const say = useEditorWords();
  const { change } = useEditor();
  const { webinar, choose } = useContext(AskedContext);
  const { takes, choices, form, failure } = useForm();
  const [value] = useValue(path);
  const given = recordOf(value);
  // By their text without "=", as the other expressions of a mapping stand there.
  const expressions = Object.fromEntries(
    Object.entries(given).map(([question, answer]) => [question, answerText(answer)]),
  );
  const tried = useTried(known, expressions);
  if (!takes) return null;
  if (Array.isArray(value)) return <RawPart path={path} label={say("questions")} />;
  const asked = form.filter(({ question }) => typeof question === "string");
  const others = Object.keys(given).filter((question) => !asked.some((one) => one.question === question));
  const rows: readonly Row[] = [...asked, ...others.map((question) => ({ question, required: false }))];
  return (
    <Stack gap="xs" mt="sm" role="group" aria-label={say("questions")}>
      <Text size="sm" fw={600}>
        {say("questions")}
      </Text>
      <Select
        label={say("whoseForm")}
        description={say("whoseFormText")}
        size="sm"
        data={choices}
        value={webinar}
        onChange={choose}
        searchable
        clearable
        clearButtonProps={{ "aria-label": say("clear") }}
        nothingFoundMessage={say("nothingFound")}
      />
      {failure !== null && <FailureNotice failure={failureOf(failure)} />}
      {webinar !== null && failure === null && asked.length === 0 && (
        <Text size="sm">{say("noQuestions")}</Text>
      )}
      {rows.map((one) => {
        const question = String(one.question);
        return (
          <fieldset className={classes.row} key={question} aria-label={question}>
            <Stack gap={0}>
              <Text size="sm" fw={one.required === true ? 600 : 400}>
                {question}
                {one.required === true && (
                  <Text span c="var(--mantine-color-error)" aria-hidden>
                    {" *"}
                  </Text>
                )}
              </Text>
              <Text size="xs" c="dimmed">
                {one.required === true ? say("required") : ""} {choicesOf(one)}
              </Text>
            </Stack>
            <ExpressionField
              label={say("valueFor", { name: question })}
              hideLabel
              value={answerText(given[question])}
              known={known}
              values={question in given ? tried[question] : undefined}
              onChange={(next) =>
                change((text) => withValue(text, [...path, question], next === "" ? undefined : `=${next}`))
              }
            />
            <span />
          </fieldset>
        );
      })}
    </Stack>
  );
}

/** A text that is no expression is one in quotes. */
function answerText(answer: unknown): string {
  if (answer === undefined || answer === null) return "";
  if (typeof answer !== "string") return JSON.stringify(answer);
  return answer.startsWith("=") ? answer.slice(1) : JSON.stringify(answer);
}

function choicesOf({ answers }: Row): string {
  if (!Array.isArray(answers)) return "";
  const texts = answers.map((one: unknown) =>
    typeof one === "string" ? one : String((one as { readonly answer?: unknown }).answer),
  );
  return texts.join(" / ");
}
