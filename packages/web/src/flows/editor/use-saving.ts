/** Keeps the flow in hand at the hub, over what it was begun from; what somebody else kept meanwhile is not written over unseen. */
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, told } from "../../api/client.ts";
import { Failure } from "../../api/failure.ts";
import { type Flow, flowKeys, flowQuery } from "../flow.ts";
import { keepText, textFor } from "./draft.ts";
import type { useDraft } from "./use-draft.ts";
import { useEditorWords } from "./words.ts";

interface Wish {
  readonly comment: string;
  readonly thenRun: boolean;
  /** What somebody saw, and keeps theirs over; undefined: what it was begun from. */
  readonly over?: number;
}

/** Who kept another one meanwhile; `revision` 0: the flow was removed. */
export interface Overtaken {
  readonly revision: number;
  readonly author?: string;
  readonly comment?: string;
  readonly savedAt?: string;
}

export interface SavingOptions {
  /** Of the flow; a new one has that which was typed. */
  readonly name: string;
  readonly draft: ReturnType<typeof useDraft>;
  readonly onSaved: (kept: Flow, thenRun: boolean) => void;
  readonly onError: (error: unknown) => void;
}

export function useSaving({ name, draft, onSaved, onError }: SavingOptions) {
  const say = useEditorWords();
  const queries = useQueryClient();
  const { text, definition, revision: begunFrom } = draft;
  const save = useMutation({
    mutationFn: ({ comment, over = begunFrom }: Wish) => {
      const query = { revision: over, ...(comment === "" ? {} : { comment }) };
      return told(
        api.PUT("/api/v1/flows/{name}", { params: { path: { name }, query }, body: { ...definition } }),
      );
    },
    onSuccess: async (kept, { thenRun }) => {
      keepText(kept.name, text);
      draft.settle({ text, revision: kept.revision });
      queries.setQueryData(flowKeys.one(kept.name), kept);
      await queries.invalidateQueries({ queryKey: flowKeys.all });
      notifications.show({ message: say("saved", { name: kept.name }) });
      onSaved(kept, thenRun);
    },
    onError,
  });
  /** Takes what the hub has now; what was typed goes. */
  const takeTheirs = useMutation({
    mutationFn: () => queries.fetchQuery({ ...flowQuery(name), staleTime: 0 }),
    onSuccess: ({ definition: theirs, revision }) => {
      draft.settle({ text: textFor(name, theirs), revision });
      save.reset();
    },
  });
  return { save, takeTheirs, overtaken: overtakenIn(save.error) };
}

function overtakenIn(error: unknown): Overtaken | undefined {
  return error instanceof Failure && error.code === "flow.overtaken"
    ? (error.details as unknown as Overtaken)
    : undefined;
}
