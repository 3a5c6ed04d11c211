/** Whom a list of people shows: searched by name or address, and by status where there is one; it stands in the address. */
import { Group, NativeSelect, Text, TextInput } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useRegisterWords } from "./register-words.ts";

const route = getRouteApi("/data/Webinar/$webinarKey");

interface Person {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly status?: string;
}

const statuses = ["APPROVED", "WAITING", "DENIED"] as const;

export function nameOf({ firstName, lastName, email }: Person): string {
  return `${firstName} ${lastName}`.trim() || email;
}

/** Those of the people whom the address asks for. */
export function usePeopleSearch<Somebody extends Person>(people: readonly Somebody[]): readonly Somebody[] {
  const { q = "", status } = route.useSearch();
  const wanted = q.trim().toLowerCase();
  return people.filter(
    (person) =>
      (status === undefined || person.status === undefined || person.status === status) &&
      `${nameOf(person)} ${person.email}`.toLowerCase().includes(wanted),
  );
}

export interface PeopleSearchProps {
  readonly shown: number;
  readonly all: number;
  readonly withStatus?: boolean;
}

export function PeopleSearch({ shown, all, withStatus = false }: PeopleSearchProps) {
  const say = useRegisterWords();
  const { q = "", status = "all" } = route.useSearch();
  const navigate = route.useNavigate();
  const look = (change: { readonly q?: string | undefined; readonly status?: string | undefined }) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  return (
    <Group align="flex-end" gap="sm">
      <TextInput
        label={say("search")}
        type="search"
        flex="1 1 220px"
        maw={360}
        value={q}
        onChange={({ currentTarget: { value } }) => look({ q: value === "" ? undefined : value })}
      />
      {withStatus && (
        <NativeSelect
          label={say("status")}
          value={status}
          data={(["all", ...statuses] as const).map((value) => ({ value, label: say(`status_${value}`) }))}
          onChange={({ currentTarget: { value } }) => look({ status: value === "all" ? undefined : value })}
        />
      )}
      <Text size="sm" c="dimmed" role="status" pb={8}>
        {shown === all ? say("shown", { count: all }) : say("shownOf", { count: shown, all })}
      </Text>
    </Group>
  );
}
