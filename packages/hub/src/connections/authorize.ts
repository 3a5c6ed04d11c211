/**
 * Consent through the browser (goto-oauth.md 4, 5.1): a request with state and PKCE is begun here, the person goes to
 * GoTo, GoTo sends them back to the callback, and the code becomes a grant. When the person is in several accounts,
 * the grant waits, sealed, until one is chosen. NOT the pages that people see (`callback-page.ts`).
 */
import { randomUUID } from "node:crypto";
import type { Grant, IdentityAccount } from "@rostrum/goto";
import type { Actor } from "../access/index.ts";
import type { Clock } from "../platform/clock/clock.ts";
import type { Sealer } from "../platform/crypto/sealer.ts";
import { type ErrorTranslator, HubError } from "../platform/errors.ts";
import { toHubError } from "../platform/http/errors.ts";
import { callbackPath } from "./addresses.ts";
import type { AuthorizationStore, PendingAuthorization } from "./authorization-store.ts";
import type { Connection, Owner } from "./model.ts";
import type { OwnerWish } from "./owner.ts";
import type { Runtime } from "./runtime.ts";
import type { ConnectionService } from "./service.ts";
import type { ConnectionStore } from "./store.ts";

/** What the one who began it needs. */
export interface BegunAuthorization {
  readonly id: string;
  /** Where to send the browser. */
  readonly url: string;
  /** Must be registered at GoTo letter by letter (goto-oauth.md 3). */
  readonly redirectAddress: string;
  readonly expiresAt: Date;
}

/** How a callback ended, for the page. */
export type CallbackOutcome =
  | { readonly kind: "done"; readonly connection: Connection; readonly owner: Owner }
  | {
      readonly kind: "choose";
      readonly connection: Connection;
      readonly state: string;
      readonly accounts: readonly Pick<IdentityAccount, "accountKey" | "name">[];
    }
  /** `alias` is of the connection that it was for, where that is known. */
  | { readonly kind: "failed"; readonly error: HubError; readonly alias?: string };

/** What a waiting command line hears. */
export type AuthorizationOutcome =
  | { readonly state: "waiting" }
  | { readonly state: "done"; readonly alias: string }
  | {
      readonly state: "failed";
      readonly error: { readonly message: string; readonly meaning: string; readonly remedy: string };
    };

/** Time for signing in, with a company's single sign-on and a second factor, and to think. */
const lifeMs = 15 * 60_000;

export type Authorization = ReturnType<typeof createAuthorization>;

