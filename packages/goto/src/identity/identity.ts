/**
 * Identity: from a token to the keys of the person and the accounts behind it (goto-oauth.md 9). Tokens do not carry
 * them, and they do not change: look them up once after consent and keep them with the grant (goto-oauth.md 9.3).
 *
 * NOT here: user administration.
 */
import { ForbiddenError, NotFoundError, UnexpectedAnswerError } from "../errors.ts";
import type { CallOptions } from "../ports.ts";
import type { Send } from "../transport/types.ts";

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
  /** Let the person choose when there are several. */
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

export type IdentityApi = ReturnType<typeof identityOperations>;

export function identityOperations(send: Send) {
  return {
    /**
     * Whose token this is. The identity API answers every ordinary token; the Admin API is asked when it does not,
     * and wants a scope of its own (goto-oauth.md 9.1, 9.2).
     * GET /identity/v1/Users/me, else GET /admin/rest/v1/me
     */
    async me(options?: CallOptions): Promise<Identity> {
      try {
        const { body } = await send(
          {
            api: "identity",
            operation: "getMe",
            method: "GET",
            path: "/identity/v1/Users/me",
            expect: "json",
          },
          options,
        );
        return understandUser(body);
      } catch (error) {
        if (!(error instanceof ForbiddenError || error instanceof NotFoundError)) throw error;
        return await adminMe(options, error);
      }
    },
  };

  async function adminMe(options: CallOptions | undefined, cause: Error): Promise<Identity> {
    try {
      const { body } = await send(
        { api: "admin", operation: "getAdminMe", method: "GET", path: "/admin/rest/v1/me", expect: "json" },
        options,
      );
      return understandAdmin(body);
    } catch (error) {
      // The first refusal says more: the Admin API refuses most tokens.
      throw error instanceof ForbiddenError || error instanceof NotFoundError ? cause : error;
    }
  }
}

/** goto-oauth.md 9.1. A person without accounts in the answer has none that we could name. */
function understandUser(body: unknown): Identity {
  const user = fieldsOf(body);
  const name = optionalFieldsOf(user.name);
  const extension = optionalFieldsOf(user["urn:scim:schemas:extension:getgo:1.0"]);
  const accounts = Array.isArray(extension.accounts) ? extension.accounts : [];
  return {
    organizerKey: keyOf(user.id),
    email: textOf(user.userName) ?? "",
    displayName: textOf(user.displayName) ?? textOf(user.userName) ?? "",
    givenName: textOf(name.givenName),
    familyName: textOf(name.familyName),
    locale: textOf(user.locale),
    timeZone: textOf(user.timezone),
    accounts: accounts.map((account) => {
      const { value, display, entitlements } = fieldsOf(account);
      return {
        accountKey: keyOf(value),
        name: textOf(display),
        entitlements: Array.isArray(entitlements)
          ? entitlements.filter((one) => typeof one === "string")
          : [],
      };
    }),
    source: "identity",
  };
}

/** goto-oauth.md 9.2: `accountKey` is the default account, which comes first here. */
function understandAdmin(body: unknown): Identity {
  const user = fieldsOf(body);
  const listed = Array.isArray(user.accounts) ? user.accounts.map(fieldsOf) : [];
  const accounts = listed.map(({ key, name }) => ({
    accountKey: keyOf(key),
    name: textOf(name),
    entitlements: [],
  }));
  const standard = user.accountKey === undefined ? undefined : keyOf(user.accountKey);
  const first = accounts.filter((account) => account.accountKey === standard);
  if (standard !== undefined && first.length === 0)
    first.push({ accountKey: standard, name: undefined, entitlements: [] });
  const givenName = textOf(user.firstName);
  const familyName = textOf(user.lastName);
  const email = textOf(user.email) ?? "";
  return {
    organizerKey: keyOf(user.key),
    email,
    displayName: [givenName, familyName].filter((part) => part !== undefined).join(" ") || email,
    givenName,
    familyName,
    locale: textOf(user.locale),
    timeZone: undefined,
    accounts: [...first, ...accounts.filter((account) => account.accountKey !== standard)],
    source: "admin",
  };
}

function fieldsOf(value: unknown): Record<string, unknown> {
  if (typeof value === "object" && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  throw new UnexpectedAnswerError(
    "GoTo answered something else than a person when asked whose token this is.",
  );
}

function optionalFieldsOf(value: unknown): Record<string, unknown> {
  return value === undefined || value === null ? {} : fieldsOf(value);
}

function keyOf(value: unknown): string {
  const key = typeof value === "number" ? String(value) : value;
  if (typeof key === "string" && key !== "") return key;
  throw new UnexpectedAnswerError("GoTo answered a person or an account without a key.");
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
