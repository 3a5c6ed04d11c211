/** The most sends in any span of this length. */
export function mostWithin(times: readonly number[], span: number): number {
  let most = 0;
  let first = 0;
  for (let last = 0; last < times.length; last++) {
    while ((times[last] ?? 0) - (times[first] ?? 0) >= span) first++;
    most = Math.max(most, last - first + 1);
  }
  return most;
}
