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
import { listConnections } from "../connection-option.ts";

const Memory = z.object({
  seed: z.number().int(),
  /** The instant that the world is seeded around: ISO 8601. */
  baseDate: z.string(),
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
  /** Whether the account was read at a former start. */
  readonly wasRead: boolean;
  rememberRead(): void;
  close(): Promise<void>;
}

const firstPort = 8090;
const portsTried = 20;
const connectionName = "Demo account";

/** Whether nobody has configured a GoTo client of their own: then there is nothing but the sandbox to show. */
export async function needsSandbox(api: Api, dataFolder: string): Promise<boolean> {
  const answer = await api.call({ path: "/oauth-clients" });
  const { oauthClients } = z
    .object({ oauthClients: z.array(z.object({ clientId: z.string() })) })
    .parse(answer);
  const ours = recall(dataFolder)?.clientId;
  return oauthClients.every(({ clientId }) => clientId === ours);
}

/** Starts it, and makes or mends the connection to it. */
export async function startDemoSandbox(
  api: Api,
  dataFolder: string,
  redirectUri: string,
): Promise<DemoSandbox> {
  const today = new Date(Math.floor(Date.now() / 86_400_000) * 86_400_000).toISOString();
  let memory: Memory = recall(dataFolder) ?? { seed: 1, baseDate: today, port: firstPort, read: false };
  const { sandbox, port } = await listenSomewhere(memory, redirectUri);
  try {
    // What lies between the remembered date and now takes place.
    sandbox.clock.moveTo(Date.now());
    const alias = await connect(api, sandbox, memory.alias);
    memory = { ...memory, port, alias, clientId: sandbox.credentials.clientId };
    remember(dataFolder, memory);
    return {
      url: sandbox.url,
      alias,
      wasRead: memory.read,
      rememberRead: () => remember(dataFolder, { ...memory, read: true }),
      close: () => sandbox.close(),
    };
  } catch (error) {
    await sandbox.close();
    throw error;
  }
}

/** On the port of last time, else on the next free one. A sandbox that could not listen cannot be used again. */
async function listenSomewhere(
  memory: Memory,
  redirectUri: string,
): Promise<{ sandbox: Sandbox; port: number }> {
  // Loaded here and not above: a hub that serves a real account has no use for it.
  const { createSandbox } = await import("@rostrum/sandbox");
  const { seed, baseDate } = memory;
  for (let port = memory.port; ; port += 1) {
    const sandbox = createSandbox({ seed, baseDate: Date.parse(baseDate), redirectUris: [redirectUri] });
    try {
      await sandbox.listen(port);
      return { sandbox, port };
    } catch (error) {
      await sandbox.close();
      const taken = (error as NodeJS.ErrnoException).code === "EADDRINUSE";
      if (!taken || port >= memory.port + portsTried) throw error;
    }
  }
}

/** The connection to it: made once; its address follows when the port had to change. */
async function connect(api: Api, sandbox: Sandbox, known: string | undefined): Promise<string> {
  const { credentials, url } = sandbox;
  const existing = (await listConnections(api)).find((connection) => connection.alias === known);
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
