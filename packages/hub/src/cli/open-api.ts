/**
 * Which hub a command talks to: the one that ROSTRUM_URL names, else the one that runs on the data folder, else
 * an app built in this process for the length of the command.
 */
import { setTimeout as delay } from "node:timers/promises";
import { createApp } from "../app.ts";
import type { Config } from "../platform/config/config.ts";
import { accessToken } from "../platform/data-folder/data-folder.ts";
import { findOwner, type LockOwner } from "../platform/data-folder/lock.ts";
import { listen } from "../server.ts";
import { type Api, createApi } from "./api.ts";
import { insideWay } from "./api-inside.ts";
import { remoteWay } from "./api-remote.ts";
import { UsageError } from "./command.ts";

/** A hub that is starting tells its address within this time, also while it makes a new database. */
const startingMs = 15_000;

export interface OpenOptions {
  /** What the command is called, for the message to another process that wants the data folder. */
  readonly purpose: string;
  /** Whether an app in this process should listen on the hub's port. */
  readonly listening: boolean;
}

export async function openApi(config: Config, { purpose, listening }: OpenOptions): Promise<Api> {
  if (config.hubUrl !== undefined)
    return createApi(remoteWay(config.hubUrl), tokenFor(config, config.hubUrl));
  const owner = await settledOwner(config.dataFolder);
  if (owner?.url !== undefined) return createApi(remoteWay(owner.url), accessToken(config.dataFolder));
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
    `ROSTRUM_URL names the hub at ${address}, but its access token is not known.`,
    "Set ROSTRUM_TOKEN to what the file `access-token` in that hub's data folder holds.",
  );
}
