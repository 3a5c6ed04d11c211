/**
 * Grants and their tokens: who allowed which client to do what, and what was issued on it.
 *
 * All changes are synchronous: two refreshes that arrive together are carried out one after the other, as at
 * GoTo, and a client's race shows. Time comes in; HTTP is elsewhere (`token-endpoint.ts`).
 */

import { createHash, randomBytes } from "node:crypto";
import type { OAuthClient, PersonalAccessToken } from "../world/clients.ts";
import type { Instant, Organizer } from "../world/model.ts";
import type { TokenSettings } from "./settings.ts";
import type { Signer } from "./signer.ts";

export interface Grant {
  readonly id: number;
  readonly client: OAuthClient;
  readonly organizer: Organizer;
  readonly scopes: readonly string[];
  readonly grantType: string;
  readonly createdAt: Instant;
  revoked: boolean;
}

export interface AccessToken {
  readonly token: string;
  readonly grant: Grant;
  readonly issuedAt: Instant;
  expiresAt: Instant;
}

interface RefreshToken {
  readonly token: string;
  readonly grant: Grant;
  expiresAt: Instant;
  usedUp: boolean;
}

interface Code {
  readonly client: OAuthClient;
  readonly organizer: Organizer;
  readonly scopes: readonly string[];
  /** Null: authorize had none, so the exchange need not repeat it. */
  readonly redirectUri: string | null;
  readonly challenge: string | null;
  readonly expiresAt: Instant;
  /** The grant made from it; a second exchange is an error. */
  grant: Grant | null;
}

export interface Issued {
  readonly access: AccessToken;
  /** Null: the reply carries none. */
  readonly refreshToken: string | null;
}

/** Why a grant was refused, in the words of the reply. */
export class GrantRefused extends Error {
  override readonly name = "GrantRefused";
}

/** From this share of its life on, a refresh token is "about to run out" and replaced in every regime. */
const nearlyOver = 0.1;

export class Grants {
  readonly settings: TokenSettings;
  readonly #signer: () => Signer;
  readonly #real: () => Instant;
  readonly #codes = new Map<string, Code>();
  readonly #access = new Map<string, AccessToken>();
  readonly #refresh = new Map<string, RefreshToken>();
  readonly #consents = new Map<string, ReadonlySet<string>>();
  #nextId = 1;

  /** `signer` is asked for at each signing: its key is only there once the sandbox listens. */
  constructor(settings: TokenSettings, signer: () => Signer, real: () => Instant) {
    this.settings = settings;
    this.#signer = signer;
    this.#real = real;
  }

  /** True when this person has allowed this client all of these scopes before. */
  hasConsent(client: OAuthClient, organizer: Organizer, scopes: readonly string[]): boolean {
    const known = this.#consents.get(`${client.clientId} ${organizer.organizerKey}`);
    return known !== undefined && scopes.every((scope) => known.has(scope));
  }

  issueCode(input: Omit<Code, "expiresAt" | "grant">): string {
    const code = randomBytes(24).toString("base64url");
    this.#codes.set(code, { ...input, expiresAt: this.#real() + this.settings.codeTtl * 1000, grant: null });
    const name = `${input.client.clientId} ${input.organizer.organizerKey}`;
    this.#consents.set(name, new Set([...(this.#consents.get(name) ?? []), ...input.scopes]));
    return code;
  }

