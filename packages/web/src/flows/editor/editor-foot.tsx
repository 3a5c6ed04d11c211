/** The foot of the editor: how the flow stands, what keeps it from being saved, and what can be done with it. */
import { Button, Group, Paper, Stack, Text, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useMay } from "../../api/session.ts";
import classes from "./editor.module.css";
import { useEditor } from "./editor-context.ts";
import { useEditorWords } from "./words.ts";

export interface EditorFootProps {
  readonly isDirty: boolean;
  readonly isPreviewing: boolean;
  readonly isSaving: boolean;
  readonly onPreview: () => void;
  readonly onSave: (comment: string, thenRun: boolean) => void;
  /** What is wrong, above the buttons. */
  readonly children: ReactNode;
}

export function EditorFoot(props: EditorFootProps) {
  const { isDirty, isPreviewing, isSaving, onPreview, onSave, children } = props;
  const say = useEditorWords();
  const { definition, faults, shown, isNew } = useEditor();
  const mayRun = useMay("flows:run");
  const [comment, setComment] = useState("");
  const isUnsaved = isDirty || isNew;
  const state =
    faults.length > 0
      ? "stateFaults"
      : String(shown.flow ?? "") === ""
        ? "stateUnnamed"
        : isUnsaved
          ? "stateDirty"
          : "stateSaved";
  return (
    <Paper className={classes.foot} withBorder p="sm">
      <Stack gap="xs" mb="xs" className={classes.said}>
        {children}
      </Stack>
      <Group justify="space-between" gap="sm">
        <Text size="sm" role="status">
          {say(state)}
        </Text>
        <Group gap="xs">
          {!isNew && isDirty && (
            <TextInput
              size="sm"
              aria-label={say("comment")}
              placeholder={say("comment")}
              value={comment}
              onChange={({ currentTarget }) => setComment(currentTarget.value)}
            />
          )}
          {mayRun && (
            <Button
              variant="default"
              disabled={definition === undefined}
              loading={isPreviewing}
              onClick={onPreview}
            >
              {say("preview")}
            </Button>
          )}
          {mayRun && (
            <Button
              variant="default"
              disabled={definition === undefined || isSaving}
              onClick={() => onSave(isDirty ? comment : "", true)}
            >
              {say(isUnsaved ? "saveAndRun" : "runNow")}
            </Button>
          )}
          <Button
            disabled={definition === undefined || !isUnsaved}
            loading={isSaving}
            onClick={() => onSave(comment, false)}
          >
            {say("save")}
          </Button>
        </Group>
      </Group>
    </Paper>
  );
}
