/** The commands of entities, as a person types them, against a hub that runs and a GoTo in a box. */
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { PassThrough, Readable } from "node:stream";
import type { Sandbox } from "@rostrum/sandbox";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { openExcelEndpoint } from "../endpoints/excel/excel.ts";
import { ExcelOptions, ParquetOptions } from "../endpoints/files/options.ts";
import { openParquetEndpoint } from "../endpoints/parquet/parquet.ts";
import { systemClock } from "../platform/clock/clock.ts";
import { sandboxConnection, startTestHub, startTestSandbox, type TestHub } from "../testing/hub.ts";
import { runCli } from "./program.ts";
import { dashed } from "./text.ts";

let hub: TestHub;
let sandbox: Sandbox;
let folder: string;
let environment: Record<string, string>;

beforeAll(async () => {
  [hub, sandbox, folder] = await Promise.all([
    startTestHub(),
    startTestSandbox({ seed: 6, size: { webinars: 6, registrants: 4, attendees: 3, sessions: 1 } }),
    mkdtemp(path.join(tmpdir(), "rostrum-cli-")),
  ]);
  await hub.request("POST", "/api/v1/connections", sandboxConnection(sandbox, "Main"));
  await hub.app.http.listen({ host: "127.0.0.1", port: 0 });
  const { port } = hub.app.http.server.address() as AddressInfo;
  environment = {
    ROSTRUM_URL: `http://127.0.0.1:${port}`,
    ROSTRUM_TOKEN: hub.app.accessToken,
    ROSTRUM_DATA: folder,
  };
});
afterAll(async () => {
  await hub.close();
  await sandbox.close();
  await rm(folder, { recursive: true });
});

async function rostrum(
  words: readonly string[],
  input = "",
  onTerminal = false,
): Promise<{ code: number; out: string; err: string }> {
  const texts = { out: "", err: "" };
  const into = (name: "out" | "err") => {
    const stream = new PassThrough();
    stream.on("data", (chunk: Buffer) => {
      texts[name] += chunk.toString();
    });
    return stream;
  };
  const stdout = Object.assign(into("out"), { isTTY: onTerminal });
  const streams = { stdin: Readable.from([input]), stdout, stderr: into("err") };
  const code = await runCli(words, environment, streams, new AbortController().signal);
  return { code, ...texts };
}
const file = (name: string): string => path.join(folder, name);
const ports = () => ({ filesFolder: folder, clock: systemClock });

describe("rostrum query", () => {
  it("writes rows to standard output and how it went to standard error", async () => {
    const { code, out, err } = await rostrum([
      "query",
      "Attendee",
      "--from",
      "-3y",
      "--fields",
      "email,subject",
    ]);
    const { Attendee } = sandbox.control.counts();
    expect(code).toBe(0);
    expect(out.trimEnd().split("\n")).toHaveLength(Attendee);
    expect(Object.keys(JSON.parse(out.split("\n")[0] ?? ""))).toEqual(["email", "subject"]);
    expect(err).toMatch(new RegExp(`Attendee of .* ${Attendee} rows .* calls .* s `));
  });

  it("writes a file in the format of its name, which appears only when it is whole", async () => {
    expect(await rostrum(["query", "Registrant", "--out", file("registrants.csv")])).toMatchObject({
      code: 0,
      out: "",
    });
    const csv = await readFile(file("registrants.csv"), "utf8");
    expect(csv.split("\r\n")[0]).toContain("webinarKey,registrantKey,firstName");
    const fault = sandbox.control.faults.order({
      kind: "status",
      operation: "getAllRegistrantsForWebinar",
      status: 400,
      every: 3,
    });
    const { code, err } = await rostrum(["query", "Registrant", "--out", file("broken.csv")]);
    sandbox.control.faults.remove(fault.id);
    expect(code).toBe(3);
    expect(err).toContain("getAllRegistrantsForWebinar");
    expect((await readdir(folder)).filter((name) => name.startsWith("broken"))).toEqual([]);
  });

  it("writes Excel and Parquet to a file, and refuses to write them to a terminal", async () => {
    const endpoints = {
      "rows.xlsx": openExcelEndpoint(ExcelOptions.parse({ kind: "excel" }), ports()),
      "rows.parquet": openParquetEndpoint(ParquetOptions.parse({ kind: "parquet" }), ports()),
    };
    for (const [name, endpoint] of Object.entries(endpoints)) {
      const { code, err } = await rostrum(["query", "Registrant", "--out", file(name)]);
      expect(code, err).toBe(0);
      const batches = await Array.fromAsync(endpoint.read({ table: name }));
      expect(batches.flatMap(({ rows }) => rows)).toHaveLength(sandbox.control.counts().Registrant);
    }
    const { code, out, err } = await rostrum(["query", "Registrant", "--format", "excel"], "", true);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain("--out rows.xlsx");
  });

  it.each([
    [["Atendee"], 'Did you mean "Attendee"?'],
    [["Attendee", "--where", "emial=x"], 'Did you mean "email"?'],
    [["Attendee", "--fields", "emial"], 'Did you mean "email"?'],
    [["Attendee", "--where", "email"], "FIELD OPERATOR VALUE"],
    [["Attendee", "--from", "soon"], "2031-01-31"],
    [["Registrant", "--where", "webinarKey=418-207-733"], "5820913746120055301"],
    [["Attendee", "--limit", "few"], '--limit must be a whole number from 1, not "few"'],
    [["Attendee", "--limit", "0"], "--limit must be a whole number from 1"],
    [["Attendee", "--out", "/nowhere/at/all.csv"], "There is no folder /nowhere/at."],
    [["Attendee", "--out", tmpdir(), "--format", "csv"], `${tmpdir()} is a folder, not a file.`],
    [["Attendee", "--out", "rows.xls"], "End its name with .csv"],
    [["Attendee", "--where", "subject=in(a,b"], "is not closed"],
    [["Attendee", "--format", "xml"], "table, json, ndjson, csv, excel, parquet"],
    [["Attendee", "--format", "json", "--spreadsheet"], "csv"],
    [["Attendee", "--connection", "mian"], "main"],
  ])("tells a mistake with what would be right, and ends with 2: %j", async (words, told) => {
    const { code, out, err } = await rostrum(["query", ...words]);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(told);
    expect(err).not.toMatch(/\n\s+at /);
  });

  it("explains what it would call", async () => {
    const { code, out } = await rostrum(["query", "Attendee", "--where", "subject~x", "--explain"]);
    expect(code).toBe(0);
    expect(out).toMatch(/^1\. getOrganizerSessions.*\n2\. getWebinars.*side by side/);
  });
});

