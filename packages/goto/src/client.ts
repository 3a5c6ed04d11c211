/**
 * Client: everything of this library put together for one grant. Many may share one network and one set of budgets.
 */
import { gotoEndpoints } from "./auth/oauth.ts";
import type { GoToClient, GoToClientOptions } from "./client-types.ts";
import { identityOperations } from "./identity/identity.ts";
import { createNetwork } from "./network/undici.ts";
import { defaultRetryPolicy } from "./retry.ts";
import { systemClock, systemRandom } from "./system.ts";
import { createTransport } from "./transport.ts";
import { createWebinarApi } from "./webinar/webinar.ts";

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
