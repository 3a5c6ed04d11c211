/** A flow on its first rows, at the agent: `flows/preview.ts` with the agent's endpoints. Nothing is written. */
import { z } from "zod";
import type { FlowDefinition } from "../../flows/index.ts";
import { preview } from "../../flows/index.ts";
import type { Clock } from "../../platform/clock/clock.ts";
import { answerOf, toHubError } from "../../platform/http/errors.ts";
import { type Previewed, previewAttempt } from "../protocol.ts";
import { createCalls } from "./calls.ts";
import { openFarEndpoint } from "./far-endpoint.ts";
import type { HubClient } from "./hub-client.ts";
import type { OwnEndpoints } from "./own-endpoints.ts";

export async function tryFlow(
  {
    id,
    definition,
    rows,
  }: { readonly id: string; readonly definition: FlowDefinition; readonly rows: number },
  deps: {
    readonly hub: HubClient;
    readonly own: OwnEndpoints;
    readonly clock: Clock;
    readonly signal: AbortSignal;
  },
): Promise<void> {
  const { hub, own, clock, signal } = deps;
  const calls = createCalls(hub, { id, attempt: previewAttempt }, signal);
  const open = async (name: string) => (await own.open(name)) ?? openFarEndpoint(name, calls);
  let came: Previewed;
  try {
    came = {
      answer: await preview(definition, rows, { endpoints: { open }, clock, lookupTable: calls.lookupTable }),
    };
  } catch (error) {
    signal.throwIfAborted();
    const known = toHubError(error, []);
    came = { error: { ...answerOf(known).error, kind: known.kind } };
  }
  await hub.ask("PUT", `/previews/${id}`, came, z.unknown(), signal);
}
