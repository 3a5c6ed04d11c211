/**
 * What agents ask of the hub: work, steps forward, calls on the hub's side, the end of a run. Everything is checked
 * here: the run is pinned to the agent that asks, and held by the attempt that it names. An agent is believed in what
 * it says of its own rows and counts, as its flows are its own to run, and in nothing else.
 * NOT the routes, and NOT what people do with agents (`service.ts`).
 */

import type { z } from "zod";
import type { EndpointRegistry, TestResult } from "../endpoints/index.ts";
import { type Advance, type FlowRunRecord, type PinnedRuns, RowFailed, RunLost } from "../flows/index.ts";
import type { Clock } from "../platform/clock/clock.ts";
import type { Database } from "../platform/database/database.ts";
import { type ErrorTranslator, HubError } from "../platform/errors.ts";
import { answerOf, toHubError } from "../platform/http/errors.ts";
import type { Log } from "../platform/log/log.ts";
import { jobsHeldMs, lostRun, superseded } from "./model.ts";
import type { Previews } from "./previews.ts";
import type {
  AskForWork,
  CallAnswer,
  Ending,
  GivenRun,
  Hello,
  NumberedCall,
  Previewed,
  StepForward,
  TestFound,
} from "./protocol.ts";
import { closedHere } from "./session.ts";
import type { Sessions } from "./sessions.ts";
import { createAgentStore } from "./store.ts";

export type AgentWork = ReturnType<typeof createAgentWork>;

/** A call that takes longer is answered with "under way", and asked for again. */
const callHeldMs = 5_000;
const lookEveryMs = 400;

