/**
 * Identity: from a token to the keys of the person and the accounts behind it (goto-oauth.md 9).
 * NOT here: user administration.
 */
import type { CallOptions } from "../ports.ts";
import type { Send } from "../transport-types.ts";

/** Who a token belongs to. */
export interface Identity {
  /** User key and organizer key: the same value (goto-oauth.md 9.1, goto-webinar.md 1). */
  readonly organizerKey: string;
  readonly email: string;
  readonly displayName: string;
  readonly givenName: string | undefined;
  readonly familyName: string | undefined;
  /** e.g. "en_US" */
  readonly locale: string | undefined;
  /** IANA name, e.g. "Europe/Berlin"; not told by the Admin API. */
  readonly timeZone: string | undefined;
  /** One or more; let the person choose when there are several. The first is the default one. */
  readonly accounts: readonly IdentityAccount[];
  /** Which of the two look-ups answered. */
  readonly source: "identity" | "admin";
}

export interface IdentityAccount {
  readonly accountKey: string;
  readonly name: string | undefined;
  /** e.g. "acctadmin", "gotoconnect"; empty from the Admin API. */
  readonly entitlements: readonly string[];
}

export interface IdentityApi {
  /** GET /identity/v1/Users/me, and GET /admin/rest/v1/me where that does not answer (goto-oauth.md 9.1, 9.2). */
  me(options?: CallOptions): Promise<Identity>;
}

export declare function identityOperations(send: Send): IdentityApi;
