/**
 * Whose consent a grant is: which person, and which of their accounts. Pure decisions about what GoTo's identity
 * call told. NOT the call itself.
 */
import type { Identity, IdentityAccount } from "@rostrum/goto";
import { HubError } from "../platform/errors.ts";
import type { Connection, Owner } from "./model.ts";

/** What the caller asked for. */
export interface OwnerWish {
  /** Key or name of the account; needed when the person is in several. */
  readonly account?: string | undefined;
  /** Whether the connection may come to belong to another person or account than before. */
  readonly allowOtherOwner?: boolean | undefined;
}

/**
 * The owner that a new consent gives to a connection. A token is not bound to one of the person's accounts
 * (goto-oauth.md 9.1), so with several somebody must choose; the first is never taken silently. A connection that
 * has an owner keeps to it: the same account is chosen again by itself, another person is refused unless told.
 * Throws HubError "connection.choose-account", "connection.no-such-account" or "connection.other-owner".
 */
export function decideOwner(identity: Identity, connection: Connection, wish: OwnerWish): Owner {
  const before = connection.owner;
  const samePerson = before === null || before.organizerKey === identity.organizerKey;
  if (!samePerson && !wish.allowOtherOwner) throw otherOwner(connection, before.email, identity.email);
  const account = chooseAccount(identity, wish.account ?? (samePerson ? before?.accountKey : undefined));
  if (samePerson && before !== null && before.accountKey !== account.accountKey && !wish.allowOtherOwner) {
    throw otherOwner(
      connection,
      nameOf(before.accountName, before.accountKey),
      nameOf(account.name, account.accountKey),
    );
  }
  return {
    organizerKey: identity.organizerKey,
    accountKey: account.accountKey,
    accountName: account.name ?? null,
    email: identity.email,
  };
}

function chooseAccount(identity: Identity, wanted: string | undefined): IdentityAccount {
  const { accounts } = identity;
  const listed = accounts.map(({ accountKey, name }) => ({ accountKey, name: name ?? null }));
  if (wanted !== undefined) {
    const byName = accounts.filter(({ name }) => name?.toLowerCase() === wanted.toLowerCase());
    const found =
      accounts.find(({ accountKey }) => accountKey === wanted) ??
      (byName.length === 1 ? byName[0] : undefined);
    if (found !== undefined) return found;
    throw new HubError({
      kind: "usage",
      code: "connection.no-such-account",
      message: `${identity.email} is not in an account "${wanted}".`,
      meaning: `The accounts of this person are: ${sayAccounts(accounts)}.`,
      remedy: "Give the key or the name of one of them with --account, or sign in as somebody else.",
      details: { accounts: listed },
    });
  }
  const [only, ...others] = accounts;
  if (only === undefined) {
    throw new HubError({
      kind: "rejected",
      code: "connection.no-account",
      message: `${identity.email} is in no GoTo account.`,
      meaning: "Without an account there is nothing to read or write.",
      remedy: "Sign in as somebody who has a GoTo licence.",
    });
  }
  if (others.length === 0) return only;
  throw new HubError({
    kind: "conflict",
    code: "connection.choose-account",
    message: `${identity.email} is in ${accounts.length} accounts: ${sayAccounts(accounts)}.`,
    meaning: "A connection stands for one account; which one cannot be guessed.",
    remedy: "Say which with --account KEY or --account NAME.",
    details: { accounts: listed },
  });
}

function otherOwner(connection: Connection, before: string, after: string): HubError {
  return new HubError({
    kind: "conflict",
    code: "connection.other-owner",
    message: `The connection "${connection.alias}" belongs to ${before}, and this consent is of ${after}.`,
    meaning:
      "What uses the connection would suddenly read and write somewhere else. The former consent is untouched.",
    remedy:
      "Sign in as the same person, make a connection of its own, or say --other-owner if that is what you want.",
    details: { before, after },
  });
}

function sayAccounts(accounts: readonly IdentityAccount[]): string {
  return accounts
    .map(({ accountKey, name }) => (name === undefined ? accountKey : `${name} (${accountKey})`))
    .join(", ");
}

function nameOf(name: string | null | undefined, key: string): string {
  return name ? `${name} (${key})` : `account ${key}`;
}
