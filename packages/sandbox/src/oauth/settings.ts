/** Switches of the token server (goto-oauth.md 7.4, 12). All can be turned while it runs. */

export interface TokenSettings {
  /**
   * What a refresh does with the refresh token (goto-oauth.md 7.1): "reuse-omit" keeps it and does not send it
   * (today), "reuse-return" sends it back (about 2020), "rotate" replaces it and uses the old one up (2017).
   */
  rotation: "reuse-omit" | "reuse-return" | "rotate";
  /** Whether a refresh ends the access tokens that were issued before on the same grant. */
  oldAccessTokenOnRefresh: "keep" | "kill";
  /** Lifetimes in seconds, by real time: the client's own clock does not move with the world's. */
  accessTtl: number;
  refreshTtl: number;
  codeTtl: number;
  /**
   * Authorize answers with a code at once, without pages: as the organizer with this address, or, when true, as
   * the first one. For tests and demonstrations.
   */
  autoApprove: boolean | string;
  /** A second use of a code ends the tokens of the first (goto-oauth.md 12.4). */
  reusedCodeRevokes: boolean;
}

export function defaultTokenSettings(): TokenSettings {
  return {
    rotation: "reuse-omit",
    oldAccessTokenOnRefresh: "kill",
    accessTtl: 3600,
    refreshTtl: 2_592_000,
    codeTtl: 600,
    autoApprove: false,
    reusedCodeRevokes: true,
  };
}
