/** What is known of an agent, and whether it is alive. Pure. */
import { z } from "zod";
import { HubError } from "../platform/errors.ts";

export const AgentName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, "small letters, digits, hyphens");

/** An endpoint that lives at the agent: its settings and its secret never leave it. */
export const OwnEndpoint = z.strictObject({
  name: z.string().min(1).max(100),
  kind: z.string().min(1).max(30),
});
export type OwnEndpoint = z.infer<typeof OwnEndpoint>;

export interface Agent {
  readonly name: string;
  /** The process that speaks for it: the latest that said hello. */
  readonly instance: string | undefined;
  readonly version: string | undefined;
  readonly endpoints: readonly OwnEndpoint[];
  readonly createdAt: Date;
  readonly seenAt: Date | undefined;
}

/**
 * - alive  heard of within half a minute: it asks for work all the time
 * - late   it may be cut off for a moment; it keeps its work and goes on by itself
 * - gone   somebody should look; its runs wait for it
 * - new    never heard of
 */
export const AgentState = z.enum(["alive", "late", "gone", "new"]);
export type AgentState = z.infer<typeof AgentState>;

/** How long the hub keeps an agent's question for work open when there is none. */
export const jobsHeldMs = 5_000;
const aliveMs = 6 * jobsHeldMs;
const lateMs = 2 * 60_000;

export function stateOf({ seenAt }: Pick<Agent, "seenAt">, now: number): AgentState {
  if (seenAt === undefined) return "new";
  const silent = now - seenAt.getTime();
  if (silent < aliveMs) return "alive";
  return silent < lateMs ? "late" : "gone";
}

/** What a run waits for that is pinned to this agent, in words; undefined: for nothing. */
export function waitsFor(agent: Agent, now: number): string | undefined {
  const heard = agent.seenAt === undefined ? "" : agent.seenAt.toISOString();
  switch (stateOf(agent, now)) {
    case "alive":
      return undefined;
    case "new":
      return `Waits for the agent ${agent.name}, which was never started: rostrum agent --hub URL --token TOKEN`;
    case "late":
      return `Waits for the agent ${agent.name}, last heard of at ${heard}; it goes on by itself when it comes back.`;
    case "gone":
      return `Waits for the agent ${agent.name}, not heard of since ${heard}. Start it again, or see whether it still reaches the hub.`;
  }
}

export function unknownAgent(name: string, known: readonly string[]): HubError {
  return new HubError({
    kind: "unknown",
    code: "agent.unknown",
    message: `There is no agent "${name}".`,
    meaning: "Nothing was done; a flow that is pinned to it cannot run.",
    remedy:
      known.length === 0
        ? `Add it with: rostrum agent add ${name}`
        : `Add it with: rostrum agent add ${name}; there are: ${known.join(", ")}.`,
    details: { known: [...known] },
  });
}

export function goneAgent(agent: Agent, now: number): HubError {
  return new HubError({
    kind: "unavailable",
    code: "agent.gone",
    message: `The agent ${agent.name} cannot be asked: it is ${stateOf(agent, now) === "new" ? "new" : `not heard of since ${agent.seenAt?.toISOString()}`}.`,
    meaning: "Nothing was tried out.",
    remedy: "Start it with: rostrum agent --hub URL --token TOKEN; or see whether it still reaches the hub.",
  });
}

/** For an older process of an agent: what it does next must not be kept. */
export function superseded(name: string): HubError {
  return new HubError({
    kind: "conflict",
    code: "agent.superseded",
    message: `Another process speaks for the agent ${name} now.`,
    meaning: "It was started later with the same token and has the agent's runs. This one ends.",
    remedy: "Run one process per agent; for a second machine add a second agent: rostrum agent add NAME",
  });
}

/** Also where the run is another agent's: a token tells nothing about those. */
export function lostRun(id: string): HubError {
  return new HubError({
    kind: "conflict",
    code: "agent.run-lost",
    message: `The run ${id} is not, or no longer, this process's.`,
    meaning: "It ended, was given out again, or never was this agent's. Nothing was kept.",
    remedy: "Nothing needs to be done: a run that is alive goes on from its last step.",
  });
}
