/**
 * The agent's process: a client of its hub with the engine of flows in it. NOT a part of the hub's process; what it knows
 * of the hub comes over HTTP.
 */
import path from "node:path";
import type { Clock } from "../../platform/clock/clock.ts";
import { type DataFolderLock, takeLock } from "../../platform/data-folder/lock.ts";
import { type OwnEndpoints, openOwnEndpoints } from "./own-endpoints.ts";

export { runAgent } from "./agent.ts";
export { createHubClient } from "./hub-client.ts";

/** The agent's folder, below the data folder: a hub on the same machine has other things there. */
export interface AgentFolder {
  readonly own: OwnEndpoints;
  /** For the process that works. Throws HubError "data-folder.in-use" for a second one. */
  take(): DataFolderLock;
}

export function openAgentFolder(options: {
  readonly dataFolder: string;
  /** Where files of flows lie; without it in the agent's folder. */
  readonly filesFolder: string | undefined;
  readonly clock: Clock;
}): AgentFolder {
  const { dataFolder, filesFolder, clock } = options;
  const folder = path.join(dataFolder, "agent");
  const own = openOwnEndpoints({ folder, filesFolder: filesFolder ?? path.join(folder, "files"), clock });
  return { own, take: () => takeLock(folder, "agent", new Date(clock.now())) };
}
