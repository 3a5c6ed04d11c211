/**
 * Teams: people who do things together. What a team may see is decided by the rooms that own it, later; here is only who
 * is in which. Two tables of our own: better-auth's organizations bring tenants, roles and invitations of theirs, a
 * second way to do each. NOT an organizer's or an account's team at GoTo.
 */
import { randomUUID } from "node:crypto";
import type { Clock } from "../../platform/clock/clock.ts";
import type { Database } from "../../platform/database/database.ts";
import { HubError } from "../../platform/errors.ts";
import { nearest } from "../../platform/nearest.ts";
import type { Audit } from "../audit/audit.ts";
import type { People } from "../people/service.ts";
import type { Actor } from "../principal.ts";
import { createTeamStore, type Team } from "./store.ts";

export type Teams = ReturnType<typeof createTeams>;

export function createTeams(deps: {
  readonly database: Database;
  readonly audit: Audit;
  readonly people: People;
  readonly clock: Clock;
}) {
  const { database, audit, people, clock } = deps;
  const store = createTeamStore(database);

  /** By name or id. Throws HubError "team.unknown". */
  async function find(wanted: string): Promise<Team> {
    const all = await store.teams();
    const found = all.find(({ id, name }) => id === wanted || same(name, wanted));
    if (found !== undefined) return found;
    throw unknownTeam(
      wanted,
      all.map(({ name }) => name),
    );
  }

  async function checkFree(name: string, except: string | undefined): Promise<void> {
    const taken = (await store.teams()).some((team) => team.id !== except && same(team.name, name));
    if (taken) throw nameTaken(name);
  }

  async function changeMember(
    team: string,
    person: string,
    who: Actor,
    change: "add" | "remove",
  ): Promise<Team> {
    const [{ id, name }, member] = [await find(team), await people.find(person)];
    await audit.change(who, async (within, record) => {
      const changing = createTeamStore(within);
      const changed =
        change === "add"
          ? await changing.addMember(id, member.id)
          : await changing.removeMember(id, member.id);
      if (!changed) return;
      await record({
        action: `team.${change}-member`,
        kind: "team",
        id: name,
        [change === "add" ? "after" : "before"]: { member: member.email },
      });
    });
    return find(id);
  }

  return {
    list: () => store.teams(),
    find,

    async create(name: string, who: Actor): Promise<Team> {
      await checkFree(name, undefined);
      const team = { id: randomUUID(), name, createdAt: new Date(clock.now()) };
      await audit.change(who, async (within, record) => {
        await createTeamStore(within).insert(team);
        await record({ action: "team.create", kind: "team", id: name, after: team });
      });
      return find(team.id);
    },

    async rename(wanted: string, name: string, who: Actor): Promise<Team> {
      const team = await find(wanted);
      await checkFree(name, team.id);
      await audit.change(who, async (within, record) => {
        await createTeamStore(within).rename(team.id, name);
        await record({
          action: "team.rename",
          kind: "team",
          id: name,
          before: { name: team.name },
          after: { name },
        });
      });
      return find(team.id);
    },

    async remove(wanted: string, who: Actor): Promise<void> {
      const team = await find(wanted);
      await audit.change(who, async (within, record) => {
        await createTeamStore(within).delete(team.id);
        await record({ action: "team.remove", kind: "team", id: team.name, before: team });
      });
    },

    addMember: (team: string, person: string, who: Actor) => changeMember(team, person, who, "add"),
    removeMember: (team: string, person: string, who: Actor) => changeMember(team, person, who, "remove"),
  };
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function unknownTeam(wanted: string, names: readonly string[]): HubError {
  const near = nearest(wanted, names);
  return new HubError({
    kind: "unknown",
    code: "team.unknown",
    message: `There is no team "${wanted}".`,
    meaning: names.length === 0 ? "There is none at all yet." : `There are: ${names.join(", ")}.`,
    remedy: near === undefined ? "Use one of these, or create it." : `Did you mean "${near}"?`,
  });
}

function nameTaken(name: string): HubError {
  return new HubError({
    kind: "conflict",
    code: "team.name-taken",
    message: `There is a team "${name}" already.`,
    meaning: "A name stands for one team; capitals do not count.",
    remedy: "Choose another name.",
  });
}
