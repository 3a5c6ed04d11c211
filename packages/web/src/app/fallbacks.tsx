/** What stands in a page's place while it loads, when it fails, and where there is none. */
import { Button, Center, Stack, Text, Title } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type ErrorComponentProps, Link, useRouter } from "@tanstack/react-router";
import { useCallback, useEffect } from "react";
import { failureOf } from "../api/failure.ts";
import { FailureNotice } from "../parts/failure-notice.tsx";
import { Waiting } from "../parts/waiting.tsx";
import { useFrameWords } from "./words.ts";

export function PageWaiting() {
  return (
    <Center mih={240}>
      <Waiting size="md" />
    </Center>
  );
}

/** What may be over by itself is tried again by itself, at this pace. */
const tryAgainMs = 5_000;

export function PageFailure({ error, reset }: ErrorComponentProps) {
  const say = useFrameWords();
  const router = useRouter();
  const queries = useQueryClient();
  const failure = failureOf(error);
  const passing = failure.status === 0 || failure.status >= 500;
  const tryAgain = useCallback(() => {
    queries.resetQueries({ predicate: (query) => query.state.status === "error" });
    reset();
    void router.invalidate();
  }, [queries, reset, router]);
  useEffect(() => {
    if (!passing) return;
    const timer = setInterval(tryAgain, tryAgainMs);
    return () => clearInterval(timer);
  }, [passing, tryAgain]);
  return (
    <Stack maw={640} p="lg">
      <Title order={1} size="h2">
        {say("failedTitle")}
      </Title>
      <FailureNotice failure={failure} />
      {passing && (
        <Text size="sm" c="dimmed">
          {say("triedAgain")}
        </Text>
      )}
      <Button w="fit-content" onClick={tryAgain}>
        {say("tryAgain")}
      </Button>
    </Stack>
  );
}

export function PageMissing() {
  const say = useFrameWords();
  return (
    <Stack maw={640} p="lg">
      <Title order={1} size="h2">
        {say("missingTitle")}
      </Title>
      <Text>{say("missingText")}</Text>
      <Button component={Link} to="/" w="fit-content">
        {say("toHome")}
      </Button>
    </Stack>
  );
}
