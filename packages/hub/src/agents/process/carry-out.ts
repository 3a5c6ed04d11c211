/**
 * One run at the agent: the very engine of the hub's runs (`flows/run-flow.ts`), with its ports carried to the hub. What
 * is done and kept is told step by step; a step whose answer was lost is told again under its number.
 * NOT which runs there are: that is `agent.ts`.
 */
import { z } from "zod";
import type { Endpoint, Row, Value } from "../../endpoints/index.ts";
import {
  checkBefore,
  type KeptRow,
  type RunCheckpoint,
  type RunCounts,
  type RunPorts,
  rememberTables,
  runFlow,
  type SendAnswer,
} from "../../flows/index.ts";
import type { Clock } from "../../platform/clock/clock.ts";
import { answerOf, toHubError } from "../../platform/http/errors.ts";
import { type GivenRun, Wish } from "../protocol.ts";
import { createCalls } from "./calls.ts";
import { Forgotten, openFarEndpoint } from "./far-endpoint.ts";
import { type HubClient, Refused } from "./hub-client.ts";
import type { OwnEndpoints } from "./own-endpoints.ts";

export interface CarryOutDeps {
  readonly hub: HubClient;
  readonly own: OwnEndpoints;
  readonly clock: Clock;
  /** Hears of faults of ours, with their stack. */
  readonly fault: (error: unknown) => void;
  /** This process ends. */
  readonly signal: AbortSignal;
  /** Somebody wants this run to stop. */
  readonly stop: AbortSignal;
}

/**
 * Carries a run out. Resolves "ended" when the hub knows how, and "left" when it goes on from its last step, here or in
 * another process. Rejects when this process ends, or may not speak for the agent any more.
 */
export async function carryOut(run: GivenRun, deps: CarryOutDeps): Promise<"ended" | "left"> {
  const { hub, own, clock, fault, stop } = deps;
  // Ends with the run, so that nothing of it asks on when it failed or was lost.
  const over = new AbortController();
  const signal = AbortSignal.any([deps.signal, over.signal]);
  const calls = createCalls(hub, run, signal);
  const opened = new Map<string, Promise<Endpoint>>();
  const endpoint = (name: string): Promise<Endpoint> => {
    let one = opened.get(name);
    if (one === undefined) {
      one = own.open(name).then((mine) => mine ?? openFarEndpoint(name, calls));
      opened.set(name, one);
    }
    return one;
  };
  let counts: RunCounts = run.counts;
  let number = 0;
  const ports: RunPorts = {
    endpoint,
    async send({ connection, method, path, query, headers, body }) {
      const { answer } = await calls.make({
        what: "send",
        ...{ method, path, query, headers, body },
        ...(connection === undefined ? {} : { connection }),
      });
      return (answer as { value: SendAnswer }).value;
    },
    lookupTable: rememberTables({ entries: calls.lookupTable }),
    stop,
    async advance(step) {
      counts = step.counts;
      number += 1;
      const body = { attempt: run.attempt, number, ...step };
      const { wish } = await hub.ask("POST", `/runs/${run.id}/steps`, body, Wish, signal);
      return wish;
    },
    calls: () => calls.toGoTo(),
    clock,
    signal,
    ...(run.kind === "run" ? {} : { keptRows }),
  };

  async function* keptRows(after: Row | undefined) {
    for (let last = after; ; ) {
      const { answer } = await calls.make({
        what: "kept rows",
        ...(last === undefined ? {} : { after: last }),
      });
      const { rows, position } = answer as { rows?: readonly KeptRow[]; position?: Row };
      if (rows === undefined || position === undefined) return;
      yield { rows, position };
      last = position;
    }
  }

  const end = (how: object) =>
    hub.ask("POST", `/runs/${run.id}/end`, { attempt: run.attempt, ...how }, z.unknown(), deps.signal);

  try {
    const { definition, checkpoint, since } = run;
    const input = {
      definition,
      checkpoint: (checkpoint ?? undefined) as RunCheckpoint | undefined,
      counts,
      since: since as Value | undefined,
    };
    // What would go wrong for each row; a run that goes on was looked at when it began.
    if (input.checkpoint === undefined) await checkBefore(definition, ports);
    await end(await runFlow(input, ports));
    return "ended";
  } catch (error) {
    deps.signal.throwIfAborted();
    if (error instanceof Forgotten) return "left";
    if (error instanceof Refused) {
      if (error.status === 401 || error.status === 403) throw error;
      if (error.answer.code === "agent.run-lost") return "left";
    }
    const known = error instanceof Refused ? undefined : toHubError(error, []);
    if (known?.kind === "fault") fault(error);
    const words = error instanceof Refused ? error.answer : answerOf(known ?? toHubError(error, [])).error;
    try {
      await end({ state: "failed", counts, error: words });
      return "ended";
    } catch (refused) {
      if (refused instanceof Refused && refused.answer.code === "agent.run-lost") return "left";
      throw refused;
    }
  } finally {
    over.abort(new DOMException("The run is over.", "AbortError"));
    for (const one of opened.values()) await (await one.catch(() => undefined))?.close();
  }
}
