/**
 * The verbs of OAuth clients: list, add, change, remove. An application is registered by a person in GoTo's
 * developer portal (goto-oauth.md 3); here it is only written down. NOT the token calls (`runtime.ts`).
 */
import { randomUUID } from "node:crypto";
import { gotoEndpoints } from "@rostrum/goto";
import type { Actor, Audit } from "../access/index.ts";
import type { Clock } from "../platform/clock/clock.ts";
import type { Sealer } from "../platform/crypto/sealer.ts";
import { HubError } from "../platform/errors.ts";
import { nearest } from "../platform/nearest.ts";
import { checkEndpoint, checkRedirect } from "./addresses.ts";
import {
  type Connection,
  clientSecretPlace,
  defaultRequestsPerSecond,
  defaultScopes,
  type OAuthClientRecord,
} from "./model.ts";
import { type ConnectionStore, createConnectionStore, type OAuthClientChange } from "./store.ts";

export interface NewOAuthClient {
  /** For people; by default made from the host and the beginning of the client ID. */
  readonly name?: string | undefined;
  readonly clientId: string;
  /** Absent for a public client. */
  readonly clientSecret?: string | undefined;
  readonly apiAddress?: string | undefined;
  readonly authenticationAddress?: string | undefined;
  readonly redirectAddress?: string | undefined;
  readonly scopes?: readonly string[] | undefined;
  readonly requestsPerSecond?: number | undefined;
}

export interface OAuthClientEdit {
  readonly name?: string | undefined;
  readonly clientSecret?: string | undefined;
  /** Where tokens and secrets are sent from then on. */
  readonly apiAddress?: string | undefined;
  readonly authenticationAddress?: string | undefined;
  /** Null: the hub's own. */
  readonly redirectAddress?: string | null | undefined;
  readonly scopes?: readonly string[] | undefined;
  readonly requestsPerSecond?: number | undefined;
}

export type OAuthClients = ReturnType<typeof createOAuthClients>;

