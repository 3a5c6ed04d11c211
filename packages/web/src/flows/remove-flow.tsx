/** Removes a flow, after saying what goes with it. */
import { Button, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, told } from "../api/client.ts";
import { Confirmation } from "../parts/confirmation.tsx";
import { dropDraft } from "./editor/draft.ts";
import { type Flow, flowKeys } from "./flow.ts";
import { useFlowWords } from "./words.ts";

export interface RemoveFlowProps {
  readonly flow: Pick<Flow, "name" | "keptRows">;
  /** Away from where it was. */
  readonly onRemoved?: () => Promise<void>;
}

export function RemoveFlow({ flow: { name, keptRows }, onRemoved }: RemoveFlowProps) {
  const say = useFlowWords();
  const queries = useQueryClient();
  const [asking, ask] = useDisclosure();
  const remove = useMutation({
    mutationFn: () => told(api.DELETE("/api/v1/flows/{name}", { params: { path: { name } } })),
    onSuccess: async () => {
      dropDraft(name);
      notifications.show({ message: say("removed", { name }) });
      // First away: the page of what is not there any more would ask for it again.
      await onRemoved?.();
      queries.removeQueries({ queryKey: flowKeys.one(name) });
      await queries.invalidateQueries({ queryKey: flowKeys.all });
    },
  });
  return (
    <>
      <Button size="xs" variant="default" aria-label={say("removeNamed", { name })} onClick={ask.open}>
        {say("remove")}
      </Button>
      {asking && (
        <Confirmation
          title={say("removeTitle", { name })}
          action={say("remove")}
          change={remove}
          onClose={ask.close}
        >
          <Text>{say("removeText")}</Text>
          {keptRows > 0 && <Text fw={600}>{say("removeKept", { count: keptRows })}</Text>}
        </Confirmation>
      )}
    </>
  );
}
