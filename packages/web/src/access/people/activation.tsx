/** Deactivates a person, or lets them come in again, after asking. */
import { Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, told } from "../../api/client.ts";
import { Confirmation } from "../../parts/confirmation.tsx";
import { type Person, peopleQuery } from "./person.ts";
import { usePeopleWords } from "./words.ts";

interface ActivationProps {
  readonly person: Person;
  readonly verb: "deactivate" | "reactivate";
  readonly onClose: () => void;
}

export function Activation({ person, verb, onClose }: ActivationProps) {
  const say = usePeopleWords();
  const queries = useQueryClient();
  const { name, email, id } = person;
  const change = useMutation({
    mutationFn: () => told(api.POST(`/api/v1/people/{person}/${verb}`, { params: { path: { person: id } } })),
    onSuccess: async () => {
      onClose();
      notifications.show({ message: say(`${verb}Done`, { name }) });
      await queries.invalidateQueries({ queryKey: peopleQuery.queryKey });
    },
  });
  return (
    <Confirmation
      title={say(`${verb}Title`, { name })}
      action={say(verb)}
      isHarmless={verb === "reactivate"}
      change={change}
      onClose={onClose}
    >
      <Text>{say(`${verb}Text`, { email })}</Text>
    </Confirmation>
  );
}
