/** A list of steps: add, remove, put in order. Branches hold lists of their own. */
import { Button, Menu, Stack, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useRef } from "react";
import { withItem, withItemMoved, withoutItem } from "./document.ts";
import { listOf, useEditor, useValue } from "./editor-context.ts";
import { StepCard } from "./step-card.tsx";
import type { StepListProps } from "./step-form.tsx";
import { newStep, type StepWord, stepWords } from "./step-words.ts";
import { useEditorWords } from "./words.ts";

export function Steps({ path, label, empty, words = stepWords, isTitled = false }: StepListProps) {
  const say = useEditorWords();
  const { change } = useEditor();
  const [value] = useValue(path);
  const steps = listOf(value);
  const list = useRef<HTMLDivElement>(null);
  /** The keyboard goes on at the step that was moved or added, once it is there. */
  const focus = (index: number) =>
    setTimeout(() => list.current?.querySelector<HTMLElement>(`:scope > [data-step="${index}"]`)?.focus(), 0);
  const move = (from: number, to: number) => {
    if (to < 0 || to >= steps.length) return;
    change((text) => withItemMoved(text, path, from, to));
    focus(to);
  };
  const add = (word: StepWord) => {
    change((text) => withItem(text, path, steps.length, newStep(word)));
    focus(steps.length);
  };
  return (
    <Stack gap="sm" ref={list} role="group" aria-label={label}>
      {isTitled && (
        <Text size="sm" fw={600}>
          {label}
        </Text>
      )}
      {steps.length === 0 && (
        <Text size="sm" c="dimmed">
          {empty}
        </Text>
      )}
      {steps.map((step, index) => (
        <StepCard
          // biome-ignore lint/suspicious/noArrayIndexKey: a step has no name but its place; what it says comes from the flow.
          key={index}
          path={[...path, index]}
          step={step}
          isFirst={index === 0}
          isLast={index === steps.length - 1}
          List={Steps}
          onMove={(by) => move(index, index + by)}
          onRemove={() => {
            change((text) => withoutItem(text, path, index));
            focus(Math.max(0, index - 1));
          }}
        />
      ))}
      <Menu position="bottom-start" withinPortal>
        <Menu.Target>
          <Button variant="default" w="fit-content" leftSection={<IconPlus size={16} aria-hidden />}>
            {say("addStep")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown mah={400} style={{ overflowY: "auto" }}>
          {words.map((word) => (
            <Menu.Item key={word} onClick={() => add(word)}>
              <Text size="sm">{say(`step_${word}`)}</Text>
              <Text size="xs" c="dimmed">
                {say(`about_${word}`)}
              </Text>
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </Stack>
  );
}
