/**
 * Ports: what the heart needs from the world outside, and nothing else.
 *
 * Time, chance and the network are handed in, never reached for, so that the whole client can run in a
 * deterministic simulation with a clock that jumps and a network that fails by seed.
 *
 * This file is NOT an implementation: the real clock and chance are in `system.ts`, the real network in
 * `network/`. The two stores (grants, budget) are ports too; they stand beside what uses them, in `auth/` and `budget/`.
 */

/** Time. */
export interface Clock {
  /** The wall clock: milliseconds since 1970-01-01T00:00:00Z. May jump when somebody sets the clock. */
  now(): number;
  /** Milliseconds from an arbitrary start that never go backwards. For measuring and pacing only. */
  monotonic(): number;
  /**
   * Resolves after at least `ms` milliseconds (at once for 0 or less).
   * Rejects with the signal's reason when the signal is aborted before that.
   */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Chance. */
export interface Random {
  /** A number from 0 (included) to 1 (excluded), for jitter. */
  next(): number;
  /** Bytes that cannot be guessed, for `state` and PKCE verifiers. */
  bytes(count: number): Uint8Array;
}

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "HEAD";

/** One HTTP request, ready to be sent: nothing is added to it on the way but transport headers. */
export interface NetworkRequest {
  readonly method: Method;
  /** Absolute address, already encoded. */
  readonly url: string;
  /** Header names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** One HTTP answer, read to its end and decompressed, with any status. */
export interface NetworkAnswer {
  readonly status: number;
  /** Header names in lower case; repeated headers joined by ", ". */
  readonly headers: Readonly<Record<string, string>>;
  /** The body; zero bytes long when there is none. */
  readonly body: Buffer;
}

/** The way to GoTo. */
export interface Network {
  /**
   * Sends one request once and reads the whole answer. Never retries and never follows redirects.
   * Rejects with a NetworkError (see `errors.ts`) when there is no complete answer, and with the signal's
   * reason when the signal is aborted.
   */
  send(request: NetworkRequest, signal?: AbortSignal): Promise<NetworkAnswer>;
  /** Closes all connections; requests under way are given up. */
  close(): Promise<void>;
}

/** Who goes first when the budget is short: a person who waits, or a job that fills the rest. */
export type Priority = "interactive" | "bulk";

/** What every call of the client takes. */
export interface CallOptions {
  /** Gives the call up, wherever it is: waiting for the budget, for a token, for the answer, or between two tries. */
  readonly signal?: AbortSignal | undefined;
  /** Defaults to "interactive". */
  readonly priority?: Priority | undefined;
}
