/** `rostrum serve`: the hub; with --with-sandbox also GoTo in a box, connected, when no GoTo client is configured. */
import type { Command } from "commander";
import { type CliContext, type ExitCode, examples, exitCode } from "./command.ts";

export function registerServeCommand(program: Command, cli: CliContext): void {
  program
    .command("serve")
    .description("run the hub until Ctrl-C")
    .option("--with-sandbox", "with no GoTo client configured, also start the sandbox and connect to it")
    .addHelpText("after", examples(["rostrum serve", "ROSTRUM_PORT=9000 rostrum serve --with-sandbox"]))
    .action(
      cli.action((options: { readonly withSandbox?: boolean }) => serve(cli, options.withSandbox ?? false)),
    );
}

async function serve(_cli: CliContext, _withSandbox: boolean): Promise<ExitCode> {
  return exitCode.done;
}
