/** People in what flows and replicas tell of the past: messages that were sent, troubles, revisions, syncs. Whole rows go. */
import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";
import { type PersonalDataSource, settingsSource } from "../platform/personal-data/source.ts";
import { mayMention, mentions, type Subject } from "../platform/personal-data/subject.ts";

/** Each with what must be so for a row to go: what is still under way is told by `flow-runs`, or over soon. */
const history = [
  { table: "alert_message", what: "A message about the flow", over: "state <> 'waiting'" },
  { table: "flow_trouble", what: "A trouble of the flow", over: "true" },
  // The newest is the flow as it is.
  {
    table: "flow_revision",
    what: "A former form of the flow",
    over: "number < (select max(number) from flow_revision newer where newer.flow = t.flow)",
  },
] as const;

export function flowHistoryPersonalData(database: Database): readonly PersonalDataSource[] {
  const db = database.sql;
  const look = async (table: string, subject: Subject) => {
    const { rows } = await sql<{ ctid: string; row: { flow: string } }>`
      select ctid::text, to_jsonb(t) as row from ${sql.table(table)} t where ${mayMention(sql`t`, subject)}`.execute(
      db,
    );
    return rows.filter(({ row }) => mentions(row, subject));
  };
  return [
    {
      kind: "flow-messages",
      tables: history.map(({ table }) => table),
      find: async (subject) => ({
        records: (
          await Promise.all(
            history.map(async ({ table, what }) =>
              (
                await look(table, subject)
              ).map(({ row }) => ({
                what: `${what} ${row.flow}`,
                where: table,
                data: row,
              })),
            ),
          )
        ).flat(),
      }),
      async erase(subject) {
        let erased = 0;
        for (const { table, over } of history) {
          for (const { ctid } of await look(table, subject)) {
            const { numAffectedRows = 0n } = await sql`
              delete from ${sql.table(table)} as t where ctid = ${ctid}::tid and ${sql.raw(over)}`.execute(
              db,
            );
            erased += Number(numAffectedRows);
          }
        }
        const left = [];
        for (const { table, what } of history) {
          for (const { row } of await look(table, subject)) {
            left.push({
              what: `${what} ${row.flow}`,
              where: table,
              why: "It is the present one, or waits to be sent.",
              remedy: `Change the flow ${row.flow}, and erase again when the message is sent.`,
            });
          }
        }
        return { erased, left };
      },
    },
    settingsSource(database, "lookup-tables", [
      {
        table: "lookup_value",
        name: "lookup_table",
        columns: ["value", "result"],
        what: (name) => `A value of the lookup table ${name}`,
        remedy: (name) => `Take it out of the lookup table ${name}`,
      },
      {
        table: "lookup_table",
        name: "name",
        columns: ["name", "description"],
        what: (name) => `The lookup table ${name}`,
        remedy: (name) => `Change the description of the lookup table ${name}`,
      },
    ]),
  ];
}
