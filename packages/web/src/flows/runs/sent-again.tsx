/** Failed rows that are being sent again: how far, and what came of it. */
import { Alert, Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { failureOf } from "../../api/failure.ts";
import { duration } from "../../language/moments.ts";
import { FailureNotice } from "../../parts/failure-notice.tsx";
import { HubWords } from "../../parts/hub-words.tsx";
import { Waiting } from "../../parts/waiting.tsx";
import { useFailedRowWords } from "./failed-row-words.ts";
import { useFollowedRun } from "./follow-run.ts";
import { isUnderWay, outcomeOf, type Run, runQuery } from "./run.ts";
import { WhatCame } from "./run-page.tsx";
import { RunProgress } from "./run-progress.tsx";
import { useRunWords } from "./run-words.ts";

export function SentAgain({ id, onHide }: { readonly id: string; readonly onHide: () => void }) {
  const { data: run, error } = useQuery(runQuery(id));
  if (error !== null) return <FailureNotice failure={failureOf(error)} />;
  if (run === undefined) return <Waiting />;
  return <Going kept={run} onHide={onHide} />;
}

function Going({ kept, onHide }: { readonly kept: Run; readonly onHide: () => void }) {
  const say = useFailedRowWords();
  const sayRun = useRunWords();
  const followed = useFollowedRun(kept, isUnderWay(kept));
  const run = isUnderWay(kept) && followed.event !== undefined ? { ...kept, ...followed.event } : kept;
  if (isUnderWay(run)) return <RunProgress run={kept} followed={followed} />;
  const isWell = run.state === "done" && run.counts.failed === 0;
  const { state, counts, seconds, error } = run;
  return (
    <Alert
      color={isWell ? "green" : "orange"}
      withCloseButton
      closeButtonLabel={say("hide")}
      onClose={onHide}
    >
      <Stack gap="xs">
        {state === "done" ? (
          <WhatCame run={run} />
        ) : (
          <Group>
            <Text role="status">
              {sayRun(`ended_${state === "stopped" ? "stopped" : "failed"}`, {
                time: duration(seconds),
                outcome: outcomeOf(counts, sayRun),
              })}{" "}
              {error !== undefined && <HubWords>{`${error.message} ${error.remedy}`}</HubWords>}
            </Text>
          </Group>
        )}
      </Stack>
    </Alert>
  );
}
