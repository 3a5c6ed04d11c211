/** Removes a replica, after what happens to its tables has been said and chosen. */
import { Radio, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { api, told } from "../api/client.ts";
import { Confirmation } from "../parts/confirmation.tsx";
import { type Replica, replicasQuery } from "./replica.ts";
import { useReplicaWords } from "./words.ts";

export function ReplicaRemoval({
  replica,
  onClose,
}: {
  readonly replica: Replica;
  readonly onClose: () => void;
}) {
  const say = useReplicaWords();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { name, database, schema } = replica;
  const [tables, setTables] = useState<"stay" | "drop">("stay");
  const removal = useMutation({
    mutationFn: () =>
      told(
        api.DELETE("/api/v1/replicas/{name}", {
          params: { path: { name }, query: { drop: tables === "drop" ? "true" : "false" } },
        }),
      ),
    onSuccess: async () => {
      await navigate({ to: "/replicas" });
      notifications.show({
        message: say("removed", { name }),
      });
      await queries.invalidateQueries({ queryKey: replicasQuery.queryKey, exact: true });
    },
  });
  const place = `${database ?? say("own")} · ${schema}`;
  return (
    <Confirmation
      title={say("removeTitle", { name })}
      action={say("remove")}
      change={removal}
      onClose={onClose}
    >
      <Text>{say("removeText")}</Text>
      <Radio.Group
        label={say("tables")}
        value={tables}
        onChange={(value) => setTables(value === "drop" ? "drop" : "stay")}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="stay" label={say("tables_stay", { place })} />
          <Radio value="drop" label={say("tables_drop", { place })} />
        </Stack>
      </Radio.Group>
    </Confirmation>
  );
}
