/**
 * @rostrum/sandbox: GoTo in a box. An HTTP server that answers as GoTo's APIs do, over a seeded world with a
 * clock that can be moved, with GoTo's rate limit, and with faults to order.
 *
 * It imports nothing of Rostrum's other packages and shares no code with the client: both are written from the
 * reference, so that a misreading in one shows up against the other.
 */

export type { Call, CallsSnapshot, Outcome } from "./calls/calls.ts";
export {
  parseSandboxArguments,
  type SandboxArguments,
  type SandboxCommand,
  sandboxUsage,
} from "./command/arguments.ts";
export { runSandbox } from "./command/run.ts";
export type { Behaviour, ClockState, Control, GrantState } from "./control/control.ts";
export type { Credentials } from "./credentials.ts";
export type { Latency } from "./engine.ts";
export type { Fault, FaultKind, FaultOrder } from "./faults/fault.ts";
export type { LimitMode, LimitSettings } from "./limit/rate-limit.ts";
export type { TokenSettings } from "./oauth/settings.ts";
export { createSandbox, type Sandbox, type SandboxOptions } from "./sandbox.ts";
export type { CountQuery, Counts } from "./world/counts.ts";
export type { Count, WorldSize } from "./world/seeding/size.ts";
