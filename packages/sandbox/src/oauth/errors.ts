/** Errors of the token endpoint, as RFC 6749 shapes them and goto-oauth.md 10 words them. */

import type { Answer } from "../http/operation.ts";

export function oauthError(status: number, error: string, description: string): Answer {
  return {
    status,
    headers: { "cache-control": "no-store", ...(status === 401 ? { "www-authenticate": "Basic" } : {}) },
    body: { error, error_description: description },
  };
}

/** [O] for an unknown client; the same for a wrong secret, so that nobody learns which it was. */
export function invalidClient(): Answer {
  return oauthError(401, "invalid_client", "client not found");
}
