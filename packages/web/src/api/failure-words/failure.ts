/** One failure of the hub in Spanish. General sentences: the names and values stand in the hub's own text, shown under them. */
export interface SpanishFailure {
  /** What happened. */
  readonly message: string;
  /** What it means. */
  readonly meaning: string;
  /** What to do. */
  readonly remedy: string;
}

export type SpanishFailures = Readonly<Record<string, SpanishFailure>>;

/** Said where nothing is changed by a failure. */
export const nothingDone = "No se hizo nada.";
export const nothingChanged = "No se cambió nada.";
export const nothingKept = "No se guardó nada.";
export const nothingRead = "No se leyó nada.";
export const nothingWritten = "No se escribió nada.";
export const nothingSent = "No se envió nada.";
