/** Keeps one part of a flow's definition anew; the rest stays as it is now. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, told } from "../../api/client.ts";
import type { AlertSettings } from "../../parts/alerts/settings.ts";
import { flowKeys, flowQuery } from "../flow.ts";
import type { FlowSchedule } from "./definition.ts";

interface Change {
  /** Undefined takes the part away. */
  readonly part: {
    readonly schedule?: FlowSchedule | undefined;
    readonly alerts?: AlertSettings | undefined;
  };
  /** Turns the schedule on or off as well. */
  readonly scheduled?: boolean;
}

export function useChangedDefinition(name: string, onDone: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ part, scheduled }: Change) => {
      // Somebody may have changed it since this page read it.
      const { definition } = await queries.fetchQuery({ ...flowQuery(name), staleTime: 0 });
      const next = Object.fromEntries(
        Object.entries({ ...definition, ...part }).filter(([, value]) => value !== undefined),
      );
      await told(api.PUT("/api/v1/flows/{name}", { params: { path: { name } }, body: next }));
      if (scheduled !== undefined)
        await told(
          api.PUT("/api/v1/flows/{name}/schedule", { params: { path: { name } }, body: { on: scheduled } }),
        );
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: flowKeys.all });
      onDone();
    },
  });
}
