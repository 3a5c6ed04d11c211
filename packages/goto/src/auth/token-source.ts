import type { Clock } from "../ports.ts";
import type { GrantStore } from "./grant.ts";
import type { OAuth, TokenSource } from "./types.ts";

export declare function createTokenSource(options: {
  readonly store: GrantStore;
  readonly oauth: Pick<OAuth, "renew">;
  readonly clock?: Clock | undefined;
  /** Renew when less than this is left, in milliseconds. Default 60,000 (goto-oauth.md 7.3). */
  readonly marginMs?: number | undefined;
}): TokenSource;
