/**
 * Client: everything of this library put together for one grant. Many may share one network and one set of budgets.
 */
import { gotoEndpoints } from "./auth/oauth.ts";
import type { Endpoints, TokenSource } from "./auth/types.ts";
import type { Budgets } from "./budget/types.ts";
import { type IdentityApi, identityOperations } from "./identity/identity.ts";
import { createNetwork, type TimeLimits } from "./network/undici.ts";
import type { Clock, Network, Random } from "./ports.ts";
import { systemClock, systemRandom } from "./system.ts";
import { defaultRetryPolicy } from "./transport/retry.ts";
import { createTransport } from "./transport/transport.ts";
import type { CallRecord, RetryPolicy, Send } from "./transport/types.ts";
import { createWebinarApi, type WebinarApi } from "./webinar/webinar.ts";

export interface GoToClientOptions {
  /** Default: GoTo's own hosts. */
  readonly endpoints?: Endpoints | undefined;
  readonly tokens: TokenSource;
  /** Shared by all clients with the same OAuth client. */
  readonly budgets: Budgets;
  /** Default: a pool of its own over undici, closed by `close()`. One that is handed in stays open. */
  readonly network?: Network | undefined;
  readonly timeLimits?: Partial<TimeLimits> | undefined;
  readonly clock?: Clock | undefined;
  readonly random?: Random | undefined;
  readonly retry?: Partial<RetryPolicy> | undefined;
  /** Hears of every try. Must not throw. */
  readonly onCall?: ((record: CallRecord) => void) | undefined;
}

export interface GoToClient {
  /** All operations of GoTo Webinar v2, by GoTo's operationId (goto-webinar.md 7). */
  readonly webinar: WebinarApi;
  /** From token to keys (goto-oauth.md 9). */
  readonly identity: IdentityApi;
  /** Any request on the API host, with the same token, budget, retries and errors as the typed operations. */
  readonly send: Send;
  close(): Promise<void>;
}

export function createGoToClient(options: GoToClientOptions): GoToClient {
  const network = options.network ?? createNetwork(options.timeLimits);
  const send = createTransport({
    endpoints: options.endpoints ?? gotoEndpoints,
    tokens: options.tokens,
    budgets: options.budgets,
    network,
    clock: options.clock ?? systemClock,
    random: options.random ?? systemRandom,
    retry: { ...defaultRetryPolicy, ...options.retry },
    onCall: options.onCall,
  });
  return {
    webinar: createWebinarApi(send),
    identity: identityOperations(send),
    send,
    async close() {
      if (options.network === undefined) await network.close();
    },
  };
}
