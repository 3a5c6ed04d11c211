/** Backup, restore, personal data and retention from the command line, without a hub and beside one. */
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { putEmbeddedDatabase } from "../platform/database/testing.ts";
import { temporaryFolder } from "../testing/hub.ts";
import { run } from "./testing/run.ts";

const [here, elsewhere] = [temporaryFolder(), temporaryFolder()];
const inFolder = (folder: string) => ({ environment: { ROSTRUM_DATA: folder } });
const command = (...words: string[]) => run(words, inFolder(here.folder));
const file = path.join(here.folder, "all.backup");

beforeAll(async () => {
  for (const { folder } of [here, elsewhere]) await putEmbeddedDatabase(path.join(folder, "database"));
});
afterAll(() => {
  here.remove();
  elsewhere.remove();
});

describe("backup and restore", () => {
  it("go by a file, into another folder, and say that the key is another", async () => {
    expect((await command("people", "invite", "ana@acme.example", "--role", "viewer")).code).toBe(0);
    expect(await command("backup", "--out", file)).toMatchObject({
      code: 0,
      stdout: "",
      stderr: expect.stringContaining("The key is not in it."),
    });
    const restored = await run(["restore", file], inFolder(elsewhere.folder));
    expect(restored.code).toBe(0);
    expect(restored.stderr).toContain("Restored: ");
    expect(restored.stderr).toContain("Warning: the secrets in it were sealed with key");
    const found = await run(["personal-data", "find", "ana@acme.example"], inFolder(elsewhere.folder));
    expect(found.stdout).toContain("An invitation");
  });

  it("refuse with words and a code what cannot be", async () => {
    expect(await run(["restore", file], inFolder(elsewhere.folder))).toMatchObject({
      code: 3,
      stderr: expect.stringContaining("--replace"),
    });
    expect((await run(["restore", file, "--replace"], inFolder(elsewhere.folder))).code).toBe(0);
    expect((await command("restore", path.join(here.folder, "none"))).code).toBe(2);
    const other = path.join(here.folder, "other");
    writeFileSync(other, "no backup");
    expect(await command("restore", other, "--replace")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("This is no backup of Rostrum."),
    });
    expect((await command("backup")).code).toBe(2);
  });
});

describe("personal data", () => {
  it("is exported into a file that its owner alone can read, and never over another", async () => {
    const out = path.join(here.folder, "ana.json");
    expect((await command("personal-data", "export", "ana@acme.example", "--out", out)).code).toBe(0);
    expect(statSync(out).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(out, "utf8"))).toMatchObject({
      records: [{ kind: "people" }, { kind: "audit" }],
    });
    expect((await command("personal-data", "export", "ana@acme.example", "--out", out)).code).toBe(2);
    const shown = await command("personal-data", "export", "ana@acme.example");
    expect(JSON.parse(shown.stdout)).toHaveProperty("records");
  });

  it("is erased by who types the address again, or says --yes", async () => {
    const wrong = await run(["personal-data", "erase", "ana@acme.example"], {
      ...inFolder(here.folder),
      typed: ["eve@acme.example"],
    });
    expect(wrong.code).toBe(2);
    expect((await command("personal-data", "erase", "ana@acme.example")).code).toBe(2);
    const typed = await run(["personal-data", "erase", "Ana@acme.example"], {
      ...inFolder(here.folder),
      typed: ["ana@acme.example"],
    });
    expect(typed).toMatchObject({ code: 0, stdout: "people: 1 erased\naudit: 1 erased\n" });
    expect((await command("personal-data", "find", "ana@acme.example")).stderr).toContain(
      "Nothing is known here",
    );
    expect((await command("personal-data", "erase", "ana@acme.example", "--yes")).stderr).toContain(
      "nothing to erase",
    );
  });

  it("that is left gives the exit code 1", async () => {
    const files = path.join(here.folder, "files");
    expect(existsSync(files)).toBe(true);
    writeFileSync(path.join(files, "people.csv"), "email\nana@acme.example\n");
    expect(await command("personal-data", "erase", "ana@acme.example", "--yes")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("people.csv"),
    });
  });
});

describe("retention", () => {
  it("is listed, set and applied", async () => {
    expect((await command("retention")).stdout).toMatch(/audit +730 days/);
    expect((await command("retention", "set", "audit", "30")).code).toBe(0);
    expect((await command("retention", "list")).stdout).toMatch(/audit +30 days +730 days/);
    expect((await command("retention", "set", "audit", "forever")).stderr).toContain("for ever");
    expect((await command("retention", "apply")).stderr).toContain("nothing was over");
    for (const words of [
      ["audit", "soon"],
      ["audit", "0"],
      ["audits", "3"],
    ])
      expect((await command("retention", "set", ...words)).code).toBe(2);
  });
});
