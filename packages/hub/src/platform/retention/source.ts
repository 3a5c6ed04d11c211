/** What is kept for a time: a port that rooms fill, so that one daily job removes what is over everywhere. */
export interface RetentionSource {
  /** Stable, for people and programs: "audit". */
  readonly kind: string;
  /** What it is and from when the days count, a sentence. */
  readonly what: string;
  /** Days unless somebody chose otherwise; null: for ever. */
  readonly days: number | null;
  /** Removes what is older, and gives how many. May be called again at any time. */
  remove(before: Date): Promise<number>;
}
