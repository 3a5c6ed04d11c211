/**
 * Errors: everything that can go wrong between here and GoTo, grouped by what the caller must do about it.
 *
 * Every error has a stable `code` (for programs) and an `action` (what to do):
 *   "retry"        try again later, nothing is wrong with the request
 *   "reauthorise"  a person must give consent again (or make a new personal access token)
 *   "give up"      GoTo understood and said no; the same request will be refused again
 *   "bug"          the request or the answer makes no sense; somebody must look at the program
 *
 * `carriedOut` tells a writer whether the call may have taken effect although it failed.
 *
 * NOT here: deciding which answer is which error; that is `transport/understand.ts`. A call given up through its
 * AbortSignal rejects with the signal's reason and not with one of these.
 */

export type ErrorAction = "retry" | "reauthorise" | "give up" | "bug";

/** What is known about a failure beside its message. No tokens, no secrets, no request bodies. */
export interface ErrorDetails {
  /** The operation that failed, by GoTo's operationId (goto-webinar.md 7), or "METHOD /path" for a raw request. */
  readonly operation?: string | undefined;
  /** HTTP status, when there was an answer. */
  readonly status?: number | undefined;
  /** GoTo's own code: `errorCode`, `int_err_code` or OAuth's `error` (goto-webinar.md 5.1, goto-oauth.md 10). */
  readonly errorCode?: string | undefined;
  /** GoTo's own words. */
  readonly description?: string | undefined;
  /** GoTo's incident number, to be quoted to its support (goto-webinar.md 5.1). */
  readonly incident?: string | undefined;
  /** "no": GoTo did not carry the call out. "unknown": it may have, look before you repeat a write. */
  readonly carriedOut?: "no" | "unknown" | undefined;
  readonly cause?: unknown;
}

/** Base of all errors of this library. */
export abstract class GoToError extends Error {
  abstract readonly code: string;
  abstract readonly action: ErrorAction;
  readonly operation: string | undefined;
  readonly status: number | undefined;
  readonly errorCode: string | undefined;
  readonly description: string | undefined;
  readonly incident: string | undefined;
  readonly carriedOut: "no" | "unknown";

  constructor(message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = new.target.name;
    this.operation = details.operation;
    this.status = details.status;
    this.errorCode = details.errorCode;
    this.description = details.description;
    this.incident = details.incident;
    this.carriedOut = details.carriedOut ?? "no";
  }
}

/** GoTo answered 5xx (or 408): its own trouble. */
export class ServerError extends GoToError {
  readonly code = "server";
  readonly action = "retry";
  /** What GoTo asked for in `Retry-After`, in milliseconds. */
  readonly retryAfterMs: number | undefined;

  constructor(message: string, details: ErrorDetails & { readonly retryAfterMs?: number | undefined } = {}) {
    super(message, { carriedOut: "unknown", ...details });
    this.retryAfterMs = details.retryAfterMs;
  }
}

/**
 * refused: no connection could be made, so nothing was sent. reset: the connection broke. timeout: no complete
 * answer in time. cut: the answer ended early. not-json: something else than JSON answered (a proxy's HTML page).
 * closed: this client was closed.
 */
export type NetworkFailure = "refused" | "reset" | "timeout" | "cut" | "not-json" | "closed";

/** There is no usable answer. */
export class NetworkError extends GoToError {
  readonly code = "network";
  readonly action = "retry";
  readonly failure: NetworkFailure;

  constructor(message: string, details: ErrorDetails & { readonly failure: NetworkFailure }) {
    super(message, {
      carriedOut: details.failure === "refused" || details.failure === "closed" ? "no" : "unknown",
      ...details,
    });
    this.failure = details.failure;
  }
}

/** GoTo answered 429 for so long that the call was given up. It was not carried out. */
export class RateLimitedError extends GoToError {
  readonly code = "rate-limited";
  readonly action = "retry";
  readonly retryAfterMs: number | undefined;

  constructor(message: string, details: ErrorDetails & { readonly retryAfterMs?: number | undefined } = {}) {
    super(message, details);
    this.retryAfterMs = details.retryAfterMs;
  }
}

/** A list changed so often while it was read that it could not be read whole. */
export class ListChangedError extends GoToError {
  readonly code = "list-changed";
  readonly action = "retry";
}

/**
 * no-grant: nobody has given consent yet. refused: GoTo does not take the refresh token or the personal access token
 * any more. no-refresh-token: the access token ended and there is nothing to renew it with. token-refused: GoTo hands
 * out tokens and refuses them.
 */
export type DeathReason = "no-grant" | "refused" | "no-refresh-token" | "token-refused";

/** The grant is dead: a person must authorise again. */
export class AuthorizationDeadError extends GoToError {
  readonly code = "authorization-dead";
  readonly action = "reauthorise";
  readonly reason: DeathReason;

  constructor(message: string, details: ErrorDetails & { readonly reason: DeathReason }) {
    super(message, details);
    this.reason = details.reason;
  }
}

/** GoTo does not take this access token (expired, killed, unknown). Inside the transport this starts a renewal. */
export class TokenRefusedError extends GoToError {
  readonly code = "token-refused";
  readonly action = "retry";
}

/** The token endpoint does not know the OAuth client or its secret is wrong (goto-oauth.md 10). */
export class OAuthClientRefusedError extends GoToError {
  readonly code = "oauth-client-refused";
  readonly action = "give up";
}

/** The person or the scope may not do this (403 that is not about the token). */
export class ForbiddenError extends GoToError {
  readonly code = "forbidden";
  readonly action = "give up";
}

/** There is no such thing, or it belongs to somebody else's account (404, goto-webinar.md 5.2). */
export class NotFoundError extends GoToError {
  readonly code = "not-found";
  readonly action = "give up";
}

/** Already registered, or the webinar is in session (409, goto-webinar.md 5.1c and 5.2). */
export class ConflictError extends GoToError {
  readonly code = "conflict";
  readonly action = "give up";
  /** The registrant that is there already, if GoTo's body named it; it may not (goto-webinar.md 5.1c). */
  readonly registrantKey: string | undefined;

  constructor(message: string, details: ErrorDetails & { readonly registrantKey?: string | undefined } = {}) {
    super(message, details);
    this.registrantKey = details.registrantKey;
  }
}

/** GoTo does not accept the values (400, 405, 413, 415, 422), or a value was refused here before it was sent. */
export class InvalidRequestError extends GoToError {
  readonly code = "invalid-request";
  readonly action = "give up";
}

/** GoTo answered something this library does not understand (a redirect, an unknown status, another shape). */
export class UnexpectedAnswerError extends GoToError {
  readonly code = "unexpected-answer";
  readonly action = "bug";
}

/** All stable codes. */
export type ErrorCode =
  | ServerError["code"]
  | NetworkError["code"]
  | RateLimitedError["code"]
  | ListChangedError["code"]
  | AuthorizationDeadError["code"]
  | TokenRefusedError["code"]
  | OAuthClientRefusedError["code"]
  | ForbiddenError["code"]
  | NotFoundError["code"]
  | ConflictError["code"]
  | InvalidRequestError["code"]
  | UnexpectedAnswerError["code"];
