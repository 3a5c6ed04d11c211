/**
 * The people and programs of a seeded world: two accounts, five organizers, three OAuth clients, their tokens.
 * All follow from the seed, so that what was connected finds the same keys after a restart.
 */

import { hash } from "../chance.ts";
import type { OAuthClient, PersonalAccessToken } from "../clients.ts";
import { keyAt, uuidAt } from "../keys.ts";
import type { Account, Instant, Organizer } from "../model.ts";

/** Scopes of the products of the sandbox (goto-oauth.md 8). */
const allScopes = ["collab:", "identity:", "identity:scim.me"] as const;

export interface SeededDirectory {
  readonly accounts: readonly Account[];
  /** The first is an administrator of the first account and owns the webinars of the size knob. */
  readonly organizers: readonly Organizer[];
  /** The first has everything switched on; the second has no personal access tokens; the third is public. */
  readonly clients: readonly OAuthClient[];
  /** The first belongs to the first organizer and has all scopes. */
  readonly personalAccessTokens: readonly PersonalAccessToken[];
}

/** `redirectUris`: added to the clients; the ports on which Rostrum listens by default are there anyway. */
export function seedDirectory(
  seed: number,
  baseDate: Instant,
  redirectUris: readonly string[],
): SeededDirectory {
  const accounts: Account[] = [
    { accountKey: keyAt(seed, "account", 0), name: "Demo account" },
    { accountKey: keyAt(seed, "account", 1), name: "Müller & Söhne “Süd”" },
  ];
  const [demo, south] = accounts.map(({ accountKey }) => accountKey) as [string, string];
  const organizer = (
    index: number,
    [givenName, familyName, email]: readonly [string, string, string],
    memberships: Organizer["memberships"],
    place: Pick<Organizer, "locale" | "timeZone">,
  ): Organizer => ({
    organizerKey: keyAt(seed, "organizer", index),
    email,
    givenName,
    familyName,
    displayName: `${givenName} ${familyName}`,
    memberships,
    createdAt: baseDate - (900 - index * 40) * 86_400_000,
    ...place,
  });
  const administrator = (accountKey: string) => ({
    accountKey,
    isAdministrator: true,
    entitlements: ["acctadmin"],
  });
  const member = (accountKey: string) => ({ accountKey, isAdministrator: false, entitlements: [] });
  const organizers: Organizer[] = [
    organizer(0, ["Olivia", "Organizer", "olivia@demo.example"], [administrator(demo)], {
      locale: "en_US",
      timeZone: "America/New_York",
    }),
    organizer(1, ["Hélène", "d’Arc-Müller", "helene@demo.example"], [member(demo)], {
      locale: "fr_FR",
      timeZone: "Europe/Brussels",
    }),
    organizer(2, ["Iñaki", "Two-Accounts", "inaki@demo.example"], [member(demo), administrator(south)], {
      locale: "es_ES",
      timeZone: "Europe/Brussels",
    }),
    organizer(3, ["小明", "王", "xiaoming@sued.example"], [member(south)], {
      locale: "zh_CN",
      timeZone: "Asia/Shanghai",
    }),
    organizer(4, ["Nadia", "New", "nadia@demo.example"], [member(demo)], {
      locale: "en_US",
      timeZone: "Europe/London",
    }),
  ];
  const client = (index: number, rest: Omit<OAuthClient, "clientId" | "redirectUris">) => ({
    clientId: uuidAt(seed, 1, index),
    redirectUris: [...defaultRedirectUris, ...redirectUris],
    ...rest,
  });
  const clients: OAuthClient[] = [
    client(0, {
      clientSecret: secretAt(seed, 10),
      name: "Rostrum",
      description: "Reads webinars and registers people for you.",
      scopes: allScopes,
      allowsPersonalAccessTokens: true,
    }),
    client(1, {
      clientSecret: secretAt(seed, 11),
      name: "Narrow client",
      description: "Has webinars ticked and nothing else, and no personal access tokens.",
      scopes: ["collab:"],
      allowsPersonalAccessTokens: false,
    }),
    client(2, {
      clientSecret: null,
      name: "Public client",
      description: "Keeps no secret, and so must use PKCE.",
      scopes: allScopes,
      allowsPersonalAccessTokens: false,
    }),
  ];
  const personalAccessTokens = organizers.map((owner, index) => ({
    token: `pat.${secretAt(seed, 20 + index)}`,
    name: `Token of ${owner.givenName}`,
    organizerKey: owner.organizerKey,
    scopes: allScopes,
  }));
  return { accounts, organizers, clients, personalAccessTokens };
}

const defaultRedirectUris = [
  "http://localhost:8080/connections/callback",
  "http://127.0.0.1:8080/connections/callback",
  "http://localhost/callback",
] as const;

/** 32 letters and digits that follow from the seed: play secrets of a play world. */
function secretAt(seed: number, index: number): string {
  return [0, 1, 2, 3, 4]
    .map((part) => hash(seed, 3, index, part).toString(36).padStart(7, "0"))
    .join("")
    .slice(0, 32);
}
