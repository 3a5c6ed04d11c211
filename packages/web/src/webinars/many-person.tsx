/** One person of a list in a drawer: what a line of the table has no room for. */
import { Drawer, Stack, Text } from "@mantine/core";
import { Failure } from "../api/failure.ts";
import type { WriteResult } from "../api/write.ts";
import { Copyable } from "../parts/copyable.tsx";
import { FailureNotice } from "../parts/failure-notice.tsx";
import { useManyWords } from "./many-words.ts";
import type { Person } from "./people-list.ts";
import { labelOf } from "./register-form.tsx";
import { useRegisterWords } from "./register-words.ts";

export interface ManyPersonProps {
  readonly person: Person;
  /** What the table says of the person. */
  readonly text: string;
  readonly result: WriteResult | undefined;
  readonly onClose: () => void;
}

export function ManyPerson({ person, text, result, onClose }: ManyPersonProps) {
  const say = useManyWords();
  const sayField = useRegisterWords();
  const { name, email, problems } = person;
  const joinUrl = result?.result?.joinUrl;
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      title={name || email}
      closeButtonProps={{ "aria-label": say("close") }}
    >
      <Stack>
        <Text size="sm">{email}</Text>
        {result?.error === undefined ? (
          <Text size="sm">{text}</Text>
        ) : (
          <FailureNotice failure={new Failure(422, result.error)} />
        )}
        {problems.map(
          ({ field, mistake }) =>
            mistake === "noChoice" && (
              <Text key={field.name} size="sm">
                {say("choices", {
                  field: labelOf(field, sayField),
                  choices: (field.choices ?? []).map(({ label }) => label).join(", "),
                })}
              </Text>
            ),
        )}
        {typeof joinUrl === "string" && <Copyable label={say("joinLink")} value={joinUrl} />}
      </Stack>
    </Drawer>
  );
}
