/** For tests: a clock that stands until it is moved. Who sleeps on it wakes when its time has come. */
import type { Clock } from "../platform/clock/clock.ts";

export interface MovedClock extends Clock {
  /** Moves the clock and wakes whose time has come. */
  moveTo(time: Date): void;
  /** How many sleep now. */
  sleepers(): number;
}

export function movedClock(start: Date): MovedClock {
  let time = start.getTime();
  const asleep = new Set<{ readonly until: number; wake(): void }>();
  return {
    now: () => time,
    monotonic: () => time,
    sleep(ms, signal) {
      if (signal?.aborted) return Promise.reject(signal.reason);
      if (ms <= 0) return Promise.resolve();
      return new Promise((resolve, reject) => {
        const leave = () => {
          asleep.delete(sleeper);
          reject(signal?.reason);
        };
        const sleeper = {
          until: time + ms,
          wake() {
            asleep.delete(sleeper);
            signal?.removeEventListener("abort", leave);
            resolve();
          },
        };
        asleep.add(sleeper);
        signal?.addEventListener("abort", leave, { once: true });
      });
    },
    moveTo(next) {
      time = next.getTime();
      for (const sleeper of [...asleep]) if (sleeper.until <= time) sleeper.wake();
    },
    sleepers: () => asleep.size,
  };
}
