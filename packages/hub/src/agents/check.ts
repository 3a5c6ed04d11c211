/** What `rostrum doctor` says of agents. */
import type { Check } from "../platform/http/checks.ts";
import type { AgentService } from "./service.ts";

export function agentsCheck(agents: Pick<AgentService, "list">): Check {
  return {
    name: "Agents",
    vital: false,
    async run() {
      return (await agents.list()).map(({ agent, state, runs }) => {
        const waiting = runs === 0 ? "" : `; ${runs === 1 ? "a run waits" : `${runs} runs wait`} for it`;
        if (state === "alive") return { state: "ok", sentence: `${agent.name} is alive` };
        if (state === "new") {
          return {
            state: runs === 0 ? "ok" : "warning",
            sentence: `${agent.name} was never started${waiting}`,
            remedy: "Start it in its network: rostrum agent --hub URL --token TOKEN",
          };
        }
        return {
          state: "warning",
          sentence: `${agent.name} is ${state}, last heard of at ${agent.seenAt?.toISOString()}${waiting}`,
          remedy: "Start it again, or see whether it still reaches the hub.",
        };
      });
    },
  };
}
