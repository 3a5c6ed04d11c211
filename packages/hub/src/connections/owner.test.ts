import type { Identity } from "@rostrum/goto";
import { describe, expect, it } from "vitest";
import type { Connection, Owner } from "./model.ts";
import { decideOwner } from "./owner.ts";

const identity = (over: Partial<Identity> = {}): Identity => ({
  organizerKey: "5129004417736208897",
  email: "ana@example.test",
  displayName: "Ana",
  givenName: "Ana",
  familyName: undefined,
  locale: "es_ES",
  timeZone: "Europe/Madrid",
  accounts: [
    { accountKey: "1", name: "Acme", entitlements: [] },
    { accountKey: "2", name: "Beta", entitlements: [] },
  ],
  source: "identity",
  ...over,
});
const connection = (owner: Owner | null = null): Connection => ({
  id: "id",
  oauthClientId: "client",
  name: "Acme",
  alias: "acme",
  owner,
  createdAt: new Date(0),
  lastSuccessAt: null,
  lastError: null,
});
const ana: Owner = {
  organizerKey: "5129004417736208897",
  accountKey: "2",
  accountName: "Beta",
  email: "ana@example.test",
};

describe("whose connection it becomes", () => {
  it("is plain for a person in one account", () => {
    const [only] = identity().accounts;
    expect(decideOwner(identity({ accounts: only ? [only] : [] }), connection(), {})).toMatchObject({
      accountKey: "1",
    });
  });

  it("is never guessed for a person in several", () => {
    expect(() => decideOwner(identity(), connection(), {})).toThrow(
      expect.objectContaining({
        code: "connection.choose-account",
        details: {
          accounts: [
            { accountKey: "1", name: "Acme" },
            { accountKey: "2", name: "Beta" },
          ],
        },
      }),
    );
  });

  it.each(["2", "Beta", "beta"])("is the account that was asked for as %j", (account) => {
    expect(decideOwner(identity(), connection(), { account })).toMatchObject({
      accountKey: "2",
      accountName: "Beta",
    });
  });

  it("is refused for an account that the person is not in, or a name that two have", () => {
    const twins = identity({
      accounts: [
        { accountKey: "1", name: "Acme", entitlements: [] },
        { accountKey: "2", name: "ACME", entitlements: [] },
      ],
    });
    expect(() => decideOwner(twins, connection(), { account: "acme" })).toThrow(
      expect.objectContaining({ code: "connection.no-such-account" }),
    );
    expect(() => decideOwner(identity(), connection(), { account: "3" })).toThrow(
      expect.objectContaining({ code: "connection.no-such-account" }),
    );
  });

  it("stays the same account by itself when the same person consents again", () => {
    expect(decideOwner(identity(), connection(ana), {})).toEqual(ana);
  });

  it("is not silently another person, nor another account", () => {
    const bob = identity({ organizerKey: "7", email: "bob@example.test" });
    expect(() => decideOwner(bob, connection(ana), { account: "2" })).toThrow(
      expect.objectContaining({ code: "connection.other-owner" }),
    );
    expect(() => decideOwner(identity(), connection(ana), { account: "1" })).toThrow(
      expect.objectContaining({ code: "connection.other-owner" }),
    );
    expect(decideOwner(bob, connection(ana), { account: "1", allowOtherOwner: true })).toMatchObject({
      organizerKey: "7",
      accountKey: "1",
    });
  });

  it("is nobody's when the person is in no account", () => {
    expect(() => decideOwner(identity({ accounts: [] }), connection(), {})).toThrow(
      expect.objectContaining({ code: "connection.no-account" }),
    );
  });
});
