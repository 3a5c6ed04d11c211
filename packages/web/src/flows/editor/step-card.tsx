/** One step: what it does, its form, and its place among the others. What no form can say is there as YAML. */
import { ActionIcon, Button, Group, Paper, Stack, Text, TextInput, Tooltip } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconArrowDown, IconArrowUp, IconCode, IconTrash } from "@tabler/icons-react";
import type { ComponentType, ReactNode } from "react";
import type { Path } from "./document.ts";
import { useEditor, useText } from "./editor-context.ts";
import { placeOf, problemsAt, stepOf } from "./problems.ts";
import { RawPart } from "./raw-part.tsx";
import { Said } from "./said.tsx";
import { StepForm, type StepListProps } from "./step-form.tsx";
import { wordOf, writtenWord } from "./step-words.ts";
import { useEditorWords } from "./words.ts";

export interface StepCardProps {
  readonly path: Path;
  readonly step: unknown;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly List: ComponentType<StepListProps>;
  readonly onMove: (by: -1 | 1) => void;
  readonly onRemove: () => void;
}

export function StepCard({ path, step, isFirst, isLast, List, onMove, onRemove }: StepCardProps) {
  const say = useEditorWords();
  const [raw, { toggle }] = useDisclosure();
  const { problems } = useEditor();
  const [note, setNote] = useText([...path, "note"]);
  const [noting, { open: openNote }] = useDisclosure(note !== "");
  const word = wordOf(step);
  const place = placeOf(path);
  const number = stepOf(place)?.number ?? "";
  // What is about one field of a mapping stands at that field.
  const said = problemsAt(problems, place).filter(
    ({ places }) => !places.some((one) => one.startsWith(`${place}.map.`)) && !isDeeper(places, place),
  );
  const title = say(word === undefined ? "step_unknown" : `step_${word}`);
  const named = say("stepNamed", { number, title });
  return (
    <Paper
      withBorder
      p="md"
      component="section"
      aria-label={named}
      tabIndex={-1}
      data-step={path.at(-1)}
      data-place={place}
      onKeyDown={(event) => {
        if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
        event.preventDefault();
        event.stopPropagation();
        onMove(event.key === "ArrowUp" ? -1 : 1);
      }}
    >
      <Stack gap="sm">
        <Group justify="space-between" gap="xs">
          <div>
            <Text fw={600}>{named}</Text>
            <Text size="xs" c="dimmed">
              {say(word === undefined ? "about_unknown" : `about_${word}`)}
            </Text>
          </div>
          <Group gap={4}>
            <IconButton label={say("moveUp", { name: named })} disabled={isFirst} onClick={() => onMove(-1)}>
              <IconArrowUp size={16} aria-hidden />
            </IconButton>
            <IconButton label={say("moveDown", { name: named })} disabled={isLast} onClick={() => onMove(1)}>
              <IconArrowDown size={16} aria-hidden />
            </IconButton>
            <IconButton label={say(raw ? "asForm" : "asYamlButton", { name: named })} onClick={toggle}>
              <IconCode size={16} aria-hidden />
            </IconButton>
            <IconButton label={say("removeNamed", { name: named })} onClick={onRemove}>
              <IconTrash size={16} aria-hidden />
            </IconButton>
          </Group>
        </Group>
        <Said problems={said} />
        {raw || word === undefined ? (
          <RawPart path={path} label={named} />
        ) : (
          <StepForm path={path} word={word} inside={[...path, writtenWord(step)]} List={List} />
        )}
        {noting || note !== "" ? (
          <TextInput
            size="xs"
            label={say("note")}
            value={note}
            onChange={({ currentTarget }) => setNote(currentTarget.value)}
          />
        ) : (
          <Button size="compact-xs" variant="subtle" color="gray" w="fit-content" onClick={openNote}>
            {say("addNote")}
          </Button>
        )}
      </Stack>
    </Paper>
  );
}

/** What is about a step of a branch stands at that step. */
function isDeeper(places: readonly string[], place: string): boolean {
  return places.some((one) => /^\.(?:then|else)\.\d/.test(one.slice(place.length)));
}

interface IconButtonProps {
  readonly label: string;
  readonly disabled?: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

function IconButton({ label, disabled = false, onClick, children }: IconButtonProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color="gray" aria-label={label} disabled={disabled} onClick={onClick}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
