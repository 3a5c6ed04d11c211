/**
 * Understanding: what an answer of GoTo means, decided without sending anything.
 *
 * GoTo's surfaces report the same fault in different ways: a dead token is 403 with JSON on the product APIs, 401 with
 * an empty body and a challenge on the identity API, 401 with AUTHN_ codes on newer products; and 401 with
 * `not.authenticated` on the Admin API means that the token is not enough there (goto-oauth.md 10, goto-webinar.md 5).
 * All of that is known here and nowhere else.
 *
 * NOT here: what to do about it (`transport.ts`) and the token endpoint's answers (`../auth/oauth.ts`).
 */
import {
  ConflictError,
  type ErrorDetails,
  ForbiddenError,
  type GoToError,
  InvalidRequestError,
  NetworkError,
  NotFoundError,
  RateLimitedError,
  ServerError,
  TokenRefusedError,
  UnexpectedAnswerError,
} from "../errors.ts";
import { parse } from "../json.ts";
import type { NetworkAnswer } from "../ports.ts";
import type { Reply, Request } from "./types.ts";

/** What an answer means for the call it answers: a reply, or the error to throw. */
export function understand(
  answer: NetworkAnswer,
  call: { readonly operation: string; readonly expect?: Request["expect"] },
): Reply | GoToError {
  if (answer.status < 200 || answer.status > 299) return understandRefusal(answer, call.operation);
  const { status, headers } = answer;
  if (call.expect === "none") return { status, headers, body: undefined };
  const text = answer.body.toString("utf8");
  if (call.expect !== "json") {
    if (text === "") return { status, headers, body: undefined };
    if (!isJson(headers)) return { status, headers, body: text };
  }
  try {
    return { status, headers, body: parse(text) };
  } catch {
    // Without the parser's error as cause: its message quotes the text, and that may be somebody's data or a secret.
    const failure = isJson(headers) || text === "" ? "cut" : "not-json";
    return new NetworkError(
      failure === "cut"
        ? `GoTo's answer to ${call.operation} ended early.`
        : `Something else than JSON answered ${call.operation}, such as the page of a proxy or of a service under repair.`,
      { operation: call.operation, status, failure },
    );
  }
}

/** What a status other than 2xx means. */
function understandRefusal(answer: NetworkAnswer, operation: string): GoToError {
  const { status, headers } = answer;
  const told = readErrorBody(answer);
  const details: ErrorDetails = { operation, status, ...told };
  const because = told.description ?? told.errorCode;
  const says = because === undefined ? "" : ` GoTo says: ${because}`;
  if (isTokenRefused(status, headers, told.errorCode)) {
    return new TokenRefusedError(
      `GoTo does not take the access token for ${operation} any more.${says}`,
      details,
    );
  }
  switch (status) {
    case 401:
    case 403:
      return new ForbiddenError(
        `GoTo does not allow ${operation}. The person who authorised needs the licence, role or scope for it.${says}`,
        details,
      );
    case 404:
    case 410:
      return new NotFoundError(
        `GoTo knows no such thing (${operation}), or it belongs to another account.${says}`,
        details,
      );
    case 409:
      return new ConflictError(`GoTo refuses ${operation} because of what is there already.${says}`, {
        ...details,
        registrantKey: told.registrantKey,
      });
    case 429:
      return new RateLimitedError(`GoTo's limit of requests per second was exceeded (${operation}).${says}`, {
        ...details,
        retryAfterMs: retryAfter(headers),
      });
  }
  if (status >= 500 || status === 408) {
    return new ServerError(`GoTo had trouble with ${operation} (status ${status}).${says}`, {
      ...details,
      carriedOut: "unknown",
      retryAfterMs: retryAfter(headers),
    });
  }
  if (status >= 400) {
    return new InvalidRequestError(
      `GoTo does not accept the values of ${operation} (status ${status}).${says}`,
      details,
    );
  }
  return new UnexpectedAnswerError(
    `GoTo answered ${operation} with status ${status}, which means nothing here.`,
    {
      ...details,
      carriedOut: "unknown",
    },
  );
}

/** Whether an answer says that the access token is dead, on any of GoTo's surfaces (goto-oauth.md 10). */
function isTokenRefused(
  status: number,
  headers: NetworkAnswer["headers"],
  code: string | undefined,
): boolean {
  if (status !== 401 && status !== 403) return false;
  const challenge = headers["www-authenticate"] ?? "";
  if (code === "InvalidToken" || code?.startsWith("AUTHN_") || challenge.includes('error="invalid_token"'))
    return true;
  if (status === 403)
    return code === undefined && (headers["x-amzn-errortype"] ?? "").startsWith("UnauthorizedException");
  // The Admin API's way to say that the token's scope or person is not enough: no other token would help.
  return code !== "not.authenticated" && !challenge.includes('error="insufficient_scope"');
}

/** Reads whatever error body there is; every member may be missing, and so may the body (goto-webinar.md 5.1). */
function readErrorBody(answer: NetworkAnswer): {
  errorCode: string | undefined;
  description: string | undefined;
  incident: string | undefined;
  registrantKey: string | undefined;
} {
  let fields: Record<string, unknown> = {};
  try {
    const body = parse(answer.body.toString("utf8"));
    if (typeof body === "object" && body !== null) fields = body as Record<string, unknown>;
  } catch {
    // Not JSON: a proxy's page or nothing. The status says enough.
  }
  return {
    errorCode: textOf(fields.errorCode ?? fields.int_err_code ?? fields.code ?? fields.error),
    description: textOf(fields.description ?? fields.msg ?? fields.message ?? fields.error_description),
    incident: textOf(fields.incident),
    registrantKey: textOf(fields.registrantKey),
  };
}

function textOf(value: unknown): string | undefined {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" ? value : undefined;
}

function isJson(headers: NetworkAnswer["headers"]): boolean {
  return /[/+]json\b/i.test(headers["content-type"] ?? "");
}

/** `Retry-After` in milliseconds: seconds, or a date, which is read against the answer's own date. */
function retryAfter(headers: NetworkAnswer["headers"]): number | undefined {
  const value = headers["retry-after"];
  if (value === undefined) return undefined;
  if (/^\d+$/.test(value.trim())) return Number(value) * 1000;
  const ms = Date.parse(value) - Date.parse(headers.date ?? "");
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}
