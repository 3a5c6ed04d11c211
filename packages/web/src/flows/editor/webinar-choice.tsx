/** One webinar for all rows, chosen by its title: its key goes into the mapping, in quotes as keys must stand. */
import { Select } from "@mantine/core";
import { isGoTo } from "../flow.ts";
import { quotedKey } from "./digits.ts";
import { useEditor } from "./editor-context.ts";
import { useAskedWebinar } from "./questions.tsx";
import { useWebinars } from "./webinars.ts";
import { useEditorWords } from "./words.ts";

export interface WebinarChoiceProps {
  /** Of the target. */
  readonly field: string;
  readonly expression: string;
  readonly onChange: (expression: string | undefined) => void;
}

/** Shown where a key of a webinar goes and nothing, or one key, stands there. */
export function WebinarChoice({ field, expression, onChange }: WebinarChoiceProps) {
  const say = useEditorWords();
  const { shown } = useEditor();
  const { choose } = useAskedWebinar();
  const key = quotedKey(expression);
  const isOffered =
    field === "webinarKey" &&
    isGoTo(shown.target?.endpoint) &&
    shown.target?.entity !== "Webinar" &&
    (expression.trim() === "" || key !== undefined);
  const { choices } = useWebinars(isOffered);
  if (!isOffered) return null;
  return (
    <Select
      mt={4}
      size="xs"
      label={say("oneWebinar")}
      placeholder={say("choose")}
      data={choices}
      value={choices.some(({ value }) => value === key) ? (key ?? null) : null}
      onChange={(next) => {
        onChange(next === null ? undefined : JSON.stringify(next));
        // What this webinar asks is what its registrants need.
        if (next !== null) choose(next);
      }}
      searchable
      clearable
      clearButtonProps={{ "aria-label": say("clear") }}
      nothingFoundMessage={say("nothingFound")}
    />
  );
}
