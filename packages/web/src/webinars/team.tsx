/** Who speaks and who may run the webinar beside its organizer: seen, added, removed. */
import { Button, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useMay } from "../api/session.ts";
import { writeRow } from "../api/write.ts";
import { Confirmation } from "../parts/confirmation.tsx";
import { Item, ItemList } from "../parts/item-list.tsx";
import { AddCoOrganizer, AddFromOutside, type Part } from "./add-member.tsx";
import { Loaded } from "./loaded.tsx";
import { useTeamWords } from "./team-words.ts";
import { connectionOf, coOrganizersQuery, type Place, panelistsQuery } from "./webinar.ts";

interface Member {
  readonly key: string;
  readonly name: string;
  readonly email: string;
  /** Has a seat in the account. */
  readonly isInternal: boolean;
}

export function Team({ place }: { readonly place: Place }) {
  const panelists = useQuery(panelistsQuery(place));
  const coOrganizers = useQuery(coOrganizersQuery(place));
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl">
      <Loaded answer={panelists}>
        {(list) => (
          <Members
            part="Panelist"
            place={place}
            members={list.map(({ panelistKey, name, email }) => ({
              key: panelistKey,
              name,
              email,
              isInternal: false,
            }))}
          />
        )}
      </Loaded>
      <Loaded answer={coOrganizers}>
        {(list) => (
          <Members
            part="CoOrganizer"
            place={place}
            members={list.map(({ memberKey, givenName, surname, email, external }) => ({
              key: memberKey,
              name: [givenName, surname].filter(Boolean).join(" "),
              email,
              isInternal: !external,
            }))}
          />
        )}
      </Loaded>
    </SimpleGrid>
  );
}

interface MembersProps {
  readonly part: Part;
  readonly place: Place;
  readonly members: readonly Member[];
}

function Members({ part, place, members }: MembersProps) {
  const say = useTeamWords();
  const mayWrite = useMay("entities:write");
  const [leaving, setLeaving] = useState<Member>();
  const title = say(part);
  return (
    <Stack component="section" aria-label={title}>
      <div>
        <Title order={2} size="h4">
          {title}
        </Title>
        <Text size="sm" c="dimmed">
          {say(`text_${part}`)}
        </Text>
      </div>
      {members.length === 0 ? (
        <Text size="sm">{say(`none_${part}`)}</Text>
      ) : (
        <ItemList label={title}>
          {members.map((member) => (
            <Item
              key={member.key}
              name={member.name}
              actions={
                mayWrite && (
                  <Button
                    size="xs"
                    variant="subtle"
                    color="red"
                    aria-label={say("removeOf", { name: member.name })}
                    onClick={() => setLeaving(member)}
                  >
                    {say("remove")}
                  </Button>
                )
              }
            >
              <Text size="sm" c="dimmed" style={{ overflowWrap: "anywhere" }}>
                {member.email}
                {member.isInternal && ` · ${say("internal")}`}
              </Text>
            </Item>
          ))}
        </ItemList>
      )}
      {mayWrite &&
        (part === "Panelist" ? (
          <AddFromOutside part={part} place={place} />
        ) : (
          <AddCoOrganizer place={place} members={members.map(({ key }) => key)} />
        ))}
      {leaving !== undefined && (
        <Removal part={part} place={place} member={leaving} onClose={() => setLeaving(undefined)} />
      )}
    </Stack>
  );
}

interface RemovalProps extends Pick<MembersProps, "part" | "place"> {
  readonly member: Member;
  readonly onClose: () => void;
}

function Removal({ part, place, member: { key, name, email }, onClose }: RemovalProps) {
  const say = useTeamWords();
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: () =>
      writeRow({
        entity: part,
        operation: "delete",
        row: {
          webinarKey: place.webinarKey,
          [part === "Panelist" ? "panelistKey" : "memberKey"]: key,
        },
        query: connectionOf(place),
      }),
    onSuccess: async () => {
      onClose();
      notifications.show({ message: say("removed", { name }) });
      await queries.invalidateQueries();
    },
  });
  return (
    <Confirmation
      title={say("removeTitle", { name })}
      action={say("remove")}
      keep={say("keep")}
      change={change}
      onClose={onClose}
    >
      <Text size="sm">{say("removeText", { email })}</Text>
    </Confirmation>
  );
}
