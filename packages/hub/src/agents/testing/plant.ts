/**
 * For tests: a hub that listens, a sandbox as GoTo, and agents as processes of their own, which know nothing but the hub's
 * address and a token.
 */
import path from "node:path";
import type { Sandbox, SandboxOptions } from "@rostrum/sandbox";
import pg from "pg";
import { type App, createApp } from "../../app.ts";
import { type Ran, run as runCli } from "../../cli/testing/run.ts";
import { readConfig } from "../../platform/config/config.ts";
import { freePort, putEmbeddedDatabase } from "../../platform/database/testing.ts";
import { createLog } from "../../platform/log/log.ts";
import { listen } from "../../server.ts";
import { sandboxConnection, startTestSandbox, temporaryFolder } from "../../testing/hub.ts";
import { type AgentProcess, startAgentProcess } from "./agent-process.ts";

export interface RunView {
  readonly id: string;
  readonly state: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly waitsFor?: string;
  readonly error?: { readonly code: string; readonly message: string };
}

export interface Plant extends AsyncDisposable {
  readonly port: number;
  readonly sandbox: Sandbox;
  readonly logged: () => string;
  /** Below /api/v1, by the access token of the hub's machine, or by another token. */
  ask(
    method: string,
    address: string,
    json?: unknown,
    token?: string,
  ): Promise<{ status: number; body: unknown }>;
  /** An answer that is no JSON. */
  text(address: string): Promise<string>;
  /** The same where a refusal is the test's failure. */
  call<Answer>(method: string, address: string, json?: unknown): Promise<Answer>;
  /** A command on an agent's machine. */
  atAgent(name: string, words: readonly string[], environment?: Record<string, string>): Promise<Ran>;
  addAgent(name: string): Promise<string>;
  /** @param hub its address as the agent sees it */
  startAgent(name: string, token: string, hub?: string): AgentProcess;
  folderOf(agent: string): string;
  /** Ends the hub's app and starts it again, on the same folder and port. */
  restartHub(betweenMs: number): Promise<void>;
  /** The run when it has ended. */
  ended(run: RunView, withinMs?: number): Promise<RunView>;
}

export async function openPlant(options: SandboxOptions & { databaseUrl?: string } = {}): Promise<Plant> {
  const { databaseUrl, ...world } = options;
  const { folder, remove } = temporaryFolder();
  if (databaseUrl === undefined) await putEmbeddedDatabase(path.join(folder, "database"));
  const port = await freePort();
  const lines: string[] = [];
  const start = async (): Promise<App> => {
    const config = readConfig({
      ROSTRUM_DATA: folder,
      ROSTRUM_PORT: String(port),
      ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
    });
    const log = createLog("trace", { write: (line) => void lines.push(line) });
    const app = await createApp({ config, purpose: "test", log });
    await listen(app);
    await app.flows.work();
    return app;
  };
  let app = await start();
  const sandbox = await startTestSandbox(world);
  const children: AgentProcess[] = [];

  const plant: Plant = {
    port,
    sandbox,
    logged: () => lines.join(""),
    async ask(method, address, json, token = app.accessToken) {
      const answer = await fetch(`http://127.0.0.1:${port}/api/v1${address}`, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(json === undefined ? {} : { "content-type": "application/json" }),
        },
        ...(json === undefined ? {} : { body: JSON.stringify(json) }),
      });
      const text = await answer.text();
      return { status: answer.status, body: text === "" ? undefined : JSON.parse(text) };
    },
    async text(address) {
      const headers = { authorization: `Bearer ${app.accessToken}` };
      return (await fetch(`http://127.0.0.1:${port}/api/v1${address}`, { headers })).text();
    },
    async call<Answer>(method: string, address: string, json?: unknown) {
      const { status, body } = await plant.ask(method, address, json);
      if (status >= 400) throw new Error(`${method} ${address}: ${JSON.stringify(body)}`);
      return body as Answer;
    },
    atAgent: (name, words, environment = {}) =>
      runCli(words, { environment: { ROSTRUM_DATA: plant.folderOf(name), ...environment } }),
    async addAgent(name) {
      return (await plant.call<{ token: string }>("POST", "/agents", { name })).token;
    },
    startAgent(name, token, hub = `http://127.0.0.1:${port}`) {
      const started = startAgentProcess({ hub, token, folder: plant.folderOf(name) });
      children.push(started);
      return started;
    },
    folderOf: (agent) => path.join(folder, "machines", agent),
    async restartHub(betweenMs) {
      await app.close();
      await new Promise((resolve) => setTimeout(resolve, betweenMs));
      app = await start();
    },
    async ended(run, withinMs = 60_000) {
      const until = Date.now() + withinMs;
      for (;;) {
        const now = await plant.call<RunView>("GET", `/flow-runs/${run.id}`);
        if (now.state !== "waiting" && now.state !== "running") return now;
        if (Date.now() > until) {
          const said = children.map((child) => child.said()).join("\n");
          throw new Error(`still ${now.state}: ${JSON.stringify(now)}\n${said}`);
        }
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    },
    async [Symbol.asyncDispose]() {
      for (const child of children) await child.kill("SIGKILL");
      await app.close();
      await sandbox.close();
      remove();
    },
  };
  await plant.call("POST", "/connections", sandboxConnection(sandbox, "Main"));
  return plant;
}

/** A database that one agent alone knows the address of, added on the agent's machine. */
export async function addOwnDatabase(
  plant: Plant,
  agent: string,
  name: string,
  address: string,
): Promise<pg.Client> {
  const { hostname, port, pathname, username, password } = new URL(address);
  const settings = { host: hostname, port, database: pathname.slice(1), user: username, tls: "off" };
  const sets = Object.entries(settings).flatMap(([setting, value]) => ["--set", `${setting}=${value}`]);
  const added = await plant.atAgent(
    agent,
    ["agent", "endpoint", "add", name, "--kind", "postgres", ...sets],
    { ROSTRUM_ENDPOINT_SECRET: password },
  );
  if (added.code !== 0) throw new Error(added.stderr + added.stdout);
  const client = new pg.Client(address);
  await client.connect();
  return client;
}

/** All rows of an entity as GoTo has them, read by the hub; each a line of JSON, in order. */
export async function rowsAtGoTo(
  plant: Plant,
  entity: string,
  fields: readonly string[],
): Promise<readonly string[]> {
  const text = await plant.text(`/entities/${entity}/rows?format=ndjson&fields=${fields.join(",")}`);
  return inOrder(
    text
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>),
    fields,
  );
}

/** Rows as lines that can be compared, whatever order they come in. */
export function inOrder(
  rows: readonly Record<string, unknown>[],
  fields: readonly string[],
): readonly string[] {
  return rows.map((row) => JSON.stringify(fields.map((field) => row[field]))).toSorted();
}
