/** What a replica copies: what most need, everything, or what is chosen, each with what it holds. */
import { Checkbox, Radio, ScrollArea, Stack, Text } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useSuspenseQuery } from "@tanstack/react-query";
import { entitiesQuery } from "../entities/entity.ts";
import { useNames } from "../entities/names.ts";
import type { ReplicaValues } from "./replica-values.ts";
import { useReplicaWords } from "./words.ts";

export interface EntitiesChoiceProps {
  readonly form: UseFormReturnType<ReplicaValues>;
  readonly isNew: boolean;
}

export function EntitiesChoice({ form, isNew }: EntitiesChoiceProps) {
  const say = useReplicaWords();
  const names = useNames();
  const { data } = useSuspenseQuery(entitiesQuery);
  return (
    <>
      <Radio.Group label={say("entities")} {...form.getInputProps("which")}>
        <Stack gap="xs" mt="xs">
          {isNew && (
            <Radio value="usual" label={say("entities_usual")} description={say("entities_usualText")} />
          )}
          <Radio value="all" label={say("entities_all")} />
          <Radio value="chosen" label={say("entities_chosen")} />
        </Stack>
      </Radio.Group>
      {form.values.which === "chosen" && (
        <>
          <Checkbox.Group
            aria-label={say("entities")}
            {...form.getInputProps("entities")}
            value={[...form.values.entities]}
          >
            <ScrollArea.Autosize mah={320} viewportProps={{ tabIndex: 0, "aria-label": say("entities") }}>
              <Stack gap="xs" p={2}>
                {data.entities.map((entity) => (
                  <Checkbox
                    key={entity.name}
                    value={entity.name}
                    label={names.entity(entity.name)}
                    description={names.about(entity)}
                  />
                ))}
              </Stack>
            </ScrollArea.Autosize>
          </Checkbox.Group>
          {!isNew && (
            <Text size="sm" c="dimmed">
              {say("entitiesStay")}
            </Text>
          )}
        </>
      )}
    </>
  );
}
