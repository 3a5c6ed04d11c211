/** `rostrum replica ...` as a person types it. */
import path from "node:path";
import type { Sandbox } from "@rostrum/sandbox";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { putEmbeddedDatabase } from "../../platform/database/testing.ts";
import { startTestSandbox, temporaryFolder } from "../../testing/hub.ts";
import { run } from "../testing/run.ts";

let sandbox: Sandbox;
let folder: string;
let remove: () => void;
beforeAll(async () => {
  sandbox = await startTestSandbox({
    size: { webinars: 3, upcoming: 1, registrants: 3, attendees: 2, sessions: 1 },
  });
  ({ folder, remove } = temporaryFolder());
  await putEmbeddedDatabase(path.join(folder, "database"));
  expect(await rostrum("connections", "add", "main", "--sandbox", sandbox.url)).toMatchObject({ code: 0 });
});
afterAll(async () => {
  remove();
  await sandbox.close();
});
const rostrum = (...words: string[]) => run(words, { environment: { ROSTRUM_DATA: folder } });

describe("rostrum replica", () => {
  it("says what to do when there is none", async () => {
    expect(await rostrum("replica", "list")).toMatchObject({
      code: 0,
      stderr: expect.stringContaining("rostrum replica add"),
    });
    expect(await rostrum("replica", "sync")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("rostrum replica add"),
    });
  });

  it("adds, syncs, tells the state, changes and removes", async () => {
    const added = await rostrum(
      "replica",
      "add",
      "--entities",
      "Webinar, Registrant",
      "--complete-days",
      "3",
    );
    expect(added).toMatchObject({ code: 0, stdout: expect.stringContaining("Never synced.") });
    const synced = await rostrum("replica", "sync");
    expect(synced).toMatchObject({ code: 0, stdout: "" });
    expect(synced.stderr).toContain(
      "2 tables up to date: 12 new, 0 changed, 0 gone (complete scan), 0 unchanged",
    );
    const status = await rostrum("replica", "status");
    expect(status.stdout).toMatch(/Registrant +9 +0 +0 +0/);
    expect(status.stderr).toMatch(/Up to date as of\s+just now\./);
    expect((await rostrum("replica", "schedule", "--every", "6h")).stdout).toMatch(
      /It syncs every\s+6\s+hours\./,
    );
    expect(await rostrum("replica", "schedule", "--every", "often")).toMatchObject({ code: 2 });
    expect((await rostrum("replica", "history")).stdout).toMatch(/request +done .*complete scan/);
    expect((await rostrum("replica", "change", "main", "--name", "copy")).stdout).toContain("copy");
    expect(await rostrum("replica", "sync", "--to", "main")).toMatchObject({ code: 2 });
    expect(await rostrum("replica", "remove", "copy", "--drop")).toMatchObject({ code: 0 });
  });
});
