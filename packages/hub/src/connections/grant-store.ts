/**
 * The vault: the grant of one connection in the database, sealed. It implements @rostrum/goto's GrantStore and
 * keeps its promises across processes by three means:
 *
 * - a lease, taken by one conditional update, so that one process at a time refreshes; it runs out by itself when
 *   its holder vanished, by the database's clock, so that clocks of processes need not agree;
 * - a fence, a number that only grows, given to each lease and each new consent; a write with an older fence than
 *   what is stored is refused, so a late holder cannot overwrite a newer token;
 * - a look at the version before a grant is marked as dead, so that a loser never erases the winner.
 *
 * It does NOT decide when to refresh: that is the token source.
 */
import type { Grant, GrantStore, RefreshLease, Renewal, StoredGrant } from "@rostrum/goto";
import { type Selectable, sql } from "kysely";
import type { Clock } from "../platform/clock/clock.ts";
import type { Sealer } from "../platform/crypto/sealer.ts";
import type { Database } from "../platform/database/database.ts";
import { tokensPlace } from "./model.ts";

interface OAuthGrantTable {
  connection_id: string;
  fence: string;
  version: string | null;
  sealed_tokens: string | null;
  renewal: Renewal["kind"] | null;
  expires_at: Date | null;
  consented_at: Date | null;
  refresh_token_since: Date | null;
  scopes: string[] | null;
  principal: string | null;
  dead_at: Date | null;
  dead_description: string | null;
  lease_fence: string | null;
  lease_until: Date | null;
}

declare module "../platform/database/database.ts" {
  interface DatabaseTables {
    oauth_grant: OAuthGrantTable;
  }
}

/** The port wants at least 45 s: longer than a refresh may take. */
const leaseSeconds = 60;
/** How often a process looks whether another one's lease has ended: a refresh takes a few hundred milliseconds. */
const lookAgainMs = 50;

export interface GrantStoreOptions {
  readonly database: Database;
  readonly sealer: Sealer;
  readonly clock: Clock;
  readonly connectionId: string;
}

/** What of a grant may be known without opening it: for health, in one query for all connections. */
export interface GrantSummary {
  readonly renewal: Renewal["kind"];
  readonly expiresAt: Date;
  readonly consentedAt: Date;
  readonly refreshTokenSince: Date;
  readonly scopes: readonly string[];
  readonly dead: { readonly at: Date; readonly description: string } | null;
  /** For `doctor`: which key it was sealed with. */
  readonly sealedTokens: string;
}

export async function grantSummaries(database: Database): Promise<ReadonlyMap<string, GrantSummary>> {
  const rows = await database.sql
    .selectFrom("oauth_grant")
    .selectAll()
    .where("version", "is not", null)
    .execute();
  return new Map(rows.map((row) => [row.connection_id, summaryOf(row)]));
}

/** Changes with every new consent and with nothing else: tokens remembered from before it are not to be used. */
export async function consentMark(database: Database, connectionId: string): Promise<string> {
  const row = await database.sql
    .selectFrom("oauth_grant")
    .select("consented_at")
    .where("connection_id", "=", connectionId)
    .executeTakeFirst();
  return row?.consented_at?.toISOString() ?? "";
}

