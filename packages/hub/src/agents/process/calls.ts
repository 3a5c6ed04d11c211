/**
 * Numbered calls of one run: asked for until the answer is there, each begun once at the hub. NOT what the calls mean:
 * that is `far-endpoint.ts`.
 */
import { type LookupTable, RowFailed } from "../../flows/index.ts";
import { type ErrorKind, HubError } from "../../platform/errors.ts";
import { type Call, CallAnswer } from "../protocol.ts";
import type { HubClient } from "./hub-client.ts";

export interface Calls {
  /** Rejects as the thing itself would at the hub: HubError, or RowFailed for `send`. */
  make(call: Call): Promise<{ readonly number: number; readonly answer: unknown }>;
  lookupTable(name: string): Promise<LookupTable>;
  /** Calls to GoTo so far, as the hub counts them. */
  toGoTo(): number;
}

export function createCalls(
  hub: HubClient,
  run: { readonly id: string; readonly attempt: number },
  signal: AbortSignal,
): Calls {
  let last = 0;
  let toGoTo = 0;
  /** The hub counts anew when its process is another one. */
  let before = 0;
  let counted = 0;
  const open = new Set<number>();
  let received: number[] = [];

  function count(calls: number): void {
    if (calls < counted) before += counted;
    counted = calls;
    toGoTo = before + counted;
  }

  async function make(call: Call): Promise<{ readonly number: number; readonly answer: unknown }> {
    last += 1;
    const number = last;
    open.add(number);
    try {
      for (;;) {
        const telling = received.splice(0, 1_000);
        const from = Math.min(...open);
        const body = { attempt: run.attempt, call, received: telling, from };
        const answer = await hub
          .ask("POST", `/runs/${run.id}/calls/${number}`, body, CallAnswer, signal)
          .catch((error: unknown) => {
            received = [...telling, ...received];
            throw error;
          });
        count(answer.calls);
        if (answer.state === "under way") continue;
        received.push(number);
        if (answer.state === "done") return { number, answer: answer.answer };
        if (answer.failure !== undefined) throw new RowFailed(answer.failure);
        throw errorOf(answer.error);
      }
    } finally {
      open.delete(number);
    }
  }

  return {
    toGoTo: () => toGoTo,
    make,
    async lookupTable(name) {
      const { answer } = await make({ what: "lookup table", name });
      return new Map((answer as { entries: readonly (readonly [string, string])[] }).entries);
    },
  };
}

function errorOf(error: Extract<CallAnswer, { state: "failed" }>["error"]): HubError {
  if (error === undefined) throw new Error("A failed call says why");
  const { kind, details, ...words } = error;
  return new HubError({
    ...words,
    kind: kind as ErrorKind,
    ...(details === undefined ? {} : { details }),
  });
}