export function createAuthorization(deps: {
  readonly store: ConnectionStore;
  readonly requests: AuthorizationStore;
  readonly service: ConnectionService;
  readonly runtime: Runtime;
  readonly sealer: Sealer;
  readonly clock: Clock;
  readonly translate: ErrorTranslator;
  /** The hub's own address as a browser on this machine reaches it; undefined when it does not listen. */
  readonly ownAddress: () => string | undefined;
}) {
  const { store, requests, service, runtime, sealer, clock } = deps;
  const now = () => new Date(clock.now());

  async function finish(
    pending: PendingAuthorization,
    state: string,
    grant: Grant,
    wish: OwnerWish,
  ): Promise<CallbackOutcome> {
    const connection = await store.connectionById(pending.connectionId);
    if (connection === undefined) throw gone();
    try {
      const owner = await service.accept(connection, grant, wish, pending.begunBy);
      await requests.finish(pending.id, { state: "done", alias: connection.alias });
      return { kind: "done", connection, owner };
    } catch (error) {
      if (!(error instanceof HubError) || error.code !== "connection.choose-account") throw error;
      await requests.keepGrant(pending.id, sealer.seal(JSON.stringify(grant), grantPlace(pending.id)));
      const accounts = (error.details?.accounts ?? []) as { accountKey: string; name: string | null }[];
      return {
        kind: "choose",
        connection,
        state,
        accounts: accounts.map(({ accountKey, name }) => ({ accountKey, name: name ?? undefined })),
      };
    }
  }

  /** Runs one step of a taken request; a failure is told to the page and to whoever waits. */
  async function step(
    pending: PendingAuthorization,
    work: () => Promise<CallbackOutcome>,
  ): Promise<CallbackOutcome> {
    try {
      return await work();
    } catch (thrown) {
      const error = toHubError(thrown, [deps.translate]);
      const { message, meaning, remedy } = error;
      await requests.finish(pending.id, { state: "failed", error: { message, meaning, remedy } });
      const alias = (await store.connectionById(pending.connectionId))?.alias;
      return { kind: "failed", error, ...(alias === undefined ? {} : { alias }) };
    }
  }

  return {
    /** Begins an authorization. Throws HubError "authorize.no-address" when there is nowhere to come back to. */
    async begin(alias: string, wish: OwnerWish, who: Actor): Promise<BegunAuthorization> {
      const connection = await service.find(alias);
      const client = await service.clientOf(connection);
      const own = deps.ownAddress();
      const redirectAddress =
        client.redirectAddress ?? (own === undefined ? undefined : `${own}${callbackPath}`);
      if (redirectAddress === undefined) throw noAddress();
      const { oauth } = runtime.forClient(client);
      const request = oauth.authorizationRequest({ redirectUri: redirectAddress, scopes: client.scopes });
      const id = randomUUID();
      const expiresAt = new Date(clock.now() + lifeMs);
      await requests.insert(request.state, {
        id,
        connectionId: connection.id,
        sealedVerifier: sealer.seal(request.codeVerifier, verifierPlace(id)),
        redirectAddress,
        account: wish.account,
        allowOtherOwner: wish.allowOtherOwner ?? false,
        expiresAt,
        sealedGrant: null,
        begunBy: who,
      });
      return { id, url: request.url, redirectAddress, expiresAt };
    },

    /** What GoTo sent the browser back with. Never throws for what a person or GoTo did. */
    async callback(query: {
      readonly state?: string | undefined;
      readonly code?: string | undefined;
      readonly error?: string | undefined;
      readonly error_description?: string | undefined;
    }): Promise<CallbackOutcome> {
      const { state, code } = query;
      const pending = state === undefined ? undefined : await requests.take(state, now());
      if (pending === undefined || state === undefined) return { kind: "failed", error: stale() };
      return step(pending, async () => {
        if (code === undefined) throw refusedAtGoTo(query.error, query.error_description);
        const connection = await store.connectionById(pending.connectionId);
        if (connection === undefined) throw gone();
        const { oauth } = runtime.forClient(await service.clientOf(connection));
        const grant = await oauth.exchangeCode({
          code,
          redirectUri: pending.redirectAddress,
          codeVerifier: sealer.open(pending.sealedVerifier, verifierPlace(pending.id)),
        });
        return finish(pending, state, grant, pending);
      });
    },

    /** The account that a person chose on the page. */
    async choose(state: string, accountKey: string): Promise<CallbackOutcome> {
      const pending = await requests.takeWaiting(state, now());
      if (pending === undefined || pending.sealedGrant === null) return { kind: "failed", error: stale() };
      const grant = JSON.parse(sealer.open(pending.sealedGrant, grantPlace(pending.id))) as Grant;
      return step(pending, () => finish(pending, state, grant, { ...pending, account: accountKey }));
    },

    /** For whoever began it and waits. */
    async outcome(id: string): Promise<AuthorizationOutcome> {
      const found = await requests.outcome(id);
      if (found === undefined) throw stale();
      if (found.outcome !== undefined) return found.outcome as AuthorizationOutcome;
      if (found.expiresAt > now()) return { state: "waiting" };
      const { message, meaning, remedy } = stale();
      return { state: "failed", error: { message, meaning, remedy } };
    },
  };
}

const verifierPlace = (id: string) => `authorization_request/${id}/verifier`;
const grantPlace = (id: string) => `authorization_request/${id}/grant`;

function stale(): HubError {
  return new HubError({
    kind: "unknown",
    code: "authorize.stale",
    message: "This authorization is not, or no longer, waited for.",
    meaning: "It was begun too long ago, was finished already, or was not begun here. Nothing was changed.",
    remedy: "Begin again: rostrum connections authorize ALIAS",
  });
}

function gone(): HubError {
  return new HubError({
    kind: "unknown",
    code: "authorize.gone",
    message: "The connection was removed in the meantime.",
    meaning: "The consent was not kept.",
    remedy: "Add the connection again.",
  });
}

function refusedAtGoTo(error: string | undefined, description: string | undefined): HubError {
  const declined = error === "access_denied";
  const words = [error, description].filter((part) => part !== undefined && part !== "").join(": ");
  return new HubError({
    kind: "rejected",
    code: declined ? "authorize.declined" : "authorize.refused",
    message: declined
      ? "Consent was declined on GoTo's page."
      : `GoTo sent no code back${words === "" ? "" : ` (${words.slice(0, 300)})`}.`,
    meaning: "The connection is as it was before.",
    remedy: declined
      ? "Begin again, and press Allow."
      : "Check the client's scopes and redirect address at GoTo, and begin again.",
  });
}

function noAddress(): HubError {
  return new HubError({
    kind: "conflict",
    code: "authorize.no-address",
    message: "The hub does not listen, so GoTo has nowhere to send the browser back to.",
    meaning: "Consent in the browser ends with a call to the hub.",
    remedy: "Start the hub (rostrum serve), or use the command line, which listens for that long.",
  });
}
