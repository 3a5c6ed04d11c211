/** For tests: a connection to a sandbox in this process, without hub and database between. */
import {
  createBudgets,
  createGoToClient,
  createMemoryGrantStore,
  createNetwork,
  createOAuth,
  createTokenSource,
  type GoToClientOptions,
} from "@rostrum/goto";
import { createSandbox, type Sandbox, type SandboxOptions } from "@rostrum/sandbox";
import type { ConnectedClient } from "../../connections/index.ts";

export interface ConnectedSandbox extends AsyncDisposable {
  readonly sandbox: Sandbox;
  readonly client: ConnectedClient;
}

/** A fresh sandbox that listens, without GoTo's rate limit unless asked for, and a client of its first organizer. */
export async function connectedSandbox(
  options: SandboxOptions = {},
  clientOptions: Pick<GoToClientOptions, "onCall" | "retry" | "timeLimits"> = {},
): Promise<ConnectedSandbox> {
  const sandbox = createSandbox({ limit: { mode: "off" }, ...options });
  const url = await sandbox.listen(0);
  const { clientId, clientSecret, personalAccessToken, organizerKey, accountKey } = sandbox.credentials;
  const endpoints = { api: url, authentication: url };
  const network = createNetwork(clientOptions.timeLimits);
  const oauth = createOAuth({ client: { clientId, clientSecret }, network, endpoints });
  const grant = await oauth.exchangePersonalAccessToken(personalAccessToken);
  const tokens = createTokenSource({ store: createMemoryGrantStore({ grant }), oauth });
  // The sandbox's limit is what is tested, where it is on; else the client must not hold tests up.
  const limited = options.limit !== undefined && options.limit.mode !== "off";
  const budgets = createBudgets(limited ? {} : { limit: { requestsPerSecond: 100_000, guardMs: 0 } });
  const goto = createGoToClient({ endpoints, network, tokens, budgets, ...clientOptions });
  return {
    sandbox,
    client: { connectionId: "test", alias: "test", organizerKey, accountKey, goto, budgets },
    async [Symbol.asyncDispose]() {
      await goto.close();
      await network.close();
      await sandbox.close();
    },
  };
}
