/**
 * Runs of flows that are pinned to an agent: they are carried out elsewhere, and kept here. The fence is the same as for
 * every process (`run-store.ts`): a run is held by its attempt, and a step forward has its number.
 * NOT the agents (`agents/`), of which only a name is known here.
 */
import type { Row, Value } from "../endpoints/index.ts";
import type { ErrorAnswer } from "../platform/http/errors.ts";
import type { KeptRow } from "./arriving.ts";
import type { FlowDefinition } from "./definition.ts";
import type { FlowStore } from "./flow-store.ts";
import type { PreviewAnswer } from "./preview.ts";
import type { Advance, RunCounts } from "./run-model.ts";
import type { FlowRunRecord, RunStore } from "./run-store.ts";

/** What flows need to know of agents. */
export interface KnownAgents {
  /** Throws HubError "agent.unknown". */
  check(name: string): Promise<void>;
  /** What a run that is pinned to this agent waits for, in words; undefined: for nothing, the agent is alive. */
  waitsFor(name: string): Promise<string | undefined>;
  /** What `preview.ts` says of a flow that is pinned, seen from its agent. Throws HubError "agent.gone". */
  preview(agent: string, definition: FlowDefinition, rows: number): Promise<PreviewAnswer>;
}

export interface PinnedEnd {
  readonly state: "done" | "stopped" | "failed";
  readonly counts?: RunCounts;
  readonly mark?: Value | undefined;
  readonly error?: ErrorAnswer["error"];
}

export type PinnedRuns = ReturnType<typeof createPinnedRuns>;

export function createPinnedRuns(deps: {
  readonly flows: FlowStore;
  readonly runs: RunStore;
  readonly now: () => Date;
  readonly keptRows: (
    run: FlowRunRecord,
    after: Row | undefined,
  ) => AsyncGenerator<{ rows: readonly KeptRow[]; position: Row }>;
  readonly onEnd: () => void;
}) {
  const { flows, runs, now, keptRows, onEnd } = deps;

  /** Whether it ended by this call; an end that was told before changes nothing. */
  async function end(run: FlowRunRecord, how: PinnedEnd): Promise<boolean> {
    const ended = await runs.end(run, how, now());
    if (ended) onEnd();
    return ended;
  }

  return {
    /** Runs under way that are pinned to an agent, oldest first. */
    of: (agent: string) => runs.pinnedTo(agent),
    /** Names of the flows that are pinned to an agent. */
    async flowsOf(agent: string) {
      return (await flows.all()).filter(({ definition }) => definition.agent === agent);
    },
    find: (id: string) => runs.find(id),
    /** Takes a run for a process of the agent: who had it before can keep nothing more. */
    claim: (id: string) => runs.claim(id, now()),
    /** From where changes are read, where the flow wants only those. */
    since: async (flow: string) => (await flows.find(flow))?.mark,
    advance: (run: FlowRunRecord, step: Advance, number: number) => runs.advance(run, step, now(), number),
    keptRows,
    end,
  };
}
