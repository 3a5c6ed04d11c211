/**
 * OAuth: GoTo's consent page and token endpoint (goto-oauth.md 4 to 6), each as one call.
 *
 * NOT here: when to renew, who may (`token-source.ts`), and where grants are kept (`grant.ts`). Nothing here retries,
 * and no error or message holds a token, a code or a secret.
 */
import { createHash } from "node:crypto";
import {
  AuthorizationDeadError,
  type GoToError,
  InvalidRequestError,
  NetworkError,
  OAuthClientRefusedError,
  UnexpectedAnswerError,
} from "../errors.ts";
import { parse } from "../json.ts";
import type { CallOptions, Clock, Network, NetworkAnswer, Random } from "../ports.ts";
import { systemClock, systemRandom } from "../system.ts";
import { understand } from "../transport/understand.ts";
import type { Grant, Renewal } from "./grant.ts";
import type { Endpoints, OAuth, OAuthClient } from "./types.ts";

/** GoTo's own hosts (goto-oauth.md 1). */
export const gotoEndpoints: Endpoints = {
  api: "https://api.getgo.com",
  authentication: "https://authentication.logmeininc.com",
};

export function createOAuth(options: {
  readonly client: OAuthClient;
  readonly network: Network;
  /** Default: GoTo's own hosts. */
  readonly endpoints?: Pick<Endpoints, "authentication"> | undefined;
  readonly clock?: Clock | undefined;
  readonly random?: Random | undefined;
}): OAuth {
  const { client, network, endpoints = gotoEndpoints, clock = systemClock, random = systemRandom } = options;

  function post(
    path: string,
    fields: Readonly<Record<string, string | undefined>>,
    signal: AbortSignal | undefined,
  ) {
    const form = new URLSearchParams();
    for (const [name, value] of Object.entries(fields)) if (value !== undefined) form.set(name, value);
    // A public client has no secret to show and names itself in the form (RFC 6749, 3.2.1).
    if (client.clientSecret === undefined) form.set("client_id", client.clientId);
    const headers: Record<string, string> = {
      accept: "application/json",
      "content-type": "application/x-www-form-urlencoded",
    };
    if (client.clientSecret !== undefined)
      headers.authorization = basic(client.clientId, client.clientSecret);
    const url = endpoints.authentication + path;
    return network.send({ method: "POST", url, headers, body: form.toString() }, signal);
  }

  async function token(
    fields: Readonly<Record<string, string | undefined>>,
    callOptions: CallOptions | undefined,
  ): Promise<TokenReply> {
    const answer = await post("/oauth/token", fields, callOptions?.signal);
    const understood = understandTokenReply(answer);
    if (understood instanceof Error) throw understood;
    return understood;
  }

  return {
    authorizationRequest({ redirectUri, scopes }) {
      const state = base64url(random.bytes(24));
      const codeVerifier = base64url(random.bytes(48));
      const query = new URLSearchParams({
        response_type: "code",
        client_id: client.clientId,
        redirect_uri: redirectUri,
        state,
        code_challenge: createHash("sha256").update(codeVerifier).digest("base64url"),
        code_challenge_method: "S256",
      });
      if (scopes !== undefined && scopes.length > 0) query.set("scope", scopes.join(" "));
      return { url: `${endpoints.authentication}/oauth/authorize?${query}`, state, codeVerifier };
    },

    async exchangeCode({ code, redirectUri, codeVerifier }, callOptions) {
      const reply = await token(
        { grant_type: "authorization_code", code, redirect_uri: redirectUri, code_verifier: codeVerifier },
        callOptions,
      );
      const renewal: Renewal = { kind: "refresh-token", refreshToken: reply.refreshToken };
      return newGrant(reply, renewal, clock.now());
    },

    async exchangePersonalAccessToken(personalAccessToken, callOptions) {
      const reply = await token(
        { grant_type: "personal_access_token", pat: personalAccessToken },
        callOptions,
      );
      return newGrant(reply, { kind: "personal-access-token", personalAccessToken }, clock.now());
    },

    async renew(grant, callOptions) {
      const { renewal } = grant;
      const fields = renewalFields(renewal);
      try {
        const reply = await token(fields, callOptions);
        return renewedGrant(grant, reply, clock.now());
      } catch (error) {
        throw error instanceof InvalidRequestError && error.errorCode === "invalid_grant"
          ? refused(renewal, error)
          : error;
      }
    },

    async revoke(grant, callOptions) {
      const { renewal } = grant;
      const secret = renewal.kind === "refresh-token" ? renewal.refreshToken : undefined;
      const fields =
        secret === undefined
          ? { token: grant.accessToken, token_type_hint: "access_token" }
          : { token: secret, token_type_hint: "refresh_token" };
      const answer = await post("/oauth/revoke", fields, callOptions?.signal);
      const understood = understand(answer, { operation: "revoke", expect: "none" });
      if (understood instanceof Error) throw understood;
    },
  };
}

/** What the token endpoint gave (goto-oauth.md 6). */
export interface TokenReply {
  readonly accessToken: string;
  readonly expiresInMs: number;
  readonly refreshToken: string | undefined;
  readonly scopes: readonly string[] | undefined;
  readonly principal: string | undefined;
}

