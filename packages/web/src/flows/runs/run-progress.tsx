/** A run while it goes: how far, how fast, how long still, and the button that stops it. */
import { Alert, Button, Group, Paper, Progress, Stack, Text } from "@mantine/core";
import { useInterval } from "@mantine/hooks";
import { IconPlugConnectedX } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api, told } from "../../api/client.ts";
import { failureOf } from "../../api/failure.ts";
import { useTellAsText } from "../../api/hub-words/use-tell.ts";
import { useMay } from "../../api/session.ts";
import { duration, figure, share as shareWords } from "../../language/moments.ts";
import { FailureNotice } from "../../parts/failure-notice.tsx";
import type { Followed } from "./follow-run.ts";
import { outcomeOf, type Run } from "./run.ts";
import { useRunWords } from "./run-words.ts";

export interface RunProgressProps {
  readonly run: Run;
  readonly followed: Followed;
}

export function RunProgress({ run, followed }: RunProgressProps) {
  const { event, cameAt, isLost } = followed;
  const say = useRunWords();
  const tell = useTellAsText();
  const mayRun = useMay("flows:run");
  const stop = useMutation({
    mutationFn: () => told(api.POST("/api/v1/flow-runs/{id}/stop", { params: { path: { id: run.id } } })),
  });
  const now = useClock();
  const { state, counts } = event ?? run;
  // Events come when rows were kept; the time goes on in between.
  const seconds = event === undefined ? run.seconds : event.seconds + Math.max(0, now - cameAt) / 1_000;
  const sentence =
    state === "waiting"
      ? run.waitsFor === undefined
        ? say("waiting")
        : tell(run.waitsFor)
      : counts.read === 0
        ? say("runningFirst", { time: duration(seconds) })
        : say("running", { time: duration(seconds), outcome: outcomeOf(counts, say) });
  return (
    <Paper withBorder p="md" component="section" aria-label={say("progress")}>
      <Stack gap="sm">
        <Group justify="space-between" gap="sm" align="flex-start">
          <Text style={{ flex: "1 1 280px" }}>{sentence}</Text>
          {mayRun && (
            <Button
              variant="default"
              loading={stop.isPending}
              disabled={stop.isSuccess}
              onClick={() => stop.mutate()}
            >
              {say("stop")}
            </Button>
          )}
        </Group>
        {stop.isSuccess && <Text size="sm">{say("stopping")}</Text>}
        {stop.isError && <FailureNotice failure={failureOf(stop.error)} />}
        <Progress
          value={(event?.share ?? 1) * 100}
          animated={event?.share === undefined && !isLost}
          striped={event?.share === undefined}
          aria-label={say("progress")}
          size="lg"
        />
        <Details followed={followed} />
        {isLost ? (
          <Alert color="orange" icon={<IconPlugConnectedX aria-hidden />} role="status">
            {say("lost")}
          </Alert>
        ) : (
          <Text size="sm" c="dimmed">
            {say("leave")}
          </Text>
        )}
      </Stack>
    </Paper>
  );
}

const tickMs = 1_000;

/** The time of now, told each second. */
function useClock(): number {
  const [now, setNow] = useState(Date.now);
  useInterval(() => setNow(Date.now()), tickMs, { autoInvoke: true });
  return now;
}

function Details({ followed: { event } }: { readonly followed: Followed }) {
  const say = useRunWords();
  if (event === undefined) return null;
  const { share, total, totalFrom, rowsPerSecond, secondsLeft, counts } = event;
  const parts = [
    share === undefined || total === undefined
      ? undefined
      : say(totalFrom === "known" ? "shareKnown" : "shareGuess", {
          share: shareWords(share),
          total: figure(total),
        }),
    rowsPerSecond === undefined || rowsPerSecond === 0
      ? undefined
      : say("rate", { rate: figure(Math.round(rowsPerSecond * 10) / 10) }),
    secondsLeft === undefined ? undefined : say("left", { time: duration(secondsLeft) }),
    counts.calls === 0 ? undefined : say("calls", { count: counts.calls, shown: figure(counts.calls) }),
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? null : <Text size="sm">{parts.join(" · ")}</Text>;
}
