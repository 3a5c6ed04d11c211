/**
 * What lives in memory for a connection: its token source, and the OAuth calls and budgets of its OAuth client.
 * Made when first asked for and shared from then on, so that a refresh is single-flight and a budget is one for
 * the whole process. NOT the place of any rule about connections (`service.ts`).
 */
import {
  type Budgets,
  type CallRecord,
  createBudgets,
  createGoToClient,
  createOAuth,
  createTokenSource,
  type GoToClient,
  type GrantStore,
  type Network,
  type OAuth,
  type TokenSource,
} from "@rostrum/goto";
import type { Clock } from "../platform/clock/clock.ts";
import type { Sealer } from "../platform/crypto/sealer.ts";
import type { Database } from "../platform/database/database.ts";
import { checkEndpoint } from "./addresses.ts";
import { createDatabaseBudgetStore } from "./budget-store.ts";
import { consentMark, createDatabaseGrantStore } from "./grant-store.ts";
import { clientSecretPlace, type OAuthClientRecord } from "./model.ts";

export interface RuntimeOptions {
  readonly database: Database;
  readonly sealer: Sealer;
  readonly clock: Clock;
  /** One pool of connections for everything. */
  readonly network: Network;
  /** Hears of every call of every connection. */
  readonly onCall: (connectionId: string, record: CallRecord, oauthClientId: string) => void;
  /** Hears when a token could not be had. */
  readonly onTokenError: (connectionId: string, error: unknown) => void;
}

/** One OAuth client at work. */
export interface ClientRuntime {
  readonly oauth: OAuth;
  readonly budgets: Budgets;
}

/** One connection at work. */
export interface ConnectionRuntime extends ClientRuntime {
  readonly grants: GrantStore;
  readonly tokens: TokenSource;
  /** A client of its own, so that `onCall` and `network` may differ; tokens and budgets are the shared ones. */
  goto(options?: GoToOptions): GoToClient;
}

export interface GoToOptions {
  /** Hears of this client's calls, beside the connection's health. */
  readonly onCall?: ((record: CallRecord) => void) | undefined;
  /** Instead of the shared one, for instance one that looks at the answers on their way. */
  readonly network?: Network;
}

interface KnownConnection {
  readonly oauth: OAuth;
  readonly grants: GrantStore;
  readonly tokens: TokenSource;
  /** The consent that the tokens were last known to come from. */
  consent: string;
}

export type Runtime = ReturnType<typeof createRuntime>;

export function createRuntime(options: RuntimeOptions) {
  const { database, sealer, clock, network } = options;
  const oauths = new Map<string, { readonly mark: string; readonly oauth: OAuth }>();
  const budgets = new Map<string, { readonly mark: string; readonly budgets: Budgets }>();
  const connections = new Map<string, KnownConnection>();

  function endpointsOf(client: OAuthClientRecord) {
    return {
      api: checkEndpoint(client.apiAddress, "address of the API"),
      authentication: checkEndpoint(client.authenticationAddress, "address of the sign-in"),
    };
  }

  /** A client whose row was changed (by this process or another) is built anew; its budget stays while its limit does. */
  function forClient(client: OAuthClientRecord): ClientRuntime {
    const mark = JSON.stringify([client.clientId, client.sealedSecret, client.authenticationAddress]);
    let known = oauths.get(client.id);
    if (known?.mark !== mark) {
      const secret =
        client.sealedSecret === null
          ? undefined
          : sealer.open(client.sealedSecret, clientSecretPlace(client.id));
      const oauth = createOAuth({
        client: { clientId: client.clientId, clientSecret: secret },
        network,
        endpoints: endpointsOf(client),
        clock,
      });
      known = { mark, oauth };
      oauths.set(client.id, known);
    }
    const limit = String(client.requestsPerSecond);
    let budget = budgets.get(client.id);
    if (budget?.mark !== limit) {
      budget = {
        mark: limit,
        budgets: createBudgets({
          limit: { requestsPerSecond: client.requestsPerSecond },
          clock,
          ...(database.kind === "postgres"
            ? { storeFor: (api) => createDatabaseBudgetStore(database, client.id, api) }
            : {}),
        }),
      };
      budgets.set(client.id, budget);
    }
    return { oauth: known.oauth, budgets: budget.budgets };
  }

  /** A new consent may have been taken by another process, perhaps of another person: its mark comes from the store. */
  async function forConnection(connectionId: string, client: OAuthClientRecord): Promise<ConnectionRuntime> {
    const consent = await consentMark(database, connectionId);
    const clientRuntime = forClient(client);
    let known = connections.get(connectionId);
    if (known === undefined || known.oauth !== clientRuntime.oauth) {
      const grants = known?.grants ?? createDatabaseGrantStore({ database, sealer, clock, connectionId });
      const source = createTokenSource({ store: grants, oauth: clientRuntime.oauth, clock });
      known = { oauth: clientRuntime.oauth, grants, tokens: observed(source, connectionId), consent };
      connections.set(connectionId, known);
    }
    if (known.consent !== consent) {
      known.tokens.forget();
      known.consent = consent;
    }
    const { grants, tokens } = known;
    return {
      ...clientRuntime,
      grants,
      tokens,
      goto: (own = {}) =>
        createGoToClient({
          endpoints: endpointsOf(client),
          tokens,
          budgets: clientRuntime.budgets,
          network: own.network ?? network,
          clock,
          onCall(record) {
            options.onCall(connectionId, record, client.id);
            own.onCall?.(record);
          },
        }),
    };
  }

  function observed(source: TokenSource, connectionId: string): TokenSource {
    const telling = async <Token>(token: Promise<Token>): Promise<Token> => {
      try {
        return await token;
      } catch (error) {
        options.onTokenError(connectionId, error);
        throw error;
      }
    };
    return {
      current: (call) => telling(source.current(call)),
      renewed: (refused, call) => telling(source.renewed(refused, call)),
      accepted: (token) => source.accepted(token),
      wasAccepted: (token) => source.wasAccepted(token),
      grant: () => source.grant(),
      forget: () => source.forget(),
    };
  }

  return {
    forClient,
    forConnection,
    /** A client that speaks with a grant which is not stored yet: to learn whose it is before it is taken. */
    gotoWith(client: OAuthClientRecord, accessToken: string): GoToClient {
      return createGoToClient({
        endpoints: endpointsOf(client),
        tokens: fixedToken(accessToken),
        budgets: forClient(client).budgets,
        network,
        clock,
      });
    },
    drop(connectionId: string): void {
      connections.delete(connectionId);
    },
  };
}

/** A source of one token that is as fresh as can be: when GoTo refuses it, there is no other. */
function fixedToken(accessToken: string): TokenSource {
  return {
    current: async () => accessToken,
    renewed: async () => ({ accessToken, fresh: true }),
    accepted() {},
    wasAccepted: () => false,
    grant: async () => undefined,
    forget() {},
  };
}
