/** `rostrum sandbox`: GoTo in a box. Its options are the sandbox's own; it is loaded only when it is wanted. */
import type { Command } from "commander";
import { type CliContext, type ExitCode, exitCode, UsageError } from "./command.ts";
import { aborted } from "./wait.ts";

export function registerSandboxCommand(program: Command, cli: CliContext): void {
  program
    .command("sandbox")
    .description("start GoTo in a box: a server that answers as GoTo does (--help for its options)")
    .argument("[OPTIONS...]")
    .helpOption(false)
    .allowUnknownOption()
    .passThroughOptions()
    .action(cli.action((words: readonly string[]) => sandbox(cli, words)));
}

async function sandbox(cli: CliContext, words: readonly string[]): Promise<ExitCode> {
  const { parseSandboxArguments, runSandbox, sandboxUsage } = await import("@rostrum/sandbox");
  const read = parseSandboxArguments(words);
  if (read.outcome === "wrong") throw new UsageError(read.message, "See: rostrum sandbox --help");
  if (read.outcome === "help") {
    cli.output.stdout.write(sandboxUsage);
    return exitCode.done;
  }
  const running = await runSandbox(read.command, (text) => void cli.output.stdout.write(text));
  await aborted(cli.signal);
  await running.close();
  return exitCode.done;
}
