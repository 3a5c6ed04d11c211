/** People in former forms of flows, which go whole, and in lookup tables. */
import type { Database } from "../platform/database/database.ts";
import { type PersonalDataSource, settingsSource } from "../platform/personal-data/source.ts";
import { wholeRowsSource } from "../platform/personal-data/whole-rows.ts";

export function flowHistoryPersonalData(database: Database): readonly PersonalDataSource[] {
  return [
    wholeRowsSource(database, "flow-revisions", [
      {
        table: "flow_revision",
        what: ({ flow }) => `A former form of the flow ${String(flow)}`,
        // The newest is the flow as it is.
        over: "number < (select max(number) from flow_revision newer where newer.flow = t.flow)",
        remedy: ({ flow }) => `Change the flow ${String(flow)}, and erase again.`,
      },
    ]),
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
