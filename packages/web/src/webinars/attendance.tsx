/** Who was there: the people in the room minute by minute, and each of them with the time they stayed. */
import { Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { currentLanguage } from "../language/language.ts";
import { figure } from "../language/moments.ts";
import { Loaded } from "./loaded.tsx";
import { nameOf, PeopleSearch, usePeopleSearch } from "./people-search.tsx";
import { PeopleTable } from "./people-table.tsx";
import { PresencePicture } from "./pictures.tsx";
import { byPerson, type Stay, staysOf } from "./presence.ts";
import { useRegisterWords } from "./register-words.ts";
import { SessionChoice } from "./session-choice.tsx";
import { type Attendee, attendeesQuery, type Place } from "./webinar.ts";

export function Attendance({ place }: { readonly place: Place }) {
  const answer = useQuery(attendeesQuery(place));
  return (
    <SessionChoice place={place}>
      {(session) => (
        <Loaded answer={answer}>
          {(all) => {
            const attendees = byPerson(all.filter(({ sessionKey }) => sessionKey === session.sessionKey));
            return (
              <>
                <PresencePicture session={session} attendees={attendees} />
                {attendees.length > 0 && <People attendees={attendees} />}
              </>
            );
          }}
        </Loaded>
      )}
    </SessionChoice>
  );
}

function People({ attendees }: { readonly attendees: readonly Attendee[] }) {
  const say = useRegisterWords();
  const byName = attendees.toSorted((one, other) => nameOf(one).localeCompare(nameOf(other)));
  const found = usePeopleSearch(byName);
  const stays = staysOf(attendees);
  // Name, times and minutes fit a telephone side by side; "03:04 PM" needs more room than "15:04".
  const clockWidth = timeOfDay(0).length > 5 ? 84 : 72;
  const figureOf =
    (what: keyof Stay) =>
    ({ registrantKey }: Attendee) =>
      stays.get(registrantKey)?.[what] ?? Number.NaN;
  const [came, left, minutes] = [figureOf("came"), figureOf("left"), figureOf("minutes")];
  return (
    <Stack component="section" aria-label={say("attendees")}>
      <Title order={3} size="h5">
        {say("attendees")}
      </Title>
      <PeopleSearch shown={found.length} all={attendees.length} />
      {found.length === 0 ? (
        <Text>{say("nobodyFound")}</Text>
      ) : (
        <PeopleTable
          label={say("attendees")}
          people={found}
          columns={[
            { name: "name", label: say("name"), width: 264 - 2 * clockWidth, textOf: nameOf },
            {
              name: "came",
              label: say("came"),
              width: clockWidth,
              textOf: (one) => timeOfDay(came(one)),
              figureOf: came,
            },
            {
              name: "left",
              label: say("left"),
              width: clockWidth,
              textOf: (one) => timeOfDay(left(one)),
              figureOf: left,
            },
            {
              name: "present",
              label: say("present"),
              width: 92,
              textOf: (one) => figure(minutes(one)),
              figureOf: minutes,
            },
            // Last: a telephone has no room for it beside the times.
            { name: "email", label: say("email"), width: 240, textOf: ({ email }) => email },
          ]}
        />
      )}
    </Stack>
  );
}

function timeOfDay(at: number): string {
  return new Intl.DateTimeFormat(currentLanguage(), { hour: "2-digit", minute: "2-digit" }).format(at);
}
