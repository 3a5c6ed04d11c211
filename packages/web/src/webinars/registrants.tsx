/** Who is registered: the list, and a person of it in a drawer. */
import { Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { dayAndTime } from "../language/moments.ts";
import { RegistrantsExport } from "./exports.tsx";
import { Loaded } from "./loaded.tsx";
import type { PartProps } from "./overview.tsx";
import { nameOf, PeopleSearch, usePeopleSearch } from "./people-search.tsx";
import { PeopleTable } from "./people-table.tsx";
import { PersonDrawer } from "./person-drawer.tsx";
import { useRegisterWords } from "./register-words.ts";
import { type Registrant, registrantsQuery } from "./webinar.ts";

const route = getRouteApi("/data/Webinar/$webinarKey");

export function Registrants({ webinar, place }: PartProps) {
  const answer = useQuery(registrantsQuery(place));
  return (
    <Loaded answer={answer}>
      {(registrants) => <List webinar={webinar} place={place} registrants={registrants} />}
    </Loaded>
  );
}

function List({ webinar, place, registrants }: PartProps & { readonly registrants: readonly Registrant[] }) {
  const say = useRegisterWords();
  const { who } = route.useSearch();
  const navigate = route.useNavigate();
  const newestFirst = registrants.toSorted((one, other) =>
    other.registrationDate.localeCompare(one.registrationDate),
  );
  const found = usePeopleSearch(newestFirst);
  const open = registrants.find(({ registrantKey }) => registrantKey === who);
  const look = (registrantKey: string | undefined) =>
    void navigate({ search: (before) => ({ ...before, who: registrantKey }) });
  if (registrants.length === 0) return <Text>{say("nobody")}</Text>;
  return (
    <Stack>
      <Group justify="space-between" align="flex-end">
        <PeopleSearch shown={found.length} all={registrants.length} withStatus />
        <RegistrantsExport webinar={webinar} registrants={found} />
      </Group>
      {found.length === 0 ? (
        <Text>{say("nobodyFound")}</Text>
      ) : (
        <PeopleTable
          label={say("registrants")}
          people={found}
          columns={[
            { name: "name", label: say("name"), width: 180, textOf: nameOf },
            { name: "email", label: say("email"), width: 240, textOf: ({ email }) => email },
            {
              name: "status",
              label: say("status"),
              width: 160,
              textOf: ({ status }) => say(`status_${status}`),
            },
            {
              name: "registered",
              label: say("registeredAt"),
              width: 180,
              textOf: ({ registrationDate }) => dayAndTime(new Date(registrationDate)),
              figureOf: ({ registrationDate }) => Date.parse(registrationDate),
            },
          ]}
          onOpen={({ registrantKey }) => look(registrantKey)}
          isOpen={({ registrantKey }) => registrantKey === who}
        />
      )}
      {open !== undefined && (
        <PersonDrawer webinar={webinar} place={place} registrant={open} onClose={() => look(undefined)} />
      )}
    </Stack>
  );
}