export function createDatabaseGrantStore(options: GrantStoreOptions): GrantStore {
  const { database, sealer, clock, connectionId } = options;
  const place = tokensPlace(connectionId);
  const mine = database.sql.updateTable("oauth_grant").where("connection_id", "=", connectionId);
  /** One of this process at a time asks the database for the lease; the others queue here. */
  let queue: Promise<unknown> = Promise.resolve();

  async function read(): Promise<StoredGrant | undefined> {
    const row = await database.sql
      .selectFrom("oauth_grant")
      .selectAll()
      .where("connection_id", "=", connectionId)
      .executeTakeFirst();
    return row === undefined ? undefined : toGrant(row);
  }

  function toGrant(row: Selectable<OAuthGrantTable>): StoredGrant | undefined {
    if (row.version === null) return undefined;
    const summary = summaryOf(row);
    const tokens = JSON.parse(sealer.open(summary.sealedTokens, place)) as Pick<
      Grant,
      "accessToken" | "renewal"
    >;
    return {
      accessToken: tokens.accessToken,
      renewal: tokens.renewal,
      expiresAt: summary.expiresAt.getTime(),
      consentedAt: summary.consentedAt.getTime(),
      refreshTokenSince: summary.refreshTokenSince.getTime(),
      scopes: summary.scopes,
      ...(row.principal === null ? {} : { principal: row.principal }),
      version: Number(row.version),
      ...(summary.dead === null
        ? {}
        : { dead: { at: summary.dead.at.getTime(), description: summary.dead.description } }),
    };
  }

  function columnsOf(grant: Grant) {
    const tokens = { accessToken: grant.accessToken, renewal: grant.renewal };
    return {
      sealed_tokens: sealer.seal(JSON.stringify(tokens), place),
      renewal: grant.renewal.kind,
      expires_at: new Date(grant.expiresAt),
      consented_at: new Date(grant.consentedAt),
      refresh_token_since: new Date(grant.refreshTokenSince),
      scopes: [...grant.scopes],
      principal: grant.principal ?? null,
      dead_at: null,
      dead_description: null,
    };
  }

  /** The lease if nobody else has it; the row's first use makes the row. */
  async function tryLease(): Promise<Selectable<OAuthGrantTable> | undefined> {
    const longest = sql<Date>`clock_timestamp() + make_interval(secs => ${leaseSeconds})`;
    await database.sql
      .insertInto("oauth_grant")
      .values({ connection_id: connectionId, fence: "0" })
      // No lease lasts longer than that: the database's clock was set back, and its holder may be gone.
      .onConflict((conflict) =>
        conflict
          .column("connection_id")
          .doUpdateSet({ lease_until: longest })
          .where("oauth_grant.lease_until", ">", longest),
      )
      .execute();
    return mine
      .set({
        fence: sql`fence + 1`,
        lease_fence: sql`fence + 1`,
        lease_until: longest,
      })
      .where((where) =>
        where.or([where("lease_until", "is", null), where("lease_until", "<", sql<Date>`clock_timestamp()`)]),
      )
      .returningAll()
      .executeTakeFirst();
  }

  function leaseOf(fence: number, grant: StoredGrant | undefined): RefreshLease {
    return {
      fence,
      grant,
      async save(fresh) {
        const row = await mine
          .set({ ...columnsOf(fresh), version: String(fence) })
          .where((where) => where.or([where("version", "is", null), where("version", "<=", String(fence))]))
          .returningAll()
          .executeTakeFirst();
        return row === undefined ? undefined : toGrant(row);
      },
      async markDead(description) {
        if (grant === undefined) return false;
        const row = await mine
          .set({ dead_at: new Date(clock.now()), dead_description: description })
          .where("version", "=", String(grant.version))
          .where("lease_fence", "=", String(fence))
          .returning("version")
          .executeTakeFirst();
        return row !== undefined;
      },
    };
  }

  return {
    read,
    async withRefreshLease(work, signal) {
      const turn = Promise.withResolvers<void>();
      const before = queue;
      queue = turn.promise;
      try {
        await abortable(before, signal);
        let row = await tryLease();
        while (row === undefined) {
          await clock.sleep(lookAgainMs, signal);
          row = await tryLease();
        }
        const fence = Number(row.fence);
        try {
          return await work(leaseOf(fence, toGrant(row)));
        } finally {
          await mine.set({ lease_until: null }).where("lease_fence", "=", String(fence)).execute();
        }
      } finally {
        // Also one that gave up waiting must let the next one go only after those before it.
        void before.then(() => turn.resolve());
      }
    },
    async replace(grant) {
      const row = await database.sql
        .insertInto("oauth_grant")
        .values({ connection_id: connectionId, fence: "1", version: "1", ...columnsOf(grant) })
        .onConflict((conflict) =>
          conflict.column("connection_id").doUpdateSet({
            ...columnsOf(grant),
            fence: sql`oauth_grant.fence + 1`,
            version: sql`oauth_grant.fence + 1`,
          }),
        )
        .returningAll()
        .executeTakeFirstOrThrow();
      const stored = toGrant(row);
      if (stored === undefined) throw new Error("a grant that was just written is not there");
      return stored;
    },
  };
}

/** Waits for a promise of ours that never fails, or rejects with the signal's reason. */
async function abortable(promise: Promise<unknown>, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted();
  if (signal === undefined) return void (await promise);
  const given = Promise.withResolvers<void>();
  const giveUp = () => given.reject(signal.reason);
  signal.addEventListener("abort", giveUp, { once: true });
  try {
    await Promise.race([promise, given.promise]);
  } finally {
    signal.removeEventListener("abort", giveUp);
  }
}

function summaryOf(row: Selectable<OAuthGrantTable>): GrantSummary {
  const { renewal, expires_at, consented_at, refresh_token_since, sealed_tokens } = row;
  if (!renewal || !expires_at || !consented_at || !refresh_token_since || !sealed_tokens) {
    throw new Error(`the grant of connection ${row.connection_id} has a version and is not whole`);
  }
  return {
    renewal,
    expiresAt: expires_at,
    consentedAt: consented_at,
    refreshTokenSince: refresh_token_since,
    scopes: row.scopes ?? [],
    dead: row.dead_at === null ? null : { at: row.dead_at, description: row.dead_description ?? "" },
    sealedTokens: sealed_tokens,
  };
}
