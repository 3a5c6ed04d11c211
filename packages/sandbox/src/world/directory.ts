/**
 * Who there is: accounts, organizers, OAuth clients, personal access tokens. Part of `World`; it never changes.
 */

import type { OAuthClient, PersonalAccessToken } from "./clients.ts";
import type { WorldContents } from "./contents.ts";
import type { Account, Key, Organizer } from "./model.ts";

export class Directory {
  readonly seed: number;
  readonly accounts: readonly Account[];
  readonly organizers: readonly Organizer[];
  readonly clients: readonly OAuthClient[];
  readonly personalAccessTokens: readonly PersonalAccessToken[];
  readonly #accounts: ReadonlyMap<Key, Account>;
  readonly #organizers: ReadonlyMap<Key, Organizer>;
  readonly #clients: ReadonlyMap<string, OAuthClient>;
  readonly #tokens: ReadonlyMap<string, PersonalAccessToken>;

  constructor({ seed, accounts, organizers, clients, personalAccessTokens }: WorldContents) {
    this.seed = seed;
    this.accounts = accounts;
    this.organizers = organizers;
    this.clients = clients;
    this.personalAccessTokens = personalAccessTokens;
    this.#accounts = new Map(accounts.map((account) => [account.accountKey, account]));
    this.#organizers = new Map(organizers.map((organizer) => [organizer.organizerKey, organizer]));
    this.#clients = new Map(clients.map((client) => [client.clientId, client]));
    this.#tokens = new Map(personalAccessTokens.map((token) => [token.token, token]));
  }

  account(accountKey: Key): Account | undefined {
    return this.#accounts.get(accountKey);
  }

  organizer(organizerKey: Key): Organizer | undefined {
    return this.#organizers.get(organizerKey);
  }

  organizersOf(accountKey: Key): readonly Organizer[] {
    return this.organizers.filter(({ memberships }) =>
      memberships.some((membership) => membership.accountKey === accountKey),
    );
  }

  client(clientId: string): OAuthClient | undefined {
    return this.#clients.get(clientId);
  }

  personalAccessToken(token: string): PersonalAccessToken | undefined {
    return this.#tokens.get(token);
  }
}
