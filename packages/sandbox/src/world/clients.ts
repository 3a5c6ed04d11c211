/** Programs that may ask for access: OAuth clients and personal access tokens (goto-oauth.md 3, 5.3). */

import type { Key } from "./model.ts";

/** An OAuth client made in the developer portal (goto-oauth.md 3). */
export interface OAuthClient {
  readonly clientId: string;
  /** Null for a public client, which must use PKCE (goto-oauth.md 4). */
  readonly clientSecret: string | null;
  readonly name: string;
  readonly description: string;
  /** Compared exactly. */
  readonly redirectUris: readonly string[];
  /** Ticked scopes; a token never carries any other. */
  readonly scopes: readonly string[];
  readonly allowsPersonalAccessTokens: boolean;
}

export interface PersonalAccessToken {
  readonly token: string;
  readonly name: string;
  readonly organizerKey: Key;
  readonly scopes: readonly string[];
}
