/** How long an agent waits before it asks a hub again that did not answer. Pure. */

const firstMs = 250;
/** Not longer: an agent should be back within seconds of the network. */
const longestMs = 10_000;

/** @param tries so far, from 1; @param chance 0 to 1, so that many agents do not come back at once */
export function pauseMs(tries: number, chance: number): number {
  const most = Math.min(longestMs, firstMs * 2 ** Math.min(tries - 1, 20));
  return most * (0.5 + chance / 2);
}
