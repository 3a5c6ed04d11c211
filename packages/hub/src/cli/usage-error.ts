/** Wrong usage found by the command line itself, before any request. Exit code 2. */
export class UsageError extends Error {
  readonly remedy: string;
  constructor(message: string, remedy: string) {
    super(message);
    this.name = "UsageError";
    this.remedy = remedy;
  }
}
