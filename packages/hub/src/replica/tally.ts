/** How far a sync is. Counting only; what it looks like is the service's. */

export interface TallyFigures {
  /** By entity: rows read, and how many of its scopes are done. */
  readonly lines: readonly { readonly entity: string; readonly rows: number; readonly share: number }[];
  readonly calls: number;
  /** Scopes still to be read, most of which cost one call; undefined before that is known. */
  readonly left: number | undefined;
}

export interface Tally {
  rows(entity: string, count: number): void;
  done(entity: string): void;
}

export interface TallyOptions {
  readonly calls: () => number;
  readonly onProgress?: ((progress: TallyFigures) => void) | undefined;
}

export function createTally({ onProgress, calls }: TallyOptions) {
  const lines = new Map<string, { rows: number; expected: number; done: number }>();
  const lineOf = (entity: string) => {
    const line = lines.get(entity) ?? { rows: 0, expected: 0, done: 0 };
    lines.set(entity, line);
    return line;
  };
  let isPlanned = false;
  const tell = () =>
    onProgress?.({
      lines: [...lines].map(([entity, { rows, expected, done }]) => ({
        entity,
        rows,
        share: expected === 0 ? 1 : Math.min(1, done / expected),
      })),
      calls: calls(),
      left: isPlanned
        ? [...lines.values()].reduce((sum, { expected, done }) => sum + expected - done, 0)
        : undefined,
    });
  return {
    /** The first time for the lists, the second time for what is below them. */
    expect(counts: readonly (readonly [string, number])[]): void {
      isPlanned = lines.size > 0 || isPlanned;
      for (const [entity, count] of counts) lineOf(entity).expected += count;
      tell();
    },
    rows(entity: string, count: number): void {
      lineOf(entity).rows += count;
      tell();
    },
    done(entity: string): void {
      lineOf(entity).done++;
      tell();
    },
  };
}
