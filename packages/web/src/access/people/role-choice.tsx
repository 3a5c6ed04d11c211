/** A choice of roles, each with what it allows. */
import { Radio, Stack } from "@mantine/core";
import { type Role, roles, useAccessWords } from "../permission-words.ts";
import { usePeopleWords } from "./words.ts";

interface RoleChoiceProps {
  readonly value: Role;
  readonly onChange: (role: Role) => void;
}

export function RoleChoice({ value, onChange }: RoleChoiceProps) {
  const say = usePeopleWords();
  const sayRole = useAccessWords();
  return (
    <Radio.Group
      label={say("role")}
      value={value}
      onChange={(chosen) => onChange(roles.find((role) => role === chosen) ?? value)}
    >
      <Stack gap="xs" mt="xs">
        {roles.map((role) => (
          <Radio key={role} value={role} label={sayRole(role)} description={sayRole(`${role}_text`)} />
        ))}
      </Stack>
    </Radio.Group>
  );
}