export function createOAuthClients(deps: {
  readonly store: ConnectionStore;
  readonly sealer: Sealer;
  readonly clock: Clock;
  readonly audit: Audit;
}) {
  const { store, sealer, clock, audit } = deps;

  async function usersOf(id: string): Promise<readonly Connection[]> {
    return (await store.connections()).filter((connection) => connection.oauthClientId === id);
  }

  async function take(client: OAuthClientRecord, who: Actor): Promise<void> {
    await audit.change(who, async (within, record) => {
      await createConnectionStore(within).deleteClient(client.id);
      await record({ ...entryOf("remove", client), before: auditable(client) });
    });
  }

  async function find(name: string): Promise<OAuthClientRecord> {
    const all = await store.clients();
    const found = all.find((client) => client.name === name || client.clientId === name);
    if (found !== undefined) return found;
    const near = nearest(
      name,
      all.map((client) => client.name),
    );
    throw new HubError({
      kind: "unknown",
      code: "oauth-client.unknown",
      message: `There is no OAuth client "${name}".`,
      meaning:
        all.length === 0
          ? "There is none at all yet."
          : `There are: ${all.map((client) => client.name).join(", ")}.`,
      remedy: near === undefined ? "See them with: rostrum connections clients" : `Did you mean "${near}"?`,
    });
  }

  return {
    list: () => store.clients(),
    find,

    /**
     * Writes an OAuth client down; the same client ID at the same host is the same client, whose secret is renewed.
     * `undo` puts back what was before, for a connection that then cannot be made.
     */
    async addOrUpdate(
      given: NewOAuthClient,
      who: Actor,
    ): Promise<{ readonly client: OAuthClientRecord; undo(): Promise<void> }> {
      const clientId = given.clientId.trim();
      if (!/^[\x21-\x7e]{1,200}$/.test(clientId)) {
        throw new HubError({
          kind: "usage",
          code: "oauth-client.bad-id",
          message: "The client ID is empty or holds blanks or other characters that cannot be in one.",
          meaning: "Nothing was kept.",
          remedy: "Copy it from https://developer.logmeininc.com/clients.",
        });
      }
      const authenticationAddress = checkEndpoint(
        given.authenticationAddress ?? gotoEndpoints.authentication,
        "address of the sign-in",
      );
      const all = await store.clients();
      const known = all.find(
        (client) => client.clientId === clientId && client.authenticationAddress === authenticationAddress,
      );
      if (known !== undefined) {
        if (given.clientSecret === undefined) return { client: known, undo: async () => {} };
        const sealedSecret = sealer.seal(given.clientSecret, clientSecretPlace(known.id));
        /** Puts a sealed secret in place, and says so. */
        const put = (secret: string | null, renewed: string) =>
          audit.change(who, async (within, record) => {
            await createConnectionStore(within).updateClient(known.id, { sealedSecret: secret });
            await record({ ...entryOf("edit", known), after: { renewed } });
          });
        await put(sealedSecret, "client secret");
        const undo = () => put(known.sealedSecret, "client secret, as it was before");
        return { client: { ...known, sealedSecret }, undo };
      }
      const id = randomUUID();
      const client: OAuthClientRecord = {
        id,
        name: freeName(
          given.name ?? `${new URL(authenticationAddress).hostname} ${clientId.slice(0, 8)}`,
          all,
        ),
        clientId,
        sealedSecret:
          given.clientSecret === undefined ? null : sealer.seal(given.clientSecret, clientSecretPlace(id)),
        apiAddress: checkEndpoint(given.apiAddress ?? gotoEndpoints.api, "address of the API"),
        authenticationAddress,
        redirectAddress: given.redirectAddress === undefined ? null : checkRedirect(given.redirectAddress),
        scopes: given.scopes ?? defaultScopes,
        requestsPerSecond: given.requestsPerSecond ?? defaultRequestsPerSecond,
        createdAt: new Date(clock.now()),
      };
      await audit.change(who, async (within, record) => {
        await createConnectionStore(within).insertClient(client);
        await record({ ...entryOf("add", client), after: auditable(client) });
      });
      return {
        client,
        async undo() {
          if ((await usersOf(id)).length === 0) await take(client, who);
        },
      };
    },

    /** Throws HubError "oauth-client.name-taken" and "oauth-client.address-fixed". */
    async edit(name: string, change: OAuthClientEdit, who: Actor): Promise<OAuthClientRecord> {
      const client = await find(name);
      const others = (await store.clients()).filter(({ id }) => id !== client.id);
      if (others.some((other) => other.name === change.name)) throw nameTaken(change.name ?? "");
      const { redirectAddress, clientSecret, apiAddress, authenticationAddress } = change;
      const row: OAuthClientChange = {
        ...(change.name === undefined ? {} : { name: change.name }),
        ...(clientSecret === undefined
          ? {}
          : { sealedSecret: sealer.seal(clientSecret, clientSecretPlace(client.id)) }),
        ...(redirectAddress === undefined
          ? {}
          : { redirectAddress: redirectAddress === null ? null : checkRedirect(redirectAddress) }),
        ...(apiAddress === undefined ? {} : { apiAddress: checkEndpoint(apiAddress, "address of the API") }),
        ...(authenticationAddress === undefined
          ? {}
          : { authenticationAddress: checkEndpoint(authenticationAddress, "address of the sign-in") }),
        ...(change.scopes === undefined ? {} : { scopes: change.scopes }),
        ...(change.requestsPerSecond === undefined ? {} : { requestsPerSecond: change.requestsPerSecond }),
      };
      const moves = (["apiAddress", "authenticationAddress"] as const).some(
        (address) => row[address] !== undefined && row[address] !== client[address],
      );
      // Who may read the data folder could open every secret anyway.
      if (moves && who.kind !== "local") throw addressFixed(client.name);
      await audit.change(who, async (within, record) => {
        await createConnectionStore(within).updateClient(client.id, row);
        const renewed = clientSecret === undefined ? {} : { renewed: "client secret" };
        const after = { ...auditable({ ...client, ...row }), ...renewed };
        await record({ ...entryOf("edit", client), before: auditable(client), after });
      });
      return find(change.name ?? name);
    },

    /** Refused while a connection is made with it. */
    async remove(name: string, who: Actor): Promise<void> {
      const client = await find(name);
      const using = await usersOf(client.id);
      if (using.length > 0) {
        throw new HubError({
          kind: "conflict",
          code: "oauth-client.in-use",
          message: `The OAuth client "${client.name}" is used by ${using.map((connection) => connection.alias).join(", ")}.`,
          meaning: "Those connections could not renew their tokens without it.",
          remedy: "Remove the connections first.",
        });
      }
      await take(client, who);
    },
  };
}

function entryOf(verb: string, { name }: OAuthClientRecord) {
  return { action: `oauth-client.${verb}`, kind: "oauth-client", id: name };
}

/** Without the secret, sealed or not. */
function auditable({ id: _id, sealedSecret: _secret, createdAt: _at, ...client }: OAuthClientRecord) {
  return client;
}

function freeName(wanted: string, all: readonly OAuthClientRecord[]): string {
  const taken = new Set(all.map((client) => client.name));
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? wanted : `${wanted} ${number}`;
    if (!taken.has(name)) return name;
  }
}

function nameTaken(name: string): HubError {
  return new HubError({
    kind: "conflict",
    code: "oauth-client.name-taken",
    message: `There is an OAuth client "${name}" already.`,
    meaning: "A name stands for one OAuth client. Nothing was changed.",
    remedy: "Choose another name.",
  });
}

/** Secrets and tokens are sent there: whoever could change it would get to see them. */
function addressFixed(name: string): HubError {
  return new HubError({
    kind: "forbidden",
    code: "oauth-client.address-fixed",
    message: `The addresses of the OAuth client "${name}" can be changed at the hub's own machine only.`,
    meaning:
      "Its secret and the tokens of its connections would be sent to another place. Nothing was changed.",
    remedy: "Run the command at the hub's machine, or add a new OAuth client with the other addresses.",
  });
}
