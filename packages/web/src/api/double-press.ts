/**
 * A button that is pressed twice at once asks for one change, not for two: the second webinar at GoTo could not be taken
 * back without an e-mail to everybody. Pure, but for the clock. NOT for reading, which may be asked for as often as one likes.
 */

/** What systems of windows take for a double press. */
const doublePressMs = 500;

interface Asked {
  readonly change: string;
  readonly at: number;
  readonly answer: Promise<unknown>;
  readonly signal: AbortSignal | undefined;
  isUnderWay: boolean;
}

let last: Asked | undefined;

/**
 * Asks for a change, or gives the answer to the same one if that was the last and is under way or was asked for a moment
 * ago. A change that failed may be tried again at once.
 * @param change what is asked for, word by word: where it goes, and with which data
 * @param worked whether an answer means that it was done; a rejection never does
 * @param signal that ends the request; one that was ended is not shared
 */
export function asOneChange<Answer>(
  change: string,
  ask: () => Promise<Answer>,
  { worked = () => true, signal }: { worked?: (answer: Answer) => boolean; signal?: AbortSignal } = {},
): Promise<Answer> {
  if (last?.change === change && last.signal?.aborted !== true) {
    const isDoublePress = performance.now() - last.at < doublePressMs;
    // The same words ask for the same answer.
    if (last.isUnderWay || isDoublePress) return last.answer as Promise<Answer>;
  }
  const answer = ask();
  const asked: Asked = { change, at: performance.now(), answer, signal, isUnderWay: true };
  last = asked;
  const forget = () => {
    if (last === asked) last = undefined;
  };
  answer.then((given) => {
    asked.isUnderWay = false;
    if (!worked(given)) forget();
  }, forget);
  return answer;
}
