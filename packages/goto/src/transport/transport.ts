/**
 * Transport: the way of one call. Token, budget, send, understand, and again where that is safe.
 *
 * Every try takes its place in the budget, a retry as well as a first one. A refused token is renewed and the call
 * repeated, writes too: GoTo's gateway turns such a call away before anything is done (goto-webinar.md 5.1a).
 *
 * NOT here: what an answer means (`understand.ts`), whether to try again (`retry.ts`), when to send (`../budget/`), where
 * tokens come from (`../auth/`). This file only does what those decide.
 */
import type { Endpoints, TokenSource } from "../auth/types.ts";
import type { Api, Budgets, Slot } from "../budget/types.ts";
import {
  AuthorizationDeadError,
  type ErrorCode,
  GoToError,
  InvalidRequestError,
  NetworkError,
  RateLimitedError,
  TokenRefusedError,
  UnexpectedAnswerError,
} from "../errors.ts";
import { stringify } from "../json.ts";
import type { CallOptions, Clock, Network, NetworkRequest, Random } from "../ports.ts";
import { retryDelay } from "./retry.ts";
import type { CallRecord, QueryValue, Reply, Request, RetryPolicy, Send } from "./types.ts";
import { understand } from "./understand.ts";

/** More killed tokens than that within one call mean that something kills them on purpose. */
const MOST_RENEWALS = 10;
/** A call that still waited this long when its turn had come is too late; far less than the guard of the budget. */
const LATE_MS = 5;
/**
 * Tokens issued for this very call that nobody has got through with: so many, and the token is not what is wrong. The
 * reference gives up at the first (goto-oauth.md 7.3, step 5), but a token can be killed right after its birth: by
 * another process that could not see it and renewed at the same time, or by whatever kills tokens, and with many calls
 * under way the first answer to come back is then the refusal. A whole export would end for bad luck.
 */
const MOST_STILLBORN = 3;

export interface TransportOptions {
  readonly endpoints: Pick<Endpoints, "api">;
  readonly tokens: TokenSource;
  readonly budgets: Budgets;
  readonly network: Network;
  readonly clock: Clock;
  readonly random: Random;
  readonly retry: RetryPolicy;
  readonly onCall?: ((record: CallRecord) => void) | undefined;
}

export function createTransport(options: TransportOptions): Send {
  const { tokens, budgets, clock, random, retry } = options;
  return async (request, callOptions = {}) => {
    const { signal } = callOptions;
    const call = prepare(request, options.endpoints.api);
    const budget = budgets(call.api);
    let failures = 0;
    let firstRateLimitedAt: number | undefined;
    let renewals = 0;
    let stillborn = 0;
    let refused: string | undefined;
    for (let tries = 0; ; tries++) {
      const tried = await oneTry(call, callOptions, refused, tries);
      const { outcome: error, token } = tried;
      if (!(error instanceof Error)) return error;
      if (error instanceof TokenRefusedError && token !== undefined) {
        if (tried.isFresh && !tokens.wasAccepted(token)) {
          stillborn++;
          const isNewest = ((await tokens.grant())?.accessToken ?? token) === token;
          if (stillborn >= MOST_STILLBORN && isNewest) throw refusedForGood(error);
          await clock.sleep(retry.backoffMs * 2 ** (stillborn - 1), signal);
        }
        if (++renewals > MOST_RENEWALS) throw refusedForGood(error);
        refused = token;
        continue;
      }
      const now = clock.monotonic();
      if (error instanceof RateLimitedError && tried.slot !== undefined) {
        firstRateLimitedAt ??= now;
        await budget.rateLimited(tried.slot, error.retryAfterMs);
      } else {
        firstRateLimitedAt = undefined;
        failures++;
      }
      const delay = retryDelay(
        {
          error,
          // Without a slot nothing was sent: it was the token that could not be had.
          repeatable: call.repeatable || tried.slot === undefined,
          failures,
          rateLimitedForMs: firstRateLimitedAt === undefined ? undefined : now - firstRateLimitedAt,
          chance: random.next(),
        },
        retry,
      );
      if (delay === undefined) throw error;
      if (delay > 0) await clock.sleep(delay, signal);
    }
  };

  /**
   * Sends once, with another token than the refused one. Rejects only with what is no business of a retry: the caller
   * gave up, or a port failed.
   */
  async function oneTry(
    call: PreparedCall,
    callOptions: CallOptions,
    refused: string | undefined,
    retryCount: number,
  ): Promise<Try> {
    const { signal, priority = "interactive" } = callOptions;
    const budget = budgets(call.api);
    const started = clock.monotonic();
    let fresh: string | undefined;
    let token: string;
    let slot: Slot;
    try {
      // A token first: fetching one takes long, and a call must go at once when its turn has come. It may have run out
      // while the call stood in line, so it is asked for again, which costs nothing when it has not. When it has, the
      // call's turn is over and it takes another: all that were let go meanwhile would be sent together.
      if (refused === undefined) await tokens.current(callOptions);
      else {
        const renewed = await tokens.renewed(refused, callOptions);
        if (renewed.fresh) fresh = renewed.accessToken;
      }
      slot = await budget.take(callOptions);
      token = await tokens.current(callOptions);
      if (clock.monotonic() - slot.sentAt > LATE_MS) slot = await budget.take(callOptions);
    } catch (error) {
      if (error instanceof GoToError)
        return { outcome: error, token: undefined, slot: undefined, isFresh: false };
      throw error;
    }
    const isFresh = token === fresh;
    const sent = clock.monotonic();
    const record = (status: number | undefined, error: CallRecord["error"], bytes: number) =>
      options.onCall?.({
        api: call.api,
        operation: call.operation,
        method: call.network.method,
        priority,
        retry: retryCount,
        status,
        error,
        ms: clock.monotonic() - sent,
        waitedMs: sent - started,
        bytes,
      });
    try {
      const answer = await options.network.send(withToken(call.network, token), signal);
      const outcome = understand(answer, call);
      const error = outcome instanceof Error ? outcome : undefined;
      if (!(error instanceof RateLimitedError)) budget.succeeded(slot);
      if (!(error instanceof TokenRefusedError) && answer.status < 500 && answer.status !== 429)
        tokens.accepted(token);
      record(answer.status, error?.code as ErrorCode | undefined, answer.body.length);
      return { outcome, token, slot, isFresh };
    } catch (error) {
      const isGoToError = error instanceof GoToError;
      record(undefined, isGoToError ? (error.code as ErrorCode) : "aborted", 0);
      if (isGoToError) return { outcome: named(error, call.operation), token, slot, isFresh };
      throw error;
    }
  }
}

