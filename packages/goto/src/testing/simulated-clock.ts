/**
 * A clock that stands still until it is told to go on, so that hours pass in milliseconds and tests wait for nothing.
 */
import type { Clock } from "../ports.ts";

export interface SimulatedClock extends Clock {
  /** Lets `ms` pass, waking every sleeper at its time. */
  advance(ms: number): Promise<void>;
  /** Lets time pass from sleeper to sleeper until `work` is done, and gives its result. Throws when all sleep for ever. */
  run<Result>(work: Promise<Result>): Promise<Result>;
  /** Sets the wall clock forward or back, as somebody at the machine would; sleepers do not notice. */
  setWallClock(ms: number): void;
}

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

export function createSimulatedClock(start = Date.UTC(2031, 0, 1)): SimulatedClock {
  let time = 0;
  let wall = start;
  /** Ordered by time, then by when they fell asleep. */
  const sleepers: Sleeper[] = [];

  function wakeNext(): void {
    const sleeper = sleepers.shift();
    if (sleeper === undefined) return;
    time = Math.max(time, sleeper.at);
    sleeper.wake();
  }

  return {
    now: () => wall + time,
    monotonic: () => time,
    setWallClock(ms) {
      wall = ms - time;
    },
    sleep(ms, signal) {
      return new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const sleeper: Sleeper = {
          at: time + Math.max(0, ms),
          wake() {
            signal?.removeEventListener("abort", abort);
            resolve();
          },
        };
        const abort = () => {
          sleepers.splice(sleepers.indexOf(sleeper), 1);
          reject(signal?.reason);
        };
        signal?.addEventListener("abort", abort, { once: true });
        const after = sleepers.findIndex((other) => other.at > sleeper.at);
        sleepers.splice(after < 0 ? sleepers.length : after, 0, sleeper);
      });
    },
    async advance(ms) {
      const until = time + ms;
      await settled();
      while (sleepers[0] !== undefined && sleepers[0].at <= until) {
        wakeNext();
        await settled();
      }
      time = until;
    },
    async run(work) {
      let done = false;
      const finish = () => {
        done = true;
      };
      work.then(finish, finish);
      await settled();
      while (!done) {
        if (sleepers.length === 0)
          throw new Error("The simulation stands still: everybody waits and nobody sleeps.");
        wakeNext();
        await settled();
      }
      return work;
    },
  };
}

/** Lets everything happen that waits for nothing but its turn. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
