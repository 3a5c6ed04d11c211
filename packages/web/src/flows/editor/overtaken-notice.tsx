/** Somebody else kept the flow meanwhile: who and when, what they changed, and whose is to stay. Nothing that was typed is lost. */
import { Button, Group, Text } from "@mantine/core";
import { failureOf } from "../../api/failure.ts";
import { dayAndTime, fromNow } from "../../language/moments.ts";
import { FailureNotice } from "../../parts/failure-notice.tsx";
import { Notice } from "./notice.tsx";
import type { Overtaken } from "./use-saving.ts";
import { useEditorWords } from "./words.ts";

export interface OvertakenNoticeProps {
  readonly by: Overtaken;
  /** Whether it is new here, under a name that somebody else took meanwhile. */
  readonly isNew: boolean;
  readonly isSaving: boolean;
  /** Takes theirs: `useMutation`'s answer. */
  readonly theirs: { readonly isPending: boolean; readonly error: unknown; mutate(): void };
  /** Shows what they changed. */
  readonly onLook: () => void;
  /** Keeps one's own over theirs. */
  readonly onMine: () => void;
}

export function OvertakenNotice({ by, isNew, isSaving, theirs, onLook, onMine }: OvertakenNoticeProps) {
  const say = useEditorWords();
  const { author = "", savedAt, comment, revision } = by;
  const isGone = revision === 0;
  if (isNew) return <Notice tone="doubtful" title={say("nameTaken")} />;
  return (
    <div role="alert">
      <Notice tone="doubtful" title={isGone ? say("removedMeanwhile") : say("overtaken", { author })}>
        <Text size="sm">
          {savedAt !== undefined &&
            say("overtakenWhen", {
              when: fromNow(new Date(savedAt), new Date()),
              at: dayAndTime(new Date(savedAt)),
              number: revision,
            })}{" "}
          {comment !== undefined && say("overtakenWhy", { comment })} {say("overtakenText")}
        </Text>
        {theirs.error !== null && <FailureNotice failure={failureOf(theirs.error)} />}
        <Group gap="xs">
          {!isGone && (
            <>
              <Button size="xs" variant="default" onClick={onLook}>
                {say("lookAtTheirs")}
              </Button>
              <Button size="xs" variant="default" loading={theirs.isPending} onClick={() => theirs.mutate()}>
                {say("takeTheirs")}
              </Button>
            </>
          )}
          <Button size="xs" loading={isSaving} onClick={onMine}>
            {say("keepMine")}
          </Button>
        </Group>
      </Notice>
    </div>
  );
}