/** What came of one try. `token` and `slot` are missing when it was never sent. */
interface Try {
  readonly outcome: Reply | GoToError;
  readonly token: string | undefined;
  readonly slot: Slot | undefined;
  /** Whether GoTo issued the token for this very try. */
  readonly isFresh: boolean;
}

/** A call with everything decided that does not change from try to try. */
interface PreparedCall {
  readonly api: Api;
  readonly operation: string;
  readonly repeatable: boolean;
  readonly expect: Request["expect"];
  readonly network: NetworkRequest;
}

function prepare(request: Request, host: string): PreparedCall {
  const { method, path, query = {}, headers = {}, body } = request;
  // Anything else could lead to another host, and the token with it.
  if (!path.startsWith("/")) {
    throw new InvalidRequestError(
      `The path "${path}" must begin with a slash, from the root of GoTo's API host.`,
    );
  }
  const text = body === undefined ? undefined : stringify(body);
  return {
    api: request.api ?? apiOf(path),
    operation: request.operation ?? `${method} ${path}`,
    repeatable: request.repeatable ?? (method === "GET" || method === "HEAD"),
    expect: request.expect,
    network: {
      method,
      url: host + path + queryString(query, path.includes("?") ? "&" : "?"),
      headers: {
        accept: "application/json",
        ...(text === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(text === undefined ? {} : { body: text }),
    },
  };
}

/** Each API has its own limit (goto-oauth.md 11); which one a path belongs to is told by its beginning. */
function apiOf(path: string): Api {
  if (path.startsWith("/G2T/")) return "training";
  if (path.startsWith("/G2M/")) return "meeting";
  if (path.startsWith("/admin/")) return "admin";
  if (path.startsWith("/identity/")) return "identity";
  return "webinar";
}

/** `encodeURIComponent` also encodes "+" and ":", as GoTo demands for times with an offset (goto-webinar.md 3). */
function queryString(query: Readonly<Record<string, QueryValue>>, mark: string): string {
  const parts: string[] = [];
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    const text = typeof value === "object" ? value.join(",") : String(value);
    parts.push(`${encodeURIComponent(name)}=${encodeURIComponent(text)}`);
  }
  return parts.length === 0 ? "" : mark + parts.join("&");
}

function withToken(request: NetworkRequest, token: string): NetworkRequest {
  return { ...request, headers: { ...request.headers, authorization: `Bearer ${token}` } };
}

function refusedForGood(cause: TokenRefusedError): AuthorizationDeadError {
  const { operation, status, errorCode, description } = cause;
  return new AuthorizationDeadError(
    `GoTo issues access tokens for this connection and then refuses them (${operation}). Authorise it again; if that does not help, check the scopes of the OAuth client.`,
    { operation, status, errorCode, description, reason: "token-refused", cause },
  );
}

/** The network does not know which operation it carried; the error shall tell. */
function named(error: GoToError, operation: string): GoToError {
  const { message, carriedOut, cause } = error;
  if (error.operation !== undefined) return error;
  if (error instanceof NetworkError) {
    return new NetworkError(`${operation}: ${message}`, {
      operation,
      failure: error.failure,
      carriedOut,
      cause,
    });
  }
  return new UnexpectedAnswerError(`${operation}: ${message}`, { operation, carriedOut, cause });
}
