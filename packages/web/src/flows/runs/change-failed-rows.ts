/** What can be done with failed rows: mend one, give some up and take that back, send some or all again. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, told } from "../../api/client.ts";
import { flowKeys } from "../flow.ts";
import { type FailedRow, failedRowsKey, runQuery } from "./run.ts";

interface Change {
  readonly ids: readonly string[];
  readonly state?: "kept" | "dropped";
  readonly source?: FailedRow["source"];
}

export function useChangedRows(flow: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ ids, state, source }: Change) => {
      // One after the other: each is an entry of its own in the audit log, and the first failure ends it.
      for (const id of ids)
        await told(
          api.PATCH("/api/v1/failed-rows/{id}", {
            params: { path: { id } },
            body: { ...(state === undefined ? {} : { state }), ...(source === undefined ? {} : { source }) },
          }),
        );
    },
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: failedRowsKey(flow) }),
        queries.invalidateQueries({ queryKey: flowKeys.all }),
      ]),
  });
}

/** Sends rows again; all that wait where none are named. `onBegun` gets the run that does it. */
export function useSentAgain(flow: string, onBegun: (run: string) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (rows: readonly string[] | undefined) =>
      told(
        api.POST("/api/v1/flows/{name}/reprocess", {
          params: { path: { name: flow } },
          body: rows === undefined ? {} : { rows: [...rows] },
        }),
      ),
    onSuccess: (run) => {
      queries.setQueryData(runQuery(run.id).queryKey, run);
      onBegun(run.id);
    },
  });
}
