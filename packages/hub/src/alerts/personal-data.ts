/** What alerts keep of people: messages that were sent or wait, and the words of what went wrong. */
import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";
import type { PersonalDataSource } from "../platform/personal-data/source.ts";
import { wholeRowsSource } from "../platform/personal-data/whole-rows.ts";
import type { RetentionSource } from "../platform/retention/source.ts";

const remedy = () => "Erase again when the message is sent.";

export function alertPersonalData(database: Database): PersonalDataSource {
  return wholeRowsSource(database, "flow-messages", [
    {
      table: "alert_message",
      what: ({ subject }) => `The message "${String(subject)}"`,
      over: "state <> 'waiting'",
      remedy,
    },
    {
      table: "flow_trouble",
      what: ({ about }) => `A trouble of the ${String(about)}`,
      over: "true",
      remedy,
    },
  ]);
}

export function alertRetention({ sql: db }: Database): RetentionSource {
  return {
    kind: "flow-messages",
    what: "Messages about flows and replicas, since they arrived or were given up",
    days: 90,
    async remove(before) {
      const { numAffectedRows = 0n } = await sql`
        delete from alert_message where state <> 'waiting' and ended_at < ${before}`.execute(db);
      return Number(numAffectedRows);
    },
  };
}
