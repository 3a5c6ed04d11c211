/**
 * The gateway in front of the product APIs: whose token came, and what each API answers to a dead one. Three
 * neighbouring surfaces report the same fault in three ways (goto-oauth.md 10).
 */

import { notAuthenticated } from "../identity/operations.ts";
import type { AccessToken, Grants } from "../oauth/grants.ts";
import type { World } from "../world/world.ts";
import { accessDenied, invalidToken } from "./errors.ts";
import type { Answer, Api, Caller } from "./operation.ts";

/** The living token of an Authorization header; undefined when there is none. */
export function tokenOf(grants: Grants, authorization: string | undefined): AccessToken | undefined {
  const text = /^Bearer\s+(\S+)$/i.exec(authorization ?? "")?.[1];
  return text === undefined ? undefined : grants.accessToken(text);
}

/** Who calls. */
export function callerOf({ grant }: AccessToken): Caller {
  const { organizer, client, scopes } = grant;
  return {
    organizer,
    client,
    accountKey: organizer.memberships[0]?.accountKey ?? "",
    scopes: new Set(scopes),
  };
}

/** The answer to an absent, unknown, expired or superseded token. */
export function refuseToken(api: Api): Answer {
  switch (api) {
    case "webinar":
      return invalidToken();
    case "admin":
      return notAuthenticated();
    case "identity":
      return {
        status: 401,
        headers: {
          "www-authenticate":
            'Bearer realm="identity", error="invalid_token", error_description="The access token is invalid or has expired"',
        },
      };
  }
}

/** A 403 when the token lacks the scope of the API (goto-oauth.md 8); undefined when it may pass. */
export function refuseScope(world: World, api: Api, { scopes }: Caller): Answer | undefined {
  return api === "webinar" && !scopes.has("collab:")
    ? accessDenied(world, "OAuth scope is invalid")
    : undefined;
}
