/**
 * Forbids real time and real chance inside a simulation: whoever reaches for them there, instead of for a port, gets
 * an error with the stack that did it. Outside (the test runner beside us) everything works as always.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { getCallSites } from "node:util";

const inside = new AsyncLocalStorage<true>();

/** Runs `work` with real time and real chance forbidden in it and in all that it starts. */
export function withoutRealTime<Result>(work: () => Promise<Result>): Promise<Result> {
  install();
  return inside.run(true, work);
}

let installed = false;

/** Once, and for good: each of these asks where it is called from. */
function install(): void {
  if (installed) return;
  installed = true;
  for (const name of ["setTimeout", "setInterval", "setImmediate"] as const) guard(globalThis, name);
  guard(performance, "now");
  guard(Math, "random");
  guard(AbortSignal, "timeout");
  guard(crypto, "getRandomValues");
  guard(crypto, "randomUUID");
  const RealDate = Date;
  globalThis.Date = new Proxy(RealDate, {
    construct(target, args, newTarget) {
      if (args.length === 0) {
        if (isHarmless()) return Reflect.construct(target, [0]);
        forbid("new Date()");
      }
      return Reflect.construct(target, args, newTarget === globalThis.Date ? target : newTarget);
    },
    apply() {
      forbid("Date()");
      return RealDate();
    },
  });
  guard(RealDate, "now", 0);
}

function guard<Owner extends object>(owner: Owner, name: keyof Owner & string, harmlessly?: number): void {
  const real = owner[name] as (...args: unknown[]) => unknown;
  const guarded = function (this: unknown, ...args: unknown[]): unknown {
    if (harmlessly !== undefined && isHarmless()) return harmlessly;
    forbid(name);
    return real.apply(this, args);
  };
  // setTimeout carries properties (promisify.custom) that others look for.
  Object.assign(guarded, real);
  Object.defineProperty(owner, name, { value: guarded, configurable: true, writable: true });
}

/**
 * Libraries that take the moment without using it here: JSONata notes that of each evaluation for its $now(), which no
 * simulated flow says, and for its limit of time, which none comes near; croner makes a date and sets it to the given one.
 */
const harmless = /\/node_modules\/(jsonata|croner)\//;

/** Whether who calls who calls this is one of those. Not by an error's stack: a test runner would map each of its lines. */
function isHarmless(): boolean {
  return inside.getStore() === true && harmless.test(getCallSites(3)[2]?.scriptName ?? "");
}

function forbid(what: string): void {
  if (inside.getStore())
    throw new Error(`${what} was called inside the simulation; time and chance come in as ports.`);
}
