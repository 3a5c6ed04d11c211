/**
 * What authorize decides (goto-oauth.md 4): a pure reading of the query, before any page is shown.
 */

import type { OAuthClient } from "../world/clients.ts";
import type { World } from "../world/world.ts";

export interface AuthorizeRequest {
  readonly client: OAuthClient;
  /** Where the code goes. */
  readonly target: string;
  /** As sent; null when it was left out and the first registered one is used. */
  readonly redirectUri: string | null;
  readonly scopes: readonly string[];
  readonly state: string | null;
  readonly challenge: string | null;
}

export type AuthorizeReading =
  | { readonly outcome: "ask"; readonly request: AuthorizeRequest }
  /** Back to the client with an error. */
  | { readonly outcome: "redirect"; readonly location: string }
  /** Must not redirect: client or redirect address is wrong, so nobody knows where to. */
  | { readonly outcome: "refuse"; readonly reason: "client" | "redirectUri" };

export function readAuthorizeRequest(world: World, query: URLSearchParams): AuthorizeReading {
  const client = world.client(query.get("client_id") ?? "");
  if (client === undefined) return { outcome: "refuse", reason: "client" };
  const redirectUri = query.get("redirect_uri");
  const target = redirectUri ?? client.redirectUris[0];
  if (target === undefined || !client.redirectUris.includes(target))
    return { outcome: "refuse", reason: "redirectUri" };
  const state = query.get("state");
  const fail = (error: string, description: string) => ({
    outcome: "redirect" as const,
    location: withQuery(target, { error, error_description: description, state }),
  });
  if (query.get("response_type") !== "code")
    return fail("unsupported_response_type", "response_type must be code.");
  const challenge = query.get("code_challenge");
  const method = query.get("code_challenge_method") ?? "plain";
  if (challenge !== null && method !== "S256")
    return fail("invalid_request", "code_challenge_method must be S256.");
  if (challenge === null && client.clientSecret === null)
    return fail("invalid_request", "A client without a secret must send a code_challenge.");
  const asked = (query.get("scope") ?? "").split(/\s+/).filter((scope) => scope !== "");
  const scopes = asked.length === 0 ? client.scopes : client.scopes.filter((scope) => asked.includes(scope));
  if (scopes.length === 0) return fail("invalid_scope", "None of the scopes is ticked on the client.");
  return { outcome: "ask", request: { client, target, redirectUri, scopes, state, challenge } };
}

/** An address with parameters added; those that are null are left out. */
export function withQuery(address: string, parameters: Readonly<Record<string, string | null>>): string {
  const url = new URL(address);
  for (const [name, value] of Object.entries(parameters))
    if (value !== null) url.searchParams.append(name, value);
  return url.href;
}
