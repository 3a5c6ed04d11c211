/** "Did you mean": the sentence. NOT the search for the nearest name, which is the platform's. */
import { nearest } from "../../platform/nearest.ts";

/** `Did you mean "x"?`, or undefined when nothing known is near enough. */
export function didYouMean(wrong: string, known: readonly string[]): string | undefined {
  const name = nearest(wrong, known);
  return name === undefined ? undefined : `Did you mean "${name}"?`;
}
