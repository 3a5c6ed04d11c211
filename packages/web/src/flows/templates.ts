/** The ready-made flows, to begin with: the very files of `examples/`. */
import webinarsToPostgres from "../../../../examples/all-to-postgres/1-webinars.yaml?raw";
import registrantsToPostgres from "../../../../examples/all-to-postgres/2-registrants.yaml?raw";
import sessionsToPostgres from "../../../../examples/all-to-postgres/3-sessions.yaml?raw";
import attendeesToPostgres from "../../../../examples/all-to-postgres/4-attendees.yaml?raw";
import attendeesToCsv from "../../../../examples/attendees-to-csv.yaml?raw";
import cancelRegistrants from "../../../../examples/cancel-registrants.yaml?raw";
import pollAnswersToWarehouse from "../../../../examples/poll-answers-to-warehouse.yaml?raw";
import registrantsFromCrm from "../../../../examples/registrants-from-crm.yaml?raw";
import webinarsFromSpreadsheet from "../../../../examples/webinars-from-spreadsheet.yaml?raw";
import { withValue } from "./editor/document.ts";

const templates = {
  "attendees-to-csv": attendeesToCsv,
  "registrants-from-crm": registrantsFromCrm,
  "webinars-from-spreadsheet": webinarsFromSpreadsheet,
  "poll-answers-to-warehouse": pollAnswersToWarehouse,
  "cancel-registrants": cancelRegistrants,
  "all-to-postgres-webinars": webinarsToPostgres,
  "all-to-postgres-registrants": registrantsToPostgres,
  "all-to-postgres-sessions": sessionsToPostgres,
  "all-to-postgres-attendees": attendeesToPostgres,
} as const;

export type TemplateName = keyof typeof templates;

/** As they are offered: those that make one thing together are one. */
export const readyMade = [
  { name: "attendees-to-csv", flows: ["attendees-to-csv"] },
  { name: "registrants-from-crm", flows: ["registrants-from-crm"] },
  { name: "webinars-from-spreadsheet", flows: ["webinars-from-spreadsheet"] },
  { name: "poll-answers-to-warehouse", flows: ["poll-answers-to-warehouse"] },
  { name: "cancel-registrants", flows: ["cancel-registrants"] },
  {
    name: "all-to-postgres",
    flows: [
      "all-to-postgres-webinars",
      "all-to-postgres-registrants",
      "all-to-postgres-sessions",
      "all-to-postgres-attendees",
    ],
  },
] as const satisfies readonly { readonly name: string; readonly flows: readonly TemplateName[] }[];

const templateNames = Object.keys(templates) as readonly TemplateName[];

export function templateNamed(name: string | undefined): TemplateName | undefined {
  return templateNames.find((one) => one === name);
}

/** The text of one, with a description in the reader's language, and naming the only connection where there is one. */
export function templateText(name: TemplateName, description: string, alias: string | undefined): string {
  const text = withValue(templates[name], ["description"], description);
  return alias === undefined ? text : text.replaceAll(/(endpoint: goto)(?=[\s,}])/g, `$1:${alias}`);
}
