/**
 * Counts every call: by operation, status and API, the peak within any one second, and the last calls in full.
 *
 * What the sandbox *saw* is what tests and benchmarks of a client stand on; so a call is counted when it
 * arrives, and once more by its outcome.
 */

import type { Instant } from "../world/model.ts";

/** "reset", "timeout" and so on when a fault left no status, "aborted" when the client went away first. */
export type Outcome = number | "reset" | "timeout" | "cut" | "aborted";

export interface Call {
  readonly number: number;
  readonly operation: string;
  readonly api: string;
  readonly method: string;
  readonly path: string;
  readonly arrivedAt: Instant;
  outcome: Outcome | null;
  /** Kind of the fault that hit it, if any. */
  fault: string | null;
  milliseconds: number | null;
}

export interface OperationCount {
  calls: number;
  outcomes: Record<string, number>;
}

export interface ApiCount {
  calls: number;
  rateLimited: number;
  /** Most calls that arrived within any one second. */
  peakPerSecond: number;
  /** Most calls that were let through within any one second. */
  peakAdmittedPerSecond: number;
}

/** One second of the bar chart. */
export interface SecondCount {
  /** Whole seconds since 1970, real time. */
  readonly second: number;
  done: number;
  limited: number;
  failed: number;
}

export interface TokenCount {
  /** Access tokens issued, by grant type. */
  issued: Record<string, number>;
  /** Answers with an error, by error code. */
  refused: Record<string, number>;
  /** Live access tokens that a fault killed. */
  killed: number;
}

export interface CallsSnapshot {
  readonly since: Instant;
  readonly calls: number;
  readonly rateLimited: number;
  readonly operations: Readonly<Record<string, OperationCount>>;
  readonly apis: Readonly<Record<string, ApiCount>>;
  readonly tokens: TokenCount;
  readonly seconds: readonly SecondCount[];
  readonly recent: readonly Call[];
}

const keptCalls = 200;
const keptSeconds = 60;

export class Calls {
  readonly #real: () => Instant;
  #since: Instant;
  #number = 0;
  #operations: Record<string, OperationCount> = {};
  #apis: Record<string, ApiCount> = {};
  #windows = new Map<string, Window>();
  #tokens: TokenCount = { issued: {}, refused: {}, killed: 0 };
  #seconds: SecondCount[] = [];
  #recent: Call[] = [];

  constructor(real: () => Instant) {
    this.#real = real;
    this.#since = real();
  }

  /** A call arrives. */
  begin(operation: string, api: string, method: string, path: string): Call {
    const arrivedAt = this.#real();
    const call: Call = {
      number: ++this.#number,
      operation,
      api,
      method,
      path,
      arrivedAt,
      outcome: null,
      fault: null,
      milliseconds: null,
    };
    this.#operationOf(operation).calls++;
    const count = this.#apiOf(api);
    count.calls++;
    count.peakPerSecond = Math.max(count.peakPerSecond, this.#windowOf(api).add(arrivedAt));
    this.#recent.push(call);
    if (this.#recent.length > 2 * keptCalls) this.#recent = this.#recent.slice(-keptCalls);
    return call;
  }

  /** The limit let it through. */
  admitted(call: Call): void {
    const count = this.#apiOf(call.api);
    const inSecond = this.#windowOf(`${call.api} admitted`).add(this.#real());
    count.peakAdmittedPerSecond = Math.max(count.peakAdmittedPerSecond, inSecond);
  }

  /** It was answered, or came to nothing. Only the first outcome of a call counts. */
  end(call: Call, outcome: Outcome): void {
    if (call.outcome !== null) return;
    const now = this.#real();
    call.outcome = outcome;
    call.milliseconds = Math.round((now - call.arrivedAt) * 10) / 10;
    const { outcomes } = this.#operationOf(call.operation);
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    const second = this.#secondOf(Math.floor(now / 1000));
    if (outcome === 429) {
      this.#apiOf(call.api).rateLimited++;
      second.limited++;
    } else if (typeof outcome === "number" && outcome < 400) second.done++;
    else second.failed++;
  }

  tokenIssued(grantType: string): void {
    this.#tokens.issued[grantType] = (this.#tokens.issued[grantType] ?? 0) + 1;
  }

  tokenRefused(error: string): void {
    this.#tokens.refused[error] = (this.#tokens.refused[error] ?? 0) + 1;
  }

  tokenKilled(): void {
    this.#tokens.killed++;
  }

  /** Everything since the start or the last reset; the last calls newest first. */
  snapshot(): CallsSnapshot {
    const apis = Object.values(this.#apis);
    return structuredClone({
      since: this.#since,
      calls: apis.reduce((sum, { calls }) => sum + calls, 0),
      rateLimited: apis.reduce((sum, { rateLimited }) => sum + rateLimited, 0),
      operations: this.#operations,
      apis: this.#apis,
      tokens: this.#tokens,
      seconds: this.#seconds,
      recent: this.#recent.slice(-keptCalls).reverse(),
    });
  }

  reset(): void {
    this.#since = this.#real();
    this.#operations = {};
    this.#apis = {};
    this.#windows = new Map();
    this.#tokens = { issued: {}, refused: {}, killed: 0 };
    this.#seconds = [];
    this.#recent = [];
  }

  #operationOf(operation: string): OperationCount {
    this.#operations[operation] ??= { calls: 0, outcomes: {} };
    return this.#operations[operation];
  }

  #apiOf(api: string): ApiCount {
    this.#apis[api] ??= { calls: 0, rateLimited: 0, peakPerSecond: 0, peakAdmittedPerSecond: 0 };
    return this.#apis[api];
  }

  #windowOf(name: string): Window {
    let window = this.#windows.get(name);
    if (window === undefined) {
      window = new Window();
      this.#windows.set(name, window);
    }
    return window;
  }

  #secondOf(second: number): SecondCount {
    const last = this.#seconds.at(-1);
    if (last?.second === second) return last;
    const made = { second, done: 0, limited: 0, failed: 0 };
    this.#seconds.push(made);
    if (this.#seconds.length > keptSeconds) this.#seconds.shift();
    return made;
  }
}

/** Instants of the last second. Dropping from the front is by a moving start, so that thousands a second cost nothing. */
class Window {
  #instants: Instant[] = [];
  #start = 0;

  /** Adds an instant; how many lie within the second that ends with it. */
  add(instant: Instant): number {
    this.#instants.push(instant);
    while ((this.#instants[this.#start] ?? instant) <= instant - 1000) this.#start++;
    if (this.#start > 1000 && this.#start > this.#instants.length / 2) {
      this.#instants = this.#instants.slice(this.#start);
      this.#start = 0;
    }
    return this.#instants.length - this.#start;
  }
}
