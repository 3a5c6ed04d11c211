/** Consent at GoTo for a connection that is there: in a window of GoTo, or by a personal access token. */
import { Alert, Anchor, Button, PasswordInput, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api, told } from "../api/client.ts";
import { Failure, failureOf } from "../api/failure.ts";
import { FailureNotice } from "../parts/failure-notice.tsx";
import { takeFocus } from "../parts/take-focus.ts";
import { Waiting } from "../parts/waiting.tsx";
import { connectionsQuery } from "./connection.ts";
import { useConnectionWords } from "./words.ts";

interface ConsentProps {
  readonly alias: string;
  readonly name: string;
  readonly onClose: () => void;
}

const lookEveryMs = 1_000;

export function Consent({ alias, name, onClose }: ConsentProps) {
  const say = useConnectionWords();
  const queries = useQueryClient();
  const [isBlocked, setBlocked] = useState(false);
  const [byToken, { toggle }] = useDisclosure();
  const [personalAccessToken, setToken] = useState("");
  const begin = useMutation({
    mutationFn: () =>
      told(api.POST("/api/v1/connections/{alias}/authorize", { params: { path: { alias } }, body: {} })),
    onSuccess: ({ url }) =>
      setBlocked(window.open(url, "rostrum-consent", "popup,width=560,height=720") === null),
  });
  const id = begin.data?.id;
  const going = useQuery({
    queryKey: ["consent", alias, id],
    enabled: id !== undefined,
    queryFn: ({ signal }) =>
      told(
        api.GET("/api/v1/connections/{alias}/authorize/{id}", {
          params: { path: { alias, id: id ?? "" } },
          signal,
        }),
      ),
    refetchInterval: ({ state }) =>
      state.data === undefined || state.data.state === "waiting" ? lookEveryMs : false,
  });
  const token = useMutation({
    mutationFn: () =>
      told(
        api.POST("/api/v1/connections/{alias}/personal-access-token", {
          params: { path: { alias } },
          body: { personalAccessToken },
        }),
      ),
  });
  const isDone = going.data?.state === "done" || token.isSuccess;
  useEffect(() => {
    if (isDone) void queries.invalidateQueries({ queryKey: connectionsQuery.queryKey });
  }, [isDone, queries]);

  if (isDone) {
    return (
      <Stack>
        <Alert color="green" role="status">
          {say("done", { name })}
        </Alert>
        <Button onClick={onClose} ref={takeFocus}>
          {say("close")}
        </Button>
      </Stack>
    );
  }
  const failed =
    going.data?.state === "failed"
      ? new Failure(409, { code: "authorize.failed", ...going.data.error })
      : undefined;
  const thrown = failed ?? begin.error ?? going.error ?? token.error;
  return (
    <Stack>
      <Text>{say("consentText")}</Text>
      {thrown !== null && thrown !== undefined && <FailureNotice failure={failureOf(thrown)} />}
      {going.data?.state === "waiting" && <Waiting words={say("windowOpen")} isShown size="xs" />}
      {isBlocked && begin.data !== undefined && (
        <Alert color="orange">
          {say("blocked")}{" "}
          <Anchor href={begin.data.url} target="_blank" rel="noreferrer">
            {say("link")}
          </Anchor>
        </Alert>
      )}
      <Button loading={begin.isPending} onClick={() => begin.mutate()} data-autofocus>
        {id === undefined ? say("openWindow") : say("windowAgain")}
      </Button>
      <Button variant="subtle" onClick={toggle} aria-expanded={byToken}>
        {say("token")}
      </Button>
      {byToken && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            token.mutate();
          }}
        >
          <Stack gap="xs">
            <PasswordInput
              label={say("token")}
              description={say("tokenText")}
              required
              autoComplete="off"
              value={personalAccessToken}
              onChange={({ currentTarget }) => setToken(currentTarget.value)}
            />
            <Button type="submit" variant="default" loading={token.isPending}>
              {say("tokenUse")}
            </Button>
          </Stack>
        </form>
      )}
    </Stack>
  );
}
