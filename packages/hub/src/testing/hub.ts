/** For tests: a whole app on a folder of its own, and a sandbox for it to talk to. Both real, both closed at the end. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createSandbox, type Sandbox, type SandboxOptions } from "@rostrum/sandbox";
import { type App, createApp } from "../app.ts";
import type { Clock } from "../platform/clock/clock.ts";
import { type Config, readConfig } from "../platform/config/config.ts";
import type { Database } from "../platform/database/database.ts";
import { putEmbeddedDatabase } from "../platform/database/testing.ts";
import { createLog } from "../platform/log/log.ts";

export interface TestHub {
  readonly app: App;
  readonly folder: string;
  /** Everything that was logged. */
  readonly logged: () => string;
  /** A request to the API; the body of the answer is parsed where it is JSON. */
  request(
    method: string,
    path: string,
    json?: unknown,
  ): Promise<{ status: number; body: unknown; text: string }>;
  close(): Promise<void>;
}

/** A folder for one test's data; `remove` it at the end. */
export function temporaryFolder(): { folder: string; remove(): void } {
  const folder = mkdtempSync(path.join(tmpdir(), "rostrum-test-"));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export async function startTestHub(
  options: {
    readonly database?: Database;
    readonly environment?: Record<string, string>;
    readonly clock?: Clock;
  } = {},
): Promise<TestHub> {
  const { folder, remove } = temporaryFolder();
  if (options.database === undefined && options.environment?.DATABASE_URL === undefined) {
    await putEmbeddedDatabase(path.join(folder, "database"));
  }
  const lines: string[] = [];
  const config: Config = readConfig({
    ROSTRUM_DATA: folder,
    ROSTRUM_PORT: "0",
    ROSTRUM_LOG: "trace",
    ...options.environment,
  });
  const app = await createApp({
    config,
    purpose: "test",
    log: createLog("trace", { write: (line) => void lines.push(line) }),
    ...(options.database === undefined ? {} : { database: options.database }),
    ...(options.clock === undefined ? {} : { clock: options.clock }),
  });
  return {
    app,
    folder,
    logged: () => lines.join(""),
    async request(method, url, json) {
      const answer = await app.http.inject({
        method: method as "GET",
        url,
        headers: { authorization: `Bearer ${app.accessToken}` },
        ...(json === undefined ? {} : { payload: json as object }),
      });
      const isJson =
        String(answer.headers["content-type"]).startsWith("application/json") && answer.body !== "";
      return {
        status: answer.statusCode,
        body: isJson ? JSON.parse(answer.body) : undefined,
        text: answer.body,
      };
    },
    async close() {
      await app.close();
      remove();
    },
  };
}

/** A small world without limit and latency, which asks nobody for consent but gives it as its first organizer. */
export async function startTestSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = createSandbox({
    size: { webinars: 4, registrants: 3, attendees: 2, othersWebinars: 1 },
    limit: { mode: "off" },
    tokens: { autoApprove: true },
    ...options,
  });
  await sandbox.listen(0);
  return sandbox;
}

/** What to send to POST /connections to connect to a sandbox by personal access token. */
export function sandboxConnection(sandbox: Sandbox, name: string) {
  const { clientId, clientSecret, personalAccessToken } = sandbox.credentials;
  return {
    name,
    oauthClient: { clientId, clientSecret, apiAddress: sandbox.url, authenticationAddress: sandbox.url },
    personalAccessToken,
  };
}
