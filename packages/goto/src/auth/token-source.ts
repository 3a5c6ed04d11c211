/**
 * Token source: an access token whenever one is needed, from one grant that many calls in many processes share.
 *
 * It follows goto-oauth.md 7.3 to the letter, because GoTo has had three regimes of refresh tokens and nobody knows
 * which one rules tomorrow: at most one refresh at a time in this process (single flight) and in all processes (the
 * store's lease); the store is read again before each refresh and after each refusal; what was obtained is written
 * before it is used; nobody refreshes "to be safe"; a refusal of the refresh token ends in a dead grant and not in a loop.
 *
 * NOT here: the calls to the token endpoint (`oauth.ts`), where grants lie (`grant.ts`), and whether an answer means
 * that a token is dead (`../transport/understand.ts`).
 */
import { AuthorizationDeadError, type DeathReason, GoToError, NetworkError } from "../errors.ts";
import type { CallOptions, Clock } from "../ports.ts";
import { systemClock } from "../system.ts";
import type { Grant, GrantStore, RefreshLease, StoredGrant } from "./grant.ts";
import type { OAuth, RenewedToken, TokenSource } from "./types.ts";

/** A refresh that takes longer is given up, well before the lease runs out, so that two never overlap. */
const REFRESH_LIMIT_MS = 30_000;
/** A token with less than this left is not sent even when no other can be had. */
const LAST_MOMENT_MS = 5_000;
/** How many tokens are known to have been accepted: answers may arrive after newer tokens came into use. */
const ACCEPTED_TOKENS = 8;
/**
 * How long writing a new token is tried again, and how often, while the lease keeps the others away. With the time limit
 * of the refresh this is less than the lease.
 */
const SAVE_LIMIT_MS = 10_000;
const SAVE_AGAIN_MS = 500;
/** How often a refresh starts over because another process took the lease meanwhile. */
const LEASE_TRIES = 3;

