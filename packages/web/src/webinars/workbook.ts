/** A list of people as an Excel workbook: by the names, the language and the clock of the page. The hub makes the file. */
import { api, told } from "../api/client.ts";
import { secondsOfWall } from "../language/wall-time.ts";
import { saveFile } from "../parts/save-file.ts";
import type { Webinar } from "./webinar.ts";

const excelType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

export interface PeopleField<Person> {
  readonly name: string;
  /** dateTime: as milliseconds since 1970, shown by the clock of the webinar's zone. */
  readonly type: "text" | "integer" | "dateTime";
  readonly read: (person: Person) => string | number | undefined;
}

export interface Workbook<Person> {
  readonly webinar: Pick<Webinar, "subject" | "times" | "timeZone">;
  /** What is in it, as the page calls it: of the sheet, and of the file. */
  readonly title: string;
  readonly columns: readonly PeopleField<Person>[];
  readonly people: readonly Person[];
}

/** Hands the file to the browser. Rejects with Failure. */
export async function saveWorkbook<Person>(workbook: Workbook<Person>): Promise<void> {
  const { webinar, title, columns, people } = workbook;
  const file = await told(
    api.POST("/api/v1/workbooks", {
      parseAs: "blob",
      body: {
        sheet: title.slice(0, 31),
        columns: columns.map(({ name, type }) => ({ name, type })),
        rows: people.map((person) => columns.map((column) => cellOf(column, person, webinar.timeZone))),
      },
    }),
  );
  saveFile(fileName(webinar, title), excelType, file as Blob);
}

export function cellOf<Person>(
  { type, read }: PeopleField<Person>,
  person: Person,
  zone: string,
): string | number | null {
  const value = read(person);
  if (value === undefined || (typeof value === "number" && !Number.isFinite(value))) return null;
  return type === "dateTime" ? secondsOfWall(Number(value), zone) : value;
}

/** "Heat pumps 2031-01-31 Attendees.xlsx": the day by the clock of the webinar, and no sign that a disk does not take. */
export function fileName({ subject, times, timeZone }: Workbook<unknown>["webinar"], title: string): string {
  const [first] = times;
  const day = first === undefined ? [] : [secondsOfWall(Date.parse(first.startTime), timeZone).slice(0, 10)];
  const name = subject
    .replaceAll(/[\p{Cc}<>:"/\\|?*]+/gu, " ")
    .replaceAll(/\s+/g, " ")
    .trim()
    .slice(0, 100);
  return `${[name, ...day, title].join(" ")}.xlsx`;
}
