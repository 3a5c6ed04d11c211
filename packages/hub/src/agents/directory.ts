/** What other rooms ask about agents: whose a token is, whether there is one of that name, what a run waits for. */
import type { KnownAgents } from "../flows/index.ts";
import type { Clock } from "../platform/clock/clock.ts";
import type { Database } from "../platform/database/database.ts";
import { unknownAgent, waitsFor } from "./model.ts";
import { createAgentStore } from "./store.ts";
import { hashOfToken, isToken } from "./token.ts";

export interface AgentDirectory extends Omit<KnownAgents, "preview"> {
  /** The agent of a token; undefined when it is nobody's. */
  agentOf(token: string): Promise<string | undefined>;
}

export function createAgentDirectory(database: Database, clock: Clock): AgentDirectory {
  const store = createAgentStore(database);
  return {
    async agentOf(token) {
      return isToken(token) ? store.nameOf(hashOfToken(token)) : undefined;
    },
    async check(name) {
      if ((await store.find(name)) !== undefined) return;
      throw unknownAgent(
        name,
        (await store.all()).map((agent) => agent.name),
      );
    },
    async waitsFor(name) {
      const agent = await store.find(name);
      if (agent !== undefined) return waitsFor(agent, clock.now());
      return `Waits for the agent ${name}, which is not there any more. Stop the run, or add the agent again.`;
    },
  };
}
