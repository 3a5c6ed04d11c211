/** The SQL of alerts: what went wrong, what people were told, and messages on their way. */
import { type Generated, type Selectable, sql } from "kysely";
import type { Database } from "../../platform/database/database.ts";
import type { FlowRunRecord } from "../run-store.ts";
import type { AlertState, Trouble, TroubleKind } from "./model.ts";

interface AlertTable {
  flow: string;
  trouble_since: Date | null;
  told_at: Date | null;
  told: "trouble" | "recovered" | null;
}
interface TroubleTable {
  flow: string;
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
interface MessageTable {
  id: string;
  flow: string;
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

declare module "../../platform/database/database.ts" {
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
  readonly flow: string;
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
    /**
     * For one caller, which looks at how the run ended: how many of its failures were looked at when it ended `before`,
     * stopped or failed, and was resumed. Undefined for all others.
     */
    async takeEnded({
      id,
      counts: { failed },
    }: FlowRunRecord): Promise<{ readonly before: number | undefined } | undefined> {
      const { rows } = await sql<{ before: string | null }>`
        update flow_run set judged = true, judged_failures = ${failed}
        from (select id, judged_failures from flow_run where id = ${id} and not judged for update) as earlier
        where flow_run.id = earlier.id
        returning earlier.judged_failures as before`.execute(db);
      const [taken] = rows;
      return taken && { before: taken.before === null ? undefined : Number(taken.before) };
    },

    /** Runs that have ended and nobody looked at, oldest first. */
    async ended(limit: number): Promise<readonly string[]> {
      const rows = await db
        .selectFrom("flow_run")
        .select("id")
        .where("judged", "=", false)
        .where("state", "in", ["done", "stopped", "failed"])
        .orderBy("ended_at")
        .limit(limit)
        .execute();
      return rows.map(({ id }) => id);
    },

    async addTrouble(flow: string, run: string | undefined, trouble: Trouble, at: Date): Promise<void> {
      const { kind, likeness, words, remedy, place, times } = trouble;
      const last = { words, remedy: remedy ?? null, last_at: at };
      await db
        .insertInto("flow_trouble")
        .values({
          flow,
          kind,
          likeness,
          ...last,
          place: place ?? null,
          run_id: run ?? null,
          times,
          first_at: at,
        })
        .onConflict((conflict) =>
          conflict.columns(["flow", "kind", "likeness"]).doUpdateSet((expression) => ({
            ...last,
            times: sql<number>`flow_trouble.times + ${times}`,
            // What people were told of is over; for the next message it begins here.
            ...firstUntold(expression, { place: place ?? null, run_id: run ?? null, first_at: at }),
          })),
        )
        .execute();
    },

    async inTrouble(flow: string, since: Date): Promise<void> {
      await sql`insert into flow_alert (flow, trouble_since) values (${flow}, ${since})
        on conflict (flow) do update set trouble_since = coalesce(flow_alert.trouble_since, excluded.trouble_since)`.execute(
        db,
      );
    },

    async isWell(flow: string): Promise<void> {
      await db.updateTable("flow_alert").set({ trouble_since: null }).where("flow", "=", flow).execute();
    },

    /** Flows of which there may be something to tell. */
    async open(): Promise<readonly string[]> {
      const { rows } = await sql<{ flow: string }>`select flow from flow_alert
        where (trouble_since is null and told = 'trouble')
          or exists (select from flow_trouble t where t.flow = flow_alert.flow and t.times > t.told)`.execute(
        db,
      );
      return rows.map(({ flow }) => flow);
    },

    /** Held until the transaction ends, so that two processes do not tell the same. */
    async lockState(flow: string): Promise<AlertState | undefined> {
      const row = await db
        .selectFrom("flow_alert")
        .selectAll()
        .where("flow", "=", flow)
        .forUpdate()
        .executeTakeFirst();
      return row && stateOf(row, await this.troubles(flow));
    },

    async state(flow: string): Promise<AlertState | undefined> {
      const row = await db.selectFrom("flow_alert").selectAll().where("flow", "=", flow).executeTakeFirst();
      return row && stateOf(row, await this.troubles(flow));
    },

    async troubles(flow: string): Promise<readonly KeptTrouble[]> {
      const rows = await db
        .selectFrom("flow_trouble")
        .selectAll()
        .where("flow", "=", flow)
        .orderBy("last_at", "desc")
        .orderBy("times", "desc")
        .execute();
      return rows.map(toTrouble);
    },

    /** What was to be told is told; where all is well again it is over, too. */
    async told(flow: string, kind: "trouble" | "recovered", now: Date): Promise<void> {
      await db.updateTable("flow_alert").set({ told_at: now, told: kind }).where("flow", "=", flow).execute();
      if (kind === "recovered") await db.deleteFrom("flow_trouble").where("flow", "=", flow).execute();
      else await sql`update flow_trouble set told = times where flow = ${flow}`.execute(db);
    },

    async addMessage(
      message: Pick<AlertMessage, "id" | "flow" | "kind" | "channel" | "receiver" | "subject" | "body">,
      now: Date,
    ): Promise<void> {
      await db
        .insertInto("alert_message")
        .values({
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

    async messages(flow: string, limit: number): Promise<readonly AlertMessage[]> {
      const rows = await db
        .selectFrom("alert_message")
        .selectAll()
        .where("flow", "=", flow)
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
    flow: row.flow,
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