  /** Throws GrantRefused (invalid_grant). */
  exchangeCode(
    client: OAuthClient,
    text: string,
    redirectUri: string | null,
    verifier: string | null,
  ): Issued {
    const code = this.#codes.get(text);
    if (code === undefined || code.client !== client)
      throw new GrantRefused("The authorization code is not known.");
    if (code.grant !== null) {
      if (this.settings.reusedCodeRevokes) this.revokeGrant(code.grant);
      throw new GrantRefused("The authorization code was used before.");
    }
    if (code.expiresAt <= this.#real()) throw new GrantRefused("The authorization code has expired.");
    if (code.redirectUri !== null && code.redirectUri !== redirectUri)
      throw new GrantRefused("redirect_uri is not the one of the authorize request.");
    if (code.challenge !== null && code.challenge !== challengeOf(verifier))
      throw new GrantRefused("code_verifier does not match the code_challenge.");
    code.grant = this.#newGrant(client, code.organizer, code.scopes, "authorization_code");
    return { access: this.#issueAccess(code.grant), refreshToken: this.#issueRefresh(code.grant).token };
  }

  /** Refreshes by the regime that is set. Throws GrantRefused (invalid_grant). */
  refresh(client: OAuthClient, text: string): Issued {
    const now = this.#real();
    const refresh = this.#refresh.get(text);
    if (refresh === undefined || refresh.grant.client !== client || refresh.grant.revoked)
      throw new GrantRefused("The refresh token is not known, or was revoked.");
    if (refresh.usedUp) throw new GrantRefused("The refresh token was used before.");
    if (refresh.expiresAt <= now) throw new GrantRefused("The refresh token has expired.");
    const { rotation, oldAccessTokenOnRefresh, refreshTtl } = this.settings;
    if (oldAccessTokenOnRefresh === "kill") this.#killAccessTokensOf(refresh.grant);
    const access = this.#issueAccess(refresh.grant);
    if (rotation === "rotate") {
      refresh.usedUp = true;
      return { access, refreshToken: this.#issueRefresh(refresh.grant).token };
    }
    if (refresh.expiresAt - now < refreshTtl * 1000 * nearlyOver)
      return { access, refreshToken: this.#issueRefresh(refresh.grant).token };
    return { access, refreshToken: rotation === "reuse-return" ? refresh.token : null };
  }

  /** Exchanges a personal access token; only scopes that are also ticked on the client (goto-oauth.md 5.3). */
  exchangePersonalAccessToken(client: OAuthClient, token: PersonalAccessToken, organizer: Organizer): Issued {
    const scopes = token.scopes.filter((scope) => client.scopes.includes(scope));
    const grant = this.#newGrant(client, organizer, scopes, "personal_access_token");
    return { access: this.#issueAccess(grant), refreshToken: null };
  }

  /** A living access token; undefined when unknown, expired, superseded or revoked. */
  accessToken(text: string): AccessToken | undefined {
    const access = this.#access.get(text);
    if (access === undefined || access.grant.revoked || access.expiresAt <= this.#real()) return undefined;
    return access;
  }

  /** A living refresh token's grant and end, for introspection. */
  refreshToken(text: string): { readonly grant: Grant; readonly expiresAt: Instant } | undefined {
    const refresh = this.#refresh.get(text);
    if (refresh === undefined || refresh.usedUp || refresh.grant.revoked || refresh.expiresAt <= this.#real())
      return undefined;
    return refresh;
  }

  /** Ends one access token at once. */
  killAccessToken(access: AccessToken): void {
    this.#access.delete(access.token);
  }

  /** Ends a grant with all its tokens, as when consent is taken back. */
  revokeGrant(grant: Grant): void {
    grant.revoked = true;
    this.#killAccessTokensOf(grant);
    for (const [text, refresh] of this.#refresh) if (refresh.grant === grant) this.#refresh.delete(text);
    this.#consents.delete(`${grant.client.clientId} ${grant.organizer.organizerKey}`);
  }

  /** Ends all access tokens now, as if their hour were over. How many there were. */
  expireAccessTokens(): number {
    const living = this.grants().reduce((sum, { accessTokens }) => sum + accessTokens.length, 0);
    this.#access.clear();
    return living;
  }

  /** Lets all refresh tokens run out now. How many there were. */
  expireRefreshTokens(): number {
    let living = 0;
    for (const refresh of this.#refresh.values()) {
      if (!refresh.usedUp && refresh.expiresAt > this.#real()) living++;
      refresh.expiresAt = Math.min(refresh.expiresAt, this.#real());
    }
    return living;
  }

  /** Living grants with the ends of their tokens; the tokens themselves stay secret. */
  grants(): { grant: Grant; accessTokens: Instant[]; refreshTokens: Instant[] }[] {
    const now = this.#real();
    const found = new Map<Grant, { grant: Grant; accessTokens: Instant[]; refreshTokens: Instant[] }>();
    const of = (grant: Grant) => {
      const entry = found.get(grant) ?? { grant, accessTokens: [], refreshTokens: [] };
      found.set(grant, entry);
      return entry;
    };
    for (const { grant, expiresAt } of this.#access.values())
      if (expiresAt > now) of(grant).accessTokens.push(expiresAt);
    for (const { grant, expiresAt, usedUp } of this.#refresh.values())
      if (!usedUp && expiresAt > now) of(grant).refreshTokens.push(expiresAt);
    return [...found.values()].sort((one, other) => one.grant.id - other.grant.id);
  }

  #newGrant(client: OAuthClient, organizer: Organizer, scopes: readonly string[], grantType: string): Grant {
    return {
      id: this.#nextId++,
      client,
      organizer,
      scopes,
      grantType,
      createdAt: this.#real(),
      revoked: false,
    };
  }

  #issueAccess(grant: Grant): AccessToken {
    const issuedAt = this.#real();
    const expiresAt = issuedAt + this.settings.accessTtl * 1000;
    const token = this.#signer().sign({
      scopes: grant.scopes,
      organizerKey: grant.organizer.organizerKey,
      clientId: grant.client.clientId,
      issuedAt: Math.floor(issuedAt / 1000),
      expiresAt: Math.floor(expiresAt / 1000),
    });
    const access = { token, grant, issuedAt, expiresAt };
    this.#forgetExpired(issuedAt);
    this.#access.set(token, access);
    return access;
  }

  #issueRefresh(grant: Grant): RefreshToken {
    const token = `${randomBytes(24).toString("base64url")}.${randomBytes(96).toString("base64url")}`;
    const refresh = {
      token,
      grant,
      expiresAt: this.#real() + this.settings.refreshTtl * 1000,
      usedUp: false,
    };
    this.#refresh.set(token, refresh);
    return refresh;
  }

  #killAccessTokensOf(grant: Grant): void {
    for (const [text, access] of this.#access) if (access.grant === grant) this.#access.delete(text);
  }

  /** Tokens are entered in order of issue, so the oldest come first. */
  #forgetExpired(now: Instant): void {
    for (const [text, access] of this.#access) {
      if (access.expiresAt > now) return;
      this.#access.delete(text);
    }
  }
}

/** PKCE, S256 (RFC 7636 section 4.6). */
function challengeOf(verifier: string | null): string | null {
  return verifier === null ? null : createHash("sha256").update(verifier).digest("base64url");
}
