/** The SQL of teams and who is in them. */
import type { Database } from "../../platform/database/database.ts";
import type { Person } from "../people/model.ts";

declare module "../../platform/database/database.ts" {
  interface DatabaseTables {
    team: { id: string; name: string; created_at: Date };
    team_member: { team_id: string; person_id: string };
  }
}

export interface Team {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
  readonly members: readonly Pick<Person, "id" | "email" | "name">[];
}

export function createTeamStore({ sql }: Database) {
  return {
    async teams(): Promise<readonly Team[]> {
      const teams = await sql.selectFrom("team").selectAll().orderBy("name").execute();
      const members = await sql
        .selectFrom("team_member")
        .innerJoin("person", "person.id", "team_member.person_id")
        .select(["team_member.team_id", "person.id", "person.email", "person.name"])
        .orderBy("person.email")
        .execute();
      return teams.map(({ id, name, created_at }) => ({
        id,
        name,
        createdAt: created_at,
        members: members
          .filter((member) => member.team_id === id)
          .map((member) => ({ id: member.id, email: member.email, name: member.name })),
      }));
    },

    async insert(team: Pick<Team, "id" | "name" | "createdAt">): Promise<void> {
      await sql
        .insertInto("team")
        .values({ id: team.id, name: team.name, created_at: team.createdAt })
        .execute();
    },

    async rename(id: string, name: string): Promise<void> {
      await sql.updateTable("team").set({ name }).where("id", "=", id).execute();
    },

    async delete(id: string): Promise<void> {
      await sql.deleteFrom("team").where("id", "=", id).execute();
    },

    /** Gives whether the person was not in it before. */
    async addMember(teamId: string, personId: string): Promise<boolean> {
      const { numInsertedOrUpdatedRows } = await sql
        .insertInto("team_member")
        .values({ team_id: teamId, person_id: personId })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return numInsertedOrUpdatedRows === 1n;
    },

    /** Gives whether the person was in it. */
    async removeMember(teamId: string, personId: string): Promise<boolean> {
      const { numDeletedRows } = await sql
        .deleteFrom("team_member")
        .where("team_id", "=", teamId)
        .where("person_id", "=", personId)
        .executeTakeFirst();
      return numDeletedRows === 1n;
    },
  };
}
