/**
 * The clock of the world: real time plus an offset that only grows.
 *
 * Real time comes in as a port. Two kinds of time must not be confused: the *world's* time (webinars, attendance)
 * can be moved; *real* time (token lifetimes, rate limit, latency) cannot, since the client's own clock stays.
 */

import type { Instant } from "../world/model.ts";

export interface Clock {
  /** The world's time. */
  now(): Instant;
  /** Real time, never going back. */
  real(): Instant;
  /** Moves the world's time on. Throws RangeError when that would be back: what has happened cannot be undone. */
  moveTo(instant: Instant): void;
}

/** `start`: where the world's time begins; left out: now. */
export function createClock(real: () => Instant, start?: Instant): Clock {
  let offset = start === undefined ? 0 : start - real();
  return {
    real,
    now: () => Math.floor(real() + offset),
    moveTo(instant) {
      const now = real() + offset;
      if (instant < Math.floor(now))
        throw new RangeError(
          `The clock stands at ${new Date(now).toISOString()} and only goes forward: webinars that have happened ` +
            "cannot be undone. Give a later instant, or start a new sandbox.",
        );
      offset += instant - now;
    },
  };
}

/** Real time that never goes back, also when the machine's clock is set: milliseconds since 1970. */
export function systemTime(): Instant {
  return performance.timeOrigin + performance.now();
}

const units = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/**
 * Reads "+2d", "+90m", "+1w2d" (units s, m, h, d, w), or an ISO instant, relative to `now`.
 * Throws RangeError that says what is understood.
 */
export function parseMoment(text: string, now: Instant): Instant {
  const trimmed = text.trim();
  if (/^[+-](\d+(\.\d+)?[smhdw])+$/.test(trimmed)) {
    let length = 0;
    for (const [, count = "0", unit = "s"] of trimmed.matchAll(/(\d+(?:\.\d+)?)([smhdw])/g))
      length += Number(count) * units[unit as keyof typeof units];
    return trimmed.startsWith("-") ? now - length : now + length;
  }
  const instant = /^\d{4}-\d{2}-\d{2}/.test(trimmed) ? Date.parse(trimmed) : Number.NaN;
  if (Number.isNaN(instant))
    throw new RangeError(
      `"${text}" is no moment. Write a distance such as "+2d", "+90m" or "+1w2d", or an instant such as ` +
        `"2031-04-01T15:00:00Z".`,
    );
  return instant;
}
