/**
 * The two things other rooms know of authorisation: a source of access tokens, and the OAuth calls that make a grant.
 * NOT here: how they work; see `token-source.ts` and `oauth.ts`.
 */
import type { CallOptions } from "../ports.ts";
import type { Grant, StoredGrant } from "./grant.ts";

/** GoTo's two kinds of hosts (goto-oauth.md 1), without a slash at the end. */
export interface Endpoints {
  /** Where the product APIs are, e.g. "https://api.getgo.com". */
  readonly api: string;
  /** Where tokens are issued, e.g. "https://authentication.logmeininc.com". */
  readonly authentication: string;
}

/** An application registered in GoTo's developer portal (goto-oauth.md 3). */
export interface OAuthClient {
  readonly clientId: string;
  /** Absent for a public client (goto-oauth.md 4, PKCE). */
  readonly clientSecret?: string | undefined;
}

/** What to keep between sending a person to GoTo and their coming back. */
export interface AuthorizationRequest {
  /** Where to send the browser. */
  readonly url: string;
  /** Returned unchanged by GoTo; compare before exchanging the code. */
  readonly state: string;
  /** PKCE verifier; needed for the exchange. Secret. */
  readonly codeVerifier: string;
}

/** GoTo's OAuth endpoints as calls. None of them retries. */
export interface OAuth {
  /** Builds the address of the consent page with a fresh state and PKCE challenge (goto-oauth.md 4). */
  authorizationRequest(input: {
    readonly redirectUri: string;
    readonly scopes?: readonly string[];
  }): AuthorizationRequest;
  /** Code to grant (goto-oauth.md 5.1). An unknown, used or expired code is an InvalidRequestError. */
  exchangeCode(
    input: { readonly code: string; readonly redirectUri: string; readonly codeVerifier?: string },
    options?: CallOptions,
  ): Promise<Grant>;
  /** Personal access token to grant (goto-oauth.md 5.3). */
  exchangePersonalAccessToken(personalAccessToken: string, options?: CallOptions): Promise<Grant>;
  /**
   * Renews a grant by its refresh token or its personal access token. Keeps the old refresh token when the reply has
   * none (goto-oauth.md 7.1). Refusal by GoTo is an AuthorizationDeadError with reason "refused".
   */
  renew(grant: Grant, options?: CallOptions): Promise<Grant>;
  /** Tells GoTo that a grant is not needed any more (RFC 7009; results at GoTo unconfirmed, goto-oauth.md 2). */
  revoke(grant: Grant, options?: CallOptions): Promise<void>;
}

/** What took the place of a refused token. */
export interface RenewedToken {
  readonly accessToken: string;
  /** GoTo issued it just now. If it refuses even this one, the token is not what is wrong. */
  readonly fresh: boolean;
}

/** Access tokens for one grant, renewed as needed, however many calls and processes ask at once. */
export interface TokenSource {
  /** A token good for a while. Rejects with AuthorizationDeadError, or a retryable error when GoTo cannot be reached. */
  current(options?: CallOptions): Promise<string>;
  /**
   * To be called when GoTo refused `refused`: another token from the store if there is one, else one forced refresh,
   * shared by all who ask (goto-oauth.md 7.3, step 5).
   */
  renewed(refused: string, options?: CallOptions): Promise<RenewedToken>;
  /** To be called when GoTo took a token. A token once accepted and later refused was killed, not faulty. */
  accepted(token: string): void;
  /** Whether any call with this token was accepted. */
  wasAccepted(token: string): boolean;
  /** The grant as stored now, for health pages. */
  grant(): Promise<StoredGrant | undefined>;
  /** Drops what is remembered, so that the next call reads the store: after a new consent. */
  forget(): void;
}
