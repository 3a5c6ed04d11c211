/** The verbs of people: list, change, deactivate and reactivate, remove. How they come in is `links/`; signing in is `sign-in/`. */
import type { Clock } from "../../platform/clock/clock.ts";
import type { Database } from "../../platform/database/database.ts";
import type { Audit } from "../audit/audit.ts";
import type { Role } from "../permissions.ts";
import { type Actor, checkMayGive, type Principal } from "../principal.ts";
import { checkNotLastAdministrator, type Person, unknownPerson } from "./model.ts";
import { createPeopleStore } from "./store.ts";

export type People = ReturnType<typeof createPeople>;

export function createPeople(deps: {
  readonly database: Database;
  readonly audit: Audit;
  readonly clock: Clock;
}) {
  const { database, audit, clock } = deps;
  const store = createPeopleStore(database);

  /** By id or e-mail address. Throws HubError "person.unknown". */
  async function find(wanted: string): Promise<Person> {
    const person = await store.person(wanted);
    if (person === undefined) throw unknownPerson(wanted);
    return person;
  }

  return {
    list: () => store.people(),
    find,
    hasAdministrator: () => store.hasAdministrator(),

    async edit(
      wanted: string,
      change: { readonly name?: string | undefined; readonly role?: Role | undefined },
      principal: Principal,
    ): Promise<Person> {
      const { id } = await find(wanted);
      const { name, role } = change;
      if (role !== undefined) checkMayGive(principal, role);
      return audit.change(principal.actor, async (within, record) => {
        const changing = createPeopleStore(within);
        const administrators = await changing.lockAdministrators();
        const person = await changing.person(id);
        if (person === undefined) throw unknownPerson(wanted);
        if (role !== undefined && role !== "administrator") checkNotLastAdministrator(person, administrators);
        const after = {
          ...person,
          ...(name === undefined ? {} : { name }),
          ...(role === undefined ? {} : { role }),
        };
        await changing.update(id, { name: after.name, role: after.role }, new Date(clock.now()));
        await record({ action: "person.edit", kind: "person", id: person.email, before: person, after });
        return after;
      });
    },

    /**
     * Nobody comes in as them until they are reactivated: their sessions end at once, their keys stop. What they have
     * (keys, teams, role) stays. Doing it again changes nothing. Throws HubError "person.last-administrator".
     */
    async deactivate(wanted: string, who: Actor): Promise<Person> {
      const { id } = await find(wanted);
      return audit.change(who, async (within, record) => {
        const changing = createPeopleStore(within);
        const administrators = await changing.lockAdministrators();
        const person = await changing.person(id);
        if (person === undefined) throw unknownPerson(wanted);
        const now = new Date(clock.now());
        const after = { ...person, deactivatedAt: person.deactivatedAt ?? now };
        if (person.deactivatedAt === null) checkNotLastAdministrator(person, administrators);
        await changing.deactivate(id, after.deactivatedAt, now);
        const endedSessions = await changing.deleteSessions(id, undefined);
        await record({
          ...{ action: "person.deactivate", kind: "person", id: person.email },
          ...{ before: person, after: { ...after, endedSessions } },
        });
        return after;
      });
    },

    /** They may sign in again, and their keys work. Throws HubError "access.role-too-wide". */
    async reactivate(wanted: string, principal: Principal): Promise<Person> {
      const { id } = await find(wanted);
      return audit.change(principal.actor, async (within, record) => {
        const changing = createPeopleStore(within);
        const person = await changing.person(id);
        if (person === undefined) throw unknownPerson(wanted);
        checkMayGive(principal, person.role);
        const after = { ...person, deactivatedAt: null };
        await changing.deactivate(id, null, new Date(clock.now()));
        await record({
          action: "person.reactivate",
          kind: "person",
          id: person.email,
          before: person,
          after,
        });
        return after;
      });
    },

    /** Removes a person with their sessions and API keys. What they did stays in the audit log. */
    async remove(wanted: string, who: Actor): Promise<void> {
      const { id } = await find(wanted);
      await audit.change(who, async (within, record) => {
        const changing = createPeopleStore(within);
        const administrators = await changing.lockAdministrators();
        const person = await changing.person(id);
        if (person === undefined) throw unknownPerson(wanted);
        checkNotLastAdministrator(person, administrators);
        await changing.delete(id);
        await record({ action: "person.remove", kind: "person", id: person.email, before: person });
      });
    },

    sessions: (personId: string) => store.sessions(personId, new Date(clock.now())),

    /** Ends one session of a person. Gives whether there was one. */
    async endSession(personId: string, sessionId: string, who: Actor): Promise<boolean> {
      return audit.change(who, async (within, record) => {
        const ended = await createPeopleStore(within).deleteSession(personId, sessionId);
        if (ended) await record({ action: "session.end", kind: "session", id: sessionId });
        return ended;
      });
    },

    /** Ends all sessions of a person but one, and gives how many. */
    async endOtherSessions(personId: string, except: string | undefined, who: Actor): Promise<number> {
      return audit.change(who, async (within, record) => {
        const ended = await createPeopleStore(within).deleteSessions(personId, except);
        await record({ action: "session.end-others", kind: "session", id: null, after: { ended } });
        return ended;
      });
    },
  };
}
