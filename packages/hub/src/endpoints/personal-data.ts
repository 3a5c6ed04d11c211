/** What endpoints know of people: the user names in their settings, and the files that flows read and write. */
import type { Database } from "../platform/database/database.ts";
import { type PersonalDataSource, settingsSource } from "../platform/personal-data/source.ts";
import { filePersonalData } from "./files/personal-data.ts";

export function endpointPersonalData(database: Database, filesFolder: string): readonly PersonalDataSource[] {
  return [
    settingsSource(database, "endpoints", [
      {
        table: "endpoint",
        name: "name",
        columns: ["name", "settings"],
        what: (name) => `The endpoint ${name}: with whose name it signs in, or where`,
        remedy: (name) => `Change it (rostrum endpoint add ${name} …) or remove it`,
      },
    ]),
    filePersonalData(filesFolder),
  ];
}
