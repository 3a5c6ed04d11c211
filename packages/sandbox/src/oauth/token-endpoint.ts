/**
 * `POST /oauth/token`, `/oauth/revoke` and `/oauth/introspect`: requests as they come off the wire, in; answers,
 * out (goto-oauth.md 5, 6, 10). The state is in `grants.ts`.
 */

import { timingSafeEqual } from "node:crypto";
import type { Calls } from "../calls/calls.ts";
import type { Answer } from "../http/operation.ts";
import type { OAuthClient } from "../world/clients.ts";
import type { World } from "../world/world.ts";
import { invalidClient, oauthError } from "./errors.ts";
import { GrantRefused, type Grants, type Issued } from "./grants.ts";

export interface TokenServer {
  readonly world: World;
  readonly grants: Grants;
  readonly calls: Calls;
}

export interface FormRequest {
  readonly authorization: string | undefined;
  readonly contentType: string | undefined;
  readonly body: string;
}

/** `generation2`: the reply also describes the owner, as before 2024 (goto-oauth.md 6.2). */
export function answerTokenRequest(server: TokenServer, request: FormRequest, generation2: boolean): Answer {
  const answer = decide(server, request, generation2);
  const error = (answer.body as { error?: string } | undefined)?.error;
  if (error !== undefined) server.calls.tokenRefused(error);
  return answer;
}

function decide(server: TokenServer, request: FormRequest, generation2: boolean): Answer {
  const form = readForm(request);
  if (form === undefined)
    return oauthError(400, "invalid_request", "Send the fields as application/x-www-form-urlencoded.");
  const client = authenticateClient(server.world, request, form);
  if (client === undefined) return invalidClient();
  const grantType = form.get("grant_type");
  try {
    const issued = issue(server, client, grantType, form);
    if (!("access" in issued)) return issued;
    server.calls.tokenIssued(grantType ?? "");
    return tokenReply(server, issued, generation2);
  } catch (error) {
    if (error instanceof GrantRefused) return oauthError(400, "invalid_grant", error.message);
    throw error;
  }
}

function issue(
  { world, grants }: TokenServer,
  client: OAuthClient,
  grantType: string | null,
  form: URLSearchParams,
): Issued | Answer {
  switch (grantType) {
    case null:
      return oauthError(400, "invalid_request", "grant_type is missing.");
    case "authorization_code": {
      const code = form.get("code");
      if (code === null) return oauthError(400, "invalid_request", "code is missing.");
      return grants.exchangeCode(client, code, form.get("redirect_uri"), form.get("code_verifier"));
    }
    case "refresh_token": {
      const token = form.get("refresh_token");
      if (token === null) return oauthError(400, "invalid_request", "refresh_token is missing.");
      return grants.refresh(client, token);
    }
    case "personal_access_token": {
      if (!client.allowsPersonalAccessTokens)
        return oauthError(
          400,
          "unauthorized_client",
          "Personal access tokens are not switched on for this client.",
        );
      const text = form.get("pat");
      if (text === null) return oauthError(400, "invalid_request", "pat is missing.");
      const token = world.personalAccessToken(text);
      const organizer = token === undefined ? undefined : world.organizer(token.organizerKey);
      if (token === undefined || organizer === undefined)
        return oauthError(400, "invalid_grant", "The personal access token is not known.");
      return grants.exchangePersonalAccessToken(client, token, organizer);
    }
    case "password":
      return oauthError(401, "unauthorized_client", "The password grant is not available to this client.");
    default:
      return oauthError(400, "unsupported_grant_type", `grant_type "${grantType}" is not supported.`);
  }
}

function tokenReply({ grants }: TokenServer, { access, refreshToken }: Issued, generation2: boolean): Answer {
  const { organizer, scopes } = access.grant;
  return {
    status: 200,
    headers: { "cache-control": "no-store" },
    body: {
      access_token: access.token,
      token_type: "Bearer",
      ...(refreshToken === null ? {} : { refresh_token: refreshToken }),
      expires_in: grants.settings.accessTtl,
      scope: scopes.join(" "),
      principal: organizer.email,
      ...(generation2
        ? {
            organizer_key: organizer.organizerKey,
            account_key: organizer.memberships[0]?.accountKey ?? "",
            account_type: "",
            firstName: organizer.givenName,
            lastName: organizer.familyName,
            email: organizer.email,
            platform: "GLOBAL",
            version: "3",
          }
        : {}),
    },
  };
}

/** RFC 7009: 200 whether or not there was such a token. A refresh token takes its whole grant with it. */
export function answerRevocation(server: TokenServer, request: FormRequest): Answer {
  const form = readForm(request);
  const client = form && authenticateClient(server.world, request, form);
  if (form === undefined || client === undefined) return invalidClient();
  const token = form.get("token");
  if (token === null) return oauthError(400, "invalid_request", "token is missing.");
  const access = server.grants.accessToken(token);
  const refresh = server.grants.refreshToken(token);
  if (access?.grant.client === client) server.grants.killAccessToken(access);
  if (refresh?.grant.client === client) server.grants.revokeGrant(refresh.grant);
  return { status: 200 };
}

/** RFC 7662; a token of another client is not active to this one. */
export function answerIntrospection(server: TokenServer, request: FormRequest): Answer {
  const form = readForm(request);
  const client = form && authenticateClient(server.world, request, form);
  if (form === undefined || client === undefined) return invalidClient();
  const text = form.get("token") ?? "";
  const token = server.grants.accessToken(text) ?? server.grants.refreshToken(text);
  if (token === undefined || token.grant.client !== client) return { status: 200, body: { active: false } };
  const { organizer, scopes } = token.grant;
  return {
    status: 200,
    body: {
      active: true,
      scope: scopes.join(" "),
      client_id: client.clientId,
      username: organizer.email,
      token_type: "Bearer",
      exp: Math.floor(token.expiresAt / 1000),
      sub: organizer.organizerKey,
    },
  };
}

/** Undefined when the body is no form: JSON is not offered (goto-oauth.md 5). */
function readForm({ contentType, body }: FormRequest): URLSearchParams | undefined {
  return contentType?.startsWith("application/x-www-form-urlencoded") === true
    ? new URLSearchParams(body)
    : undefined;
}

/** Basic first, then id and secret in the form, then the bare id of a public client (goto-oauth.md 12.6). */
function authenticateClient(world: World, { authorization }: FormRequest, form: URLSearchParams) {
  const [id, secret] = basicOf(authorization) ?? [form.get("client_id"), form.get("client_secret")];
  const client = id === null ? undefined : world.client(id);
  if (client === undefined) return undefined;
  if (client.clientSecret === null) return secret === null || secret === "" ? client : undefined;
  return secret !== null && sameText(client.clientSecret, secret) ? client : undefined;
}

function basicOf(authorization: string | undefined): readonly [string, string] | undefined {
  const encoded = /^Basic\s+(\S+)$/i.exec(authorization ?? "")?.[1];
  if (encoded === undefined) return undefined;
  const [id = "", ...rest] = Buffer.from(encoded, "base64").toString("utf8").split(":");
  return [decode(id), decode(rest.join(":"))];
}

/** RFC 6749 has both form-encoded before Basic; most clients do not. Seeded ones are the same either way. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function sameText(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}
