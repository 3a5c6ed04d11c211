import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { freePort, putEmbeddedDatabase } from "../../platform/database/testing.ts";
import { startTestSandbox, temporaryFolder } from "../../testing/hub.ts";
import { run } from "../testing/run.ts";

const mainFile = fileURLToPath(new URL("../../main.ts", import.meta.url));

interface Process {
  readonly child: ChildProcess;
  /** Resolves when its standard error holds the text; rejects when it ended before. */
  says(pattern: RegExp): Promise<string>;
  /** Exit code or signal, when it has ended by itself. */
  readonly ended: Promise<number | NodeJS.Signals>;
  /** Sends the signal and gives exit code or signal. */
  end(signal: NodeJS.Signals): Promise<number | NodeJS.Signals>;
}

let folder: string;
let remove: () => void;
const processes: Process[] = [];
beforeEach(async () => {
  ({ folder, remove } = temporaryFolder());
  await putEmbeddedDatabase(path.join(folder, "database"));
});
afterEach(async () => {
  await Promise.all(processes.splice(0).map((one) => one.end("SIGKILL")));
  remove();
});

function start(words: readonly string[], environment: Record<string, string> = {}): Process {
  const child = spawn(process.execPath, [mainFile, ...words], {
    env: { PATH: process.env.PATH, ROSTRUM_DATA: folder, ROSTRUM_PORT: "0", ...environment },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  const ended = once(child, "exit").then(([code, signal]) => (code ?? signal) as number | NodeJS.Signals);
  const started: Process = {
    child,
    ended,
    async says(pattern) {
      for (;;) {
        if (pattern.test(said)) return said;
        const over = await Promise.race([
          ended.then(() => true),
          once(child.stderr, "data").then(() => false),
        ]);
        if (over && !pattern.test(said)) throw new Error(`ended without saying ${pattern}: ${said}`);
      }
    },
    async end(signal) {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      return ended;
    },
  };
  processes.push(started);
  return started;
}

/** A command in this process, on the same data folder: it finds the hub by the folder's lock. */
const rostrum = (...words: string[]) => run(words, { environment: { ROSTRUM_DATA: folder } });

/** As after a first start: the account was read already, and the sandbox had this port. */
async function afterFirstStart(): Promise<number> {
  const port = await freePort();
  const memory = { seed: 1, baseDate: "2026-11-01T00:00:00.000Z", port, read: true };
  writeFileSync(path.join(folder, "sandbox.json"), JSON.stringify(memory));
  return port;
}

describe("a hub that runs", () => {
  it("is found by commands through its data folder, refuses a second one, and ends cleanly on Ctrl-C", async () => {
    const hub = start(["serve"]);
    await hub.says(
      /Ready at http:\/\/localhost:\d+ +sign in once with: http:\/\/localhost:\d+\/setup\/\w{4}-/,
    );
    const doctor = await rostrum("doctor");
    expect(doctor.stdout).toMatch(/Hub: Runs at http:\/\/127\.0\.0\.1:\d+\./);

    const second = start(["serve"]);
    const said = await second.says(/Stop it first/);
    expect(said).toMatch(/is in use by the hub at http:\/\/127\.0\.0\.1:\d+ \(process \d+, since/);
    expect(await second.ended).toBe(3);

    expect(await hub.end("SIGINT")).toBe(0);
    expect((await rostrum("doctor")).stdout).toContain("Hub: Does not run");
  });

  it("starts again after kill -9, with everything that was acknowledged", async () => {
    await afterFirstStart();
    const hub = start(["serve", "--with-sandbox"]);
    await hub.says(/Ready at/);
    const edited = await rostrum("connections", "edit", "demo_account", "--name", "Survivor");
    expect(edited.code).toBe(0);
    expect(await hub.end("SIGKILL")).toBe("SIGKILL");

    const again = start(["serve", "--with-sandbox"]);
    await again.says(/Ready at/);
    const listed = await rostrum("connections", "list");
    expect(listed.stdout).toContain("demo_account  (Survivor)");
    expect((await rostrum("connections", "test", "demo_account")).stdout).toContain("demo_account: Works.");
    expect(await again.end("SIGTERM")).toBe(0);
  });

  it("says so when its port is taken, and leaves the folder free", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const address = other.address();
    const port = String(typeof address === "object" ? address?.port : "");
    const hub = start(["serve"], { ROSTRUM_PORT: port });
    await hub.says(new RegExp(`Port ${port} on 127\\.0\\.0\\.1 is taken`));
    expect(await hub.ended).toBe(3);
    expect((await rostrum("connections", "list")).code).toBe(0);
    other.close();
  });
});

describe("the demo account", () => {
  it("is read once, at the first start, and its keys stay the same from start to start", async () => {
    const first = start(["serve", "--with-sandbox"]);
    const said = await first.says(/Ready at/);
    expect(said).toContain('Reading "Demo account" from the sandbox');
    expect(said).toMatch(
      /Read 42 webinars, [\d,]+ registrants, \d+ sessions, [\d,]+ attendees: \d+ calls in/,
    );
    const keys = async () => {
      const { connections } = JSON.parse((await rostrum("connections", "list", "--json")).stdout);
      return connections.map(({ organizerKey, accountKey }: Record<string, string>) => [
        organizerKey,
        accountKey,
      ]);
    };
    const before = await keys();
    await first.end("SIGINT");

    const second = start(["serve", "--with-sandbox"]);
    expect(await second.says(/Ready at/)).not.toContain("Reading");
    expect(await keys()).toEqual(before);
    await second.end("SIGINT");
  });

  it("is still there when another program took the sandbox's port in between", async () => {
    const port = await afterFirstStart();
    const first = start(["serve", "--with-sandbox"]);
    expect(await first.says(/Ready at/)).toContain(`:${port}`);
    await first.end("SIGINT");
    const other = createServer().listen(port, "127.0.0.1");
    await once(other, "listening");
    const second = start(["serve", "--with-sandbox"]);
    await second.says(/Ready at/);
    const { connections } = JSON.parse((await rostrum("connections", "list", "--json")).stdout);
    expect(connections).toHaveLength(1);
    expect(connections[0].apiAddress).not.toContain(`:${port}`);
    expect((await rostrum("connections", "test")).code).toBe(0);
    await second.end("SIGINT");
    other.close();
    await once(other, "close");
    // Free again, it is the sandbox's again.
    const third = start(["serve", "--with-sandbox"]);
    expect(await third.says(/Ready at/)).toContain(`:${port}`);
    await third.end("SIGINT");
  });

  it("is not started beside a connection of somebody's own that works, and that is said", async () => {
    await using own = await ownAccount();
    const hub = start(["serve", "--with-sandbox"]);
    expect(await hub.says(/Ready at/)).toContain("own (working); no sandbox, since no connection uses it");
    expect(own.alias).toBe("own");
    await hub.end("SIGINT");
  });

  it("regression: is started while its connection is there, whatever else is connected or left behind", async () => {
    const port = await afterFirstStart();
    const first = start(["serve", "--with-sandbox"]);
    expect(await first.says(/Ready at/)).toContain(
      "no connection of your own; the sandbox (GoTo in a box) runs on",
    );
    await first.end("SIGINT");
    await using own = await ownAccount();
    // Known by its OAuth client, also under another alias.
    await rostrum("connections", "edit", "demo_account", "--alias", "demo");
    const begun = Date.now();
    const second = start(["serve", "--with-sandbox"]);
    const said = await second.says(/Ready at/);
    expect(said).toContain(
      `${own.alias} (working); the sandbox (GoTo in a box) runs on http://127.0.0.1:${port}, since demo`,
    );
    expect(said).toContain("It begins anew at every start");
    // They are asked at the start: their health is not of the time when the sandbox was away.
    const lastSuccesses = async () => {
      const { connections } = JSON.parse((await rostrum("connections", "list", "--json")).stdout);
      return connections.map(
        ({ lastSuccessAt }: { lastSuccessAt: string }) => Date.parse(lastSuccessAt) > begun,
      );
    };
    await expect.poll(lastSuccesses, { timeout: 20_000 }).toEqual([true, true]);
    await second.end("SIGINT");
  });
});

/** A connection to another GoTo, which works. */
async function ownAccount(): Promise<AsyncDisposable & { readonly alias: string }> {
  const goto = await startTestSandbox({ seed: 9 });
  const alias = "own";
  expect((await rostrum("connections", "add", alias, "--sandbox", goto.url)).code).toBe(0);
  return { alias, [Symbol.asyncDispose]: () => goto.close() };
}
