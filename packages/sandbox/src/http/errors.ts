/**
 * The error answers of GoTo's product APIs, word for word (goto-webinar.md 5.1).
 *
 * Operations return them; nothing here decides when. Not for the token endpoint, whose errors are those of
 * RFC 6749 (`oauth/errors.ts`).
 */

import { longNumber } from "./json.ts";
import type { Answer } from "./operation.ts";

/** (a) Gateway: absent, unknown, expired or superseded token. 403, not 401. */
export function invalidToken(): Answer {
  return {
    status: 403,
    headers: { "x-amzn-errortype": "UnauthorizedException" },
    body: { int_err_code: "InvalidToken", msg: "Invalid token passed" },
  };
}

/**
 * (b) An application error. `incident` must be different each time: take it from `context.world.nextIncident()`.
 * `extra` members stand beside the usual three.
 */
export function applicationError(
  status: number,
  errorCode: string,
  description: string,
  incident: string,
  extra: Readonly<Record<string, unknown>> = {},
): Answer {
  return { status, body: { errorCode, description, incident: longNumber(incident), ...extra } };
}

/** 400: parameters, times or fields that GoTo refuses. */
export function invalidRequest(world: Incidents, description: string): Answer {
  return applicationError(400, "InvalidRequest", description, world.nextIncident());
}

/** 404: unknown key, somebody else's key, or something deleted. The default text is the one seen live. */
export function notFound(
  world: Incidents,
  description = "Webinar with specified key does not exist.",
): Answer {
  return applicationError(404, "NotFound", description, world.nextIncident());
}

/** 403 about rights, not about the token: a client must not refresh on it (goto-oauth.md 7.3). */
export function accessDenied(world: Incidents, description: string): Answer {
  return applicationError(403, "AccessDenied", description, world.nextIncident());
}

/** (c) 409 on registering. `registrantKey` null: behind the switch that hardens clients (goto-webinar.md 16.7). */
export function duplicateRegistrant(world: Incidents, registrantKey: string | null): Answer {
  return applicationError(
    409,
    "DuplicateRegistrant",
    "Registration failed, email address already in use.",
    world.nextIncident(),
    registrantKey === null ? {} : { registrantKey: longNumber(registrantKey) },
  );
}

/** 409 for anything else, for example cancelling a webinar in session. */
export function conflict(world: Incidents, errorCode: string, description: string): Answer {
  return applicationError(409, errorCode, description, world.nextIncident());
}

/** (d) A path that is not routed on the host. */
export function pathNotFound(method: string, path: string): Answer {
  return { status: 404, body: { errorCode: "NOT_FOUND", message: `No route for ${method} ${path}` } };
}

/** More than ten calls a second; no headers (goto-webinar.md 5.2, 16.12). */
export function rateLimitExceeded(): Answer {
  return {
    status: 429,
    body: {
      errorCode: "RateLimitExceeded",
      description: "Too many requests: the limit is 10 requests per second.",
    },
  };
}

/** What hands out incident numbers (the world does). */
export interface Incidents {
  nextIncident(): string;
}
