/**
 * From token to keys: the identity call and the two Admin calls that clients need before any other
 * (goto-oauth.md 9).
 */

import { type Answer, type Caller, defineOperation, type Operation } from "../http/operation.ts";
import type { Organizer } from "../world/model.ts";

const scimExtension = "urn:scim:schemas:extension:getgo:1.0";

const getIdentityMe = defineOperation({
  operationId: "getIdentityMe",
  api: "identity",
  method: "GET",
  path: "/identity/v1/Users/me",
  handle: ({ world, caller, origin }) => {
    const { organizer } = caller;
    return {
      status: 200,
      body: {
        schemas: ["urn:scim:schemas:core:1.0", scimExtension],
        id: organizer.organizerKey,
        userName: organizer.email,
        displayName: organizer.displayName,
        name: { givenName: organizer.givenName, familyName: organizer.familyName },
        locale: organizer.locale,
        timezone: organizer.timeZone,
        meta: {
          created: new Date(organizer.createdAt).toISOString().replace("Z", "+0000"),
          location: `${origin}/identity/v1/Users/${organizer.organizerKey}`,
        },
        [scimExtension]: {
          accounts: organizer.memberships.map(({ accountKey, entitlements }) => ({
            value: accountKey,
            display: world.account(accountKey)?.name ?? "",
            entitlements,
          })),
        },
      },
    };
  },
});

const getAdminMe = defineOperation({
  operationId: "getAdminMe",
  api: "admin",
  method: "GET",
  path: "/admin/rest/v1/me",
  handle: ({ world, caller }) => {
    const { organizer } = caller;
    if (!mayAdminister(caller)) return notAuthenticated();
    return {
      status: 200,
      body: {
        key: organizer.organizerKey,
        accountKey: caller.accountKey,
        email: organizer.email,
        firstName: organizer.givenName,
        lastName: organizer.familyName,
        locale: organizer.locale,
        timeZone: organizer.timeZone,
        createTime: organizer.createdAt,
        adminRoles,
        products: ["G2M", "G2W"],
        accounts: organizer.memberships.map(({ accountKey, isAdministrator }) => ({
          key: accountKey,
          name: world.account(accountKey)?.name ?? "",
          adminRoles: isAdministrator ? adminRoles : [],
        })),
      },
    };
  },
});

/** Pages by `offset` and `pageSize`; `toIndex` is the place of the last record (goto-oauth.md 9.2). */
const getAccountUsers = defineOperation({
  operationId: "getAccountUsers",
  api: "admin",
  method: "GET",
  path: "/admin/rest/v1/accounts/:accountKey/users",
  handle: ({ world, caller, path, query }) => {
    if (!mayAdminister(caller, path.accountKey)) return notAuthenticated();
    const users = world.organizersOf(path.accountKey);
    const offset = Math.max(0, Number.parseInt(query.get("offset") ?? "0", 10) || 0);
    const pageSize = Math.min(1000, Math.max(1, Number.parseInt(query.get("pageSize") ?? "100", 10) || 100));
    const page = users.slice(offset, offset + pageSize);
    return {
      status: 200,
      body: {
        results: page.map((user) => userRecord(user, path.accountKey)),
        fromIndex: offset,
        toIndex: offset + Math.max(0, page.length - 1),
        total: users.length,
      },
    };
  },
});

function userRecord(user: Organizer, account: string) {
  const membership = user.memberships.find(({ accountKey }) => accountKey === account);
  return {
    key: user.organizerKey,
    email: user.email,
    firstName: user.givenName,
    lastName: user.familyName,
    locale: user.locale,
    timeZone: user.timeZone,
    products: ["G2M", "G2W"],
    adminRoles: membership?.isAdministrator === true ? adminRoles : [],
    status: "ACTIVE",
  };
}

const adminRoles = ["SUPER_USER", "MANAGE_USERS", "MANAGE_SEATS"];

/** Needs the Admin Center scope and an administrator: of this account, or of any. */
function mayAdminister({ scopes, organizer }: Caller, account?: string): boolean {
  return (
    scopes.has("identity:") &&
    organizer.memberships.some(
      ({ accountKey, isAdministrator }) =>
        isAdministrator && (account === undefined || account === accountKey),
    )
  );
}

/** An ordinary token gets 401 here, not 403 (goto-oauth.md 9.2, 10). */
export function notAuthenticated(): Answer {
  return {
    status: 401,
    body: { errorCode: "not.authenticated", description: "The token is not accepted by the Admin API." },
  };
}

export const identityOperations: readonly Operation[] = [getIdentityMe, getAdminMe, getAccountUsers];
