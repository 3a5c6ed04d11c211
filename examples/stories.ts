/** What each example needs beforehand, and what is shown of what came of it. NOT the flows: those are the files beside. */
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { SandboxOptions } from "@rostrum/sandbox";
import type { World } from "./world.ts";

interface Story {
  readonly about: string;
  readonly files: readonly string[];
  /** A smaller account, where GoTo takes a call for each attendee and ten calls are a second. */
  readonly size?: SandboxOptions["size"];
  prepare?(world: World): Promise<void>;
  show(world: World): Promise<void>;
}

const ofAll = ["1-webinars", "2-registrants", "3-sessions", "4-attendees"];

export const stories: Readonly<Record<string, Story>> = {
  "attendees-to-csv": {
    about: "who was in yesterday's webinars, as a CSV file",
    files: ["attendees-to-csv.yaml"],
    async show({ filesFolder, say }) {
      const lines = (await readFile(path.join(filesFolder, "attendees.csv"), "utf8")).trimEnd().split("\n");
      say(`attendees.csv has ${lines.length - 1} rows, such as:`);
      for (const line of lines.slice(0, 4)) say(`  ${line}`);
    },
  },
  "all-to-postgres": {
    about: "webinars, registrants, sessions and attendees, into tables",
    files: ofAll.map((name) => `all-to-postgres/${name}.yaml`),
    async show({ sql, say }) {
      for (const table of ["webinar", "registrant", "session", "attendee"]) {
        const [found] = await sql(`select count(*) from ${table}`);
        say(`${table}: ${found?.count} rows`);
      }
    },
  },
  "registrants-from-crm": {
    about: "members of a campaign are registered, and their join links written back",
    files: ["registrants-from-crm.yaml"],
    prepare: addCampaign,
    async show({ sql, say }) {
      say("The CRM's members now:");
      for (const row of await sql("select email, join_url from campaign_members order by id")) {
        say(`  ${row.email}  ${row.join_url}`);
      }
    },
  },
  "cancel-registrants": {
    about: "who is in the campaign no more is removed from its webinar",
    files: ["cancel-registrants.yaml"],
    async prepare(world) {
      await addCampaign(world);
      await world.rostrum("flow", "run", path.join(import.meta.dirname, "registrants-from-crm.yaml"));
      await world.sql("update campaign_members set status = 'declined' where id <= 2");
      world.say("Two of the five have declined since.");
    },
    async show({ rostrum, sql }) {
      const [campaign] = await sql("select webinar_key from campaigns");
      const where = `webinarKey=${campaign?.webinar_key}`;
      await rostrum("query", "Registrant", "--where", where, "--fields", "email", "--format", "csv");
    },
  },
  "webinars-from-spreadsheet": {
    about: "the year's webinars, planned in a spreadsheet, are made once",
    files: ["webinars-from-spreadsheet.yaml"],
    prepare: addSpreadsheet,
    async show({ rostrum, say }) {
      say("Once more, and nothing is made twice:");
      await rostrum("flow", "run", path.join(import.meta.dirname, "webinars-from-spreadsheet.yaml"));
    },
  },
  "poll-answers-to-warehouse": {
    about: "what attendees answered to polls, one row per person and question",
    files: ["poll-answers-to-warehouse.yaml"],
    size: {
      webinars: 8,
      upcoming: 2,
      registrants: { from: 20, to: 40 },
      attendees: { from: 10, to: 20 },
      polls: 2,
    },
    async show({ sql, say }) {
      say("The most frequent answers:");
      const rows = await sql(`select question, answer, count(*) as times from poll_answer
        group by question, answer order by times desc, question, answer limit 5`);
      for (const { times, question, answer } of rows) say(`  ${times} times  ${question}  ${answer}`);
    },
  },
};

/** A campaign for a new webinar, with five members who accepted. */
async function addCampaign({ request, sql }: World): Promise<void> {
  const day = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
  const webinar = {
    subject: "Heat pumps",
    description: "All of it",
    startTime: `${day}T10:00:00Z`,
    endTime: `${day}T11:00:00Z`,
  };
  const made = (await request("POST", "/entities/Webinar/create", [webinar])) as {
    key: { webinarKey: string };
  };
  await sql("insert into campaigns values ('spring', 'Spring', $1)", [made.key.webinarKey]);
  const names = ["Ann", "Bob", "Cleo", "Dan", "Eve"];
  for (const first of names) {
    await sql(
      `insert into campaign_members (campaign_id, first_name, last_name, email, company, status)
       values ('spring', $1, 'Lee', $2, 'Works', 'accepted')`,
      [first, `${first.toLowerCase()}@example.com`],
    );
  }
}

/** year.xlsx, made of a CSV file by a flow as well. */
async function addSpreadsheet({ filesFolder, request, rostrum, say }: World): Promise<void> {
  const lines = ["Title,Description,Start,End"];
  for (let month = 1; month <= 12; month++) {
    const day = new Date(Date.now() + month * 30 * 86_400_000).toISOString().slice(0, 10);
    lines.push(`News of month ${month},What is new,${day}T10:00:00Z,${day}T11:00:00Z`);
  }
  await writeFile(path.join(filesFolder, "year.csv"), `${lines.join("\n")}\n`);
  say("A plan of twelve webinars becomes year.xlsx:");
  await request("PUT", "/flows/plan-to-spreadsheet", {
    source: { endpoint: "csv", table: "year.csv" },
    target: { endpoint: "excel", table: "year.xlsx", write: "replace" },
  });
  await rostrum("flow", "run", "plan-to-spreadsheet");
}
