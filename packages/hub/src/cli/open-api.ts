/**
 * Which hub a command talks to: the one that ROSTRUM_URL names, else the one that runs on the data folder, else
 * an app built in this process for the length of the command.
 */
import { existsSync } from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { createApp } from "../app.ts";
import type { Config } from "../platform/config/config.ts";
import { accessToken } from "../platform/data-folder/data-folder.ts";
import { findOwner, type LockOwner } from "../platform/data-folder/lock.ts";
import { HubError } from "../platform/errors.ts";
import { listen } from "../server.ts";
import { type Api, createApi } from "./api.ts";
import { insideWay } from "./api-inside.ts";
import { remoteWay } from "./api-remote.ts";
import { UsageError } from "./command.ts";

/** A hub that is starting tells its address within this time, also while it makes a new database. */
const startingMs = 15_000;

/** Another command on the embedded database is usually done within this time. */
const waitingMs = 10_000;

export interface OpenOptions {
  /** What the command is called, for the message to another process that wants the data folder. */
  readonly purpose: string;
  /** Whether an app in this process should listen on the hub's port. */
  readonly listening: boolean;
  /** Whether the command may begin a data folder; what only reads would find nothing in a new one. */
  readonly beginning: boolean;
  /** Tells the person why nothing happens. */
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

export async function openApi(config: Config, options: OpenOptions): Promise<Api> {
  if (config.hubUrl !== undefined)
    return createApi(remoteWay(config.hubUrl, true), tokenFor(config, config.hubUrl));
  requireFolder(config, options.beginning);
  let hasSaid = false;
  for (const end = Date.now() + waitingMs; ; await delay(200, undefined, { signal: options.signal })) {
    const owner = await settledOwner(config.dataFolder);
    if (owner?.url !== undefined)
      return createApi(remoteWay(owner.url, false), accessToken(config.dataFolder));
    try {
      return await openHere(config, options);
    } catch (error) {
      const isInUse = error instanceof HubError && error.code === "data-folder.in-use";
      if (!isInUse || Date.now() > end) throw error;
      if (!hasSaid)
        options.say(`  Waiting for "rostrum ${owner?.purpose ?? "..."}", which uses the data folder`);
      hasSaid = true;
    }
  }
}

/** Throws HubError "data-folder.none" where no hub has ever run, instead of making an empty folder in the wrong place. */
function requireFolder({ databaseUrl, dataFolder }: Config, beginning: boolean): void {
  if (beginning || databaseUrl !== undefined || existsSync(path.join(dataFolder, "database"))) return;
  throw new HubError({
    kind: "unavailable",
    code: "data-folder.none",
    message: `There is no data of a hub in ${dataFolder}.`,
    meaning: "No hub has ever run there, so there is no connection to GoTo yet.",
    remedy:
      "Begin with npm start or npx rostrum connections add; or set ROSTRUM_DATA to the folder of the hub that you mean.",
  });
}

async function openHere(config: Config, { purpose, listening }: OpenOptions): Promise<Api> {
  const app = await createApp({ config, purpose });
  if (listening) {
    try {
      await listen(app);
    } catch (error) {
      await app.close();
      throw error;
    }
  }
  return createApi(insideWay(app), app.accessToken);
}

/** The owner of the folder; one that has just begun to serve is given time to say where. */
async function settledOwner(folder: string): Promise<LockOwner | undefined> {
  for (const end = Date.now() + startingMs; ; await delay(100)) {
    const owner = findOwner(folder);
    if (owner?.purpose !== "serve" || owner.url !== undefined || Date.now() > end) return owner;
  }
}

function tokenFor(config: Config, address: string): string {
  if (config.accessToken !== undefined) return config.accessToken;
  if (findOwner(config.dataFolder)?.url === address) return accessToken(config.dataFolder);
  throw new UsageError(
    `ROSTRUM_URL names the hub at ${address}, but there is no key for it.`,
    "Set ROSTRUM_TOKEN to an API key of that hub; its administrator makes one with: rostrum keys create",
  );
}