describe("rostrum entities", () => {
  it("lists all, and tells of one what its fields cost and how it is written", async () => {
    expect((await rostrum(["entities"])).out).toContain("AttendeePollAnswer");
    const { out } = await rostrum(["entities", "Registrant"]);
    expect(out).toContain("+ Employer");
    expect(out).toContain("rostrum upsert Registrant");
    expect(out).toContain("--resend-confirmation");
    expect((await rostrum(["entities", "Webinar"])).out).toContain(
      "One of GoTo's own zones, such as Europe/Brussels",
    );
    expect(await rostrum(["entities", "Registrnt"])).toMatchObject({
      code: 2,
      err: expect.stringContaining("Registrant"),
    });
  });
});

const Described = z.object({
  writes: z.array(z.object({ operation: z.string(), switches: z.array(z.object({ name: z.string() })) })),
});

describe("what is shown to people", () => {
  it("names no document that they do not have", async () => {
    const { entities } = JSON.parse((await rostrum(["entities", "--json"])).out);
    for (const { name } of entities)
      expect((await rostrum(["entities", name])).out, name).not.toMatch(/goto-\w+\.md/);
    expect((await hub.request("GET", "/api/v1/openapi.json")).text).not.toMatch(/goto-\w+\.md/);
  });

  it("lists with a verb the switches which entities take with it, and no others", async () => {
    const { entities } = JSON.parse((await rostrum(["entities", "--json"])).out);
    const taken = new Map<string, Set<string>>();
    for (const { name } of entities) {
      const { writes } = Described.parse(JSON.parse((await rostrum(["entities", name, "--json"])).out));
      for (const { operation, switches } of writes) {
        const all = taken.get(operation) ?? new Set();
        taken.set(operation, all);
        for (const one of switches) all.add(`--${dashed(one.name)}`);
      }
    }
    for (const [verb, switches] of taken) {
      const help = (await rostrum([verb, "--help"])).out;
      const listed = help.match(/^ {2}--[\w-]+(?= )/gm)?.map((option) => option.trim()) ?? [];
      const shared = ["--file", "--dry-run", "--connection"];
      expect(new Set(listed.filter((option) => !shared.includes(option))), verb).toEqual(switches);
    }
  });
});

