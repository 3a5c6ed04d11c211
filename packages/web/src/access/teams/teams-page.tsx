/** Teams: create, rename, remove, and who is in each. */
import { Button, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient, useSuspenseQueries } from "@tanstack/react-query";
import { useState } from "react";
import { api, told } from "../../api/client.ts";
import { useMay } from "../../api/session.ts";
import { Confirmation } from "../../parts/confirmation.tsx";
import { EmptyState } from "../../parts/empty-state.tsx";
import { Item, ItemList } from "../../parts/item-list.tsx";
import { PageTitle } from "../../parts/page-title.tsx";
import { peopleQuery } from "../people/person.ts";
import { Members } from "./members.tsx";
import { NameTeam } from "./name-team.tsx";
import { type Team, teamsQuery } from "./team.ts";
import { useTeamWords } from "./words.ts";

type Doing = { readonly what: "create" } | { readonly what: "rename" | "remove"; readonly team: Team };

export function TeamsPage() {
  const say = useTeamWords();
  const [{ data }, { data: known }] = useSuspenseQueries({ queries: [teamsQuery, peopleQuery] });
  const mayWrite = useMay("people:write");
  const [doing, setDoing] = useState<Doing>();
  const close = () => setDoing(undefined);
  const create = mayWrite ? (
    <Button onClick={() => setDoing({ what: "create" })}>{say("create")}</Button>
  ) : undefined;
  const actions = (team: Team) => (
    <>
      <Button
        size="xs"
        variant="default"
        aria-label={`${say("rename")}: ${team.name}`}
        onClick={() => setDoing({ what: "rename", team })}
      >
        {say("rename")}
      </Button>
      <Button
        size="xs"
        variant="subtle"
        color="red"
        aria-label={`${say("remove")}: ${team.name}`}
        onClick={() => setDoing({ what: "remove", team })}
      >
        {say("remove")}
      </Button>
    </>
  );
  return (
    <>
      <PageTitle
        title={say("title")}
        text={say("text")}
        action={data.teams.length === 0 ? undefined : create}
      />
      {data.teams.length === 0 ? (
        <EmptyState text={say("none")}>{create}</EmptyState>
      ) : (
        <ItemList label={say("title")}>
          {data.teams.map((team) => (
            <Item key={team.id} name={team.name} {...(mayWrite ? { actions: actions(team) } : {})}>
              <Stack gap="xs">
                <Text size="sm">
                  {team.members.length === 0 ? say("nobody") : say("members", { count: team.members.length })}
                </Text>
                <Members team={team} people={known.people} mayWrite={mayWrite} />
              </Stack>
            </Item>
          ))}
        </ItemList>
      )}
      {doing?.what === "create" && <NameTeam team={undefined} onClose={close} />}
      {doing?.what === "rename" && <NameTeam team={doing.team} onClose={close} />}
      {doing?.what === "remove" && <Removal team={doing.team} onClose={close} />}
    </>
  );
}

function Removal({ team: { id, name }, onClose }: { readonly team: Team; readonly onClose: () => void }) {
  const say = useTeamWords();
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: () => told(api.DELETE("/api/v1/teams/{team}", { params: { path: { team: id } } })),
    onSuccess: async () => {
      onClose();
      notifications.show({ message: say("removed", { name }) });
      await queries.invalidateQueries({ queryKey: teamsQuery.queryKey });
    },
  });
  return (
    <Confirmation
      title={say("removeTitle", { name })}
      action={say("remove")}
      change={change}
      onClose={onClose}
    >
      <Text>{say("removeText")}</Text>
    </Confirmation>
  );
}
