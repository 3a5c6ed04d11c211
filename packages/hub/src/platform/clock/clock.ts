/** Time as a port, so that tests and the simulation can hand in their own. NOT a scheduler. */
export interface Clock {
  /** Milliseconds since 1970-01-01 UTC. */
  now(): number;
}

/** The wall clock of this machine. */
export const systemClock: Clock = { now: () => Date.now() };

/** A clock for tests that stands still until it is moved. */
export function manualClock(start: number | string): Clock & { advance(milliseconds: number): void } {
  let now = typeof start === "number" ? start : Date.parse(start);
  return {
    now: () => now,
    advance(milliseconds) {
      now += milliseconds;
    },
  };
}