/** Only access_token and expires_in are certain, and expires_in may be a numeric string (goto-oauth.md 6). */
export function understandTokenReply(answer: NetworkAnswer): TokenReply | GoToError {
  if (answer.status < 200 || answer.status > 299) return understandTokenRefusal(answer);
  let fields: Record<string, unknown>;
  try {
    fields = Object(parse(answer.body.toString("utf8"))) as Record<string, unknown>;
  } catch {
    // The cause is left out: a parser's message may quote the text, and the text holds tokens.
    return new NetworkError("GoTo's token endpoint answered something else than whole JSON.", {
      operation: "token",
      status: answer.status,
      failure: "cut",
    });
  }
  const { access_token, expires_in, refresh_token, scope, principal } = fields;
  const seconds =
    typeof expires_in === "string" && expires_in.trim() !== "" ? Number(expires_in) : expires_in;
  if (
    typeof access_token !== "string" ||
    access_token === "" ||
    typeof seconds !== "number" ||
    !(seconds > 0)
  ) {
    return new UnexpectedAnswerError(
      "GoTo's token endpoint answered without an access token and how long it lasts.",
      {
        operation: "token",
        status: answer.status,
        carriedOut: "unknown",
      },
    );
  }
  return {
    accessToken: access_token,
    expiresInMs: seconds * 1000,
    refreshToken: typeof refresh_token === "string" && refresh_token !== "" ? refresh_token : undefined,
    scopes: typeof scope === "string" ? scope.split(" ").filter((word) => word !== "") : undefined,
    principal: typeof principal === "string" ? principal : undefined,
  };
}

/** goto-oauth.md 10: 401 invalid_client; 400 invalid_grant and others; the rest as everywhere. */
function understandTokenRefusal(answer: NetworkAnswer): GoToError {
  const understood = understand(answer, { operation: "token" });
  if (!(understood instanceof Error)) return new UnexpectedAnswerError("A refusal was taken for a reply.");
  const { status, errorCode, description } = understood;
  const says = (description ?? errorCode) ? ` GoTo says: ${description ?? errorCode}` : "";
  const details = { operation: "token", status, errorCode, description };
  if (
    errorCode === "invalid_client" ||
    errorCode === "unauthorized_client" ||
    (status === 401 && errorCode === undefined)
  ) {
    return new OAuthClientRefusedError(
      `GoTo does not take this OAuth client. Check its ID and secret, and that the kind of grant is switched on for it in GoTo's developer portal.${says}`,
      details,
    );
  }
  if (status === 400 || status === 401 || status === 403) {
    return new InvalidRequestError(
      `GoTo's token endpoint refused the request (${errorCode ?? status}).${says}`,
      details,
    );
  }
  return understood;
}

function newGrant(reply: TokenReply, renewal: Renewal, now: number): Grant {
  return {
    accessToken: reply.accessToken,
    expiresAt: now + reply.expiresInMs,
    renewal,
    scopes: reply.scopes ?? [],
    principal: reply.principal,
    consentedAt: now,
    refreshTokenSince: now,
  };
}

/** The grant after a renewal: a reply usually has no refresh token; when it has one, it replaces the old (goto-oauth.md 7.1). */
function renewedGrant(grant: Grant, reply: TokenReply, now: number): Grant {
  const { renewal } = grant;
  const rotated =
    renewal.kind === "refresh-token" &&
    reply.refreshToken !== undefined &&
    reply.refreshToken !== renewal.refreshToken;
  return {
    accessToken: reply.accessToken,
    expiresAt: now + reply.expiresInMs,
    renewal: rotated ? { kind: "refresh-token", refreshToken: reply.refreshToken } : renewal,
    scopes: reply.scopes ?? grant.scopes,
    principal: reply.principal ?? grant.principal,
    consentedAt: grant.consentedAt,
    refreshTokenSince: rotated ? now : grant.refreshTokenSince,
  };
}

function renewalFields(renewal: Renewal): Readonly<Record<string, string>> {
  if (renewal.kind === "personal-access-token") {
    return { grant_type: "personal_access_token", pat: renewal.personalAccessToken };
  }
  if (renewal.refreshToken === undefined) {
    throw new AuthorizationDeadError(
      "The access token has ended and GoTo gave no refresh token with it. Somebody must authorise the connection again.",
      { operation: "token", reason: "no-refresh-token" },
    );
  }
  return { grant_type: "refresh_token", refresh_token: renewal.refreshToken };
}

function refused(renewal: Renewal, cause: InvalidRequestError): AuthorizationDeadError {
  const what = renewal.kind === "refresh-token" ? "refresh token" : "personal access token";
  const cure =
    renewal.kind === "refresh-token"
      ? "Somebody must authorise the connection again."
      : "Make a new one at https://myaccount.goto.com and give it to the connection.";
  return new AuthorizationDeadError(
    `GoTo does not take the ${what} any more: it ended or was taken back. ${cure}`,
    {
      operation: "token",
      status: cause.status,
      errorCode: cause.errorCode,
      description: cause.description,
      reason: "refused",
    },
  );
}

/** Joined as they are, as GoTo's guides do it, without the form encoding of RFC 6749 (goto-oauth.md 5). */
function basic(id: string, secret: string): string {
  return `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}`;
}

function base64url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64url");
}
