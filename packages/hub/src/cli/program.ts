/**
 * The command line as a value: `runCli(arguments, environment, streams)` runs one command and gives its exit code.
 * It reads nothing of the process by itself, so that tests call it like any function. NOT the commands: those are
 * in the files beside it, one per noun.
 */
import type { Readable } from "node:stream";
import { Command, CommanderError } from "commander";
import { readConfig } from "../platform/config/config.ts";
import { registerAgentCommands } from "./agent/index.ts";
import type { Api } from "./api.ts";
import { registerAuditCommand } from "./audit.ts";
import { registerBackupCommands } from "./backup.ts";
import { type CliContext, type ExitCode, exitCode } from "./command.ts";
import { registerConfigHelp } from "./config-help.ts";
import { registerConnectionCommands } from "./connections/index.ts";
import { registerDoctorCommand } from "./doctor.ts";
import { registerEndpointCommands } from "./endpoints.ts";
import { registerEntitiesCommand } from "./entities.ts";
import { failureOf } from "./failure.ts";
import { registerFlowCommands } from "./flows/index.ts";
import { registerKeyCommands } from "./keys.ts";
import { registerLookupTableCommands } from "./lookup-tables.ts";
import { openApi } from "./open-api.ts";
import { createOutput, type Terminal } from "./output.ts";
import { registerPeopleCommands, registerSetupLinkCommand } from "./people.ts";
import { registerPersonalDataCommands } from "./personal-data.ts";
import { createPrompt } from "./prompt.ts";
import { registerQueryCommand } from "./query.ts";
import { registerReplicaCommands } from "./replica/index.ts";
import { registerRetentionCommands } from "./retention.ts";
import { registerSandboxCommand } from "./sandbox.ts";
import { registerSendCommand } from "./send.ts";
import { registerServeCommand } from "./serve/index.ts";
import { registerWorkerCommand } from "./worker.ts";
import { registerWriteCommands } from "./write.ts";

export interface CliStreams {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Terminal;
  readonly stderr: Terminal;
}

/** @param signal fires when the person presses Ctrl-C or the process is asked to end */
export async function runCli(
  words: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  streams: CliStreams,
  signal: AbortSignal,
): Promise<ExitCode> {
  const output = createOutput(streams.stdout, streams.stderr, () => Date.now());
  let code: ExitCode = exitCode.done;
  const fail = (error: unknown): void => {
    const failure = failureOf(error);
    for (const line of failure.lines) output.note(line);
    code = failure.exitCode;
  };

  const program = new Command("rostrum")
    .description("The self-hosted hub between GoTo and the systems where people work.")
    .version("0.1.0")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void streams.stdout.write(text),
      writeErr: (text) => void streams.stderr.write(text),
      outputError: (text, write) => write(text.replace(/^error: /, "rostrum: ")),
    })
    .showSuggestionAfterError(true)
    .enablePositionalOptions()
    .configureHelp({ showGlobalOptions: false, sortSubcommands: false });

  try {
    const config = readConfig(environment);
    let api: Promise<Api> | undefined;
    const cli: CliContext = {
      config,
      output,
      input: streams.stdin,
      prompt: createPrompt(streams.stdin, streams.stderr, signal),
      signal,
      api: (options) => {
        api ??= openApi(config, {
          purpose: words[0] ?? "",
          listening: options?.listening ?? false,
          beginning: options?.beginning ?? false,
          say: output.note,
          signal,
        });
        return api;
      },
      action:
        (work) =>
        async (...args) => {
          try {
            code = (await work(...args)) ?? exitCode.done;
          } catch (error) {
            fail(error);
          } finally {
            await (await api?.catch(() => undefined))?.close();
          }
        },
    };
    registerCommands(program, cli);
    await program.parseAsync([...words], { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) code = error.exitCode === 0 ? exitCode.done : exitCode.wrongUsage;
    else fail(error);
  }
  return code;
}

function registerCommands(program: Command, cli: CliContext): void {
  registerServeCommand(program, cli);
  registerWorkerCommand(program, cli);
  registerAgentCommands(program, cli);
  registerSandboxCommand(program, cli);
  registerConnectionCommands(program, cli);
  registerEntitiesCommand(program, cli);
  registerQueryCommand(program, cli);
  registerWriteCommands(program, cli);
  registerReplicaCommands(program, cli);
  registerSendCommand(program, cli);
  registerFlowCommands(program, cli);
  registerLookupTableCommands(program, cli);
  registerEndpointCommands(program, cli);
  registerPeopleCommands(program, cli);
  registerKeyCommands(program, cli);
  registerAuditCommand(program, cli);
  registerSetupLinkCommand(program, cli);
  registerBackupCommands(program, cli);
  registerPersonalDataCommands(program, cli);
  registerRetentionCommands(program, cli);
  registerDoctorCommand(program, cli);
  registerConfigHelp(program);
}
