/** The ready-made flows, to begin with: the very files of `examples/`. */
import attendeesToCsv from "../../../../examples/attendees-to-csv.yaml?raw";
import cancelRegistrants from "../../../../examples/cancel-registrants.yaml?raw";
import pollAnswersToWarehouse from "../../../../examples/poll-answers-to-warehouse.yaml?raw";
import registrantsFromCrm from "../../../../examples/registrants-from-crm.yaml?raw";
import webinarsFromSpreadsheet from "../../../../examples/webinars-from-spreadsheet.yaml?raw";

export const templates = {
  "attendees-to-csv": attendeesToCsv,
  "registrants-from-crm": registrantsFromCrm,
  "webinars-from-spreadsheet": webinarsFromSpreadsheet,
  "poll-answers-to-warehouse": pollAnswersToWarehouse,
  "cancel-registrants": cancelRegistrants,
} as const;

export type TemplateName = keyof typeof templates;

export const templateNames = Object.keys(templates) as readonly TemplateName[];

export function templateNamed(name: string | undefined): TemplateName | undefined {
  return templateNames.find((one) => one === name);
}
