/**
 * Faults to order: what goes wrong, for which operation, how often. This file decides; `deliver.ts` does it to
 * the socket.
 */

/**
 * - status: answers with `status` and an error body (or `body`).
 * - reset: the connection is torn down without an answer.
 * - timeout: no answer, ever; the connection stays open.
 * - slow: the right answer in drops, over `milliseconds`.
 * - cut: the first half of the right answer, with a `length` header that matches it, or without one.
 * - html: an HTML page with `status`, as a broken gateway sends it.
 * - killToken: the caller's access token dies now, and the call is answered as with a dead token.
 * - extraFields: the right answer with unknown members in every object.
 */
export const faultKinds = [
  "status",
  "reset",
  "timeout",
  "slow",
  "cut",
  "html",
  "killToken",
  "extraFields",
] as const;
export type FaultKind = (typeof faultKinds)[number];

export interface FaultOrder {
  readonly kind: FaultKind;
  /** An operationId, or "*" for every operation of the product APIs. The token endpoint is "token". */
  readonly operation: string;
  /** How many calls it hits; left out: until it is cleared. */
  readonly times?: number;
  /** Share of the matching calls that it hits, 0 to 1; left out: all. */
  readonly chance?: number;
  /** Only each n-th matching call. */
  readonly every?: number;
  /** For status and html. */
  readonly status?: number;
  /** For status: the JSON to send instead of the usual error body. */
  readonly body?: unknown;
  /** For status: headers to add, such as Retry-After, which GoTo does not send. */
  readonly headers?: Readonly<Record<string, string>>;
  /** For status, reset, timeout and html: the operation is carried out first and only its answer is lost. */
  readonly after?: boolean;
  /** For cut. Default "matching". */
  readonly length?: "matching" | "missing";
  /** For slow: how long the whole answer takes. Default 5000. */
  readonly milliseconds?: number;
}

export interface Fault extends FaultOrder {
  readonly id: number;
  /** Matching calls seen, and calls hit. */
  seen: number;
  hits: number;
}

export class Faults {
  readonly #chance: () => number;
  readonly #faults: Fault[] = [];
  #nextId = 1;

  /** `chance`: a fraction in [0, 1), from outside, so that a run can be repeated. */
  constructor(chance: () => number) {
    this.#chance = chance;
  }

  /** In the order in which they were made; those used up are gone. */
  get list(): readonly Fault[] {
    return this.#faults;
  }

  add(order: FaultOrder): Fault {
    const fault = { ...order, id: this.#nextId++, seen: 0, hits: 0 };
    this.#faults.push(fault);
    return fault;
  }

  /** False when there is no such fault (any more). */
  remove(id: number): boolean {
    const place = this.#faults.findIndex((fault) => fault.id === id);
    if (place >= 0) this.#faults.splice(place, 1);
    return place >= 0;
  }

  clear(): void {
    this.#faults.length = 0;
  }

  /** The fault that hits this call, if any: the first order that matches and whose turn it is. */
  next(operation: string): Fault | undefined {
    for (const fault of this.#faults) {
      if (fault.operation !== operation && (fault.operation !== "*" || operation === "token")) continue;
      fault.seen++;
      if (fault.every !== undefined && fault.seen % fault.every !== 0) continue;
      if (fault.chance !== undefined && this.#chance() >= fault.chance) continue;
      fault.hits++;
      if (fault.times !== undefined && fault.hits >= fault.times) this.remove(fault.id);
      return fault;
    }
    return undefined;
  }
}

/** Puts an unknown member first into every object of a JSON text. Strings are left alone. */
export function withExtraFields(json: string): string {
  let out = "";
  let inString = false;
  let start = 0;
  for (let place = 0; place < json.length; place++) {
    const character = json[place];
    if (inString) {
      if (character === "\\") place++;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === "{") {
      const empty = /^\s*\}/.test(json.slice(place + 1, place + 20));
      out += `${json.slice(start, place + 1)}"addedByTheSandbox":{"why":"clients must ignore what they do not know"}${empty ? "" : ","}`;
      start = place + 1;
    }
  }
  return out + json.slice(start);
}
