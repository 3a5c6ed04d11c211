/** The first look at a webinar: its pictures, and its facts beside them. */
import { Anchor, Grid, Paper, Stack, Table, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { figure } from "../language/moments.ts";
import { Copyable } from "../parts/copyable.tsx";
import { funnelOf } from "./funnel.ts";
import { Loaded } from "./loaded.tsx";
import { isSameClock, meetingIn } from "./meeting-words.ts";
import { FunnelPicture, RegistrationsPicture } from "./pictures.tsx";
import {
  attendeesQuery,
  type Place,
  type Registrant,
  registrantsQuery,
  sessionsQuery,
  standingOf,
  type Webinar,
} from "./webinar.ts";
import { useWebinarWords } from "./words.ts";

export interface PartProps {
  readonly webinar: Webinar;
  readonly place: Place;
}

export function Overview({ webinar, place }: PartProps) {
  const registrants = useQuery(registrantsQuery(place));
  const hasBegun = webinar.times.some(({ startTime }) => Date.parse(startTime) < Date.now());
  return (
    <Grid gap="xl">
      <Grid.Col span={{ base: 12, lg: 7 }}>
        <Loaded answer={registrants}>
          {(list) => (
            <Stack gap="xl">
              {hasBegun && <FunnelOf place={place} registrants={list} />}
              <RegistrationsPicture registrants={list} />
            </Stack>
          )}
        </Loaded>
      </Grid.Col>
      <Grid.Col span={{ base: 12, lg: 5 }}>
        <Facts webinar={webinar} />
      </Grid.Col>
    </Grid>
  );
}

function FunnelOf({
  place,
  registrants,
}: {
  readonly place: Place;
  readonly registrants: readonly Registrant[];
}) {
  const say = useWebinarWords();
  const sessions = useQuery(sessionsQuery(place));
  const attendees = useQuery({ ...attendeesQuery(place), enabled: (sessions.data?.length ?? 0) > 0 });
  return (
    <Loaded answer={sessions}>
      {(held) =>
        held.length === 0 ? (
          <Text>{say("noSession")}</Text>
        ) : (
          <Loaded answer={attendees}>
            {(people) => <FunnelPicture funnel={funnelOf(registrants, held, people)} />}
          </Loaded>
        )
      }
    </Loaded>
  );
}

/** More of them scroll in a box of their own. */
const mostMeetings = 4;

function Facts({ webinar }: { readonly webinar: Webinar }) {
  const say = useWebinarWords();
  const {
    times,
    timeZone,
    recurrenceType,
    experienceType,
    approvalType,
    organizerName,
    organizerEmail,
    registrationLimit,
    locale,
    webinarID,
    isPasswordProtected,
    registrationUrl,
    description,
  } = webinar;
  const experience = experienceType?.toLowerCase();
  const isOver = standingOf(webinar, Date.now()).state === "over";
  const facts: readonly (readonly [name: string, value: ReactNode])[] = [
    [
      say(times.length > 1 ? "meetings" : "when"),
      <Stack
        key="times"
        gap={4}
        {...(times.length > mostMeetings
          ? {
              mah: 240,
              tabIndex: 0,
              role: "region",
              "aria-label": say("meetings"),
              style: { overflowY: "auto" },
            }
          : {})}
      >
        {times.map((meeting) => (
          <div key={meeting.startTime}>
            <Text size="sm">{meetingIn(meeting)}</Text>
            {!isSameClock(meeting, timeZone) && (
              <Text size="xs" c="dimmed">
                {say("inZone")}: {meetingIn(meeting, timeZone)}
              </Text>
            )}
          </div>
        ))}
      </Stack>,
    ],
    [say("zone"), timeZone],
    [say("kind"), say(`kind_${recurrenceType}`)],
    ...(experience === "classic" || experience === "broadcast" || experience === "simulive"
      ? [[say("experience"), say(`experience_${experience}`)] as const]
      : []),
    ...(approvalType === undefined ? [] : [[say("approval"), say(`approval_${approvalType}`)] as const]),
    ...(isPasswordProtected === true ? [[say("protected"), say("protectedText")] as const] : []),
    ...(registrationLimit === undefined ? [] : [[say("limit"), figure(registrationLimit)] as const]),
    ...(locale === undefined ? [] : [[say("language"), locale.replace("_", "-")] as const]),
    ...(organizerName === undefined
      ? []
      : [
          [
            say("organizer"),
            <Text key="organizer" size="sm">
              {organizerName}{" "}
              {organizerEmail !== undefined && (
                <Anchor href={`mailto:${organizerEmail}`} style={{ overflowWrap: "anywhere" }}>
                  {organizerEmail}
                </Anchor>
              )}
            </Text>,
          ] as const,
        ]),
    [say("number"), webinarID],
  ];
  return (
    <Paper withBorder p="md" component="section" aria-label={say("facts")}>
      <Title order={2} size="h4" mb="sm">
        {say("facts")}
      </Title>
      <Table layout="fixed" withRowBorders={false} verticalSpacing={6} horizontalSpacing={0}>
        <Table.Tbody>
          {facts.map(([name, value]) => (
            <Table.Tr key={name} style={{ verticalAlign: "top" }}>
              <Table.Th w="32%" fw={400} c="dimmed">
                {name}
              </Table.Th>
              <Table.Td>{value}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {registrationUrl !== undefined && !isOver && (
        <Copyable label={say("registration")} value={registrationUrl} />
      )}
      {description !== undefined && description !== "" && (
        <>
          <Text size="sm" c="dimmed" mt="md">
            {say("description")}
          </Text>
          <Text size="sm" style={{ whiteSpace: "pre-line", overflowWrap: "anywhere" }}>
            {description}
          </Text>
        </>
      )}
    </Paper>
  );
}
