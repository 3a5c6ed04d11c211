import { describe, expect, it } from "vitest";
import { ForbiddenError, NotFoundError, ServerError, UnexpectedAnswerError } from "../errors.ts";
import type { Request } from "../transport/types.ts";
import { identityOperations } from "./identity.ts";

const user = {
  id: "5129004417736208897",
  userName: "organizer@example.test",
  displayName: "Sample Organizer",
  name: { givenName: "Sample", familyName: "Organizer" },
  locale: "en_US",
  timezone: "Europe/Berlin",
  "urn:scim:schemas:extension:getgo:1.0": {
    accounts: [
      { value: "7340918826605519105", display: "Sample Account", entitlements: ["acctadmin"] },
      { value: 12, display: "Other" },
    ],
  },
};
const admin = {
  key: "5129004417736208897",
  accountKey: "2",
  email: "organizer@example.test",
  firstName: "Sample",
  lastName: "Organizer",
  locale: "en_US",
  accounts: [
    { key: "1", name: "First" },
    { key: "2", name: "Second" },
  ],
};

/** An identity look-up over answers by path: a body, or an error to throw. */
function asking(answers: Record<string, unknown>) {
  const asked: Request[] = [];
  const api = identityOperations(async (request) => {
    asked.push(request);
    const answer = answers[request.path];
    if (answer instanceof Error) throw answer;
    return { status: 200, headers: {}, body: structuredClone(answer) };
  });
  return { api, asked };
}
const identityPath = "/identity/v1/Users/me";
const adminPath = "/admin/rest/v1/me";

describe("whose token this is", () => {
  it("is told by the identity API, with keys as strings and all accounts", async () => {
    const { api, asked } = asking({ [identityPath]: user });
    expect(await api.me()).toEqual({
      organizerKey: "5129004417736208897",
      email: "organizer@example.test",
      displayName: "Sample Organizer",
      givenName: "Sample",
      familyName: "Organizer",
      locale: "en_US",
      timeZone: "Europe/Berlin",
      accounts: [
        { accountKey: "7340918826605519105", name: "Sample Account", entitlements: ["acctadmin"] },
        { accountKey: "12", name: "Other", entitlements: [] },
      ],
      source: "identity",
    });
    expect(asked).toMatchObject([{ api: "identity", method: "GET" }]);
  });

  it.each([new ForbiddenError("no"), new NotFoundError("no")])(
    "is asked of the Admin API when the identity API refuses",
    async (refusal) => {
      const { api, asked } = asking({ [identityPath]: refusal, [adminPath]: admin });
      expect(await api.me()).toMatchObject({
        organizerKey: "5129004417736208897",
        displayName: "Sample Organizer",
        accounts: [{ accountKey: "2", name: "Second" }, { accountKey: "1" }],
        source: "admin",
      });
      expect(asked.map((request) => request.api)).toEqual(["identity", "admin"]);
    },
  );

  it("is not asked of the Admin API when GoTo merely has trouble", async () => {
    const { api, asked } = asking({ [identityPath]: new ServerError("503") });
    await expect(api.me()).rejects.toThrow(ServerError);
    expect(asked.length).toBe(1);
  });

  it("fails with the first refusal when both refuse", async () => {
    const first = new ForbiddenError("first");
    const { api } = asking({ [identityPath]: first, [adminPath]: new ForbiddenError("second") });
    await expect(api.me()).rejects.toBe(first);
  });

  it("survives missing names and accounts, but not a missing key", async () => {
    expect(await asking({ [identityPath]: { id: 7 } }).api.me()).toMatchObject({
      organizerKey: "7",
      accounts: [],
    });
    for (const body of [{}, [], "x", { id: "" }]) {
      await expect(asking({ [identityPath]: body }).api.me()).rejects.toThrow(UnexpectedAnswerError);
    }
  });
});
