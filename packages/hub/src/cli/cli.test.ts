import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Sandbox } from "@rostrum/sandbox";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { takeLock } from "../platform/data-folder/lock.ts";
import { freePort, putEmbeddedDatabase } from "../platform/database/testing.ts";
import { startTestSandbox, temporaryFolder } from "../testing/hub.ts";
import { type Ran, type RunOptions, run } from "./testing/run.ts";

let sandbox: Sandbox;
let folder: string;
let remove: () => void;
let port: number;
beforeAll(async () => {
  port = await freePort();
  sandbox = await startTestSandbox({ redirectUris: [`http://localhost:${port}/connections/callback`] });
  ({ folder, remove } = temporaryFolder());
  await putEmbeddedDatabase(path.join(folder, "data", "database"));
  expect(await rostrum(["connections", "add", "main", "--sandbox", sandbox.url])).toMatchObject({ code: 0 });
});
afterAll(async () => {
  remove();
  await sandbox.close();
});

function rostrum(words: readonly string[], options: RunOptions = {}): Promise<Ran> {
  return run(words, {
    ...options,
    environment: { ROSTRUM_DATA: path.join(folder, "data"), ...options.environment },
  });
}

describe("wrong usage", () => {
  it.each([
    [["conections"], "Did you mean connections?"],
    [["connections", "lst"], "Did you mean list?"],
    [["connections", "list", "--jsn"], "Did you mean --json?"],
    [["send", "GET"], "missing required argument 'PATH'"],
    [["send", "FETCH", "/x"], "Use one of GET"],
    [["connections", "edit", "main"], "--name NAME"],
    [["connections", "test", "mian"], 'Did you mean "main"?'],
    [["connections", "clients", "edit", "x", "--rate", "many"], "whole number"],
    [["sandbox", "--webinars", "many"], "--webinars must be a whole number"],
  ])("%j ends with 2 and the nearest right way", async (words, hint) => {
    const ran = await rostrum(words);
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain(hint);
    expect(ran.stdout).toBe("");
  });

  it("of a variable names it", async () => {
    const ran = await rostrum(["connections", "list"], { environment: { ROSTRUM_PORT: "many" } });
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain("ROSTRUM_PORT");
  });

  it("asks nobody where there is no terminal, but says which option to use", async () => {
    const ran = await rostrum(["connections", "add", "x"]);
    expect([ran.code, ran.stderr]).toEqual([2, expect.stringContaining("--client-id ID")]);
  });
});

describe("help", () => {
  it("goes to standard output, with examples and the variables", async () => {
    const [top, verb] = [await rostrum(["--help"]), await rostrum(["connections", "add", "--help"])];
    expect([top.code, verb.code]).toEqual([0, 0]);
    expect(top.stdout).toContain("ROSTRUM_DATA");
    expect(verb.stdout).toContain("$ rostrum connections add --sandbox http://127.0.0.1:8090");
  });

  it("of the sandbox is the sandbox's own", async () => {
    const ran = await rostrum(["sandbox", "--help"]);
    expect([ran.code, ran.stdout]).toEqual([0, expect.stringContaining("--registrants COUNT")]);
  });
});

