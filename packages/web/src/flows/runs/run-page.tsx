/** One run: live while it goes, then how it ended, what happened where, and the rows that failed. */
import { Alert, Button, Group, Paper, Stack, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { api, told } from "../../api/client.ts";
import { Failure, failureOf } from "../../api/failure.ts";
import { useMay } from "../../api/session.ts";
import { dayAndTime, duration, figure } from "../../language/moments.ts";
import { FailureNotice } from "../../parts/failure-notice.tsx";
import { AnchorLink, ButtonLink } from "../../parts/links.tsx";
import { PageTitle } from "../../parts/page-title.tsx";
import { useFollowedRun } from "./follow-run.ts";
import { failedRowKindsQuery, isUnderWay, outcomeOf, type Run, runQuery } from "./run.ts";
import { RunProgress } from "./run-progress.tsx";
import { RunState } from "./run-state.tsx";
import { RunSteps } from "./run-steps.tsx";
import { useRunWords } from "./run-words.ts";
import { WrittenFile } from "./written-file.tsx";

const route = getRouteApi("/flows/$name/runs/$id");

export function RunPage() {
  const say = useRunWords();
  const { id, name } = route.useParams();
  const { data: kept } = useSuspenseQuery(runQuery(id));
  const followed = useFollowedRun(kept, isUnderWay(kept));
  // What came last: the event while it goes, the answer before and after.
  const run = isUnderWay(kept) && followed.event !== undefined ? { ...kept, ...followed.event } : kept;
  return (
    <>
      <AnchorLink to="/flows/$name" params={{ name }} size="sm">
        ← {name}
      </AnchorLink>
      <PageTitle
        title={say(run.kind === "run" ? "title" : "titleAgain", { flow: name })}
        text={say("text", {
          reason: say(`reason_${run.reason}`),
          when: dayAndTime(new Date(run.requestedAt)),
        })}
        action={<RunState state={run.state} failed={run.counts.failed} />}
      />
      <Stack>
        {run.missed > 0 && <Alert color="orange">{say("missed", { count: run.missed })}</Alert>}
        {isUnderWay(run) ? (
          <RunProgress run={kept} followed={followed} />
        ) : (
          <>
            <RunEnd run={run} />
            <RunSteps run={run} />
          </>
        )}
      </Stack>
    </>
  );
}

function RunEnd({ run }: { readonly run: Run }) {
  const say = useRunWords();
  const mayRun = useMay("flows:run");
  const queries = useQueryClient();
  const { id, state, error, counts, seconds, flow } = run;
  const resume = useMutation({
    mutationFn: () => told(api.POST("/api/v1/flow-runs/{id}/resume", { params: { path: { id } } })),
    onSuccess: (resumed) => queries.setQueryData(runQuery(id).queryKey, resumed),
  });
  const { data: kinds } = useQuery({ ...failedRowKindsQuery(flow, id), enabled: run.kind === "run" });
  const waiting = kinds?.kinds.reduce((sum, { rows }) => sum + rows, 0);
  const canResume = state === "stopped" || state === "failed";
  return (
    <Paper withBorder p="md" component="section">
      <Stack gap="sm">
        <Text role="status">
          {say(`ended_${state === "done" || state === "stopped" ? state : "failed"}`, {
            time: duration(seconds),
            outcome: outcomeOf(counts, say),
          })}
        </Text>
        {run.kind === "reprocess" && state === "done" && <WhatCame run={run} />}
        {state === "failed" && error !== undefined && <FailureNotice failure={new Failure(409, error)} />}
        {resume.isError && <FailureNotice failure={failureOf(resume.error)} />}
        {state === "done" && <WrittenFile flow={flow} />}
        {canResume && mayRun && (
          <Group gap="sm">
            <Button loading={resume.isPending} onClick={() => resume.mutate()}>
              {say("resume")}
            </Button>
            <Text size="sm" c="dimmed">
              {say("resumeText")}
            </Text>
          </Group>
        )}
        {counts.failed > 0 && waiting === 0 && <Text size="sm">{say("noneWaits")}</Text>}
        {waiting !== undefined && waiting > 0 && (
          <Alert color="orange" icon={<IconAlertTriangle aria-hidden />}>
            <Group justify="space-between" gap="sm">
              <Text size="sm">{say("failedRows", { count: waiting, shown: figure(waiting) })}</Text>
              <ButtonLink
                variant="default"
                size="xs"
                to="/flows/$name/failed-rows"
                params={{ name: flow }}
                search={{ run: id }}
              >
                {say("toFailedRows")}
              </ButtonLink>
            </Group>
          </Alert>
        )}
      </Stack>
    </Paper>
  );
}

/** What came of rows that were sent again. */
export function WhatCame({ run: { counts } }: { readonly run: Pick<Run, "counts"> }) {
  const say = useRunWords();
  const { read, failed } = counts;
  const through = counts.failed === 0 ? read : Math.max(0, read - failed);
  return (
    <Text role="status">
      {failed === 0
        ? say("whatCameAll", { count: read, shown: figure(read) })
        : say("whatCame", {
            count: read,
            read: figure(read),
            through: figure(through),
            failed: figure(failed),
          })}
    </Text>
  );
}
