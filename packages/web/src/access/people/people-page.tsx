/** People: who may sign in, with their role in words; invitations that wait. NOT oneself (`account/`). */
import { Badge, Button, Stack, Text, Title } from "@mantine/core";
import { useSuspenseQueries, useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { meQuery, useMay } from "../../api/session.ts";
import { dayAndTime } from "../../language/moments.ts";
import { Item, ItemList } from "../../parts/item-list.tsx";
import { PageTitle } from "../../parts/page-title.tsx";
import { useAccessWords } from "../permission-words.ts";
import { Activation } from "./activation.tsx";
import { ChangeRole } from "./change-role.tsx";
import { Invitations } from "./invitations.tsx";
import { Invite } from "./invite.tsx";
import { PasswordLink } from "./password-link.tsx";
import { invitationsQuery, type Person, peopleQuery } from "./person.ts";
import { Removal } from "./removal.tsx";
import { usePeopleWords } from "./words.ts";

/** What is being done, and with whom. */
type Doing = { readonly what: "invite" } | { readonly what: PersonAct; readonly person: Person };
type PersonAct = "role" | "password" | "deactivate" | "reactivate" | "remove";

export function PeoplePage() {
  const say = usePeopleWords();
  const [{ data: known }, { data: invited }] = useSuspenseQueries({
    queries: [peopleQuery, invitationsQuery],
  });
  const mayWrite = useMay("people:write");
  const [doing, setDoing] = useState<Doing>();
  const close = () => setDoing(undefined);
  return (
    <>
      <PageTitle
        title={say("title")}
        text={say("text")}
        action={
          mayWrite ? <Button onClick={() => setDoing({ what: "invite" })}>{say("invite")}</Button> : undefined
        }
      />
      <Stack gap="xl">
        <ItemList label={say("people")}>
          {known.people.map((person) => (
            <PersonItem
              key={person.id}
              person={person}
              {...(mayWrite ? { onDo: (what) => setDoing({ what, person }) } : {})}
            />
          ))}
        </ItemList>
        {invited.invitations.length > 0 && (
          <Stack component="section" gap="sm" aria-label={say("invitations")}>
            <Title order={2} size="h4">
              {say("invitations")}
            </Title>
            <Invitations invitations={invited.invitations} mayWrite={mayWrite} />
          </Stack>
        )}
      </Stack>
      {doing?.what === "invite" && <Invite onClose={close} />}
      {doing?.what === "role" && <ChangeRole person={doing.person} onClose={close} />}
      {doing?.what === "password" && <PasswordLink person={doing.person} onClose={close} />}
      {(doing?.what === "deactivate" || doing?.what === "reactivate") && (
        <Activation person={doing.person} verb={doing.what} onClose={close} />
      )}
      {doing?.what === "remove" && <Removal person={doing.person} onClose={close} />}
    </>
  );
}

interface PersonItemProps {
  readonly person: Person;
  readonly onDo?: (what: PersonAct) => void;
}

function PersonItem({ person, onDo }: PersonItemProps) {
  const say = usePeopleWords();
  const sayRole = useAccessWords();
  const { data: me } = useSuspenseQuery(meQuery);
  const isMe = me.person?.id === person.id;
  const isAway = person.deactivatedAt !== null;
  const button = (what: PersonAct, text: string) => (
    <Button
      size="xs"
      variant={what === "remove" ? "subtle" : "default"}
      {...(what === "remove" ? { color: "red" } : {})}
      aria-label={`${text}: ${person.name}`}
      onClick={() => onDo?.(what)}
    >
      {text}
    </Button>
  );
  return (
    <Item
      name={person.name}
      {...(isMe
        ? {
            badge: (
              <Badge variant="light" tt="none">
                {say("you")}
              </Badge>
            ),
          }
        : isAway
          ? {
              badge: (
                <Badge variant="default" tt="none">
                  {say("deactivated")}
                </Badge>
              ),
            }
          : {})}
      {...(onDo === undefined || isMe
        ? {}
        : {
            actions: (
              <>
                {button("role", say("change"))}
                {button("password", say("passwordLink"))}
                {isAway ? button("reactivate", say("reactivate")) : button("deactivate", say("deactivate"))}
                {button("remove", say("remove"))}
              </>
            ),
          })}
    >
      <Text size="sm" style={{ overflowWrap: "anywhere" }}>
        {person.email}
      </Text>
      <Text size="sm">
        <strong>{sayRole(person.role)}</strong>. {sayRole(`${person.role}_text`)}
      </Text>
      <Text size="sm" c="dimmed">
        {person.deactivatedAt !== null &&
          `${say("awaySince", { when: dayAndTime(new Date(person.deactivatedAt)) })} `}
        {say("since", { when: dayAndTime(new Date(person.createdAt)) })}
      </Text>
    </Item>
  );
}
