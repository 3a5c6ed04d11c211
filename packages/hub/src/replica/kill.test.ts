/** kill -9 in the middle of a sync, again and again, as it would happen: a process of its own, on both databases. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { type Ran, run } from "../cli/testing/run.ts";
import { putEmbeddedDatabase, startPostgres } from "../platform/database/testing.ts";
import { startTestSandbox, temporaryFolder } from "../testing/hub.ts";

const mainFile = fileURLToPath(new URL("../main.ts", import.meta.url));
/** Calls after which each try is killed: at once, within the lists, in the middle, and near its end. */
const killedAfter = [2, 30, 50];

describe("a sync that is killed", { timeout: 300_000 }, () => {
  it.each(["embedded", "postgres"] as const)("goes on: nothing lost, nothing doubled (%s)", async (kind) => {
    await using closing = new AsyncDisposableStack();
    const temporary = temporaryFolder();
    closing.defer(() => temporary.remove());
    const environment: Record<string, string> = { ROSTRUM_DATA: temporary.folder, ROSTRUM_PORT: "0" };
    if (kind === "postgres") {
      const postgres = await startPostgres();
      closing.defer(() => postgres.stop());
      environment.DATABASE_URL = await postgres.newDatabase();
    } else await putEmbeddedDatabase(path.join(temporary.folder, "database"));
    const sandbox = await startTestSandbox({
      seed: 9,
      size: { webinars: 14, registrants: { from: 5, to: 450 }, attendees: { from: 1, to: 60 } },
    });
    closing.defer(() => sandbox.close());
    const made = () => sandbox.control.calls.snapshot().apis.webinar?.calls ?? 0;
    const rostrum = (...words: string[]): Promise<Ran> => run(words, { environment });

    expect(await rostrum("connections", "add", "main", "--sandbox", sandbox.url)).toMatchObject({ code: 0 });
    const { clientId } = sandbox.credentials;
    expect(await rostrum("connections", "clients", "edit", clientId, "--rate", "1000")).toMatchObject({
      code: 0,
    });
    expect(await rostrum("replica", "add")).toMatchObject({ code: 0 });
    sandbox.control.latency.set({ ms: 20, jitter: 10 });
    for (const calls of killedAfter) {
      const before = made();
      const child = spawn(process.execPath, [mainFile, "replica", "sync"], {
        env: { PATH: process.env.PATH, ...environment },
        stdio: "ignore",
      });
      closing.defer(() => void child.kill("SIGKILL"));
      const over = once(child, "exit").then(() => true);
      while (made() - before < calls) {
        const done = await Promise.race([
          over,
          new Promise<false>((resolve) => setTimeout(resolve, 2, false)),
        ]);
        if (done) break;
      }
      child.kill("SIGKILL");
      await over;
    }
    sandbox.control.latency.set({ ms: 0, jitter: 0 });

    // It finds the sync that was under way, whose process is dead, and takes it over.
    expect(await rostrum("replica", "sync")).toMatchObject({
      code: 0,
      stderr: expect.stringContaining("up to date"),
    });
    const status = JSON.parse((await rostrum("replica", "status", "--json")).stdout) as {
      lastSync: { counts: Record<string, { new: number; changed: number; gone: number }> };
    };
    const expected = sandbox.control.counts() as unknown as Record<string, number>;
    // Each row was new exactly once, over all the tries of this one run.
    for (const entity of [
      "Webinar",
      "Registrant",
      "Session",
      "Attendee",
      "SessionPoll",
      "Panelist",
      "CoOrganizer",
    ]) {
      expect(status.lastSync.counts[entity] ?? { new: 0 }, entity).toMatchObject({ new: expected[entity] });
    }
    const complete = await rostrum("replica", "sync", "--complete");
    expect(complete.stderr).toContain("16 tables up to date: 0 new, 0 changed, 0 gone (complete scan)");
  });
});
