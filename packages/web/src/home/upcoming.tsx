/** The next webinars of all connections, each with how many have registered. */
import { Group, Loader, Stack, Text } from "@mantine/core";
import { useQueries } from "@tanstack/react-query";
import { failureOf } from "../api/failure.ts";
import { type Row, readRows } from "../api/rows.ts";
import type { Connection } from "../connections/connection.ts";
import { FailureNotice } from "../parts/failure-notice.tsx";
import { Moment } from "../parts/moment.tsx";
import { useHomeWords } from "./words.ts";

const shown = 6;

interface Coming {
  readonly key: string;
  readonly subject: string;
  readonly startTime: string;
}

export function Upcoming({ connections }: { readonly connections: readonly Connection[] }) {
  const say = useHomeWords();
  const answers = useQueries({
    queries: connections
      .filter(({ state }) => state === "working")
      .map(({ alias }) => ({
        queryKey: ["upcoming", alias],
        queryFn: ({ signal }: { signal: AbortSignal }) =>
          readRows({ entity: "UpcomingWebinar", query: { connection: alias, limit: "200" }, signal }),
        staleTime: 60_000,
      })),
  });
  const failed = answers.find(({ error }) => error !== null);
  const coming = nextOf(
    answers.flatMap(({ data }) => data ?? []),
    new Date(),
  ).slice(0, shown);
  return (
    <Stack gap="xs" aria-busy={answers.some(({ isPending }) => isPending)}>
      {failed !== undefined && <FailureNotice failure={failureOf(failed.error)} />}
      {answers.some(({ isPending }) => isPending) && <Loader size="sm" aria-label={say("reading")} />}
      {answers.every(({ isSuccess }) => isSuccess) && coming.length === 0 && (
        <Text>{say("upcomingNone")}</Text>
      )}
      {coming.map(({ key, subject, startTime }) => (
        <Group key={`${key} ${startTime}`} justify="space-between" wrap="nowrap" gap="md">
          <div>
            <Text>{subject}</Text>
            <Text size="sm" c="dimmed">
              <Moment at={startTime} /> · <Moment at={startTime} relative />
            </Text>
          </div>
        </Group>
      ))}
    </Stack>
  );
}

/** The meetings still to come, soonest first; a webinar with several stands there with each. */
function nextOf(webinars: readonly Row[], now: Date): readonly Coming[] {
  return webinars
    .flatMap(({ webinarKey, subject, times }) =>
      (times as readonly { readonly startTime: string }[]).map(({ startTime }) => ({
        key: String(webinarKey),
        subject: String(subject),
        startTime,
      })),
    )
    .filter(({ startTime }) => Date.parse(startTime) > now.getTime())
    .sort((one, other) => one.startTime.localeCompare(other.startTime));
}
