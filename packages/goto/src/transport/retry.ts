/**
 * Deciding whether a failed call is tried again, and after how long. Pure.
 *
 * Reads are repeated on trouble of GoTo's or the network's. Writes are repeated only when it is certain that they were
 * not carried out: on a 429, or when no connection could be made (goto-oauth.md 11). A 429 does not use up tries: the
 * budget has paused everybody, and the call waits in line again.
 */
import { type GoToError, NetworkError, RateLimitedError, ServerError } from "../errors.ts";
import type { RetryPolicy } from "./types.ts";

export const defaultRetryPolicy: RetryPolicy = {
  attempts: 8,
  backoffMs: 250,
  maxBackoffMs: 20_000,
  rateLimitedForMs: 15 * 60_000,
};

/** GoTo may ask for a longer pause than our own, but not for hours. */
const LONGEST_RETRY_AFTER_MS = 60_000;

/** What is known of a call when a try fails. */
export interface FailedTry {
  readonly error: GoToError;
  /** Whether the call may be sent again although nobody knows if it was carried out. */
  readonly repeatable: boolean;
  /** Failed tries so far for other reasons than a 429 of the API, this one included. */
  readonly failures: number;
  /** Milliseconds since the first 429 of the API in a row; undefined if this was none. */
  readonly rateLimitedForMs: number | undefined;
  /** From 0 to 1. */
  readonly chance: number;
}

/** Milliseconds to wait before the next try, or undefined to give up. */
export function retryDelay(tried: FailedTry, policy: RetryPolicy): number | undefined {
  const { error } = tried;
  if (tried.rateLimitedForMs !== undefined)
    return tried.rateLimitedForMs < policy.rateLimitedForMs ? 0 : undefined;
  if (!(error instanceof ServerError || error instanceof NetworkError || error instanceof RateLimitedError)) {
    return undefined;
  }
  if (error instanceof NetworkError && error.failure === "closed") return undefined;
  if (!tried.repeatable && error.carriedOut === "unknown") return undefined;
  if (tried.failures >= policy.attempts) return undefined;
  const backoff = Math.min(policy.maxBackoffMs, policy.backoffMs * 2 ** (tried.failures - 1));
  const asked = error instanceof NetworkError ? 0 : Math.min(error.retryAfterMs ?? 0, LONGEST_RETRY_AFTER_MS);
  // Between half and the whole, so that calls which failed together do not come back together.
  return Math.max(asked, backoff * (0.5 + 0.5 * tried.chance));
}
