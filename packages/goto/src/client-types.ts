/**
 * The client as its users see it. See `client.ts`.
 */
import type { Endpoints, TokenSource } from "./auth/types.ts";
import type { Budgets } from "./budget/types.ts";
import type { IdentityApi } from "./identity/identity.ts";
import type { Clock, Network, Random } from "./ports.ts";
import type { CallRecord, RetryPolicy, Send } from "./transport-types.ts";
import type { WebinarApi } from "./webinar/webinar.ts";

/** Time limits of one try, in milliseconds, and the longest answer. */
export interface TimeLimits {
  /** To make a connection. Default 10,000. */
  readonly connectMs: number;
  /** From sending to the answer's headers. Default 60,000. */
  readonly headersMs: number;
  /** Between two pieces of the answer's body. Default 30,000. */
  readonly bodyMs: number;
  /** Longest body after decompression, in bytes. Default 64 MiB. */
  readonly maxBodyBytes: number;
}

export interface GoToClientOptions {
  /** Default: GoTo's own hosts. */
  readonly endpoints?: Endpoints | undefined;
  readonly tokens: TokenSource;
  /** Shared by all clients with the same OAuth client. */
  readonly budgets: Budgets;
  /** Default: a pool of its own over undici, closed by `close()`. One that is handed in stays open. */
  readonly network?: Network | undefined;
  readonly timeLimits?: Partial<TimeLimits> | undefined;
  readonly clock?: Clock | undefined;
  readonly random?: Random | undefined;
  readonly retry?: Partial<RetryPolicy> | undefined;
  /** Hears of every try. Must not throw. */
  readonly onCall?: ((record: CallRecord) => void) | undefined;
}

export interface GoToClient {
  /** All operations of GoTo Webinar v2, by GoTo's operationId (goto-webinar.md 7). */
  readonly webinar: WebinarApi;
  /** From token to keys (goto-oauth.md 9). */
  readonly identity: IdentityApi;
  /** Any request on the API host, with the same token, budget, retries and errors as the typed operations. */
  readonly send: Send;
  close(): Promise<void>;
}
