/**
 * The verbs of connections: list, add, consent, test, edit, remove, and the client for those who want to call
 * GoTo. Routes and the callback page call these; rules stand in `model.ts`, `owner.ts` and `health.ts`.
 * NOT the way through the browser (`authorize.ts`).
 */
import { randomUUID } from "node:crypto";
import type { BudgetFigures, Grant } from "@rostrum/goto";
import type { Actor, Audit } from "../access/index.ts";
import type { Clock } from "../platform/clock/clock.ts";
import type { Database } from "../platform/database/database.ts";
import { HubError } from "../platform/errors.ts";
import type { Log } from "../platform/log/log.ts";
import { type BudgetUse, type MinuteOfUse, sumOf } from "./budget-use.ts";
import { type GrantSummary, grantSummaries } from "./grant-store.ts";
import { type Health, healthOf } from "./health.ts";
import type { HealthRecorder } from "./health-recorder.ts";
import {
  aliasFrom,
  type Connection,
  checkAlias,
  checkName,
  type OAuthClientRecord,
  type Owner,
  unknownAlias,
} from "./model.ts";
import { decideOwner, type OwnerWish } from "./owner.ts";
import type { ConnectionRuntime, GoToOptions, Runtime } from "./runtime.ts";
import { type ConnectionStore, createConnectionStore } from "./store.ts";
import type { Use, Uses } from "./uses.ts";

export interface ServiceDeps {
  readonly database: Database;
  readonly store: ConnectionStore;
  readonly runtime: Runtime;
  readonly recorder: HealthRecorder;
  readonly budgetUse: BudgetUse;
  readonly uses: Uses;
  readonly clock: Clock;
  readonly log: Log;
  readonly audit: Audit;
}

/** A connection with all that a page or a command shows of it. */
export interface ConnectionReport {
  readonly connection: Connection;
  readonly client: OAuthClientRecord;
  readonly grant: GrantSummary | undefined;
  readonly health: Health;
  /** Of the APIs that were used lately; the last hour is that of all processes, the rest of this one. */
  readonly budgets: Readonly<Record<string, BudgetFigures>>;
  readonly uses: readonly Use[];
}

/** A new connection, and what named none before and names the first one now; undefined: nothing. */
export interface AddedConnection {
  readonly connection: Connection;
  readonly pinned: { readonly to: string; readonly uses: readonly Use[] } | undefined;
}

/** The APIs that this version calls. */
const apis = ["webinar", "identity", "admin"] as const;

export type ConnectionService = ReturnType<typeof createConnectionService>;

