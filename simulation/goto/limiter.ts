/** Ten requests a second, counted in one of the three ways in which GoTo may count (goto-oauth.md 11). */
import type { Settings } from "../settings.ts";

export const LIMIT = 10;

/** Says whether one more may pass at a time in milliseconds. What is refused does not count. */
export function createLimiter(kind: Settings["limiter"]): (now: number) => boolean {
  if (kind === "bucket") {
    let tokens = LIMIT;
    let filledAt = 0;
    return (now) => {
      tokens = Math.min(LIMIT, tokens + ((now - filledAt) * LIMIT) / 1000);
      filledAt = now;
      if (tokens < 1) return false;
      tokens--;
      return true;
    };
  }
  let passed: number[] = [];
  const isCounted =
    kind === "fixed"
      ? (at: number, now: number) => Math.floor(at / 1000) === Math.floor(now / 1000)
      : (at: number, now: number) => now - at < 1000;
  return (now) => {
    passed = passed.filter((at) => isCounted(at, now));
    if (passed.length >= LIMIT) return false;
    passed.push(now);
    return true;
  };
}
