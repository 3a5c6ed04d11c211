/**
 * Counting what a budget did lately, in buckets of time, so that an hour costs 60 numbers and not 36,000.
 */
import type { BudgetUse } from "./types.ts";

interface Bucket {
  readonly index: number;
  sent: number;
  rateLimited: number;
}

/** Sent calls and 429s of the last `buckets` times `bucketMs`. Times are monotonic milliseconds. */
export class RecentUse {
  readonly #bucketMs: number;
  readonly #start: number;
  readonly #buckets: (Bucket | undefined)[];

  constructor(bucketMs: number, buckets: number, start: number) {
    this.#bucketMs = bucketMs;
    this.#start = start;
    this.#buckets = new Array(buckets).fill(undefined);
  }

  count(what: "sent" | "rateLimited", now: number): void {
    const index = Math.floor((now - this.#start) / this.#bucketMs);
    const place = index % this.#buckets.length;
    let bucket = this.#buckets[place];
    if (bucket?.index !== index) {
      bucket = { index, sent: 0, rateLimited: 0 };
      this.#buckets[place] = bucket;
    }
    bucket[what]++;
  }

  use(now: number, requestsPerSecond: number): BudgetUse {
    const index = Math.floor((now - this.#start) / this.#bucketMs);
    const oldest = Math.max(0, index - this.#buckets.length + 1);
    let sent = 0;
    let rateLimited = 0;
    for (const bucket of this.#buckets) {
      if (bucket === undefined || bucket.index < oldest) continue;
      sent += bucket.sent;
      rateLimited += bucket.rateLimited;
    }
    const seconds = (this.#buckets.length * this.#bucketMs) / 1000;
    return { sent, rateLimited, usedShare: sent / (requestsPerSecond * seconds) };
  }
}
