/** `rostrum connections list` */
import type { Command } from "commander";
import { type CliContext, type ExitCode, examples, exitCode } from "../command.ts";
import { type ConnectionView, listConnections } from "../connection-option.ts";
import { folded, printable } from "../text.ts";

export function registerListCommand(connections: Command, cli: CliContext): void {
  connections
    .command("list")
    .description("all connections, each with a sentence about its health")
    .option("--json", "all that is known of them, as JSON")
    .addHelpText("after", examples(["rostrum connections list", "rostrum connections list --json"]))
    .action(cli.action((options: { readonly json?: boolean }) => list(cli, options.json ?? false)));
}

async function list(cli: CliContext, asJson: boolean): Promise<ExitCode> {
  const api = await cli.api();
  if (asJson) {
    cli.output.json(await api.call({ path: "/connections" }));
    return exitCode.done;
  }
  const all = await listConnections(api);
  if (all.length === 0)
    cli.output.note("  There is no connection to GoTo yet. Make one with: rostrum connections add");
  for (const connection of all) for (const line of linesOf(connection)) cli.output.result(line);
  return exitCode.done;
}

/** The alias, the name where it differs, and the sentence. */
export function linesOf({ alias, name, sentence }: ConnectionView): readonly string[] {
  return [
    name === alias ? alias : `${alias}  (${printable(name)})`,
    ...folded(printable(sentence), 96).map((line) => `  ${line}`),
  ];
}
