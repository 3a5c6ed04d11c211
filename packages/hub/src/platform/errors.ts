/**
 * The one error class of the hub: what happened, what it means, what to do.
 *
 * Rooms throw it on purpose, with words for a person. `platform/http/errors.ts` turns it into an HTTP answer and
 * `cli/output.ts` prints it. It is NOT for programming mistakes: those stay ordinary Errors, are logged with
 * their stack, and reach a person only as "a fault in Rostrum itself".
 */

/**
 * What kind of trouble it is, which decides the HTTP status and, with it, the exit code of the command line:
 *
 * | kind            | status | exit | who must act                                            |
 * | --------------- | ------ | ---- | ------------------------------------------------------- |
 * | usage           | 400    | 2    | the caller: the request as written cannot be carried out |
 * | unauthenticated | 401    | 3    | the caller: no or a wrong access token                  |
 * | forbidden       | 403    | 3    | the caller: known, but not allowed                      |
 * | unknown         | 404    | 2    | the caller: a name of ours that does not exist          |
 * | conflict        | 409    | 3    | the caller: refused because of the present state        |
 * | rejected        | 422    | 3    | the caller: GoTo understood and said no                 |
 * | reauthorise     | 424    | 3    | the person whose consent is needed again                |
 * | limited         | 429    | 3    | time: too many attempts                                 |
 * | upstream        | 502    | 3    | GoTo or the network between                             |
 * | unavailable     | 503    | 3    | time: try again later                                   |
 * | fault           | 500    | 3    | us                                                      |
 */
export type ErrorKind =
  | "usage"
  | "unauthenticated"
  | "forbidden"
  | "unknown"
  | "conflict"
  | "rejected"
  | "reauthorise"
  | "limited"
  | "upstream"
  | "unavailable"
  | "fault";

export interface ErrorWords {
  readonly kind: ErrorKind;
  /** Stable, for programs: "connection.unknown", "entity.unknown-field"... */
  readonly code: string;
  /** What happened, one sentence. */
  readonly message: string;
  /** What it means for the person, one sentence. */
  readonly meaning: string;
  /** What to do, one sentence, with the command to type where there is one. */
  readonly remedy: string;
  /** Facts for programs. Never secrets. Must survive JSON. */
  readonly details?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

export class HubError extends Error {
  readonly kind: ErrorKind;
  readonly code: string;
  readonly meaning: string;
  readonly remedy: string;
  readonly details: Readonly<Record<string, unknown>> | undefined;

  constructor(words: ErrorWords) {
    super(words.message, words.cause === undefined ? undefined : { cause: words.cause });
    this.name = "HubError";
    this.kind = words.kind;
    this.code = words.code;
    this.meaning = words.meaning;
    this.remedy = words.remedy;
    this.details = words.details;
  }
}

/**
 * A room's knowledge of errors that are not ours (a GoTo answer, a driver's complaint): gives our words for it,
 * or undefined when it does not know this error.
 */
export type ErrorTranslator = (error: unknown) => HubError | undefined;
