/** Signing in and out, and changing one's password: the engine, within the limit on attempts, and written down. */
import type { Clock } from "../../platform/clock/clock.ts";
import type { Database } from "../../platform/database/database.ts";
import { HubError } from "../../platform/errors.ts";
import type { Log } from "../../platform/log/log.ts";
import { type Attempts, perAccount, perAddress } from "../attempts.ts";
import type { Audit } from "../audit/audit.ts";
import type { Refusals } from "../audit/refusals.ts";
import { personDeactivated } from "../people/model.ts";
import { createPeopleStore } from "../people/store.ts";
import type { Actor } from "../principal.ts";
import type { Origin, SignInEngine } from "./engine.ts";

export type SignIn = ReturnType<typeof createSignIn>;

export function createSignIn(deps: {
  readonly database: Database;
  readonly engine: SignInEngine;
  readonly attempts: Attempts;
  readonly audit: Audit;
  readonly refusals: Refusals;
  readonly clock: Clock;
  readonly log: Log;
}) {
  const { database, engine, attempts, audit, refusals, clock, log } = deps;

  /** The address of somebody who is known here, and of nobody else. */
  const known = async (email: string) => (await createPeopleStore(database).person(email))?.email ?? null;
  const noteLock = (email: string, address: string) => async () =>
    refusals.note({
      action: "session.lock-sign-in",
      person: await known(email),
      address,
      why: { reason: "too many failed attempts" },
    });

  return {
    /**
     * Signs a person in and gives the cookies to set. Throws HubError "access.wrong-password", the same for an address
     * that is not known, "access.deactivated" to who has the right password, and "access.too-many-attempts".
     */
    async signIn(given: { email: string; password: string }, origin: Origin): Promise<readonly string[]> {
      const email = given.email.trim().toLowerCase();
      const { address } = origin;
      const subjects = [perAddress("sign-in", address), perAccount(email)];
      await attempts.begin(subjects, noteLock(email, address));
      const signedIn = await engine.signIn(email, given.password, origin);
      if (signedIn === undefined) {
        log.warn({ address }, "a sign-in failed");
        const person = await known(email);
        const reason = person === null ? "unknown address" : "wrong password";
        await refusals.note({ action: "session.refuse-sign-in", person, address, why: { reason } });
        throw wrongPassword();
      }
      await attempts.succeeded(subjects);
      const people = createPeopleStore(database);
      if ((await people.person(signedIn.personId))?.deactivatedAt !== null) {
        await people.deleteSessions(signedIn.personId, undefined);
        const why = { reason: "deactivated" };
        await refusals.note({ action: "session.refuse-sign-in", person: email, address, why });
        throw personDeactivated();
      }
      const who: Actor = { kind: "person", id: signedIn.personId, name: email, address };
      await audit.recordAlone(who, { action: "session.begin", kind: "person", id: email });
      return signedIn.cookies;
    },

    /** Ends the session of a browser and gives the cookies that make it forget. */
    async signOut(cookie: string, address: string): Promise<readonly string[]> {
      const session = await engine.session(cookie);
      const cookies = await engine.signOut(cookie);
      const person = session && (await createPeopleStore(database).person(session.personId));
      if (person !== undefined) {
        const who: Actor = { kind: "person", id: person.id, name: person.email, address };
        await audit.recordAlone(who, { action: "session.end", kind: "person", id: person.email });
      }
      return cookies;
    },

    /**
     * Changes a person's own password and ends their other sessions. Throws HubError "access.wrong-current-password" and
     * "access.too-many-attempts".
     */
    async changePassword(
      person: { readonly id: string; readonly sessionId: string | undefined },
      passwords: { readonly current: string; readonly next: string },
      who: Actor,
    ): Promise<void> {
      const subjects = [perAccount(who.name)];
      await attempts.begin(subjects, noteLock(who.name, who.address ?? ""));
      const hashNow = await createPeopleStore(database).passwordHash(person.id);
      const right = hashNow !== undefined && (await engine.verifyPassword(passwords.current, hashNow));
      if (!right) throw wrongCurrentPassword();
      await attempts.succeeded(subjects);
      const hash = await engine.hashPassword(passwords.next);
      await audit.change(who, async (within, record) => {
        const people = createPeopleStore(within);
        await people.setPasswordHash(person.id, hash, new Date(clock.now()));
        const endedSessions = await people.deleteSessions(person.id, person.sessionId);
        await record({
          action: "person.password-change",
          kind: "person",
          id: who.name,
          after: { endedSessions },
        });
      });
    },
  };
}

function wrongPassword(): HubError {
  return new HubError({
    kind: "unauthenticated",
    code: "access.wrong-password",
    message: "E-mail address or password is wrong.",
    meaning: "Nothing was done.",
    remedy: "Try again; an administrator can make you a link for a new password.",
  });
}

/** Not 401: who asks is known, and their session goes on. */
function wrongCurrentPassword(): HubError {
  return new HubError({
    kind: "forbidden",
    code: "access.wrong-current-password",
    message: "The current password is wrong.",
    meaning: "The password stays as it is.",
    remedy: "Try again; an administrator can make you a link for a new password.",
  });
}
