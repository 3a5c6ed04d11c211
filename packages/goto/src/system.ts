/**
 * The real clock and real chance. The only place of this library that reaches for them.
 */
import { randomBytes } from "node:crypto";
import type { Clock, Random } from "./ports.ts";

/** Node cannot wait longer in one go. */
const LONGEST_TIMER = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep(ms, signal) {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const until = performance.now() + ms;
      let timer: NodeJS.Timeout;
      const abort = () => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      const wait = () => {
        // A timer may fire a fraction of a millisecond early, and pacing must never be early.
        const left = until - performance.now();
        if (left > 0) {
          timer = setTimeout(wait, Math.min(Math.ceil(left), LONGEST_TIMER));
          return;
        }
        signal?.removeEventListener("abort", abort);
        resolve();
      };
      signal?.addEventListener("abort", abort, { once: true });
      wait();
    });
  },
};

export const systemRandom: Random = {
  next: () => Math.random(),
  bytes: (count) => randomBytes(count),
};
