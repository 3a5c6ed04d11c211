import type { Clock, Network, Random } from "../ports.ts";
import type { Endpoints, OAuth, OAuthClient } from "./types.ts";

/** GoTo's own hosts (goto-oauth.md 1). */
export const gotoEndpoints: Endpoints = {
  api: "https://api.getgo.com",
  authentication: "https://authentication.logmeininc.com",
};

export declare function createOAuth(options: {
  readonly client: OAuthClient;
  readonly network: Network;
  readonly endpoints?: Endpoints | undefined;
  readonly clock?: Clock | undefined;
  readonly random?: Random | undefined;
}): OAuth;