export function createTokenSource(options: {
  readonly store: GrantStore;
  readonly oauth: Pick<OAuth, "renew">;
  readonly clock?: Clock | undefined;
  /** Renew when less than this is left, in milliseconds. Default 60,000 (goto-oauth.md 7.3). */
  readonly marginMs?: number | undefined;
}): TokenSource {
  const { store, oauth, clock = systemClock, marginMs = 60_000 } = options;
  let known: StoredGrant | undefined;
  let renewing: Promise<Renewed> | undefined;
  let accepted: readonly string[] = [];
  let margin = marginMs;
  /** Obtained from GoTo and not written yet. In regime A (goto-oauth.md 7.1) it is the only token that still lives. */
  let unsaved: { readonly lease: RefreshLease; readonly grant: Grant } | undefined;

  /** The grant, if its token can be used in place of one that was refused or runs out. */
  function usable(grant: StoredGrant | undefined, refused?: string): StoredGrant | undefined {
    if (grant === undefined || grant.dead !== undefined || grant.accessToken === refused) return undefined;
    return grant.expiresAt - clock.now() > margin ? grant : undefined;
  }

  /** All who need another token at the same time get the same one. */
  async function renewOnce(refused: string | undefined, signal: AbortSignal | undefined): Promise<Renewed> {
    for (;;) {
      const own = renewing === undefined;
      renewing ??= startRenewal(refused);
      const renewed = await untilAborted(renewing, signal);
      // Who joined the renewal of others may have been refused the very token that came out of it.
      if (own || renewed.grant.accessToken !== refused) return renewed;
    }
  }

  function startRenewal(refused: string | undefined): Promise<Renewed> {
    const renewal = renew(refused).finally(() => {
      renewing = undefined;
    });
    // Everybody who waited may have given up before it fails.
    renewal.catch(() => {});
    return renewal;
  }

  async function renew(refused: string | undefined): Promise<Renewed> {
    for (let tries = 1; ; tries++) {
      if (unsaved !== undefined) await saveUnsaved();
      known = await store.read();
      const found = usable(known, refused);
      if (found !== undefined) return { grant: found, fresh: false };
      const renewed = await store.withRefreshLease((lease) => refresh(lease, refused));
      if (renewed !== undefined) {
        known = renewed.grant;
        return renewed;
      }
      if (tries === LEASE_TRIES) {
        throw new NetworkError("Other processes kept renewing the same authorisation. Try again.", {
          operation: "token",
          failure: "timeout",
          carriedOut: "no",
        });
      }
    }
  }

  /** Undefined when the lease was lost on the way, so that what came of it proves nothing. */
  async function refresh(lease: RefreshLease, refused: string | undefined): Promise<Renewed | undefined> {
    const { grant } = lease;
    const found = usable(grant, refused);
    if (found !== undefined) return { grant: found, fresh: false };
    if (grant === undefined) throw dead("no-grant", "Nobody has authorised this connection yet.");
    if (grant.dead !== undefined) throw dead("refused", grant.dead.description);
    let renewed: Grant;
    try {
      renewed = await withinLimit((signal) => oauth.renew(grant, { signal }));
    } catch (error) {
      if (!(error instanceof AuthorizationDeadError)) throw error;
      // Refused if somebody used the refresh token up and wrote what came of it: then read again, and use that
      // (goto-oauth.md 7.3, step 6).
      if (!(await lease.markDead(error.message))) return undefined;
      throw error;
    }
    // A token that lives shorter than the margin must not be renewed with every call.
    margin = Math.min(marginMs, (renewed.expiresAt - clock.now()) / 10);
    unsaved = { lease, grant: renewed };
    const giveUpAt = clock.monotonic() + SAVE_LIMIT_MS;
    for (;;) {
      try {
        const saved = await saveUnsaved();
        return saved && { grant: saved, fresh: true };
      } catch (error) {
        if (clock.monotonic() >= giveUpAt) throw error;
        await clock.sleep(SAVE_AGAIN_MS);
      }
    }
  }

  /** Stays unsaved when the store fails. The fence keeps it from overwriting anything newer, however late it comes. */
  async function saveUnsaved(): Promise<StoredGrant | undefined> {
    if (unsaved === undefined) return undefined;
    const saved = await unsaved.lease.save(unsaved.grant);
    unsaved = undefined;
    return saved;
  }

  /** A refresh is shared, so no single caller's signal may end it; only the clock may. */
  async function withinLimit<Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
    const late = new AbortController();
    const done = new AbortController();
    clock.sleep(REFRESH_LIMIT_MS, done.signal).then(
      () =>
        late.abort(
          new NetworkError("GoTo's token endpoint did not answer in time.", {
            operation: "token",
            failure: "timeout",
          }),
        ),
      () => {},
    );
    try {
      return await work(late.signal);
    } finally {
      done.abort();
    }
  }

  return {
    async current(callOptions?: CallOptions) {
      known = usable(known) ?? (await store.read());
      const grant = known;
      const found = usable(grant);
      if (found !== undefined) return found.accessToken;
      try {
        return (await renewOnce(undefined, callOptions?.signal)).grant.accessToken;
      } catch (error) {
        // GoTo's token endpoint is away for the moment: the old token still does.
        const isTransient = error instanceof GoToError && error.action === "retry";
        if (isTransient && grant !== undefined && grant.expiresAt - clock.now() > LAST_MOMENT_MS)
          return grant.accessToken;
        throw error;
      }
    },

    async renewed(refused: string, callOptions?: CallOptions): Promise<RenewedToken> {
      const { grant, fresh } = await renewOnce(refused, callOptions?.signal);
      return { accessToken: grant.accessToken, fresh };
    },

    accepted(token: string) {
      if (accepted.at(-1) !== token) accepted = [...accepted.slice(1 - ACCEPTED_TOKENS), token];
    },

    wasAccepted: (token: string) => accepted.includes(token),

    grant: () => store.read(),

    forget() {
      known = undefined;
    },
  };
}

interface Renewed {
  readonly grant: StoredGrant;
  /** Issued by GoTo in this renewal, and not found in the store. */
  readonly fresh: boolean;
}

function dead(reason: DeathReason, why: string): AuthorizationDeadError {
  return new AuthorizationDeadError(why, { operation: "token", reason });
}

/** Rejects as soon as the signal is aborted; the work itself goes on for the others. */
function untilAborted<Result>(work: Promise<Result>, signal: AbortSignal | undefined): Promise<Result> {
  if (signal === undefined) return work;
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) return abort();
    signal.addEventListener("abort", abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
