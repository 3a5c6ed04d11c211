/** For tests: a connection to a sandbox in this process, without hub and database between. */
import {
  createBudgets,
  createGoToClient,
  createMemoryGrantStore,
  createNetwork,
  createOAuth,
  createTokenSource,
  type GoToClientOptions,
  type Grant,
  type OAuth,
} from "@rostrum/goto";
import { createSandbox, type Sandbox, type SandboxOptions, type TokenSettings } from "@rostrum/sandbox";
import type { ConnectedClient } from "../../connections/index.ts";

export interface ConnectedSandbox extends AsyncDisposable {
  readonly sandbox: Sandbox;
  readonly client: ConnectedClient;
}

/** A fresh sandbox that listens, without GoTo's rate limit unless asked for, and a client of its first organizer. */
export async function connectedSandbox(
  options: SandboxOptions = {},
  {
    rotation,
    ...clientOptions
  }: Pick<GoToClientOptions, "onCall" | "retry" | "timeLimits"> & {
    /** Consents in the browser's way and refreshes in this regime, instead of by a personal access token. */
    readonly rotation?: TokenSettings["rotation"];
  } = {},
): Promise<ConnectedSandbox> {
  const sandbox = createSandbox({
    limit: { mode: "off" },
    ...(rotation === undefined ? {} : { tokens: { rotation, autoApprove: true } }),
    ...options,
  });
  const url = await sandbox.listen(0);
  const { clientId, clientSecret, personalAccessToken, organizerKey, accountKey } = sandbox.credentials;
  const endpoints = { api: url, authentication: url };
  const network = createNetwork(clientOptions.timeLimits);
  const oauth = createOAuth({ client: { clientId, clientSecret }, network, endpoints });
  const grant =
    rotation === undefined
      ? await oauth.exchangePersonalAccessToken(personalAccessToken)
      : await consent(oauth, sandbox.credentials.redirectUris[0] ?? "");
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

/** The code grant without a browser: the sandbox approves at once. */
async function consent(oauth: OAuth, redirectUri: string): Promise<Grant> {
  const { url, codeVerifier } = oauth.authorizationRequest({ redirectUri });
  const answer = await fetch(url, { redirect: "manual" });
  const code = new URL(answer.headers.get("location") ?? "").searchParams.get("code") ?? "";
  return oauth.exchangeCode({ code, redirectUri, codeVerifier });
}