export function createConnectionService(deps: ServiceDeps) {
  const { database, store, runtime, recorder, budgetUse, uses, clock, log, audit } = deps;

  async function find(alias: string): Promise<Connection> {
    const found = await store.connection(alias);
    if (found !== undefined) return found;
    const known = (await store.connections()).map((connection) => connection.alias);
    const sameLetters = known.find((other) => other.toLowerCase() === alias.toLowerCase());
    if (sameLetters !== undefined) return find(sameLetters);
    throw unknownAlias(alias, known);
  }

  async function clientOf(connection: Connection): Promise<OAuthClientRecord> {
    const client = await store.client(connection.oauthClientId);
    if (client === undefined) throw new Error(`connection ${connection.id} has no OAuth client`);
    return client;
  }

  async function work(connection: Connection): Promise<ConnectionRuntime> {
    return runtime.forConnection(connection.id, await clientOf(connection));
  }

  async function report(
    connection: Connection,
    grants?: ReadonlyMap<string, GrantSummary>,
  ): Promise<ConnectionReport> {
    const client = await clientOf(connection);
    const grant = (grants ?? (await grantSummaries(database))).get(connection.id);
    const { budgets } = runtime.forClient(client);
    const used = await budgetUse.lastHour(client.id);
    const figures = Object.fromEntries(
      apis
        .map((api) => {
          const lastHour = sumOf(used.get(api) ?? [], client.requestsPerSecond);
          return [api, { ...budgets(api).figures(), lastHour }] as const;
        })
        .filter(([, { total, lastHour }]) => total.sent > 0 || lastHour.sent > 0),
    );
    const using = await uses.of(connection.id);
    const health = healthOf(connection, grant, Object.values(figures), using, new Date(clock.now()));
    return { connection, client, grant, health, budgets: figures, uses: using };
  }

  /** Only when nobody else here lives on the same person's consent to the same client: revoking ends all of it. */
  async function revokeIfAlone(
    connection: Connection,
    grant: Grant,
    organizerKey: string | undefined,
  ): Promise<void> {
    const sharing = (await store.connections()).some(
      (other) =>
        other.id !== connection.id &&
        other.oauthClientId === connection.oauthClientId &&
        other.owner?.organizerKey === organizerKey,
    );
    if (sharing) return;
    try {
      const { oauth } = await work(connection);
      await oauth.revoke(grant, { signal: AbortSignal.timeout(5_000) });
    } catch (error) {
      log.info(
        { err: error, connection: connection.alias },
        "a grant could not be revoked at GoTo; it ends by itself",
      );
    }
  }

  return {
    find,
    clientOf,
    work,

    async list(): Promise<readonly ConnectionReport[]> {
      await recorder.flush();
      const [connections, grants] = [await store.connections(), await grantSummaries(database)];
      return Promise.all(connections.map((connection) => report(connection, grants)));
    },

    async show(alias: string): Promise<ConnectionReport> {
      await recorder.flush();
      return report(await find(alias));
    },

    /** What was sent lately with the OAuth client of a connection, by API; other connections may share it. */
    async use(alias: string): Promise<{
      readonly client: OAuthClientRecord;
      readonly apis: ReadonlyMap<string, readonly MinuteOfUse[]>;
    }> {
      const client = await clientOf(await find(alias));
      return { client, apis: await budgetUse.lastHour(client.id) };
    },

    /**
     * Makes a connection without consent. The alias is made from the name unless one is given. Beside a second one, what
     * named no connection would not know which is meant: from now on it names the first, and `pinned` says what that was.
     */
    async add(
      given: { readonly name: string; readonly alias?: string | undefined },
      client: OAuthClientRecord,
      who: Actor,
    ): Promise<AddedConnection> {
      const name = checkName(given.name);
      const before = await store.connections();
      const taken = before.map((connection) => connection.alias);
      const alias =
        given.alias === undefined ? aliasFrom(name, taken) : checkFree(checkAlias(given.alias), taken);
      const connection: Connection = {
        id: randomUUID(),
        oauthClientId: client.id,
        name,
        alias,
        owner: null,
        createdAt: new Date(clock.now()),
        lastSuccessAt: null,
        lastError: null,
      };
      const [only, ...others] = before;
      const pinned = await audit.change(who, async (within, record) => {
        await createConnectionStore(within).insertConnection(connection);
        const after = { name, alias, oauthClient: client.name };
        await record({ action: "connection.add", kind: "connection", id: alias, after });
        if (only === undefined || others.length > 0) return undefined;
        const renamed = await uses.rename(within, { from: undefined, to: only.alias }, who);
        return renamed.length === 0 ? undefined : { to: only.alias, uses: renamed };
      });
      return { connection, pinned };
    },

    /** Changes name and alias. What uses the connection does not notice: flows that name the alias name the new one. */
    async edit(
      alias: string,
      change: { readonly name?: string | undefined; readonly alias?: string | undefined },
      who: Actor,
    ): Promise<ConnectionReport> {
      const connection = await find(alias);
      const taken = (await store.connections())
        .filter(({ id }) => id !== connection.id)
        .map((other) => other.alias);
      const renamed = {
        ...(change.name === undefined ? {} : { name: checkName(change.name) }),
        ...(change.alias === undefined ? {} : { alias: checkFree(checkAlias(change.alias), taken) }),
      };
      await audit.change(who, async (within, record) => {
        await createConnectionStore(within).rename(connection.id, renamed);
        const before = { name: connection.name, alias: connection.alias };
        const after = { ...before, ...renamed };
        await record({ action: "connection.edit", kind: "connection", id: after.alias, before, after });
        if (after.alias !== before.alias) {
          await uses.rename(within, { from: before.alias, to: after.alias }, who);
        }
      });
      return report(await find(renamed.alias ?? connection.alias));
    },

    /**
     * Takes a fresh grant for a connection: learns whose it is, checks that against what was before and what was
     * wished, and only then puts it in place of the old one. When it is refused, the old one is untouched.
     */
    async accept(connection: Connection, grant: Grant, wish: OwnerWish, who: Actor): Promise<Owner> {
      const client = await clientOf(connection);
      const goto = runtime.gotoWith(client, grant.accessToken);
      try {
        const identity = await goto.identity.me();
        const owner = decideOwner(identity, connection, wish);
        const { grants, tokens } = await runtime.forConnection(connection.id, client);
        await grants.replace(grant);
        tokens.forget();
        await audit.change(who, async (within, record) => {
          await createConnectionStore(within).setOwner(connection.id, owner);
          const entry = { action: "connection.consent", kind: "connection", id: connection.alias };
          await record({ ...entry, before: connection.owner ?? {}, after: owner });
        });
        await recorder.success(connection.id);
        return owner;
      } finally {
        await goto.close();
      }
    },

    /** Consent by personal access token (goto-oauth.md 5.3). */
    async acceptPersonalAccessToken(
      connection: Connection,
      personalAccessToken: string,
      wish: OwnerWish,
      who: Actor,
    ): Promise<Owner> {
      const { oauth } = runtime.forClient(await clientOf(connection));
      const grant = await oauth.exchangePersonalAccessToken(personalAccessToken.trim());
      return this.accept(connection, grant, wish, who);
    },

    /** Has a token renewed if it needs to be, without a call to any API. */
    async renew(connectionId: string): Promise<void> {
      const connection = await store.connectionById(connectionId);
      if (connection !== undefined) await (await work(connection)).tokens.current();
    },

    /** Removes a connection and tells GoTo, if it listens. Refused while something uses it, unless forced. */
    async remove(alias: string, force: boolean, who: Actor): Promise<void> {
      const connection = await find(alias);
      const using = await uses.of(connection.id);
      if (using.length > 0 && !force) throw inUse(connection, using);
      const { grants } = await work(connection);
      const grant = await grants.read().catch(() => undefined);
      if (grant !== undefined) await revokeIfAlone(connection, grant, connection.owner?.organizerKey);
      await audit.change(who, async (within, record) => {
        await createConnectionStore(within).deleteConnection(connection.id);
        const { name, owner } = connection;
        const entry = { action: "connection.remove", kind: "connection", id: connection.alias };
        await record({ ...entry, before: { name, owner } });
      });
      runtime.drop(connection.id);
    },

    /** See `Connections` in `index.ts`. */
    async connectedTo(alias: string | undefined, options?: GoToOptions) {
      const connection = alias === undefined ? theOnly(await store.connections()) : await find(alias);
      if (connection.owner === null) throw unfinished(connection);
      const { budgets, goto } = await work(connection);
      const { organizerKey, accountKey } = connection.owner;
      return {
        connectionId: connection.id,
        alias: connection.alias,
        organizerKey,
        accountKey,
        budgets,
        goto: goto(options),
      };
    },
  };
}

