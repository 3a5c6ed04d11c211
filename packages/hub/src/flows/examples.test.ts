/** The flows of examples/, each run as a person runs it: by the command line, with the sandbox as GoTo, on both databases. */
import { mkdir, readFile } from "node:fs/promises";
import path from "node:path";
import ExcelJS from "exceljs";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startPostgres, type TestPostgres } from "../platform/database/testing.ts";
import { examplesFolder, openWorkshop, type Workshop } from "./testing/bench.ts";

let postgres: TestPostgres;
let workshop: Workshop;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

/** The key of a webinar to come whose registration form asks nothing that the CRM does not have. */
async function upcoming(): Promise<string> {
  const made = await workshop.rostrum(
    ...["create", "Webinar", "subject=Heat pumps", "description=All of it"],
    ...["startTime=+20d", "endTime=+21d"].map((pair) =>
      pair.replace(/\+(\d+)d/, (_, days) => inDays(Number(days))),
    ),
  );
  const { key } = JSON.parse(made.stdout) as { key: { webinarKey: string } };
  return key.webinarKey;
}
function inDays(days: number): string {
  return `${new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 11)}10:00:00Z`;
}

describe.each(["embedded", "postgres"] as const)("the examples, with the hub on its %s database", (kind) => {
  beforeEach(async () => {
    workshop = await openWorkshop(kind, postgres, { seed: 5 });
  });
  afterEach(() => workshop[Symbol.asyncDispose]());
  /** Checked first, as a careful person does. */
  const flow = async (verb: string, file: string) => {
    const checked = await workshop.rostrum("flow", "validate", `${examplesFolder}${file}`);
    expect(checked, checked.stdout).toMatchObject({ code: 0 });
    return workshop.rostrum("flow", verb, `${examplesFolder}${file}`);
  };

  it("attendees of yesterday to CSV", async () => {
    expect(await flow("run", "attendees-to-csv.yaml")).toMatchObject({ code: 0 });
    const csv = await readFile(path.join(workshop.hub.folder, "files", "attendees.csv"), "utf8");
    expect(csv).toMatch(/^webinarKey,subject,sessionKey,/);
  });

  it("all to Postgres, and again without doubles", async () => {
    const files = ["1-webinars", "2-registrants", "3-sessions", "4-attendees"].map(
      (name) => `${examplesFolder}all-to-postgres/${name}.yaml`,
    );
    const counts = workshop.sandbox.control.counts();
    for (let time = 0; time < 2; time++) {
      expect(await workshop.rostrum("flow", "run", ...files)).toMatchObject({ code: 0 });
      const [found] = await workshop.sql(
        `select (select count(*) from registrant)::int as registrants, (select count(*) from attendee)::int as attendees`,
      );
      expect(found).toEqual({ registrants: counts.Registrant, attendees: counts.Attendee });
    }
  });

  it("registrants from a CRM, with the link written back; then those whose row is gone are removed", async () => {
    const webinarKey = await upcoming();
    await workshop.sql("insert into campaigns values ('c1', 'Spring', $1)", [webinarKey]);
    await workshop.sql(
      `insert into campaign_members (campaign_id, first_name, last_name, email, company, department, status)
       select 'c1', 'Ann', 'Lee', 'Ann' || n || '@Example.com', 'Works', 'Sales', 'accepted' from generate_series(1, 5) n`,
    );
    await workshop.sql("update campaign_members set email = 'no address' where id = 3");
    const ran = await flow("run", "registrants-from-crm.yaml");
    expect(ran.stderr).toMatch(/5 read {3}4 new {3}1 kept as failed {3}4 written back/);
    expect(ran.code).toBe(1);
    const links = await workshop.sql("select join_url from campaign_members where id <> 3");
    expect(links.every(({ join_url: link }) => String(link).startsWith("http"))).toBe(true);

    const { stdout } = await workshop.rostrum("flow", "failed", "registrants-from-crm", "--json");
    const { rows } = JSON.parse(stdout) as {
      rows: { id: string; tries: number; failure: { words: string } }[];
    };
    expect(rows).toMatchObject([{ tries: 1, failure: { words: expect.stringMatching(/no address|email/) } }]);
    await workshop.rostrum(
      "flow",
      "edit",
      "registrants-from-crm",
      rows[0]?.id ?? "",
      "email=ann3@example.com",
    );
    const again = await workshop.rostrum("flow", "reprocess", "registrants-from-crm", "--all");
    expect(again.stderr).toMatch(/1 read {3}1 new {3}1 written back/);

    await workshop.sql("delete from campaign_members where id in (1, 2)");
    await workshop.sql("update campaign_members set email = lower(email)");
    await workshop.sql("update campaign_members set email = 'ann3@example.com' where id = 3");
    const cancelled = await flow("run", "cancel-registrants.yaml");
    expect(cancelled.stderr).toMatch(/2 deleted/);
    const left = await workshop.rostrum(
      "query",
      "Registrant",
      "--where",
      `webinarKey=${webinarKey}`,
      "--fields",
      "email",
    );
    expect(left.stdout.trim().split("\n")).toHaveLength(3);
  });

  it("a year's webinars from a spreadsheet, made once", async () => {
    const book = new ExcelJS.Workbook();
    const sheet = book.addWorksheet("Year");
    sheet.addRow(["Title", "Description", "Start", "End"]);
    for (const month of [1, 2, 3]) {
      sheet.addRow([
        `Month ${month}`,
        "News",
        inDays(30 * month),
        inDays(30 * month).replace("10:00", "11:00"),
      ]);
    }
    const files = path.join(workshop.hub.folder, "files");
    await mkdir(files, { recursive: true });
    await book.xlsx.writeFile(path.join(files, "year.xlsx"));
    expect((await flow("run", "webinars-from-spreadsheet.yaml")).stderr).toMatch(/3 read {3}3 new/);
    expect((await flow("run", "webinars-from-spreadsheet.yaml")).stderr).toMatch(/3 read {3}3 left out/);
  });

  it("poll answers to a warehouse", async () => {
    const ran = await flow("run", "poll-answers-to-warehouse.yaml");
    expect(ran).toMatchObject({ code: 0 });
    const [found] = await workshop.sql(
      "select count(*)::int as answers, count(answer)::int as filled from poll_answer",
    );
    expect(Number(found?.filled)).toBeGreaterThan(0);
    expect(found?.filled).toBe(found?.answers);
    expect(ran.stderr).toContain(`${found?.answers} `);
  });
});
