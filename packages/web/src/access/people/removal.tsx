/** Removes a person, after asking. */
import { Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, told } from "../../api/client.ts";
import { Confirmation } from "../../parts/confirmation.tsx";
import { type Person, peopleQuery } from "./person.ts";
import { usePeopleWords } from "./words.ts";

export function Removal({ person, onClose }: { readonly person: Person; readonly onClose: () => void }) {
  const say = usePeopleWords();
  const queries = useQueryClient();
  const { name, email, id } = person;
  const change = useMutation({
    mutationFn: () => told(api.DELETE("/api/v1/people/{person}", { params: { path: { person: id } } })),
    onSuccess: async () => {
      onClose();
      notifications.show({ message: say("removed", { name }) });
      // Their keys went with them, and they are in no team any more.
      await queries.invalidateQueries({ queryKey: peopleQuery.queryKey });
      await queries.invalidateQueries({ queryKey: ["teams"] });
      await queries.invalidateQueries({ queryKey: ["api-keys"] });
    },
  });
  return (
    <Confirmation
      title={say("removeTitle", { name })}
      action={say("remove")}
      change={change}
      onClose={onClose}
    >
      <Text>{say("removeText", { email })}</Text>
    </Confirmation>
  );
}
