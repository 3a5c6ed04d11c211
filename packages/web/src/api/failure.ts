/** What can go wrong between a page and the hub, as one class with the hub's own words. */

interface Said {
  readonly code: string;
  readonly message: string;
  readonly meaning?: string;
  readonly remedy?: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

export class Failure extends Error {
  override name = "Failure";
  /** The HTTP status, or 0 where the hub did not answer. */
  readonly status: number;
  readonly code: string;
  readonly meaning: string | undefined;
  readonly remedy: string | undefined;
  /** Facts for programs. */
  readonly details: Readonly<Record<string, unknown>> | undefined;

  constructor(status: number, said: Said) {
    super(said.message);
    this.status = status;
    this.code = said.code;
    this.meaning = said.meaning;
    this.remedy = said.remedy;
    this.details = said.details;
  }
}

/** Anything thrown, as a Failure. What is no answer of the hub means that the hub was not reached. */
export function failureOf(thrown: unknown): Failure {
  if (thrown instanceof Failure) return thrown;
  return new Failure(0, { code: "hub.unreachable", message: thrown instanceof Error ? thrown.message : "" });
}

/** What an answer says that is not the wanted one. */
export function failureIn(status: number, body: unknown): Failure {
  const said = (body as { readonly error?: Said } | null | undefined)?.error;
  return new Failure(status, said ?? { code: `http.${status}`, message: "" });
}
