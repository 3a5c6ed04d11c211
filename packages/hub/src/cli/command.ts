/**
 * How a command is declared: a function that adds itself to the commander program and gets the rest from the
 * context. In its file:
 *
 *   export function registerQueryCommand(program: Command, cli: CliContext): void {
 *     program.command("query").argument("ENTITY").description("...").addHelpText("after", examples(["rostrum query Webinar"]))
 *       .action(cli.action(async (entity: string, options: QueryOptions) => { ... return exitCode.done; }));
 *   }
 *
 * NOT a place for logic: what a verb does lives behind its route.
 */
import type { Readable } from "node:stream";
import type { Config } from "../platform/config/config.ts";
import type { Api } from "./api.ts";
import type { Output } from "./output.ts";
import type { Prompt } from "./prompt.ts";

/** Exit codes: 0 done, 1 some rows failed, 2 wrong usage, 3 could not run; 130 stopped by Ctrl-C, as shells have it. */
export const exitCode = { done: 0, someRowsFailed: 1, wrongUsage: 2, couldNotRun: 3, stopped: 130 } as const;
export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

export interface CliContext {
  readonly config: Config;
  readonly output: Output;
  /** Standard input. */
  readonly input: Readable & { readonly isTTY?: boolean };
  readonly prompt: Prompt;
  /** Fires on Ctrl-C; hand it to api calls. */
  readonly signal: AbortSignal;
  /**
   * The API, opened on first use and closed by the frame. `listening`: when no hub runs, the app in this process
   * listens on the hub's port meanwhile, so that a browser can come back to it. `beginning`: a data folder is made when
   * there is none.
   */
  api(options?: { readonly listening?: boolean; readonly beginning?: boolean }): Promise<Api>;
  /**
   * Wraps a command's work for commander: prints what is thrown (ApiError, HubError, UsageError, anything),
   * sets the exit code, closes the API. Returning nothing means done.
   */
  action<Arguments extends unknown[]>(
    work: (...args: Arguments) => Promise<ExitCode | undefined>,
  ): (...args: Arguments) => Promise<void>;
}

export { UsageError } from "./usage-error.ts";

/** The examples at the end of a command's help. */
export function examples(lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ ${line}`).join("\n")}\n`;
}
