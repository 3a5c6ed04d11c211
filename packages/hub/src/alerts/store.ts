/** The SQL of alerts: what went wrong, what people were told, and messages on their way. */
import { type Generated, type GeneratedAlways, type Selectable, sql } from "kysely";
import type { Database } from "../platform/database/database.ts";
import { type About, type AlertState, aboutText, type Trouble, type TroubleKind } from "./model.ts";

interface AboutColumns {
  flow: string | null;
  replica_id: string | null;
  /** The one of them that is there, as `aboutText` says it. */
  about: GeneratedAlways<string>;
}
interface AlertTable extends AboutColumns {
  trouble_since: Date | null;
  told_at: Date | null;
  told: "trouble" | "recovered" | null;
}
interface TroubleTable extends AboutColumns {
  kind: TroubleKind;
  likeness: string;
  words: string;
  remedy: string | null;
  place: string | null;
  run_id: string | null;
  times: number;
  told: Generated<number>;
  first_at: Date;
  last_at: Date;
}
interface MessageTable extends AboutColumns {
  id: string;
  kind: "trouble" | "recovered";
  channel: "email" | "webhook";
  receiver: string;
  subject: string;
  body: string;
  state: "waiting" | "sent" | "given-up";
  tries: Generated<number>;
  created_at: Date;
  next_try_at: Date | null;
  ended_at: Date | null;
  last_error: string | null;
}

declare module "../platform/database/database.ts" {
  interface DatabaseTables {
    flow_alert: AlertTable;
    flow_trouble: TroubleTable;
    alert_message: MessageTable;
  }
}

export interface KeptTrouble extends Trouble {
  readonly runId: string | undefined;
  /** Of `times`, how many people were told of. */
  readonly told: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
}

export interface AlertMessage {
  readonly id: string;
  readonly about: About;
  readonly kind: "trouble" | "recovered";
  readonly channel: "email" | "webhook";
  readonly receiver: string;
  readonly subject: string;
  readonly body: string;
  readonly state: "waiting" | "sent" | "given-up";
  readonly tries: number;
  readonly createdAt: Date;
  readonly nextTryAt: Date | undefined;
  readonly endedAt: Date | undefined;
  readonly lastError: string | undefined;
}

export function createAlertStore({ sql: db }: Pick<Database, "sql">) {
  return {
    /** Keeps what went wrong, and that it is in trouble since then where it was well. `run`: of a flow. */
    async add(about: About, troubles: readonly Trouble[], at: Date, run?: string): Promise<void> {
      if (troubles.length === 0) return;
      for (const trouble of troubles) await this.addTrouble(about, run, trouble, at);
      await db
        .insertInto("flow_alert")
        .values({ ...columnsOf(about), trouble_since: at, told_at: null, told: null })
        .onConflict((conflict) =>
          conflict.column("about").doUpdateSet({
            trouble_since: sql<Date>`coalesce(flow_alert.trouble_since, excluded.trouble_since)`,
          }),
        )
        .execute();
    },

    async addTrouble(about: About, run: string | undefined, trouble: Trouble, at: Date): Promise<void> {
      const { kind, likeness, words, remedy, place, times } = trouble;
      const last = { words, remedy: remedy ?? null, last_at: at };
      await db
        .insertInto("flow_trouble")
        .values({
          ...columnsOf(about),
          kind,
          likeness,
          ...last,
          place: place ?? null,
          run_id: run ?? null,
          times,
          first_at: at,
        })
        .onConflict((conflict) =>
          conflict.columns(["about", "kind", "likeness"]).doUpdateSet((expression) => ({
            ...last,
            times: sql<number>`flow_trouble.times + ${times}`,
            // What people were told of is over; for the next message it begins here.
            ...firstUntold(expression, { place: place ?? null, run_id: run ?? null, first_at: at }),
          })),
        )
        .execute();
    },

    async isWell(about: About): Promise<void> {
      await db
        .updateTable("flow_alert")
        .set({ trouble_since: null })
        .where("about", "=", aboutText(about))
        .execute();
    },

    /** Flows or replicas of which there may be something to tell. */
    async open(kind: "flow" | "replica"): Promise<readonly About[]> {
      const { rows } = await sql<{ flow: string | null; replica_id: string | null }>`
        select flow, replica_id from flow_alert
        where ${kind === "flow" ? sql`flow` : sql`replica_id`} is not null
          and ((trouble_since is null and told = 'trouble')
            or exists (select from flow_trouble t where t.about = flow_alert.about and t.times > t.told))`.execute(
        db,
      );
      return rows.map(aboutOf);
    },

    /** Held until the transaction ends, so that two processes do not tell the same. */
    async lockState(about: About): Promise<AlertState | undefined> {
      const row = await db
        .selectFrom("flow_alert")
        .selectAll()
        .where("about", "=", aboutText(about))
        .forUpdate()
        .executeTakeFirst();
      return row && stateOf(row, await this.troubles(about));
    },

    async state(about: About): Promise<AlertState | undefined> {
      const row = await db
        .selectFrom("flow_alert")
        .selectAll()
        .where("about", "=", aboutText(about))
        .executeTakeFirst();
      return row && stateOf(row, await this.troubles(about));
    },

    async troubles(about: About): Promise<readonly KeptTrouble[]> {
      const rows = await db
        .selectFrom("flow_trouble")
        .selectAll()
        .where("about", "=", aboutText(about))
        .orderBy("last_at", "desc")
        .orderBy("times", "desc")
        .execute();
      return rows.map(toTrouble);
    },

    /** What was to be told is told; where all is well again it is over, too. */
    async told(about: About, kind: "trouble" | "recovered", now: Date): Promise<void> {
      await db
        .updateTable("flow_alert")
        .set({ told_at: now, told: kind })
        .where("about", "=", aboutText(about))
        .execute();
      if (kind === "recovered")
        await db.deleteFrom("flow_trouble").where("about", "=", aboutText(about)).execute();
      else await sql`update flow_trouble set told = times where about = ${aboutText(about)}`.execute(db);
    },

    async addMessage(
      {
        about,
        ...message
      }: Pick<AlertMessage, "id" | "about" | "kind" | "channel" | "receiver" | "subject" | "body">,
      now: Date,
    ): Promise<void> {
      await db
        .insertInto("alert_message")
        .values({
          ...columnsOf(about),
          ...message,
          state: "waiting",
          created_at: now,
          next_try_at: now,
          ended_at: null,
          last_error: null,
        })
        .execute();
    },

    /** Messages that are to be sent now; those of one process are not another's until `until`. */
    async takeDue(now: Date, until: Date, limit: number): Promise<readonly AlertMessage[]> {
      const due = await db
        .selectFrom("alert_message")
        .select(["id", "next_try_at"])
        .where("state", "=", "waiting")
        .where("next_try_at", "<=", now)
        .orderBy("next_try_at")
        .limit(limit)
        .execute();
      const taken: AlertMessage[] = [];
      for (const { id, next_try_at: at } of due) {
        const row = await db
          .updateTable("alert_message")
          .set((expression) => ({ next_try_at: until, tries: expression("tries", "+", 1) }))
          .where("id", "=", id)
          .where("state", "=", "waiting")
          .where("next_try_at", "=", at)
          .returningAll()
          .executeTakeFirst();
        if (row !== undefined) taken.push(toMessage(row));
      }
      return taken;
    },

    async sent(id: string, now: Date): Promise<void> {
      await db
        .updateTable("alert_message")
        .set({ state: "sent", ended_at: now, next_try_at: null, last_error: null })
        .where("id", "=", id)
        .execute();
    },

    /** Without a time for the next try it is given up. */
    async notSent(id: string, error: string, next: Date | undefined, now: Date): Promise<void> {
      await db
        .updateTable("alert_message")
        .set({
          last_error: error,
          next_try_at: next ?? null,
          ...(next === undefined ? { state: "given-up" as const, ended_at: now } : {}),
        })
        .where("id", "=", id)
        .execute();
    },

    async messages(about: About, limit: number): Promise<readonly AlertMessage[]> {
      const rows = await db
        .selectFrom("alert_message")
        .selectAll()
        .where("about", "=", aboutText(about))
        .orderBy("created_at", "desc")
        .limit(limit)
        .execute();
      return rows.map(toMessage);
    },

    /** Those that did not arrive at the first try, and those given up since then. */
    async troubled(since: Date): Promise<readonly AlertMessage[]> {
      const rows = await db
        .selectFrom("alert_message")
        .selectAll()
        .where(({ and, or, eb }) =>
          or([
            and([eb("state", "=", "waiting"), eb("last_error", "is not", null)]),
            and([eb("state", "=", "given-up"), eb("ended_at", ">=", since)]),
          ]),
        )
        .orderBy("created_at", "desc")
        .limit(20)
        .execute();
      return rows.map(toMessage);
    },
  };
}

