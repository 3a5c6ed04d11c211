/** `rostrum replica list|stop|remove` */
import type { Command } from "commander";
import { z } from "zod";
import { type CliContext, type ExitCode, examples, exitCode } from "../command.ts";
import { addressOf, chooseReplica, linesOf, listReplicas } from "./view.ts";

export function registerOtherCommands(replica: Command, cli: CliContext): void {
  replica
    .command("list")
    .description("all replicas, each with a sentence about its state")
    .option("--json", "all that is known of them, as JSON")
    .addHelpText("after", examples(["rostrum replica list", "rostrum replica list --json"]))
    .action(cli.action((options: { readonly json?: boolean }) => list(cli, options.json ?? false)));
  replica
    .command("stop")
    .description("stop the sync that is under way; the next one goes on from there")
    .argument("[NAME]", "not needed when there is only one")
    .addHelpText("after", examples(["rostrum replica stop warehouse"]))
    .action(cli.action((name: string | undefined) => stop(cli, name)));
  replica
    .command("remove")
    .description("forget a replica; its tables stay unless they are to be dropped")
    .argument("NAME")
    .option("--drop", "drop its tables as well")
    .addHelpText("after", examples(["rostrum replica remove warehouse"]))
    .action(
      cli.action((name: string, options: { readonly drop?: boolean }) =>
        remove(cli, name, options.drop ?? false),
      ),
    );
}

async function list(cli: CliContext, asJson: boolean): Promise<ExitCode> {
  const api = await cli.api();
  if (asJson) {
    cli.output.json(await api.call({ path: "/replicas" }));
    return exitCode.done;
  }
  const all = await listReplicas(api);
  if (all.length === 0) cli.output.note("  There is no replica yet. Make one with: rostrum replica add");
  for (const replica of all) for (const line of linesOf(replica)) cli.output.result(line);
  return exitCode.done;
}

async function stop(cli: CliContext, given: string | undefined): Promise<ExitCode> {
  const api = await cli.api();
  const path = `${addressOf(await chooseReplica(api, given))}/stop`;
  const { stopped } = z.object({ stopped: z.boolean() }).parse(await api.call({ method: "POST", path }));
  cli.output.note(stopped ? "  Stopped; the next sync goes on from there." : "  No sync is under way.");
  return exitCode.done;
}

async function remove(cli: CliContext, name: string, drop: boolean): Promise<ExitCode> {
  const api = await cli.api();
  await api.call({ method: "DELETE", path: addressOf(name), query: drop ? { drop } : {} });
  cli.output.note(
    `  The replica ${name} is removed; its tables ${drop ? "are dropped" : "stay as they are"}.`,
  );
  return exitCode.done;
}
