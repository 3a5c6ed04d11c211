/**
 * The agent: asks its hub for work, carries out runs, makes tests, until it is told to end or is refused. It listens on
 * no port and knows no database: everything it knows of the hub comes by the one address that it was given.
 */
import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { TestResult } from "../../endpoints/index.ts";
import type { Clock } from "../../platform/clock/clock.ts";
import { HubError } from "../../platform/errors.ts";
import { TestFound, Work } from "../protocol.ts";
import { carryOut } from "./carry-out.ts";
import { type HubClient, Refused } from "./hub-client.ts";
import type { OwnEndpoints } from "./own-endpoints.ts";
import { tryFlow } from "./preview.ts";

export interface AgentOptions {
  readonly hub: HubClient;
  readonly own: OwnEndpoints;
  readonly clock: Clock;
  readonly version: string;
  readonly say: (line: string) => void;
  readonly fault: (error: unknown) => void;
}

/** Runs at once: they wait for networks most of the time. */
const runsAtOnce = 4;
const nothing: z.infer<typeof Work> = { runs: [], stops: [], tests: [], previews: [] };

/** Resolves when the signal fires; rejects with HubError when the hub does not want this process any more. */
export async function runAgent(options: AgentOptions, signal: AbortSignal): Promise<void> {
  const { hub, own, clock, version, say, fault } = options;
  const instance = randomUUID();
  const holding = new Map<string, Promise<void>>();
  /** By run in hand: raised when somebody wants it to stop. */
  const stops = new Map<string, AbortController>();
  const testing = new Map<string, Promise<void>>();
  const previewing = new Map<string, Promise<void>>();
  const leave = new AbortController();
  const ending = AbortSignal.any([signal, leave.signal]);
  /** What a run or a test met that ends the agent. */
  let refused: unknown;
  /** Ends a question for work that is open, when there is room for more. */
  let asking = new AbortController();

  /** Does something beside the asking for work; what ends the agent is told there. */
  function beside(all: Map<string, Promise<void>>, id: string, work: () => Promise<void>): void {
    const done = work()
      .catch((error: unknown) => {
        if (ending.aborted) return;
        refused ??= error;
        leave.abort(error);
      })
      .finally(() => {
        all.delete(id);
        asking.abort();
      });
    all.set(id, done);
  }

  async function test(name: string): Promise<void> {
    const found = await tryOut(name);
    const body = { instance, ...found };
    await hub.ask("PUT", `/tests/${encodeURIComponent(name)}`, body, z.unknown(), ending);
  }

  async function tryOut(name: string): Promise<TestResult> {
    try {
      const endpoint = await own.open(name);
      if (endpoint !== undefined) {
        try {
          return await endpoint.test(ending);
        } finally {
          await endpoint.close();
        }
      }
      const Found = TestFound.omit({ instance: true });
      const found = await hub.ask("POST", `/tests/${encodeURIComponent(name)}/here`, {}, Found, ending);
      return { ...found, message: `Through the hub: ${found.message}` } as TestResult;
    } catch (error) {
      ending.throwIfAborted();
      if (error instanceof HubError) {
        return { works: false, message: error.message, meaning: error.meaning, remedy: error.remedy };
      }
      if (!(error instanceof Refused) || error.status === 401) throw error;
      const { message, meaning, remedy } = error.answer;
      return { works: false, message, meaning, remedy };
    }
  }

  try {
    const Greeted = z.object({ agent: z.string() });
    const { agent } = await hub.ask("POST", "/hello", { instance, version }, Greeted, ending);
    say(`  Working as ${agent}. Stop with Ctrl-C`);
    while (!ending.aborted) {
      const wish = {
        instance,
        holding: [...holding.keys()],
        stopping: [...stops].filter(([, { signal: told }]) => told.aborted).map(([id]) => id),
        room: runsAtOnce - holding.size,
        endpoints: own.list().map(({ name, kind }) => ({ name, kind })),
        testing: [...testing.keys()],
        previewing: [...previewing.keys()],
      };
      asking = new AbortController();
      const signal = AbortSignal.any([ending, asking.signal]);
      const {
        runs,
        stops: wanted,
        tests,
        previews,
      } = await hub.ask("POST", "/jobs", wish, Work, signal).catch((error: unknown) => {
        if (!signal.aborted || ending.aborted) throw error;
        return nothing;
      });
      for (const run of runs) {
        beside(holding, run.id, async () => {
          const stop = new AbortController();
          stops.set(run.id, stop);
          const how = await carryOut(run, {
            hub,
            own,
            clock,
            fault,
            signal: ending,
            stop: stop.signal,
          }).finally(() => stops.delete(run.id));
          say(`  ${run.definition.flow}: ${how === "ended" ? "ended" : "goes on from its last step"}`);
        });
      }
      for (const id of wanted)
        stops.get(id)?.abort(new DOMException("Somebody stopped the run.", "AbortError"));
      for (const name of tests) beside(testing, name, () => test(name));
      for (const one of previews)
        beside(previewing, one.id, () => tryFlow(one, { hub, own, clock, signal: ending }));
    }
  } catch (error) {
    if (!ending.aborted) refused ??= error;
  } finally {
    leave.abort(new DOMException("The agent ends.", "AbortError"));
    await Promise.all([...holding.values(), ...testing.values(), ...previewing.values()]);
  }
  if (refused !== undefined) throw refused instanceof Refused ? wordsOf(refused) : refused;
}

function wordsOf({ answer, status }: Refused): HubError {
  const { message, meaning, remedy, code } = answer;
  if (status !== 401) return new HubError({ kind: "conflict", code, message, meaning, remedy });
  return new HubError({
    kind: "unauthenticated",
    code: "agent.wrong-token",
    message: "The hub does not know this token, or not any more.",
    meaning: "The agent was removed, or has a new token. It carries out nothing.",
    remedy: "Make a token at the hub with: rostrum agent add NAME, or rostrum agent renew NAME",
  });
}
