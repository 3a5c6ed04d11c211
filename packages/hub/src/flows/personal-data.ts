/** What flows keep of people: rows that failed, and what runs say about rows. What a flow wrote elsewhere is not here. */
import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";
import {
  type LeftRecord,
  type PersonalDataSource,
  settingsSource,
} from "../platform/personal-data/source.ts";
import { mayMention, mentions, type Subject, without } from "../platform/personal-data/subject.ts";
import type { RetentionSource } from "../platform/retention/source.ts";
import { flowHistoryPersonalData } from "./history-personal-data.ts";

interface FoundRow {
  readonly id: string;
  readonly flow: string;
}
interface FoundRun extends FoundRow {
  readonly state: string;
  readonly definition: unknown;
  readonly checkpoint: unknown;
  readonly counts: unknown;
  readonly error: unknown;
}

export function flowPersonalData(database: Database): readonly PersonalDataSource[] {
  const db = database.sql;
  const failedRows = async (subject: Subject) => {
    const { rows } = await sql<FoundRow>`
      select id::text, flow, place, source, mapped, step, error, tries, state, created_at, tried_at from failed_row
      where ${mayMention(sql`row(place, source, mapped, error)`, subject)} order by failed_row.id`.execute(
      db,
    );
    return rows.filter((row) => mentions(row, subject));
  };
  const runs = async (subject: Subject) => {
    const { rows } = await sql<FoundRun>`
      select id::text, flow, state, requested_at, definition, checkpoint, counts, error from flow_run
      where ${mayMention(sql`row(definition, checkpoint, counts, error)`, subject)} order by requested_at`.execute(
      db,
    );
    return rows.filter((row) => mentions(row, subject));
  };

  return [
    {
      kind: "failed-rows",
      tables: ["failed_row"],
      find: async (subject) => ({
        records: (await failedRows(subject)).map((data) => ({
          what: `A row of the flow ${data.flow} that failed`,
          where: `failed_row ${data.id}`,
          data,
        })),
      }),
      /** The whole row is about them, whatever else stands in it; it cannot be tried again any more. */
      async erase(subject) {
        const found = await failedRows(subject);
        for (const { id } of found) await sql`delete from failed_row where id = ${id}`.execute(db);
        return { erased: found.length, left: [] };
      },
    },
    {
      kind: "flow-runs",
      tables: ["flow_run"],
      find: async (subject) => ({
        records: (await runs(subject)).map((data) => ({
          what: `A run of the flow ${data.flow}`,
          where: `flow_run ${data.id}`,
          data,
        })),
      }),
      async erase(subject) {
        const left: LeftRecord[] = [];
        let erased = 0;
        for (const { id, flow, definition, checkpoint, counts, error } of await runs(subject)) {
          // A place in a source that has an address in it is no place any more: such a run would begin anew.
          const place = mentions(checkpoint, subject) ? null : checkpoint;
          const { numAffectedRows = 0n } = await sql`
            update flow_run set definition = ${jsonb(without(definition, subject))}, checkpoint = ${jsonb(place)},
                   counts = ${jsonb(without(counts, subject))}, error = ${jsonb(without(error, subject))}
            where id = ${id} and state not in ('waiting', 'running')`.execute(db);
          erased += Number(numAffectedRows);
          if (numAffectedRows > 0n) continue;
          left.push({
            what: `A run of the flow ${flow}`,
            where: `flow_run ${id}`,
            why: "It is under way, and works by what stands there.",
            remedy: "Erase again when it has ended.",
          });
        }
        return { erased, left };
      },
    },
    ...flowHistoryPersonalData(database),
    settingsSource(database, "flows", [
      {
        table: "flow",
        name: "name",
        columns: ["definition", "mark"],
        what: (name) => `The flow ${name}: what it does, or whom it tells`,
        remedy: (name) => `Change its file and keep it again, or: rostrum flow remove ${name}`,
      },
    ]),
  ];
}

export function flowRetention({ sql: db }: Database): readonly RetentionSource[] {
  return [
    {
      kind: "flow-history",
      what: "Runs that ended; a flow's own keep_days may be shorter",
      days: 400,
      async remove(before) {
        const { numAffectedRows: runs = 0n } = await sql`
          delete from flow_run where state in ('done', 'stopped', 'failed') and ended_at < ${before}`.execute(
          db,
        );
        const { numAffectedRows: rows = 0n } = await sql`
          delete from failed_row where state <> 'kept' and tried_at < ${before}`.execute(db);
        return Number(runs + rows);
      },
    },
    {
      kind: "failed-rows",
      what: "Failed rows that still wait, since their last try",
      // Nothing is lost silently: who wants them to go says so.
      days: null,
      async remove(before) {
        const { numAffectedRows = 0n } = await sql`
          delete from failed_row where state = 'kept' and tried_at < ${before}`.execute(db);
        return Number(numAffectedRows);
      },
    },
  ];
}

const jsonb = (value: unknown) =>
  value === null || value === undefined ? sql`null` : sql`${JSON.stringify(value)}::jsonb`;
