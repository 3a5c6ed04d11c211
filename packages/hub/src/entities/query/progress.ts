/** How far a walk is, and the estimate of what is left: pure arithmetic over what the steps did so far. */

/** What happened on one step. */
export interface StepFigures {
  /** Tasks that were made. */
  readonly made: number;
  /** Tasks that are done. */
  readonly done: number;
  /** Rows that were handed down to the next step, or out. */
  readonly rows: number;
}

export interface Progress {
  readonly rows: number;
  /** The rows of the steps above that matched: [{ entity: "Session", rows: 7 }]. */
  readonly through: readonly { readonly entity: string; readonly rows: number }[];
  readonly calls: number;
  /** Calls a second, lately; undefined before there are two. */
  readonly callsPerSecond: number | undefined;
  /** Calls that are waiting or under way, including for the budget. */
  readonly underWay: number;
  /** Estimate; grows more certain with every list that is read. */
  readonly callsLeft: number;
  /** Estimate, from the rate lately. */
  readonly secondsLeft: number | undefined;
  /** From 0 to 1, by calls. */
  readonly share: number;
}

/** Calls still to be made: known ones, and those that the unread lists will bring if they are like the ones read. */
export function callsLeft(steps: readonly StepFigures[]): number {
  let left = 0;
  let arriving = 0;
  for (const { made, done, rows } of steps) {
    const open = made - done + arriving;
    left += open;
    arriving = done === 0 ? 0 : open * (rows / done);
  }
  return Math.ceil(left);
}
