/** The people of a webinar as an Excel workbook: who registered, and who came to which session. NOT how it is made. */
import { Button, type ButtonProps, Stack } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { failureOf } from "../api/failure.ts";
import { isKnownZone } from "../language/wall-time.ts";
import { FailureNotice } from "../parts/failure-notice.tsx";
import type { PartProps } from "./overview.tsx";
import { byPerson, type Stay, staysOf } from "./presence.ts";
import { type SayRegister, useRegisterWords } from "./register-words.ts";
import { type Attendee, attendeesQuery, type Registrant, type Session, sessionsQuery } from "./webinar.ts";
import { useWebinarWords } from "./words.ts";
import { type PeopleField, saveWorkbook } from "./workbook.ts";

/** Those of the list that are shown, in its order. */
export function RegistrantsExport({
  webinar,
  registrants,
}: Pick<PartProps, "webinar"> & { readonly registrants: readonly Registrant[] }) {
  const say = useRegisterWords();
  const sayWebinar = useWebinarWords();
  return (
    <Export
      label={sayWebinar("exportRegistrants")}
      variant="default"
      save={() =>
        saveWorkbook({
          webinar,
          title: say("registrants"),
          people: registrants,
          columns: [
            ...personColumns<Registrant>(say),
            { name: say("status"), type: "text", read: ({ status }) => say(`status_${status}`) },
            {
              name: inZone(say("registeredAt"), webinar.timeZone),
              type: "dateTime",
              read: ({ registrationDate }) => Date.parse(registrationDate),
            },
            { name: say("joinLink"), type: "text", read: ({ joinUrl }) => joinUrl },
            { name: say("registrantKey"), type: "text", read: ({ registrantKey }) => registrantKey },
          ],
        })
      }
    />
  );
}

/** Everybody who came, a row for each session that they came to. */
export function AttendeesExport({ webinar, place }: PartProps) {
  const say = useRegisterWords();
  const sayWebinar = useWebinarWords();
  const queries = useQueryClient();
  const save = async () => {
    const [sessions, attendees] = await Promise.all([
      queries.fetchQuery(sessionsQuery(place)),
      queries.fetchQuery(attendeesQuery(place)),
    ]);
    const people = comings(sessions, attendees);
    const { timeZone } = webinar;
    const started: PeopleField<Coming> = {
      name: inZone(sayWebinar("session"), timeZone),
      type: "dateTime",
      read: ({ session }) => session,
    };
    await saveWorkbook({
      webinar,
      title: say("attendeesOfAll"),
      people,
      columns: [
        ...personColumns<Coming>(say),
        ...(sessions.length > 1 ? [started] : []),
        { name: inZone(say("came"), timeZone), type: "dateTime", read: ({ came }) => came },
        { name: inZone(say("left"), timeZone), type: "dateTime", read: ({ left }) => left },
        { name: say("present"), type: "integer", read: ({ minutes }) => minutes },
        { name: say("registrantKey"), type: "text", read: ({ registrantKey }) => registrantKey },
      ],
    });
  };
  return <Export label={sayWebinar("export")} save={save} />;
}

/** Somebody in one session. */
interface Coming extends Attendee, Stay {
  /** When it began. */
  readonly session: number | undefined;
}

function comings(sessions: readonly Session[], attendees: readonly Attendee[]): readonly Coming[] {
  const begins = new Map(sessions.map(({ sessionKey, startTime }) => [sessionKey, Date.parse(startTime)]));
  return [...Map.groupBy(attendees, ({ sessionKey }) => sessionKey)].flatMap(([sessionKey, there]) => {
    const stays = staysOf(there);
    return byPerson(there)
      .flatMap((person) => {
        const stay = stays.get(person.registrantKey);
        return stay === undefined ? [] : [{ ...person, ...stay, session: begins.get(sessionKey) }];
      })
      .toSorted((one, other) => one.came - other.came);
  });
}

type Somebody = Pick<Registrant, "firstName" | "lastName" | "email">;

function personColumns<Person extends Somebody>(say: SayRegister): readonly PeopleField<Person>[] {
  return (["firstName", "lastName", "email"] as const).map((field) => ({
    name: say(`field_${field}`),
    type: "text",
    read: (person) => person[field],
  }));
}

/** "Came (Europe/Madrid)". A zone that the browser does not know is shown in UTC. */
function inZone(name: string, zone: string): string {
  return `${name} (${isKnownZone(zone) ? zone : "UTC"})`;
}

interface ExportProps extends ButtonProps {
  readonly label: string;
  readonly save: () => Promise<void>;
}

function Export({ label, save, ...look }: ExportProps) {
  const saving = useMutation({ mutationFn: save });
  return (
    <Stack gap="xs">
      <Button
        {...look}
        leftSection={<IconDownload size={16} aria-hidden />}
        loading={saving.isPending}
        onClick={() => saving.mutate()}
      >
        {label}
      </Button>
      {saving.isError && <FailureNotice failure={failureOf(saving.error)} />}
    </Stack>
  );
}
