/**
 * Keeps consents alive that nobody uses: a refresh token is good for 30 days (goto-oauth.md 7.1), and in two of GoTo's
 * three regimes only a refresh brings a new one. So a grant whose refresh token is getting old is renewed ahead of its
 * end. Nothing published promises that it helps; when it does not, health and `doctor` warn the person in time.
 * NOT needed for connections in use: their calls renew them.
 */
import type { Clock } from "../platform/clock/clock.ts";
import type { Log } from "../platform/log/log.ts";
import type { GrantSummary } from "./grant-store.ts";

const dayMs = 86_400_000;
/** From this age on, once a day: early enough for three weeks of a network that is down. */
const oldAfterMs = 7 * dayMs;
const lookEveryMs = 3_600_000;

/** Whether a grant should be renewed now although nobody asks for it. */
export function isDue(grant: GrantSummary, now: number): boolean {
  if (grant.renewal !== "refresh-token" || grant.dead !== null) return false;
  // The access token's end tells when it was last renewed: within the last day is enough.
  const renewedWithinADay = now - grant.expiresAt.getTime() < dayMs;
  return now - grant.refreshTokenSince.getTime() > oldAfterMs && !renewedWithinADay;
}

/** Looks now and then until it is stopped. A failure is told by the connection's health. */
export function startKeepAlive(deps: {
  readonly grants: () => Promise<ReadonlyMap<string, GrantSummary>>;
  readonly renew: (connectionId: string) => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
}): { stop(): void } {
  const look = async (): Promise<void> => {
    try {
      for (const [connectionId, grant] of await deps.grants()) {
        if (!isDue(grant, deps.clock.now())) continue;
        await deps.renew(connectionId).catch((error: unknown) => {
          deps.log.warn({ err: error, connectionId }, "a consent that nobody uses could not be renewed");
        });
      }
    } catch (error) {
      deps.log.warn({ err: error }, "consents could not be looked through");
    }
  };
  const timer = setInterval(() => void look(), lookEveryMs).unref();
  void look();
  return { stop: () => clearInterval(timer) };
}