describe("connections", () => {
  it("are listed as sentences, and as JSON for programs", async () => {
    const listed = await rostrum(["connections", "list"]);
    expect(listed.stdout).toMatch(/^main\n {2}Working\. Signed in as olivia@demo\.example/);
    const { connections } = JSON.parse((await rostrum(["connections", "list", "--json"])).stdout);
    expect(connections).toMatchObject([{ alias: "main", organizerKey: sandbox.credentials.organizerKey }]);
  });

  it("are tested", async () => {
    const ran = await rostrum(["connections", "test"]);
    expect([ran.code, ran.stdout]).toEqual([
      0,
      expect.stringMatching(/^main: Works\. Signed in as olivia@demo\.example/),
    ]);
  });

  it("are added with questions at a terminal, without showing what is secret", async () => {
    const { clientId, clientSecret, personalAccessToken } = sandbox.credentials;
    const hosts = ["--api", sandbox.url, "--authentication", sandbox.url];
    const ran = await rostrum(["connections", "add", ...hosts, "--pat"], {
      typed: ["Typed in", clientId, clientSecret, personalAccessToken],
    });
    expect(ran.code).toBe(0);
    expect(ran.stdout).toContain("typed_in  (Typed in)");
    expect(ran.stderr).not.toContain(clientSecret);
    expect(ran.stderr).not.toContain(personalAccessToken);
    expect(await rostrum(["connections", "remove", "typed_in"])).toMatchObject({ code: 0 });
  });

  it("are added with secrets from a file and from the environment", async () => {
    const { clientId, clientSecret, personalAccessToken } = sandbox.credentials;
    const file = path.join(folder, "secret.txt");
    writeFileSync(file, `${clientSecret}\n`);
    const words = ["connections", "add", "From file", "--client-id", clientId, "--client-secret", `@${file}`];
    const hosts = ["--api", sandbox.url, "--authentication", sandbox.url];
    const ran = await rostrum([...words, ...hosts, "--pat"], {
      environment: { ROSTRUM_PAT: personalAccessToken },
    });
    expect(ran).toMatchObject({ code: 0 });
    await rostrum(["connections", "remove", "from_file"]);
  });

  it("let a person in two accounts choose at the terminal", async () => {
    const pat = sandbox.world.personalAccessTokens[2]?.token ?? "";
    const client = ["--client", sandbox.credentials.clientId];
    const silent = await rostrum(["connections", "add", "two", ...client, "--pat", pat]);
    expect([silent.code, silent.stderr]).toEqual([
      3,
      expect.stringContaining("Say which with --account KEY"),
    ]);
    const asked = await rostrum(["connections", "add", "two", ...client, "--pat", pat], { typed: ["2"] });
    expect([asked.code, asked.stdout]).toEqual([
      0,
      expect.stringContaining("organizer of Müller & Söhne “Süd”"),
    ]);
    await rostrum(["connections", "remove", "two"]);
  });

  it("say what is wrong when there is no sandbox at an address", async () => {
    const ran = await rostrum(["connections", "add", "--sandbox", "http://127.0.0.1:1"]);
    expect([ran.code, ran.stderr]).toEqual([2, expect.stringContaining("rostrum sandbox")]);
  });

  it("are authorized in the browser when no hub runs: the command listens for that long", async () => {
    const { clientId } = sandbox.credentials;
    let browser: Promise<unknown> | undefined;
    const ran = await rostrum(["connections", "add", "By browser", "--client", clientId, "--no-browser"], {
      environment: { ROSTRUM_PORT: String(port) },
      onNote(text) {
        const url = /^ {2}(http\S+authorize\S+)/m.exec(text)?.[1];
        if (url !== undefined) browser = fetch(url);
      },
    });
    await browser;
    expect(ran).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("by_browser  (By browser)\n  Working."),
    });
    await rostrum(["connections", "remove", "by_browser"]);
  });
});

describe("send", () => {
  it("writes the body exactly to standard output and the status to standard error", async () => {
    const ran = await rostrum([
      "send",
      "GET",
      "/G2W/rest/v2/organizers/{organizerKey}/webinars?fromTime=2000-01-01T00:00:00Z&toTime=2100-01-01T00:00:00Z",
    ]);
    expect(ran.code).toBe(0);
    expect(ran.stderr).toMatch(/^ {2}200 {2}application\/json/);
    expect(JSON.parse(ran.stdout)).toHaveProperty("_embedded.webinars");
  });

  it("ends with 3 when GoTo says no, with GoTo's own words", async () => {
    const ran = await rostrum(["send", "GET", "/G2W/rest/v2/organizers/{organizerKey}/webinars/1"]);
    expect([ran.code, ran.stderr]).toEqual([3, expect.stringMatching(/^ {2}404/)]);
    expect(ran.stdout).toContain("errorCode");
  });

  it("takes its body from a file or from standard input", async () => {
    const webinar = JSON.stringify({
      subject: "By hand",
      times: [{ startTime: "2090-01-01T10:00:00Z", endTime: "2090-01-01T11:00:00Z" }],
      timeZone: "Europe/Brussels",
    });
    const words = ["send", "post", "/G2W/rest/v2/organizers/{organizerKey}/webinars", "--body"];
    expect(await rostrum([...words, "@-"], { input: webinar })).toMatchObject({ code: 0 });
    const file = path.join(folder, "webinar.json");
    writeFileSync(file, webinar);
    expect(await rostrum([...words, `@${file}`])).toMatchObject({ code: 0 });
    const missing = await rostrum([...words, "@nowhere.json"]);
    expect([missing.code, missing.stderr]).toEqual([
      2,
      expect.stringContaining("There is no file nowhere.json"),
    ]);
  });
});

