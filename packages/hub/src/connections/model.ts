/**
 * The words of this room and the rules of names, as pure functions. NOT the health of a connection (`health.ts`).
 */
import { HubError } from "../platform/errors.ts";
import { nearest } from "../platform/nearest.ts";

/** An application registered at GoTo (goto-oauth.md 3), and where it is served. */
export interface OAuthClientRecord {
  readonly id: string;
  /** Ours, for people. */
  readonly name: string;
  readonly clientId: string;
  /** Null for a public client. Open it with the sealer at `clientSecretPlace(id)`. */
  readonly sealedSecret: string | null;
  /** Where the product APIs are, without a slash at the end. */
  readonly apiAddress: string;
  /** Where tokens are issued, without a slash at the end. */
  readonly authenticationAddress: string;
  /** Null: the hub's own. Must be registered at GoTo letter by letter (goto-oauth.md 3). */
  readonly redirectAddress: string | null;
  readonly scopes: readonly string[];
  /** What GoTo allows per API (goto-oauth.md 11). */
  readonly requestsPerSecond: number;
  readonly createdAt: Date;
}

/** Who consented, and for which account. All keys are text. */
export interface Owner {
  /** Organizer key = user key (goto-webinar.md 1). */
  readonly organizerKey: string;
  readonly accountKey: string;
  readonly accountName: string | null;
  readonly email: string;
}

/** One person's consent at GoTo, through one OAuth client. */
export interface Connection {
  readonly id: string;
  readonly oauthClientId: string;
  readonly name: string;
  readonly alias: string;
  /** Null until somebody has consented. */
  readonly owner: Owner | null;
  readonly createdAt: Date;
  readonly lastSuccessAt: Date | null;
  readonly lastError: { readonly at: Date; readonly text: string } | null;
}

/** What GoTo Webinar needs, and what the look-up of one's own keys needs (goto-oauth.md 8, 9.1). */
export const defaultScopes: readonly string[] = ["identity:scim.me", "collab:"];

/** GoTo's default (goto-oauth.md 11). */
export const defaultRequestsPerSecond = 10;

const longest = 25;

/** The name as it will be kept, or HubError "connection.bad-name". */
export function checkName(name: string): string {
  const trimmed = name.trim().replace(/\s+/g, " ");
  if (trimmed !== "" && [...trimmed].length <= longest && !/\p{C}/u.test(trimmed)) return trimmed;
  throw new HubError({
    kind: "usage",
    code: "connection.bad-name",
    message: `"${name}" cannot be the name of a connection.`,
    meaning: `A name has 1 to ${longest} characters.`,
    remedy: "Choose a shorter one.",
  });
}

/** The alias as given, or HubError "connection.bad-alias". */
export function checkAlias(alias: string): string {
  if (/^[A-Za-z0-9_]{1,25}$/.test(alias)) return alias;
  throw new HubError({
    kind: "usage",
    code: "connection.bad-alias",
    message: `"${alias}" cannot be an alias.`,
    meaning: `An alias is what commands and flows call a connection: 1 to ${longest} letters, digits or underscores.`,
    remedy: `For example: ${aliasFrom(alias, [])}`,
  });
}

/**
 * An alias made from a name: letters without accents, digits, underscores for the rest; with a number at its end
 * when it is taken (compared without regard to case, so that nobody mixes two up).
 */
export function aliasFrom(name: string, taken: readonly string[]): string {
  const plain = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^A-Za-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "")
    .toLowerCase();
  const base = plain === "" ? "connection" : plain;
  const used = new Set(taken.map((alias) => alias.toLowerCase()));
  for (let number = 1; ; number += 1) {
    const suffix = number === 1 ? "" : `_${number}`;
    const alias = `${base.slice(0, longest - suffix.length).replace(/_+$/, "")}${suffix}`;
    if (!used.has(alias)) return alias;
  }
}

/** The refusal of an alias that does not exist, with the nearest one that does. */
export function unknownAlias(alias: string, known: readonly string[]): HubError {
  const near = nearest(alias, known);
  return new HubError({
    kind: "unknown",
    code: "connection.unknown",
    message: `There is no connection "${alias}".`,
    meaning: known.length === 0 ? "There is no connection at all yet." : `There are: ${known.join(", ")}.`,
    remedy:
      known.length === 0
        ? "Make one with: rostrum connections add"
        : near === undefined
          ? "See them with: rostrum connections list"
          : `Did you mean "${near}"?`,
    details: { alias, known, ...(near === undefined ? {} : { nearest: near }) },
  });
}

/** Where the secret of an OAuth client is sealed to. */
export function clientSecretPlace(id: string): string {
  return `oauth_client/${id}/secret`;
}

/** Where the tokens of a connection are sealed to. */
export function tokensPlace(connectionId: string): string {
  return `oauth_grant/${connectionId}/tokens`;
}