export function createAgentWork(deps: {
  readonly database: Database;
  readonly pinned: PinnedRuns;
  readonly sessions: Sessions;
  readonly previews: Previews;
  readonly endpoints: EndpointRegistry;
  readonly translators: readonly ErrorTranslator[];
  readonly clock: Clock;
  readonly log: Log;
  /** Fires when this process of the hub ends. */
  readonly leaving: AbortSignal;
}) {
  const { database, pinned, sessions, previews, endpoints, translators, clock, log, leaving } = deps;
  const store = createAgentStore(database);
  const now = () => new Date(clock.now());
  /** The question for work of each agent that is open; a newer one ends it. */
  const asking = new Map<string, AbortController>();

  /** The run, if it is this agent's and held by this attempt. Throws HubError "agent.run-lost". */
  async function heldRun(agent: string, id: string, attempt: number): Promise<FlowRunRecord> {
    const run = await pinned.find(id);
    const held = run?.definition.agent === agent && run.attempt === attempt && run.state === "running";
    if (run === undefined || !held) throw lostRun(id);
    return run;
  }

  /** Runs that wait for this agent, and those that were given to it and got lost on the way. */
  async function give(agent: string, { holding, room }: AskForWork): Promise<readonly GivenRun[]> {
    const given: GivenRun[] = [];
    if (room === 0) return given;
    const waiting = (await pinned.of(agent)).filter(({ id }) => !holding.includes(id));
    for (const { id } of waiting.slice(0, room)) {
      const run = await pinned.claim(id);
      if (run === undefined) continue;
      // Nothing of the attempt before may still write when the next one begins.
      await sessions.close(id);
      const { attempt, kind, definition, checkpoint, counts } = run;
      given.push({ id, attempt, kind, definition, checkpoint, counts, since: await pinned.since(run.flow) });
    }
    return given;
  }

  /** Runs in the agent's hand that somebody wants to stop, and of which it does not know that. */
  async function toStop(agent: string, { holding, stopping }: AskForWork): Promise<string[]> {
    const runs = holding.length === 0 ? [] : await pinned.of(agent);
    return runs
      .filter(({ id, stopRequested }) => stopRequested && holding.includes(id) && !stopping.includes(id))
      .map(({ id }) => id);
  }

  return {
    /** From now on this process speaks for the agent; an older one is refused. */
    async hello(agent: string, { instance, version }: z.infer<typeof Hello>): Promise<void> {
      asking.get(agent)?.abort();
      await store.hello(agent, instance, version, now());
    },

    /** Waits some seconds for work. Throws HubError "agent.superseded". */
    async work(agent: string, wish: AskForWork, gone: AbortSignal) {
      asking.get(agent)?.abort();
      const mine = new AbortController();
      asking.set(agent, mine);
      const signal = AbortSignal.any([mine.signal, gone, leaving]);
      try {
        if (!(await store.seen(agent, wish.instance, now(), wish.endpoints))) throw superseded(agent);
        for (const until = clock.monotonic() + jobsHeldMs; ; ) {
          const tests = (await store.testsToMake(agent)).filter((name) => !wish.testing.includes(name));
          const runs = signal.aborted ? [] : await give(agent, wish);
          const stops = await toStop(agent, wish);
          const asked = previews.of(agent).filter(({ id }) => !wish.previewing.includes(id));
          const some = runs.length + stops.length + tests.length + asked.length > 0;
          if (some || signal.aborted || clock.monotonic() > until) {
            return { runs: [...runs], stops, tests, previews: asked };
          }
          await clock.sleep(lookEveryMs, signal).catch(() => {});
          if ((await store.find(agent))?.instance !== wish.instance) throw superseded(agent);
        }
      } finally {
        if (asking.get(agent) === mine) asking.delete(agent);
      }
    },

    async advance(agent: string, id: string, step: z.infer<typeof StepForward>): Promise<"go on" | "stop"> {
      const { attempt, number, ...rest } = step;
      const run = await heldRun(agent, id, attempt);
      try {
        return await pinned.advance(run, rest as unknown as Advance, number);
      } catch (error) {
        throw error instanceof RunLost ? lostRun(id) : error;
      }
    },

    /** Told twice, it ends once. */
    async end(agent: string, id: string, ending: z.infer<typeof Ending>): Promise<void> {
      const { attempt, state, counts, mark, error } = ending;
      const run = await pinned.find(id);
      if (run?.definition.agent !== agent || run.attempt !== attempt) throw lostRun(id);
      await pinned.end(run, {
        state,
        ...(counts === undefined ? {} : { counts }),
        ...(mark === undefined ? {} : { mark: mark as Advance["checkpoint"]["mark"] }),
        ...(error === undefined ? {} : { error }),
      });
      await sessions.close(id);
    },

    /** Begins a call at its first asking, and answers it, or says that it is under way. */
    async call(
      agent: string,
      id: string,
      number: number,
      { attempt, call, received, from }: z.infer<typeof NumberedCall>,
    ): Promise<CallAnswer> {
      const session = sessions.of(previews.held(agent, id) ?? (await heldRun(agent, id, attempt)));
      session.received(received, from);
      const calls = () => session.calls();
      const held = new AbortController();
      const answered = session.answer(number, call).then(
        (answer): CallAnswer => ({ state: "done", calls: calls(), answer }),
        (error: unknown): CallAnswer => {
          if (error instanceof HubError && error.code === closedHere) throw error;
          return { state: "failed", calls: calls(), ...wordsOf(error) };
        },
      );
      const underWay = clock
        .sleep(callHeldMs, AbortSignal.any([held.signal, leaving]))
        .catch(() => {})
        .then((): CallAnswer => ({ state: "under way", calls: calls() }));
      try {
        return await Promise.race([answered, underWay]);
      } finally {
        held.abort();
      }
    },

    /** Makes a test on the hub's side that was asked for from this agent: of what the agent reaches through the hub. */
    async testHere(agent: string, endpoint: string): Promise<TestResult> {
      if (!(await store.testsToMake(agent)).includes(endpoint)) throw notAsked(endpoint);
      const opened = await endpoints.open(endpoint);
      try {
        return await opened.test();
      } finally {
        await opened.close();
      }
    },

    /** An answer that nobody waits for any more is let go. */
    async previewed(agent: string, id: string, came: Previewed): Promise<void> {
      previews.answer(agent, id, came);
      await sessions.close(id);
    },

    async keepTest(agent: string, endpoint: string, found: z.infer<typeof TestFound>): Promise<void> {
      const { instance, ...result } = found;
      if (!(await store.seen(agent, instance, now()))) throw superseded(agent);
      await store.keepTest(agent, endpoint, result as TestResult, now());
    },
  };

  function wordsOf(error: unknown): Pick<Extract<CallAnswer, { state: "failed" }>, "error" | "failure"> {
    if (error instanceof RowFailed) return { failure: error.failure };
    const known = toHubError(error, translators);
    if (known.kind === "fault") log.error({ err: error }, "a call of an agent ran into a fault");
    return { error: { ...answerOf(known).error, kind: known.kind } };
  }
}

function notAsked(endpoint: string): HubError {
  return new HubError({
    kind: "forbidden",
    code: "agent.not-asked",
    message: `Nobody asked this agent to test ${endpoint}.`,
    meaning: "Nothing was tried out.",
    remedy: `Ask with: rostrum agent test AGENT ${endpoint}`,
  });
}