describe("doctor", () => {
  it("finds everything well", async () => {
    const ran = await rostrum(["doctor"]);
    expect(ran.code).toBe(0);
    expect(ran.stdout).toMatch(/ok +Database/);
    expect(ran.stdout).toMatch(/ok +Key/);
    expect(ran.stdout).toMatch(/ok +Connections: main: Works/);
  });

  it("ends with 3 and says what to do when the key is not the one that sealed", async () => {
    const data = path.join(folder, "data");
    const key = readFileSync(path.join(data, "key"));
    writeFileSync(path.join(data, "key"), Buffer.alloc(32, 1).toString("base64"));
    const ran = await rostrum(["doctor"]);
    expect(ran.code).toBe(3);
    expect(ran.stdout).toMatch(/FAILED +Key/);
    expect(ran.stdout).toContain("> Put the former key back");
    // Nothing was lost: with the key back, all works again.
    writeFileSync(path.join(data, "key"), key);
    expect(await rostrum(["connections", "test", "main"])).toMatchObject({ code: 0 });
  });

  it("ends with 3 when consent has ended, and is well again after a new one", async () => {
    const body = { error: "invalid_grant", error_description: "token is gone" };
    sandbox.control.faults.order({ operation: "token", kind: "status", status: 400, body, times: 1 });
    sandbox.control.tokens.expire("access");
    const ran = await rostrum(["doctor"]);
    expect(ran.code).toBe(3);
    expect(ran.stdout).toMatch(/FAILED +Connections: main/);
    expect(ran.stdout).toContain("> Authorize it again: rostrum connections authorize main");
    const { personalAccessToken } = sandbox.credentials;
    expect(await rostrum(["connections", "authorize", "main", "--pat", personalAccessToken])).toMatchObject({
      code: 0,
    });
    expect(await rostrum(["doctor"])).toMatchObject({ code: 0 });
  });

  it("is itself a finding when the hub cannot be opened", async () => {
    const ran = await rostrum(["doctor"], {
      environment: { DATABASE_URL: "postgres://nobody@127.0.0.1:1/x" },
    });
    expect([ran.code, ran.stdout]).toEqual([
      3,
      expect.stringMatching(/FAILED +Hub: The Postgres database at 127\.0\.0\.1:1/),
    ]);
  });

  it("says so when the folder cannot be used", async () => {
    const file = path.join(folder, "file");
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, "");
    const ran = await rostrum(["doctor", "--json"], {
      environment: { ROSTRUM_DATA: path.join(file, "data") },
    });
    expect([ran.code, JSON.parse(ran.stdout).checks[0].state]).toEqual([3, "failed"]);
  });
});

describe("the data folder", () => {
  it("regression: is not begun by a command that only reads; it says where it has looked", async () => {
    const nowhere = path.join(folder, "nowhere");
    for (const words of [["query", "Webinar"], ["connections", "list"], ["entities"]]) {
      const ran = await rostrum(words, { environment: { ROSTRUM_DATA: nowhere } });
      expect([ran.code, ran.stderr]).toEqual([
        3,
        expect.stringContaining(`There is no data of a hub in ${nowhere}.`),
      ]);
    }
    expect(existsSync(nowhere)).toBe(false);
  });

  it("is waited for while another command uses it, and that is said", async () => {
    const lock = takeLock(path.join(folder, "data"), "query", new Date());
    const ran = await rostrum(["connections", "list"], {
      onNote(text) {
        if (text.includes("Waiting")) lock.release();
      },
    });
    expect(ran).toMatchObject({ code: 0, stdout: expect.stringContaining("main") });
    expect(ran.stderr).toContain('Waiting for "rostrum query", which uses the data folder');
  });
});

describe("a command that ended", () => {
  it("leaves no lock behind", () => {
    expect(readdirSync(path.join(folder, "data")).toSorted()).toEqual([
      "access-token",
      "database",
      "files",
      "key",
    ]);
  });
});
