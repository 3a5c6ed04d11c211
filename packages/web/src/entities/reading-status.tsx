/** How far the reading is, in a sentence: rows, calls, rate, time left; how it ended; and what can be done about it. */
import { Alert, Box, Button, Group, Progress, Stack, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { Failure } from "../api/failure.ts";
import { figure } from "../language/moments.ts";
import { FailureNotice } from "../parts/failure-notice.tsx";
import { HubWords } from "../parts/hub-words.tsx";
import { type DataSearch, usualLimit } from "./address.ts";
import type { RunningReading } from "./reading.ts";
import { callsIn, limitInWords, paceOf, rowsIn } from "./run-words.ts";
import { type DataSay, useDataWords } from "./words.ts";

export function ReadingStatus({
  reading,
  asked,
}: {
  readonly reading: RunningReading;
  readonly asked: DataSearch;
}) {
  const say = useDataWords();
  const { state, rows, progress, failure } = reading;
  const done = progress?.lines[0]?.share;
  const isReading = state === "reading";
  return (
    <Stack gap={4}>
      <Group gap="sm" mih={32}>
        <Text size="sm" role="status" aria-live={isReading ? "off" : "polite"}>
          {sentenceOf(reading, asked, say)}
        </Text>
        {isReading && (
          <Button size="compact-sm" variant="default" onClick={reading.stop}>
            {say("stop")}
          </Button>
        )}
        {(state === "whole" || state === "stopped") && (
          <Button size="compact-sm" variant="subtle" onClick={reading.again}>
            {say("readAgain")}
          </Button>
        )}
      </Group>
      {/* A place of its own also when it is empty, so that the table does not jump. */}
      <Box h={4}>
        {isReading && progress !== undefined && (
          <Progress value={100 * (done ?? 0)} size={4} aria-label={say("readingNow")} />
        )}
      </Box>
      {progress?.remarks?.map((remark) => (
        <Alert key={remark} color="yellow" icon={<IconAlertTriangle aria-hidden />} p="xs">
          <HubWords>{remark}</HubWords>
        </Alert>
      ))}
      {failure !== undefined && (
        <Stack gap="xs" maw={720}>
          {rows.length > 0 && <Text fw={600}>{say("cutOff", { rows: rowsIn(rows.length, say) })}</Text>}
          <FailureNotice failure={failure} />
          {mayHelp(failure) && (
            <Button size="xs" w="fit-content" onClick={reading.again}>
              {say("tryAgain")}
            </Button>
          )}
        </Stack>
      )}
    </Stack>
  );
}

/** The same question would be wrong again. */
function mayHelp({ status }: Failure): boolean {
  return status !== 400 && status !== 404;
}

function sentenceOf(
  { state, rows, progress }: RunningReading,
  { limit = usualLimit }: DataSearch,
  say: DataSay,
): string {
  const count = rowsIn(rows.length, say);
  if (state === "failed") return "";
  if (state === "stopped") return say("stoppedAt", { rows: count });
  if (state === "reading") {
    if (rows.length === 0 && progress === undefined) return say("readingNow");
    return [say("reading", { rows: count }), paceOf(progress, say)].filter(Boolean).join(" ");
  }
  const whole =
    progress === undefined
      ? say("wholeSimple", { rows: count })
      : say("whole", {
          rows: count,
          calls: callsIn(progress.calls, say),
          seconds: figure(Math.max(0.1, Math.round(progress.seconds * 10) / 10)),
        });
  const isLimited = rows.length === limit;
  const limited = isLimited ? say("limited", { limit: limitInWords(limit, say) }) : undefined;
  return [whole, limited].filter(Boolean).join(" ");
}