function columnsOf(about: About): { flow: string | null; replica_id: string | null } {
  return "flow" in about ? { flow: about.flow, replica_id: null } : { flow: null, replica_id: about.replica };
}

function aboutOf(row: { readonly flow: string | null; readonly replica_id: string | null }): About {
  if (row.flow !== null) return { flow: row.flow };
  if (row.replica_id === null) throw new Error("An alert is about a flow or a replica");
  return { replica: row.replica_id };
}

function firstUntold(
  _expression: unknown,
  first: { place: string | null; run_id: string | null; first_at: Date },
) {
  const told = sql`flow_trouble.times = flow_trouble.told`;
  return {
    place: sql<string | null>`case when ${told} then ${first.place} else flow_trouble.place end`,
    run_id: sql<string | null>`case when ${told} then ${first.run_id}::uuid else flow_trouble.run_id end`,
    first_at: sql<Date>`case when ${told} then ${first.first_at}::timestamptz else flow_trouble.first_at end`,
  };
}

function stateOf(row: Selectable<AlertTable>, troubles: readonly KeptTrouble[]): AlertState {
  return {
    troubleSince: row.trouble_since ?? undefined,
    toldAt: row.told_at ?? undefined,
    told: row.told ?? undefined,
    untold: troubles.reduce((sum, { times, told }) => sum + times - told, 0),
  };
}

function toTrouble(row: Selectable<TroubleTable>): KeptTrouble {
  return {
    kind: row.kind,
    likeness: row.likeness,
    words: row.words,
    remedy: row.remedy ?? undefined,
    place: row.place ?? undefined,
    runId: row.run_id ?? undefined,
    times: row.times,
    told: row.told,
    firstAt: row.first_at,
    lastAt: row.last_at,
  };
}

function toMessage(row: Selectable<MessageTable>): AlertMessage {
  return {
    id: row.id,
    about: aboutOf(row),
    kind: row.kind,
    channel: row.channel,
    receiver: row.receiver,
    subject: row.subject,
    body: row.body,
    state: row.state,
    tries: row.tries,
    createdAt: row.created_at,
    nextTryAt: row.next_try_at ?? undefined,
    endedAt: row.ended_at ?? undefined,
    lastError: row.last_error ?? undefined,
  };
}
