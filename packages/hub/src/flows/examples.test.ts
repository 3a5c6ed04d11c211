/** The flows of examples/, each run as a person runs it: by the command line, with the sandbox as GoTo, on both databases. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Sandbox } from "@rostrum/sandbox";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { run } from "../cli/testing/run.ts";
import { sandboxConnection, startTestHub, startTestSandbox, type TestHub } from "../testing/hub.ts";

const examples = fileURLToPath(new URL("../../../../examples/", import.meta.url));

let sandbox: Sandbox;
let hub: TestHub;
let environment: Record<string, string>;

describe("the examples", () => {
  beforeEach(async () => {
    [hub, sandbox] = await Promise.all([startTestHub(), startTestSandbox({ seed: 5 })]);
    await hub.request("POST", "/api/v1/connections", sandboxConnection(sandbox, "Main"));
    await hub.app.http.listen({ host: "127.0.0.1", port: 0 });
    const address = hub.app.http.server.address();
    const port = typeof address === "object" ? address?.port : undefined;
    environment = {
      ROSTRUM_URL: `http://127.0.0.1:${port}`,
      ROSTRUM_TOKEN: hub.app.accessToken,
      ROSTRUM_DATA: hub.folder,
    };
  });
  afterEach(async () => {
    await hub.close();
    await sandbox.close();
  });

  it("attendees-to-csv", async () => {
    const ran = await run(["flow", "run", `${examples}attendees-to-csv.yaml`], { environment });
    expect(ran).toMatchObject({ code: 0 });
    const csv = await readFile(path.join(hub.folder, "files", "attendees.csv"), "utf8");
    expect(csv).toMatch(/^webinarKey,subject,/);
  });
});
