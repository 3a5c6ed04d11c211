/** Removes an agent, after saying what ends with it. */
import { Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, told } from "../api/client.ts";
import { Confirmation } from "../parts/confirmation.tsx";
import { type Agent, watchedAgentsQuery } from "./agent.ts";
import { useAgentWords } from "./words.ts";

interface RemovalProps {
  readonly agent: Agent;
  readonly onClose: () => void;
}

export function Removal({ agent: { name, flows }, onClose }: RemovalProps) {
  const say = useAgentWords();
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: () => told(api.DELETE("/api/v1/agents/{name}", { params: { path: { name } } })),
    onSuccess: async () => {
      onClose();
      notifications.show({ message: say("removed", { name }) });
      await queries.invalidateQueries({ queryKey: watchedAgentsQuery.queryKey });
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
      {flows.length > 0 && <Text fw={600}>{say("removeFlows", { flows: flows.join(", ") })}</Text>}
    </Confirmation>
  );
}
