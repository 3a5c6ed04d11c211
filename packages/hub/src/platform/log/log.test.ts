import { describe, expect, it } from "vitest";
import { createLog } from "./log.ts";

const planted = "planted-5f1c2d";

function linesOf(write: (log: ReturnType<typeof createLog>) => void): string {
  const lines: string[] = [];
  write(createLog("trace", { write: (line) => void lines.push(line) }));
  return lines.join("");
}

describe("the log", () => {
  it.each([
    ["a member named token", { accessToken: planted }],
    ["a token far down", { grant: { tokens: [{ refresh_token: planted }] } }],
    ["a client secret", { client: { clientSecret: planted } }],
    ["a header", { headers: { authorization: `Bearer ${planted}` } }],
    ["a personal access token", { body: { pat: planted } }],
    ["an authorization code", { query: { code: planted } }],
    ["a database address", { databaseUrl: `postgres://me:${planted}@host/db` }],
    ["an address in a text", { text: `could not reach postgres://me:${planted}@host/db` }],
    ["a form body in a text", { text: `grant_type=refresh_token&refresh_token=${planted}&x=1` }],
    ["JSON in a text", { text: `{"access_token":"${planted}"}` }],
    ["a bearer header in a text", { text: `sent Authorization: Bearer ${planted}` }],
    ["an error's text", { err: new Error(`refused: client_secret=${planted}`) }],
    ["an error's cause", { err: new Error("refused", { cause: new Error(`pat=${planted}`) }) }],
    ["an error's member", { err: Object.assign(new Error("refused"), { request: { password: planted } }) }],
  ])("keeps out %s", (_what, members) => {
    const lines = linesOf((log) => log.error(members, "something happened"));
    expect(lines).not.toContain(planted);
    expect(lines).toContain("something happened");
  });

  it("keeps secrets out of the message, of its parts and of what a child log carries", () => {
    const lines = linesOf((log) => {
      log.warn(`GET /x?access_token=${planted} failed`);
      log.warn("GET %s failed", `/x?code=${planted}`);
      log.child({ token: planted }).warn("child");
      log.error(new Error(`Bearer ${planted}`));
    });
    expect(lines).not.toContain(planted);
  });

  it("keeps JSON web tokens out wherever they stand", () => {
    expect(
      linesOf((log) => log.info({ note: "it was eyJhbGciOiJSUzUxMiJ9.eyJzdWIiOiI0MTc3In0.c2ln" })),
    ).not.toContain("eyJzdWIi");
  });

  it("keeps API keys and the codes of one-time links out wherever they stand", () => {
    const lines = linesOf((log) => {
      log.info(`GET /setup/4F2K-9QXB-T7MD-0HVC with rostrum_${"aB3_-".repeat(8)}xyz`);
      log.info({ webinar: "0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9" });
    });
    expect(lines).not.toContain("4F2K");
    expect(lines).not.toContain("aB3_");
    expect(lines).toContain("0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9");
  });

  it("is written at once however long a word in it is", { timeout: 5_000 }, () => {
    const word = "a".repeat(100_000);
    expect(linesOf((log) => log.info({ word }, `at ${word}`))).toContain(word);
  });

  it("keeps what is needed to find a fault", () => {
    const error = Object.assign(new Error("connect refused"), { code: "ECONNREFUSED" });
    const line = JSON.parse(
      linesOf((log) => log.error({ err: error, webinarKey: "8745612345678901234" }, "no answer")),
    );
    expect(line).toMatchObject({
      level: "error",
      msg: "no answer",
      webinarKey: "8745612345678901234",
      err: { message: "connect refused", code: "ECONNREFUSED" },
    });
    expect(line.err.stack).toContain("log.test.ts");
  });

  it("survives what refers to itself", () => {
    const ring: Record<string, unknown> = { name: "ring" };
    ring.self = ring;
    expect(linesOf((log) => log.info({ ring }))).toContain("Circular");
  });
});
