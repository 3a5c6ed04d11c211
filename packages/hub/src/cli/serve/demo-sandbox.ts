/**
 * GoTo in a box beside the hub, and the connection "Demo account" to it. What makes its world (seed, date) and its
 * port are kept in the data folder, so that the next start finds the same keys. NOT `rostrum sandbox`, which is a
 * process of its own and whose world is its own.
 */
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Credentials, Sandbox } from "@rostrum/sandbox";
import { z } from "zod";
import type { Api } from "../api.ts";
import { type ConnectionView, listConnections } from "../connection-option.ts";

const Memory = z.object({
  seed: z.number().int(),
  /** The instant that the world is seeded around: ISO 8601. */
  baseDate: z.string(),
  /** Where people look for it; another one is taken only while a program is there. */
  port: z.number().int(),
  /** Of its OAuth client: follows from the seed. Absent until it has run once. */
  clientId: z.string().optional(),
  /** Alias of the connection to it; absent until it is made. */
  alias: z.string().optional(),
  /** Whether the account was read once and shown. */
  read: z.boolean(),
});
type Memory = z.infer<typeof Memory>;

export interface DemoSandbox {
  readonly url: string;
  readonly alias: string;
  /** Whether it ran at a former start: what was changed in it then is gone. */
  readonly beganAnew: boolean;
  /** Whether the account was read at a former start. */
  readonly wasRead: boolean;
  rememberRead(): void;
  close(): Promise<void>;
}

const firstPort = 8090;
const portsTried = 20;
const connectionName = "Demo account";

/** What is there when the hub starts, as far as it decides about the sandbox. */
export interface Present {
  /** Of the connection to the sandbox; undefined when it was never made, or removed. */
  readonly demo: ConnectionView | undefined;
  /** All other connections. */
  readonly own: readonly ConnectionView[];
}

export async function lookAround(api: Api, dataFolder: string): Promise<Present> {
  const all = await listConnections(api);
  const memory = recall(dataFolder);
  const demo = memory === undefined ? undefined : await demoAmong(api, all, memory);
  return { demo, own: all.filter((connection) => connection !== demo) };
}

/**
 * Whether the sandbox is wanted: its connection cannot work without it, whatever else there is; and where nobody has consented
 * to a connection of their own, there is nothing but the sandbox to show. OAuth clients say nothing: they may be left over.
 */
export function wantsSandbox({ demo, own }: Present): boolean {
  return demo !== undefined || own.every(({ state }) => state === "unfinished");
}

/** The connection to the sandbox, also when it was given another alias. */
async function demoAmong(
  api: Api,
  all: readonly ConnectionView[],
  { alias, clientId }: Memory,
): Promise<ConnectionView | undefined> {
  const known = all.find((connection) => connection.alias === alias);
  if (known !== undefined || clientId === undefined) return known;
  const { oauthClients } = z
    .object({ oauthClients: z.array(z.object({ name: z.string(), clientId: z.string() })) })
    .parse(await api.call({ path: "/oauth-clients" }));
  const names = new Set(oauthClients.filter((one) => one.clientId === clientId).map(({ name }) => name));
  return all.find(({ oauthClient }) => names.has(oauthClient));
}

/** Starts it, and makes or mends the connection to it. */
export async function startDemoSandbox(
  api: Api,
  dataFolder: string,
  redirectUri: string,
): Promise<DemoSandbox> {
  const today = new Date(Math.floor(Date.now() / 86_400_000) * 86_400_000).toISOString();
  const former = recall(dataFolder);
  let memory: Memory = former ?? { seed: 1, baseDate: today, port: firstPort, read: false };
  const sandbox = await listenSomewhere(memory, redirectUri);
  try {
    // What lies between the remembered date and now takes place.
    sandbox.clock.moveTo(Date.now());
    const alias = await connect(api, sandbox, memory);
    memory = { ...memory, alias, clientId: sandbox.credentials.clientId };
    remember(dataFolder, memory);
    return {
      url: sandbox.url,
      alias,
      beganAnew: former !== undefined,
      wasRead: memory.read,
      rememberRead: () => remember(dataFolder, { ...memory, read: true }),
      close: () => sandbox.close(),
    };
  } catch (error) {
    await sandbox.close();
    throw error;
  }
}

/** On its port, else, for this time, on the next free one. A sandbox that could not listen cannot be used again. */
async function listenSomewhere(memory: Memory, redirectUri: string): Promise<Sandbox> {
  // Loaded here and not above: a hub that serves a real account has no use for it.
  const { createSandbox } = await import("@rostrum/sandbox");
  const { seed, baseDate } = memory;
  for (let port = memory.port; ; port += 1) {
    const sandbox = createSandbox({ seed, baseDate: Date.parse(baseDate), redirectUris: [redirectUri] });
    try {
      await sandbox.listen(port);
      return sandbox;
    } catch (error) {
      await sandbox.close();
      const taken = (error as NodeJS.ErrnoException).code === "EADDRINUSE";
      if (!taken || port >= memory.port + portsTried) throw error;
    }
  }
}

/** The connection to it: made once; its address follows when the port had to change. */
async function connect(api: Api, sandbox: Sandbox, memory: Memory): Promise<string> {
  const { credentials, url } = sandbox;
  const existing = await demoAmong(api, await listConnections(api), memory);
  if (existing === undefined) return add(api, credentials, url);
  if (existing.apiAddress !== url) {
    await api.call({
      method: "PATCH",
      path: `/oauth-clients/${encodeURIComponent(existing.oauthClient)}`,
      json: { apiAddress: url, authenticationAddress: url },
    });
  }
  return existing.alias;
}

async function add(api: Api, credentials: Credentials, url: string): Promise<string> {
  const { clientId, clientSecret, personalAccessToken } = credentials;
  const added = await api.call({
    method: "POST",
    path: "/connections",
    json: {
      name: connectionName,
      oauthClient: { name: "Sandbox", clientId, clientSecret, apiAddress: url, authenticationAddress: url },
      personalAccessToken,
    },
  });
  return z.object({ alias: z.string() }).parse(added).alias;
}

function fileOf(dataFolder: string): string {
  return path.join(dataFolder, "sandbox.json");
}

function recall(dataFolder: string): Memory | undefined {
  try {
    return Memory.parse(JSON.parse(readFileSync(fileOf(dataFolder), "utf8")));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

function remember(dataFolder: string, memory: Memory): void {
  const fresh = `${fileOf(dataFolder)}.${process.pid}`;
  writeFileSync(fresh, `${JSON.stringify(memory, null, 2)}\n`, { mode: 0o600 });
  renameSync(fresh, fileOf(dataFolder));
}