describe("rostrum create, update, upsert and delete", () => {
  it("write one row from the command line", async () => {
    const made = await rostrum(["create", "Webinar", "subject=Heat pumps", "startTime=+3d", "endTime=+4d"]);
    expect(made.code).toBe(0);
    const { webinarKey } = (JSON.parse(made.out) as { key: { webinarKey: string } }).key;
    expect((await rostrum(["update", "Webinar", `webinarKey=${webinarKey}`, "subject=New"])).code).toBe(0);
    const dry = await rostrum([
      "delete",
      "Webinar",
      `webinarKey=${webinarKey}`,
      "--dry-run",
      "--send-cancellation-emails",
    ]);
    expect(JSON.parse(dry.out)).toMatchObject({
      dryRun: true,
      mails: ["0 registrants: that it is cancelled"],
    });
    expect(dry.err).toContain("1 row   1 would be deleted; nothing was sent");
    expect((await rostrum(["delete", "Webinar", `webinarKey=${webinarKey}`])).code).toBe(0);
  });

  it("do all rows of a file but a broken one, which is told with its line, and end with 1", async () => {
    const made = await rostrum(["create", "Webinar", "subject=Heat pumps", "startTime=+3d", "endTime=+4d"]);
    const { webinarKey } = (JSON.parse(made.out) as { key: { webinarKey: string } }).key;
    const rows = [
      "webinarKey,firstName,lastName,email",
      `${webinarKey},A,B,a@example.com`,
      `${webinarKey},A,B`,
      `${webinarKey},A,B,c@example.com`,
    ];
    await writeFile(file("rows.csv"), rows.join("\n"));
    const { code, out, err } = await rostrum(["create", "Registrant", "--file", file("rows.csv")]);
    expect(code).toBe(1);
    expect(out.trimEnd().split("\n")).toHaveLength(3);
    expect(err).toContain("line 3: not created: The row has 3 values and the file 4 columns.");
    expect(err).toContain("2 created   1 failed");
    const again = await rostrum(
      ["upsert", "Registrant", "--file", "-"],
      `{"webinarKey":${webinarKey},"firstName":"A","lastName":"B","email":"A@example.com"}\n`,
    );
    expect({ code: again.code, outcome: JSON.parse(again.out).outcome }).toEqual({
      code: 0,
      outcome: "exists",
    });
    const gone = await rostrum(["delete", "Registrant", `webinarKey=${webinarKey}`, "email=c@example.com"]);
    expect(gone.code).toBe(0);
    const { body } = await hub.request("GET", "/api/v1/audit?kind=Registrant");
    const [deleted, exists, created] = (body as { entries: readonly object[] }).entries;
    expect(deleted).toMatchObject({
      action: "entity.delete",
      id: "c@example.com",
      after: { webinarKey, deleted: 1 },
    });
    expect(exists).toMatchObject({ action: "entity.upsert", after: { exists: 1, rows: [] } });
    expect(created).toMatchObject({ id: null, after: { webinarKey, created: 2, failed: 1 } });
    expect((created as { after: { rows: object[] } }).after.rows).toEqual(
      expect.arrayContaining([
        { outcome: "created", webinarKey, registrantKey: expect.any(String), email: "a@example.com" },
      ]),
    );
  });

  it.each([
    [["create", "Registrant", "emial=x"], 'Did you mean "email"?'],
    [["create", "Registrant", "email=x@example.com"], "webinarKey is missing"],
    [["create", "Webinar"], "nothing to write"],
    [["create", "Webinar", "subject"], "FIELD=VALUE"],
    [["create", "Session", "a=b"], "only be queried"],
    [["create", "Registrant", "--file", "rows.xlsx"], ".csv, .ndjson or .json"],
    [["create", "Registrant", "--file", "none.csv"], "There is no file none.csv."],
    [["create", "Registrant", "--file", "/dev/null", "--notify-participants"], "--notify-participants"],
  ])("tell a mistake with what would be right: %j", async (words, told) => {
    const { code, err } = await rostrum(words);
    expect(code).toBeGreaterThanOrEqual(2);
    expect(err).toContain(told);
  });

  it("refuse an empty file", async () => {
    await writeFile(file("empty.csv"), "");
    const { code, out, err } = await rostrum(["create", "Registrant", "--file", file("empty.csv")]);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain("There is nothing in it");
  });

  it("refuse a zone that GoTo does not have, also in a dry run, and name those that run alike", async () => {
    const words = ["subject=x", "startTime=+3d", "endTime=+4d", "timeZone=Europe/Madrid", "--dry-run"];
    const { code, err } = await rostrum(["create", "Webinar", ...words]);
    expect(code).toBeGreaterThan(0);
    expect(err).toContain("Europe/Brussels");
  });

  it("refuse a webinar in the past", async () => {
    const { code, err } = await rostrum([
      "create",
      "Webinar",
      "subject=x",
      "startTime=2020-01-01T10:00Z",
      "endTime=2020-01-01T11:00Z",
    ]);
    expect(code).toBe(1);
    expect(err).toContain("lies in the past");
  });
});
