import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { start } from "../testing/started.ts";
import { parseSandboxArguments } from "./arguments.ts";
import { runSandbox } from "./run.ts";

function optionsOf(line: string) {
  const read = parseSandboxArguments(line.split(" ").filter(Boolean));
  if (read.outcome !== "run") throw new Error(JSON.stringify(read));
  return read.command;
}

describe("the command line", () => {
  test("turns words into options", () => {
    expect(
      optionsOf(
        "--webinars 50 --registrants 200 --attendees 60-120 --seed 7 --port 0 --latency 120+-20 --limit sliding:5",
      ),
    ).toEqual({
      port: 0,
      options: {
        seed: 7,
        size: { webinars: 50, registrants: 200, attendees: { from: 60, to: 120 } },
        latency: { ms: 120, jitter: 20 },
        limit: { mode: "sliding", perSecond: 5 },
        tokens: {},
      },
    });
    expect(optionsOf("--limit off --auto-approve").options).toMatchObject({
      limit: { mode: "off" },
      tokens: { autoApprove: true },
    });
    expect(
      optionsOf("--redirect-uri http://a/ --redirect-uri http://b/ --base-date 2031-04-01").options,
    ).toMatchObject({
      redirectUris: ["http://a/", "http://b/"],
      baseDate: Date.UTC(2031, 3, 1),
    });
    expect(optionsOf("").port).toBe(8090);
  });

  test.each([
    ["--webinars many", "--webinars must be a whole number"],
    ["--registrants 10 --attendees 11", "Raise registrants"],
    ["--limit 0", "--limit must be"],
    ["--latency fast", "--latency must be"],
    ["--variety wild", "--variety must be one of mixed, plain"],
    ["--base-date soon", "--base-date must be a date"],
    ["--port 70000", "at most 65535"],
    ["--nonsense", "Unknown option '--nonsense'"],
    ["extra", "Unexpected argument"],
  ])("refuses %j and says why", (line, reason) => {
    expect(parseSandboxArguments(line.split(" "))).toEqual({
      outcome: "wrong",
      message: expect.stringContaining(reason),
    });
  });

  test("says what to do when the port is taken", async () => {
    await using started = await start({ size: { webinars: 0 } });
    const port = Number(new URL(started.url).port);
    await expect(runSandbox({ options: {}, port }, () => {})).rejects.toThrow(/Port \d+ is taken.*--port/);
  });
});

describe("the program", () => {
  const main = fileURLToPath(new URL("../main.ts", import.meta.url));

  test("prints address and credentials, answers, and ends with a signal", async () => {
    const child = spawn(process.execPath, [main, "--port", "0", "--webinars", "3"], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const ended = once(child, "exit");
    let text = "";
    for await (const part of child.stdout.setEncoding("utf8")) {
      text += part;
      if (text.includes("/_sandbox\n")) break;
    }
    const url = /GoTo in a box on (\S+)/.exec(text)?.[1];
    for (const name of ["client id", "client secret", "access token", "organizer key"])
      expect(text).toContain(name);
    expect((await fetch(`${url}/_sandbox/clock`)).status).toBe(200);
    child.kill("SIGINT");
    expect(await ended).toEqual([0, null]);
  });

  test("ends with 2 when it is called wrongly", async () => {
    const child = spawn(process.execPath, [main, "--what"], { stdio: "ignore" });
    expect(await once(child, "exit")).toEqual([2, null]);
  });
});
