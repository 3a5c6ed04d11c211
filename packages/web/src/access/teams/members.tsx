/** Who is in a team: put somebody in, take somebody out. */
import { CloseButton, Group, NativeSelect, Paper, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, told } from "../../api/client.ts";
import { failureOf } from "../../api/failure.ts";
import { FailureNotice } from "../../parts/failure-notice.tsx";
import type { Person } from "../people/person.ts";
import { type Team, teamsQuery } from "./team.ts";
import { useTeamWords } from "./words.ts";

interface MembersProps {
  readonly team: Team;
  readonly people: readonly Person[];
  readonly mayWrite: boolean;
}

export function Members({ team, people, mayWrite }: MembersProps) {
  const say = useTeamWords();
  const queries = useQueryClient();
  const onSettled = () => queries.invalidateQueries({ queryKey: teamsQuery.queryKey });
  const path = "/api/v1/teams/{team}/members/{person}";
  const params = (person: string) => ({ params: { path: { team: team.id, person } } });
  const add = useMutation({ mutationFn: (person: string) => told(api.PUT(path, params(person))), onSettled });
  const takeOut = useMutation({
    mutationFn: (person: string) => told(api.DELETE(path, params(person))),
    onSettled,
  });
  const failed = add.error ?? takeOut.error;
  const others = people.filter(({ id }) => !team.members.some((member) => member.id === id));
  return (
    <Stack gap="xs">
      {team.members.length > 0 && (
        <Group gap="xs">
          {team.members.map(({ id, name, email }) => (
            <Paper key={id} withBorder px="xs" py={4}>
              <Group gap={4} wrap="nowrap">
                <Text size="sm" title={email}>
                  {name}
                </Text>
                {mayWrite && (
                  <CloseButton
                    size="sm"
                    aria-label={say("takeOut", { name, team: team.name })}
                    disabled={takeOut.isPending}
                    onClick={() => takeOut.mutate(id)}
                  />
                )}
              </Group>
            </Paper>
          ))}
        </Group>
      )}
      {mayWrite && others.length > 0 && (
        <NativeSelect
          aria-label={say("add", { team: team.name })}
          size="xs"
          maw={280}
          value=""
          disabled={add.isPending}
          data={[
            { value: "", label: say("choose") },
            ...others.map(({ id, name, email }) => ({ value: id, label: `${name} (${email})` })),
          ]}
          onChange={({ currentTarget }) => currentTarget.value !== "" && add.mutate(currentTarget.value)}
        />
      )}
      {failed !== null && <FailureNotice failure={failureOf(failed)} />}
    </Stack>
  );
}
