/**
 * What every counted call goes through between arriving and being answered: latency, the ordered fault, the
 * operation, and the sending. A thrown error is a bug of the sandbox: it is logged and becomes a 500.
 */

import type { FastifyReply } from "fastify";
import type { Call } from "../calls/calls.ts";
import type { Engine } from "../engine.ts";
import { deliver } from "../faults/deliver.ts";
import type { Fault } from "../faults/fault.ts";
import { applicationError } from "./errors.ts";
import type { Answer } from "./operation.ts";

/** Answers one call. `produce` carries out the operation; it may run though its answer is lost (`fault.after`). */
export async function exchange(
  engine: Engine,
  reply: FastifyReply,
  call: Call,
  fault: Fault | undefined,
  produce: () => Answer | Promise<Answer>,
): Promise<void> {
  const { ms, jitter } = engine.latency;
  if (ms + jitter > 0) {
    if (!(await engine.wait(Math.max(0, ms + (engine.chance() * 2 - 1) * jitter)))) return;
  }
  if (fault !== undefined) call.fault = fault.kind;
  const replaces = fault !== undefined && replacingKinds.has(fault.kind);
  const answer = replaces && fault.after !== true ? { status: 0 } : await attempt(engine, call, produce);
  deliver({ engine, reply, call, answer }, fault);
}

/** Faults that put something else in the place of the right answer. */
const replacingKinds: ReadonlySet<string> = new Set(["status", "html", "reset", "timeout"]);

async function attempt(engine: Engine, call: Call, produce: () => Answer | Promise<Answer>): Promise<Answer> {
  try {
    engine.tick();
    return await produce();
  } catch (error) {
    const incident = engine.world.nextIncident();
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    engine.log(
      `The sandbox has a bug: ${call.operation} (${call.method} ${call.path}) failed, incident ${incident}. ${text}`,
    );
    return applicationError(500, "InternalError", "The sandbox failed; its log says why.", incident);
  }
}
