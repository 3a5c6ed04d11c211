/** My name, which I may change, and what others decide: address, role, teams. */
import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, told } from "../../api/client.ts";
import { failureOf } from "../../api/failure.ts";
import { meQuery } from "../../api/session.ts";
import { FailureNotice } from "../../parts/failure-notice.tsx";
import { type Role, useAccessWords } from "../permission-words.ts";
import { useAccountWords } from "./words.ts";

interface ProfileProps {
  readonly person: { readonly name: string; readonly email: string; readonly role: Role };
  readonly teams: readonly string[];
}

export function ProfileForm({ person, teams }: ProfileProps) {
  const say = useAccountWords();
  const sayRole = useAccessWords();
  const queries = useQueryClient();
  const form = useForm({
    initialValues: { name: person.name },
    validateInputOnChange: true,
    validate: { name: (value) => (value.trim() === "" ? say("required") : null) },
  });
  const change = useMutation({
    mutationFn: (body: typeof form.values) => told(api.PATCH("/api/v1/me", { body })),
    onSuccess: async (_answer, { name }) => {
      form.setInitialValues({ name });
      form.reset();
      await queries.invalidateQueries({ queryKey: meQuery.queryKey });
    },
  });
  return (
    <form onSubmit={form.onSubmit((values) => change.mutate(values))}>
      <Stack maw={400}>
        <TextInput label={say("name")} autoComplete="name" maxLength={100} {...form.getInputProps("name")} />
        <TextInput label={say("email")} description={say("emailText")} value={person.email} readOnly />
        <div>
          <Text size="sm" fw={600}>
            {say("role")}
          </Text>
          <Text size="sm">
            {sayRole(person.role)}. {sayRole(`${person.role}_text`)}
          </Text>
        </div>
        <div>
          <Text size="sm" fw={600}>
            {say("teams")}
          </Text>
          <Text size="sm">{teams.length === 0 ? say("noTeams") : teams.join(", ")}</Text>
        </div>
        {change.isError && <FailureNotice failure={failureOf(change.error)} />}
        <Group>
          <Button type="submit" variant="default" disabled={!form.isDirty()} loading={change.isPending}>
            {say("save")}
          </Button>
          {change.isSuccess && !form.isDirty() && (
            <Text size="sm" role="status">
              {say("saved")}
            </Text>
          )}
        </Group>
      </Stack>
    </form>
  );
}
