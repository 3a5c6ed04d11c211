import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { accessToken, makeDataFolder } from "./data-folder.ts";
import { findOwner, takeLock } from "./lock.ts";

const holderProgram = fileURLToPath(new URL("./testing/holder.ts", import.meta.url));
const now = new Date("2031-01-01T00:00:00Z");

describe("the lock of the data folder", () => {
  let folder: string;
  const children: ChildProcess[] = [];
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "rostrum-lock-"));
  });
  afterEach(async () => {
    await Promise.all(children.splice(0).map((child) => end(child)));
    rmSync(folder, { recursive: true });
  });

  /** Starts another process that takes the lock; gives its first line. */
  async function holder(url?: string): Promise<{ child: ChildProcess; said: string }> {
    const child = spawn(process.execPath, [holderProgram, folder, ...(url === undefined ? [] : [url])], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    children.push(child);
    const [said] = (await once(createInterface(child.stdout), "line")) as [string];
    return { child, said };
  }

  it("is had by one process, and tells a second one who has it and where", async () => {
    const { child, said } = await holder("http://127.0.0.1:8080");
    expect(said).toBe("taken");
    expect(findOwner(folder)).toMatchObject({
      pid: child.pid,
      url: "http://127.0.0.1:8080",
      purpose: "serve",
    });
    expect(() => takeLock(folder, "query", now)).toThrow(
      expect.objectContaining({
        code: "data-folder.in-use",
        message: expect.stringContaining(`http://127.0.0.1:8080 (process ${child.pid}`),
      }),
    );
  });

  it("is taken over from a process that was killed with -9", async () => {
    const { child } = await holder();
    await end(child, "SIGKILL");
    expect(findOwner(folder)).toBeUndefined();
    takeLock(folder, "serve", now).release();
  });

  it("is had by exactly one of eight that come to a dead owner's lock at once", async () => {
    const { child } = await holder();
    await end(child, "SIGKILL");
    const said = (await Promise.all(Array.from({ length: 8 }, () => holder()))).map((one) => one.said);
    expect(said.filter((line) => line === "taken")).toHaveLength(1);
    expect(said.filter((line) => line.startsWith("refused: The data folder"))).toHaveLength(7);
  });

  it("does not take another process for the owner because it has the same id", () => {
    const impostor = { pid: process.ppid, processStart: "1", purpose: "serve", since: "", id: "x" };
    writeFileSync(path.join(folder, "hub.lock"), JSON.stringify(impostor));
    expect(findOwner(folder)).toBeUndefined();
  });

  it("is taken over when the machine went down in the middle of a takeover", async () => {
    writeFileSync(path.join(folder, "hub.lock"), "{ half");
    takeLock(folder, "serve", now).release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it("leaves nothing behind when it is given back", () => {
    const lock = takeLock(folder, "serve", now);
    lock.announce("http://127.0.0.1:1");
    lock.release();
    lock.release();
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe("the data folder", () => {
  let parent: string;
  beforeEach(() => {
    parent = mkdtempSync(path.join(tmpdir(), "rostrum-folder-"));
  });
  afterEach(() => rmSync(parent, { recursive: true }));

  it("keeps one access token, readable by its owner only", () => {
    const folder = path.join(parent, "deeper", "data");
    makeDataFolder(folder);
    const token = accessToken(folder);
    expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(accessToken(folder)).toBe(token);
    expect(statSync(path.join(folder, "access-token")).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  it("says so when it cannot be used", () => {
    const file = path.join(parent, "file");
    writeFileSync(file, "");
    expect(() => makeDataFolder(path.join(file, "data"))).toThrow(
      expect.objectContaining({ code: "data-folder.unusable" }),
    );
  });
});

async function end(child: ChildProcess, signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill(signal);
  await once(child, "exit");
}