function checkFree(alias: string, taken: readonly string[]): string {
  if (!taken.some((other) => other.toLowerCase() === alias.toLowerCase())) return alias;
  throw new HubError({
    kind: "conflict",
    code: "connection.alias-taken",
    message: `The alias "${alias}" is taken.`,
    meaning: "An alias stands for one connection.",
    remedy: `Choose another one, for example ${aliasFrom(alias, taken)}.`,
  });
}

function theOnly(connections: readonly Connection[]): Connection {
  const [only, ...others] = connections;
  if (only === undefined) {
    throw new HubError({
      kind: "usage",
      code: "connection.none",
      message: "There is no connection to GoTo yet.",
      meaning: "Without one there is nobody in whose name to ask.",
      remedy: "Make one with: rostrum connections add  (or try the sandbox: npm start)",
    });
  }
  if (others.length === 0) return only;
  const known = connections.map((connection) => connection.alias);
  throw new HubError({
    kind: "usage",
    code: "connection.which",
    message: `There are ${connections.length} connections and none was named.`,
    meaning: `They are: ${known.join(", ")}.`,
    remedy: `Say which one, for example: --connection ${only.alias}`,
    details: { known },
  });
}

function unfinished(connection: Connection): HubError {
  return new HubError({
    kind: "reauthorise",
    code: "connection.unfinished",
    message: `Nobody has consented to the connection "${connection.alias}" yet.`,
    meaning: "It has no token, so nothing can be read or written with it.",
    remedy: `Authorize it: rostrum connections authorize ${connection.alias}`,
  });
}

function inUse(connection: Connection, using: readonly Use[]): HubError {
  return new HubError({
    kind: "conflict",
    code: "connection.in-use",
    message: `The connection "${connection.alias}" is used by ${using.map((use) => `${use.kind} ${use.name}`).join(", ")}.`,
    meaning: "They would stop.",
    remedy: "Point them to another connection first, or remove it all the same with --force.",
    details: { uses: using },
  });
}
