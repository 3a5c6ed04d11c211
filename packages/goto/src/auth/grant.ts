/**
 * Grant: what a person's consent (or personal access token) gave us, and the port of the store that keeps it.
 *
 * The store is the one place where processes meet, so its promises are what makes the refresh race harmless
 * (goto-oauth.md 7.2). Every store must pass `grantStoreConformance` of `@rostrum/goto/testing`.
 *
 * NOT here: when to refresh (`token-source.ts`) and how (`oauth.ts`).
 */

/** How the access token is renewed. */
export type Renewal =
  /** Consent in the browser: by refresh token, if GoTo gave one. */
  | { readonly kind: "refresh-token"; readonly refreshToken?: string | undefined }
  /** A personal access token, exchanged again each time (goto-oauth.md 5.3). */
  | { readonly kind: "personal-access-token"; readonly personalAccessToken: string };

/** One person's grant to one OAuth client. All of `accessToken` and `renewal` is secret. */
export interface Grant {
  /** Opaque and long (above 1000 characters, goto-oauth.md 6.1). */
  readonly accessToken: string;
  /** When the access token ends, in epoch milliseconds. */
  readonly expiresAt: number;
  readonly renewal: Renewal;
  /** What was granted; whole words such as "collab:" (goto-oauth.md 8). */
  readonly scopes: readonly string[];
  /** The person's e-mail as GoTo names it. Not a stable key (goto-oauth.md 6.1). */
  readonly principal?: string | undefined;
  /** When the person consented (or gave the personal access token), in epoch milliseconds. */
  readonly consentedAt: number;
  /** When the present refresh token came, in epoch milliseconds; plan for 30 days from here (goto-oauth.md 7.1, 7.3). */
  readonly refreshTokenSince: number;
}

/** A grant as it lies in the store. */
export interface StoredGrant extends Grant {
  /**
   * The fencing token of the write that put it there. It only ever grows.
   * A write with a smaller fence than this is refused.
   */
  readonly version: number;
  /** Set when GoTo refused to renew it; only a new consent (`replace`) or a late winner (`save`) clears it. */
  readonly dead?: { readonly at: number; readonly description: string } | undefined;
}

/** The right to refresh, held by one at a time, and the only way to write a refreshed token. */
export interface RefreshLease {
  /** Fencing token: larger than that of every lease given out before. */
  readonly fence: number;
  /** The grant as read after the lease was obtained. */
  readonly grant: StoredGrant | undefined;
  /**
   * Writes a refreshed grant in one atomic step and clears `dead`.
   * Refused (undefined) if the stored version is newer than this lease: a late holder cannot overwrite a newer token.
   * NOT refused merely because the lease ran out or another was given out: the token in hand may be the only live one.
   */
  save(grant: Grant): Promise<StoredGrant | undefined>;
  /**
   * Marks the grant as dead. Refused (false) if the lease ran out and somebody else has it, or if another token was
   * written since `grant` was read: a loser never erases the winner.
   */
  markDead(description: string): Promise<boolean>;
}

/** Where the grant of ONE connection is kept. */
export interface GrantStore {
  /** The grant as it is now; never a copy from before the last write of anybody. */
  read(): Promise<StoredGrant | undefined>;
  /**
   * Waits until nobody else holds the lease, then runs `work` with it and gives it back, also when `work` fails.
   * A lease whose holder vanished runs out by itself (use at least 45 s: longer than a refresh may take).
   * Rejects with the signal's reason when aborted while waiting.
   */
  withRefreshLease<Result>(
    work: (lease: RefreshLease) => Promise<Result>,
    signal?: AbortSignal,
  ): Promise<Result>;
  /** Puts a new consent in place of whatever is there, with a fence newer than all leases given out. */
  replace(grant: Grant): Promise<StoredGrant>;
}
