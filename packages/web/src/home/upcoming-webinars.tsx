/** The next webinars, each with how many have registered, and how that came about. */
import { ColorSwatch, Divider, Group, Stack, Text } from "@mantine/core";
import { failureOf } from "../api/failure.ts";
import type { Connection } from "../connections/connection.ts";
import { figure, listed } from "../language/moments.ts";
import { FailureNotice } from "../parts/failure-notice.tsx";
import { AnchorLink } from "../parts/links.tsx";
import { Moment } from "../parts/moment.tsx";
import { Waiting } from "../parts/waiting.tsx";
import { Registrations } from "./registrations.tsx";
import { colorOf, useUpcoming, webinarsOf } from "./upcoming.ts";
import { useHomeWords } from "./words.ts";

export function UpcomingWebinars({ connections }: { readonly connections: readonly Connection[] }) {
  const say = useHomeWords();
  const { coming, registrations, reading, error } = useUpcoming(connections);
  const places = new Map(webinarsOf(coming).map(({ webinarKey }, place) => [webinarKey, place]));
  const registered = coming.some(({ webinarKey }) => (registrations.get(webinarKey)?.length ?? 0) > 0);
  const nameOf = (alias: string) => connections.find((one) => one.alias === alias)?.name ?? alias;
  return (
    <Stack gap="sm" aria-busy={reading}>
      {error !== null && <FailureNotice failure={failureOf(error)} />}
      {!reading && error === null && coming.length === 0 && <Text>{say("upcomingNone")}</Text>}
      {coming.map(({ connections: through, webinarKey, subject, startTime }) => {
        const count = registrations.get(webinarKey)?.length;
        return (
          <Group key={`${webinarKey} ${startTime}`} justify="space-between" wrap="nowrap" gap="md">
            <Group gap="sm" wrap="nowrap" align="flex-start">
              <ColorSwatch
                color={colorOf(places.get(webinarKey) ?? 0)}
                size={12}
                mt={6}
                withShadow={false}
                style={{ flexShrink: 0 }}
                aria-hidden
              />
              <div>
                <AnchorLink
                  to="/data/Webinar/$webinarKey"
                  params={{ webinarKey }}
                  search={{ connection: through[0] }}
                  c="inherit"
                >
                  {subject}
                </AnchorLink>
                <Text size="sm" c="dimmed">
                  <Moment at={startTime} /> · <Moment at={startTime} relative />
                  {connections.length > 1 &&
                    ` · ${say("through", { connections: listed(through.map(nameOf)) })}`}
                </Text>
              </div>
            </Group>
            <Text ta="right" size="sm" style={{ whiteSpace: "nowrap" }}>
              {count === undefined ? "…" : say("registrants", { count, figure: figure(count) })}
            </Text>
          </Group>
        );
      })}
      {reading && <Waiting words={say("reading")} />}
      {registered && (
        <>
          <Divider />
          <Registrations coming={coming} registrations={registrations} />
        </>
      )}
    </Stack>
  );
}
