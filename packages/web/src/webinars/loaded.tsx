/** A part of the page that has data of its own: waits, says what went wrong beside itself, or shows. */
import { Button, Group, Stack } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { failureOf } from "../api/failure.ts";
import { FailureNotice } from "../parts/failure-notice.tsx";
import { Waiting } from "../parts/waiting.tsx";
import { useWebinarWords } from "./words.ts";

export interface LoadedProps<Data> {
  readonly answer: UseQueryResult<Data>;
  readonly children: (data: Data) => ReactNode;
}

export function Loaded<Data>({ answer, children }: LoadedProps<Data>) {
  const say = useWebinarWords();
  if (answer.data !== undefined) return children(answer.data);
  if (answer.error !== null) {
    return (
      <Stack align="flex-start">
        <FailureNotice failure={failureOf(answer.error)} />
        <Button variant="default" onClick={() => void answer.refetch()}>
          {say("tryAgain")}
        </Button>
      </Stack>
    );
  }
  return (
    <Group mih={120}>
      <Waiting words={say("reading")} isShown />
    </Group>
  );
}
