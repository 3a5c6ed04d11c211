/** A part of the page that has data of its own: waits, says what went wrong beside itself, or shows. */
import { Button, Group, Loader, Stack, Text } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { failureOf } from "../api/failure.ts";
import { FailureNotice } from "../parts/failure-notice.tsx";
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
    <Group gap="sm" role="status" mih={120}>
      <Loader size="sm" aria-hidden />
      <Text size="sm" c="dimmed">
        {say("reading")}
      </Text>
    </Group>
  );
}
