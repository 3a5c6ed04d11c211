/**
 * better-auth behind a port: passwords (scrypt), sessions, and the cookies that carry them. It works on our tables under
 * our names. NOT its router, its rate limit, its roles and its organizations: those would be a second way beside
 * `guard.ts`, `attempts.ts` and `permissions.ts`; and it never migrates the database (platform/database/migrations does).
 *
 * Loaded at first use: it takes a quarter of a second, and the command line with its own token never needs it.
 */
import { randomUUID } from "node:crypto";
import type { Database } from "../../platform/database/database.ts";
import type { Log } from "../../platform/log/log.ts";
import { roleNames } from "../permissions.ts";

export interface SignInEngineOptions {
  readonly database: Database;
  readonly log: Log;
  /** Signs the cookies. A new one ends all sessions. */
  readonly secret: string;
  /** Whether people reach the hub by https: then browsers send the cookie over nothing else. */
  readonly secure: boolean;
}

/** Where a sign-in comes from, as the list of sessions shows it. */
export interface Origin {
  readonly address: string;
  readonly userAgent: string;
}

export interface SignedIn {
  readonly personId: string;
  /** Values of Set-Cookie headers. */
  readonly cookies: readonly string[];
}

export interface SignInEngine {
  /** Whether a Cookie header may carry a session; only then is the rest worth asking. */
  mayHaveSession(cookie: string | undefined): boolean;
  /** Undefined for a wrong password and for an unknown address alike, after the same time. */
  signIn(email: string, password: string, origin: Origin): Promise<SignedIn | undefined>;
  /** The session of a Cookie header; `cookies` is to be sent on: sessions that are used are prolonged. */
  session(cookie: string): Promise<(SignedIn & { readonly sessionId: string }) | undefined>;
  /** Ends the session of a Cookie header, and gives the cookies that make the browser forget it. */
  signOut(cookie: string): Promise<readonly string[]>;
  hashPassword(password: string): Promise<string>;
  verifyPassword(password: string, hash: string): Promise<boolean>;
}

/** A header of our own making, so that no header of the caller is taken for an address. */
const addressHeader = "x-rostrum-address";
const cookiePrefix = "rostrum";
/** A session that is not used for so long ends; one that is used is prolonged once a day. */
const sessionSeconds = 7 * 24 * 60 * 60;

/** The whole of better-auth's configuration. Exported for the test that holds our migration against it. */
export function engineOptions({ database, log, secret, secure }: SignInEngineOptions) {
  const times = { createdAt: "created_at", updatedAt: "updated_at" };
  return {
    appName: "Rostrum",
    database: { db: database.sql, type: "postgres" as const },
    // Given as a list too: else it would look for one in the environment.
    secrets: [{ version: 1, value: secret }],
    secret,
    // Its router is not used; this keeps it from guessing at an address.
    baseURL: "http://localhost",
    telemetry: { enabled: false },
    rateLimit: { enabled: false },
    emailAndPassword: { enabled: true },
    session: {
      modelName: "person_session",
      fields: {
        ...times,
        userId: "person_id",
        expiresAt: "expires_at",
        ipAddress: "address",
        userAgent: "user_agent",
      },
      expiresIn: sessionSeconds,
    },
    user: {
      modelName: "person",
      fields: { ...times, emailVerified: "email_verified" },
      additionalFields: { role: { type: [...roleNames], required: true, input: false } },
    },
    account: {
      modelName: "person_account",
      fields: {
        ...times,
        userId: "person_id",
        accountId: "account_id",
        providerId: "provider_id",
        accessToken: "access_token",
        refreshToken: "refresh_token",
        idToken: "id_token",
        accessTokenExpiresAt: "access_token_expires_at",
        refreshTokenExpiresAt: "refresh_token_expires_at",
      },
    },
    verification: { modelName: "person_verification", fields: { ...times, expiresAt: "expires_at" } },
    advanced: {
      cookiePrefix,
      useSecureCookies: secure,
      database: { generateId: () => randomUUID() },
      ipAddress: { ipAddressHeaders: [addressHeader] },
    },
    logger: {
      level: "error" as const,
      log: (_level: string, message: string, ...details: unknown[]) =>
        log.error({ details }, `better-auth: ${message}`),
    },
  };
}

async function load(options: SignInEngineOptions) {
  const { betterAuth } = await import("better-auth");
  const auth = betterAuth(engineOptions(options));
  return { api: auth.api, password: (await auth.$context).password };
}

export function createSignInEngine(options: SignInEngineOptions): SignInEngine {
  let loading: ReturnType<typeof load> | undefined;
  const engine = () => {
    loading ??= load(options);
    return loading;
  };

  return {
    mayHaveSession: (cookie) => cookie?.includes(`${cookiePrefix}.session_token=`) ?? false,

    async signIn(email, password, { address, userAgent }) {
      const { api } = await engine();
      try {
        const { headers, response } = await api.signInEmail({
          body: { email, password },
          headers: new Headers({ [addressHeader]: address, "user-agent": userAgent.slice(0, 300) }),
          returnHeaders: true,
        });
        return { personId: response.user.id, cookies: headers.getSetCookie() };
      } catch (error) {
        if (isRefusal(error)) return undefined;
        throw error;
      }
    },

    async session(cookie) {
      const { api } = await engine();
      const { headers, response } = await api.getSession({
        headers: new Headers({ cookie }),
        returnHeaders: true,
      });
      if (response === null) return undefined;
      const { session, user } = response;
      return { personId: user.id, sessionId: session.id, cookies: headers.getSetCookie() };
    },

    async signOut(cookie) {
      const { api } = await engine();
      const { headers } = await api.signOut({ headers: new Headers({ cookie }), returnHeaders: true });
      return headers.getSetCookie();
    },

    hashPassword: async (password) => (await engine()).password.hash(password),
    verifyPassword: async (password, hash) => (await engine()).password.verify({ password, hash }),
  };
}

/** An answer of better-auth that says no to what was given, and no fault of its own. */
function isRefusal(error: unknown): boolean {
  const status = error instanceof Error && "statusCode" in error ? error.statusCode : undefined;
  return typeof status === "number" && status >= 400 && status < 500;
}
