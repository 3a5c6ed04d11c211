/**
 * Pinned flows that somebody wants to see on their first rows: asked of the agent, which alone sees the systems that they
 * are about. In the memory of this process, as whoever asked waits here. NOT a run: nothing is written, nothing kept.
 */
import { randomUUID } from "node:crypto";
import type { FlowDefinition, PreviewAnswer } from "../flows/index.ts";
import type { Clock } from "../platform/clock/clock.ts";
import type { Database } from "../platform/database/database.ts";
import { type ErrorKind, HubError } from "../platform/errors.ts";
import { goneAgent, stateOf, unknownAgent } from "./model.ts";
import { type Previewed, previewAttempt } from "./protocol.ts";
import type { Held } from "./session.ts";
import { createAgentStore } from "./store.ts";

export interface Previews {
  /** Throws HubError "agent.gone", "agent.silent", or what the agent met. */
  ask(agent: string, definition: FlowDefinition, rows: number): Promise<PreviewAnswer>;
  /** Those that wait for an agent. */
  of(agent: string): { id: string; definition: FlowDefinition; rows: number }[];
  /** What calls on the hub's side are made for; undefined: no preview of this agent's. */
  held(agent: string, id: string): Held | undefined;
  answer(agent: string, id: string, came: Previewed): void;
}

const longestMs = 60_000;

export function createPreviews(deps: {
  readonly database: Database;
  readonly clock: Clock;
  readonly leaving: AbortSignal;
}): Previews {
  const { database, clock, leaving } = deps;
  const store = createAgentStore(database);
  const asked = new Map<
    string,
    { agent: string; definition: FlowDefinition; rows: number; came: (came: Previewed) => void }
  >();

  return {
    async ask(name, definition, rows) {
      const agent = await store.find(name);
      if (agent === undefined) throw unknownAgent(name, []);
      if (stateOf(agent, clock.now()) !== "alive") throw goneAgent(agent, clock.now());
      const id = randomUUID();
      const done = new AbortController();
      try {
        const { answer, error } = await Promise.race([
          new Promise<Previewed>((came) => asked.set(id, { agent: name, definition, rows, came })),
          clock.sleep(longestMs, AbortSignal.any([done.signal, leaving])).then(() => {
            throw silentAgent(name);
          }),
        ]);
        if (error !== undefined) throw new HubError({ ...wordsOf(error), kind: error.kind as ErrorKind });
        if (answer === undefined) throw silentAgent(name);
        return answer;
      } finally {
        done.abort();
        asked.delete(id);
      }
    },
    of: (agent) =>
      [...asked]
        .filter(([, one]) => one.agent === agent)
        .map(([id, { definition, rows }]) => ({ id, definition, rows })),
    held(agent, id) {
      const found = asked.get(id);
      if (found?.agent !== agent) return undefined;
      return { id, attempt: previewAttempt, kind: "preview", definition: found.definition };
    },
    answer(agent, id, came) {
      const found = asked.get(id);
      if (found?.agent === agent) found.came(came);
    },
  };
}

function wordsOf({ details, kind: _, ...words }: NonNullable<Previewed["error"]>) {
  return { ...words, ...(details === undefined ? {} : { details }) };
}

function silentAgent(name: string): HubError {
  return new HubError({
    kind: "unavailable",
    code: "agent.silent",
    message: `The agent ${name} did not say what the flow would do.`,
    meaning: "It is busy, was cut off, or a system that the flow reads does not answer. Nothing was written.",
    remedy: `Try again with fewer rows, or test what the flow uses with: rostrum agent test ${name}`,
  });
}
