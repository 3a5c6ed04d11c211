/** `rostrum connections test|edit|remove` */
import type { Command } from "commander";
import { z } from "zod";
import { type CliContext, type ExitCode, examples, exitCode, UsageError } from "../command.ts";
import { ConnectionView, chooseConnection, listConnections, showConnection } from "../connection-option.ts";
import { linesOf } from "./list.ts";

export function registerOtherCommands(connections: Command, cli: CliContext): void {
  connections
    .command("test")
    .description("call GoTo with a connection: whose consent, which account, do the clocks agree")
    .argument("[ALIAS]", "not needed when there is only one")
    .addHelpText("after", examples(["rostrum connections test acme_webinars"]))
    .action(cli.action((alias: string | undefined) => test(cli, alias)));
  connections
    .command("edit")
    .description("change name or alias; what uses the connection does not notice")
    .argument("ALIAS")
    .option("--name <NAME>", "1 to 25 characters")
    .option("--alias <ALIAS>", "1 to 25 letters, digits, underscores")
    .addHelpText("after", examples(["rostrum connections edit sandbox --alias demo --name 'Demo account'"]))
    .action(
      cli.action((alias: string, change: { name?: string; alias?: string }) => edit(cli, alias, change)),
    );
  connections
    .command("remove")
    .description("remove a connection and revoke its consent at GoTo, if that is possible")
    .argument("ALIAS")
    .option("--force", "although something uses it")
    .addHelpText("after", examples(["rostrum connections remove old_account"]))
    .action(
      cli.action((alias: string, options: { force?: boolean }) => remove(cli, alias, options.force ?? false)),
    );
}

async function test(cli: CliContext, given: string | undefined): Promise<ExitCode> {
  const api = await cli.api();
  const { alias } = await chooseConnection(api, given);
  const path = `/connections/${encodeURIComponent(alias)}/test`;
  const { sentence } = z
    .object({ sentence: z.string() })
    .parse(await api.call({ method: "POST", path, signal: cli.signal }));
  cli.output.result(`${alias}: ${sentence}`);
  return exitCode.done;
}

async function edit(
  cli: CliContext,
  alias: string,
  change: { name?: string; alias?: string },
): Promise<ExitCode> {
  if (change.name === undefined && change.alias === undefined) {
    throw new UsageError("There is nothing to change.", "Say --name NAME, --alias ALIAS or both.");
  }
  const api = await cli.api();
  const path = `/connections/${encodeURIComponent(alias)}`;
  const changed = ConnectionView.parse(
    await api.call({ method: "PATCH", path, json: change, signal: cli.signal }),
  );
  for (const line of linesOf(changed)) cli.output.result(line);
  return exitCode.done;
}

async function remove(cli: CliContext, alias: string, force: boolean): Promise<ExitCode> {
  const api = await cli.api();
  const path = `/connections/${encodeURIComponent(alias)}`;
  const { oauthClient } = await showConnection(api, alias);
  await api.call({ method: "DELETE", path, query: force ? { force } : {}, signal: cli.signal });
  cli.output.note(`  The connection ${alias} is removed.`);
  if (!(await listConnections(api)).some((other) => other.oauthClient === oauthClient)) {
    cli.output.note(
      `  Its OAuth client stays for the next one; remove it with: rostrum connections clients remove '${oauthClient}'`,
    );
  }
  return exitCode.done;
}
