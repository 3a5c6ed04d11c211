/** One expression: a field that completes names and functions, and under it what it comes to on real rows. */
import { Button, Combobox, Group, Text, Textarea, useCombobox, VisuallyHidden } from "@mantine/core";
import { type ReactNode, useRef, useState } from "react";
import { HubWords } from "../../parts/hub-words.tsx";
import { type Completions, completionsAt, shortly, taken } from "./completion.ts";
import { losesDigits, withKeysQuoted } from "./digits.ts";
import { expressionIn, namesOneOf, type Tried } from "./live.ts";
import type { Known } from "./names.ts";
import { useEditorWords } from "./words.ts";

export interface ExpressionFieldProps {
  readonly label: string;
  /** Where the label stands beside the field already: it is only read out. */
  readonly hideLabel?: boolean;
  readonly description?: ReactNode;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** What can be named, and what of it is known only later. */
  readonly known: Pick<Known, "names" | "later">;
  readonly values?: readonly Tried[] | undefined;
  /** What the hub said of it when it was asked last. */
  readonly error?: string | undefined;
  readonly placeholder?: string;
  /** What the value is for, read out with the field; others have it on hover. */
  readonly about?: string | undefined;
  readonly onFocus?: (field: HTMLTextAreaElement) => void;
  /** Whether a text is itself and only "=" begins an expression. */
  readonly isTemplate?: boolean;
}

const nothing: Completions = { from: 0, options: [] };

export function ExpressionField(props: ExpressionFieldProps) {
  const { label, hideLabel = false, description, value, onChange, known, values, error, placeholder } = props;
  const { onFocus, about, isTemplate = false } = props;
  const say = useEditorWords();
  const field = useRef<HTMLTextAreaElement>(null);
  const [{ from, options }, setOffered] = useState(nothing);
  const store = useCombobox({ onDropdownClose: () => store.resetSelectedOption() });
  const close = () => {
    setOffered(nothing);
    store.closeDropdown();
  };
  const offer = (text: string, caret: number) => {
    const found = isTemplate && !text.startsWith("=") ? nothing : completionsAt(text, caret, known.names);
    setOffered(found);
    if (found.options.length === 0) store.closeDropdown();
    else {
      store.openDropdown();
      store.resetSelectedOption();
    }
  };
  const take = (chosen: string) => {
    const option = options.find(({ text }) => text === chosen);
    if (option === undefined || field.current === null) return;
    const next = taken(value, field.current.selectionStart, from, option);
    onChange(next.text);
    close();
    // The caret can stand there once the text is in the field.
    requestAnimationFrame(() => field.current?.setSelectionRange(next.caret, next.caret));
  };
  const expression = isTemplate ? (expressionIn(value) ?? "") : value;
  const isLater = known.later.length > 0 && namesOneOf(expression, known.later);
  const said = error ?? values?.find((one) => one.error !== undefined)?.error;
  return (
    <div>
      <Combobox store={store} onOptionSubmit={take} position="bottom-start" middlewares={{ flip: true }}>
        <Combobox.Target withKeyboardNavigation={store.dropdownOpened} autoComplete="off">
          <Textarea
            ref={field}
            autosize
            minRows={1}
            maxRows={8}
            spellCheck={false}
            styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
            size="sm"
            {...(hideLabel ? { "aria-label": label } : { label })}
            {...(about === undefined ? {} : { "aria-description": about })}
            {...(description === undefined ? {} : { description })}
            {...(placeholder === undefined ? {} : { placeholder })}
            value={value}
            error={said && <HubWords>{said}</HubWords>}
            onChange={({ currentTarget }) => {
              onChange(currentTarget.value);
              offer(currentTarget.value, currentTarget.selectionStart);
            }}
            onKeyDown={(event) => {
              if (event.ctrlKey && event.key === " ") {
                event.preventDefault();
                offer(value, event.currentTarget.selectionStart);
              }
              if (event.key === "Tab") close();
            }}
            onFocus={({ currentTarget }) => onFocus?.(currentTarget)}
            onBlur={close}
          />
        </Combobox.Target>
        <Combobox.Dropdown>
          <Combobox.Options aria-label={say("completions")} mah={280} style={{ overflowY: "auto" }}>
            {options.map(({ text, about }) => (
              <Combobox.Option value={text} key={text}>
                <Group gap="md" justify="space-between" wrap="nowrap">
                  <Text size="sm" ff="monospace">
                    {text}
                  </Text>
                  <Text size="xs" c="dimmed" truncate maw={160}>
                    {about}
                  </Text>
                </Group>
              </Combobox.Option>
            ))}
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
      {losesDigits(expression) && (
        <Group gap="xs" mt={4} role="alert">
          <Text size="xs" c="var(--mantine-color-error)">
            {say("losesDigits")}
          </Text>
          <Button
            size="compact-xs"
            variant="light"
            onClick={() => onChange(`${isTemplate ? "=" : ""}${withKeysQuoted(expression)}`)}
          >
            {say("quoteKey")}
          </Button>
        </Group>
      )}
      {said === undefined && <Values values={values} />}
      {isLater && (
        <Text size="xs" c="dimmed" mt={2}>
          {say("valueLater")}
        </Text>
      )}
    </div>
  );
}

/** What it comes to on the first rows. */
function Values({ values }: { readonly values: readonly Tried[] | undefined }) {
  const say = useEditorWords();
  if (values === undefined || values.length === 0) return null;
  return (
    <Text size="xs" c="dimmed" ff="monospace" mt={2} lineClamp={2}>
      <VisuallyHidden>{say("onRows")}: </VisuallyHidden>
      {values.map(({ value }) => shortly(value) ?? say("nothing")).join(" · ")}
    </Text>
  );
}
