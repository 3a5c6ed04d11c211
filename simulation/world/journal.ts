/**
 * The journal: everything that happened, as a running hash over all of it and the last lines of it. Two runs are the
 * same if and only if their hashes are.
 */
import { createHash } from "node:crypto";

const KEPT = 60;

export class Journal {
  lines = 0;
  readonly #hash = createHash("sha256");
  readonly #last: string[] = [];
  readonly #all: ((line: string) => void) | undefined;

  constructor(all: ((line: string) => void) | undefined) {
    this.#all = all;
  }

  write(time: number, who: string, what: string): void {
    const line = `${time.toFixed(3).padStart(14)}  ${who.padEnd(8)} ${what}`;
    this.#hash.update(line);
    this.#last[this.lines++ % KEPT] = line;
    this.#all?.(line);
  }

  last(): string[] {
    const from = this.lines % KEPT;
    return this.lines < KEPT ? [...this.#last] : [...this.#last.slice(from), ...this.#last.slice(0, from)];
  }

  /** Ends the journal. */
  hash(): string {
    return this.#hash.digest("hex").slice(0, 16);
  }
}
