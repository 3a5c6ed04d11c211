/**
 * Our words for the errors of @rostrum/goto: what happened, what it means, what to do.
 * NOT the place where it is decided which answer is which error: that is the client library.
 */
import {
  AuthorizationDeadError,
  type ErrorCode,
  GoToError,
  NetworkError,
  OAuthClientRefusedError,
} from "@rostrum/goto";
import { type ErrorKind, HubError } from "../platform/errors.ts";

interface Words {
  readonly kind: ErrorKind;
  readonly meaning: string;
  readonly remedy: string;
}

const words: Readonly<Record<ErrorCode, Words>> = {
  server: {
    kind: "upstream",
    meaning: "GoTo has trouble of its own; the call was repeated several times.",
    remedy: "Try again later; https://status.goto.com tells whether GoTo knows.",
  },
  network: {
    kind: "upstream",
    meaning: "No usable answer came from GoTo.",
    remedy: "Check that this machine reaches the host (rostrum doctor), and try again.",
  },
  "rate-limited": {
    kind: "unavailable",
    meaning:
      "GoTo counted too many calls for a long time; another program may be using the same OAuth client.",
    remedy: "Try again later, or give the other program an OAuth client of its own.",
  },
  "list-changed": {
    kind: "unavailable",
    meaning: "A list changed so often while it was read that the rows could not be trusted to be all.",
    remedy: "Try again in a moment.",
  },
  "authorization-dead": {
    kind: "reauthorise",
    meaning: "GoTo does not renew this connection any more; everything that uses it waits.",
    remedy: "Authorize it again: rostrum connections authorize ALIAS",
  },
  "token-refused": {
    kind: "reauthorise",
    meaning: "GoTo does not take the token of this connection.",
    remedy: "Authorize it again: rostrum connections authorize ALIAS",
  },
  "oauth-client-refused": {
    kind: "rejected",
    meaning: "GoTo does not know this client ID, or the secret is not the one that belongs to it.",
    remedy:
      "Compare both with https://developer.logmeininc.com/clients; a lost secret must be made anew there.",
  },
  forbidden: {
    kind: "rejected",
    meaning: "The person behind this connection may not do this: a licence, a role or a scope is missing.",
    remedy: "Use the connection of somebody who may, or have the right given at GoTo.",
  },
  "not-found": {
    kind: "rejected",
    meaning: "There is no such thing at GoTo, or it belongs to another account.",
    remedy: "Check the key; keys are the long numbers, not the 9-digit webinar ID.",
  },
  conflict: {
    kind: "rejected",
    meaning: "It is there already, or the webinar is running at this moment.",
    remedy: "Look at what is there; `upsert` takes what is there as done.",
  },
  "invalid-request": {
    kind: "rejected",
    meaning: "GoTo does not accept the values as they are.",
    remedy: "Correct them as GoTo's words say.",
  },
  "unexpected-answer": {
    kind: "upstream",
    meaning: "GoTo answered something that this version does not understand.",
    remedy: "Report it with the name of the operation; `rostrum send` shows the answer as it came.",
  },
};

/**
 * Our words for an error of the client library; undefined for any other error.
 * @param alias of the connection, where it is known; a remedy then names it
 */
export function translateGoToError(error: unknown, alias = "ALIAS"): HubError | undefined {
  if (!(error instanceof GoToError)) return undefined;
  const code = error.code as ErrorCode;
  const { kind, meaning, remedy } = words[code];
  return new HubError({
    kind,
    code: `goto.${code}`,
    message: sentence(error.message),
    meaning:
      error.carriedOut === "unknown" && kind === "upstream" && !isRead(error.operation)
        ? `${meaning} A change may have happened all the same.`
        : meaning,
    remedy: remedy.replace("ALIAS", alias),
    details: {
      ...(error.operation === undefined ? {} : { operation: error.operation }),
      ...(error.status === undefined ? {} : { status: error.status }),
      ...(error.errorCode === undefined ? {} : { errorCode: error.errorCode }),
      ...(error.description === undefined ? {} : { description: error.description }),
      ...(error.incident === undefined ? {} : { incident: error.incident }),
      ...(error instanceof NetworkError ? { failure: error.failure } : {}),
    },
    cause: error,
  });
}

/**
 * What an error says about the connection itself, in a sentence for its health; undefined when it is about one
 * request only (a wrong key, a refused value) or is no error of GoTo's.
 */
export function troubleOf(error: unknown): string | undefined {
  if (error instanceof AuthorizationDeadError || error instanceof OAuthClientRefusedError)
    return sentence(error.message);
  if (!(error instanceof GoToError)) return undefined;
  return error.action === "retry" && error.code !== "list-changed" ? sentence(error.message) : undefined;
}

/** GoTo's names of its operations say it. */
function isRead(operation: string | undefined): boolean {
  return operation !== undefined && /^(get|list|search)/.test(operation);
}

function sentence(text: string): string {
  const trimmed = text.trim();
  return /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}
