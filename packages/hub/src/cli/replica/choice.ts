/** `rostrum replica add|change`: what is copied, and where to. */
import type { Command } from "commander";
import { type CliContext, type ExitCode, examples, exitCode, UsageError } from "../command.ts";
import { secretOf } from "../secret.ts";
import { addressOf, linesOf, ReplicaView } from "./view.ts";

interface ChoiceOptions {
  readonly connection?: string;
  readonly database?: string;
  readonly endpoint?: string;
  readonly ownDatabase?: boolean;
  readonly schema?: string;
  readonly entities?: string;
  readonly completeDays?: string;
  readonly name?: string;
}

export function registerChoiceCommands(replica: Command, cli: CliContext): void {
  withOptions(replica.command("add"))
    .description("choose what to copy and where to; nothing is read yet")
    .argument("[NAME]", "main if left out")
    .addHelpText(
      "after",
      examples([
        "rostrum replica add",
        "rostrum replica add --endpoint warehouse",
        "rostrum replica add warehouse --database @warehouse-address.txt --entities Webinar,Session,Attendee",
      ]),
    )
    .action(
      cli.action(async (name: string | undefined, options: ChoiceOptions) =>
        send(cli, { method: "POST", path: "/replicas" }, { name, ...(await wishOf(cli, options)) }),
      ),
    );
  withOptions(replica.command("change"))
    .description("change what is copied, where to, or the name; what was copied stays")
    .argument("NAME")
    .option("--name <NAME>", "another name")
    .option("--own-database", "copy into the hub's own database from now on")
    .addHelpText("after", examples(["rostrum replica change main --entities all --complete-days 30"]))
    .action(
      cli.action(async (name: string, options: ChoiceOptions) =>
        send(
          cli,
          { method: "PATCH", path: addressOf(name) },
          { name: options.name, ...(await wishOf(cli, options)) },
        ),
      ),
    );
}

function withOptions(command: Command): Command {
  return command
    .option("--connection <ALIAS>", "which connection; needed when there are several")
    .option(
      "--entities <LIST>",
      "names, separated by commas, or all; if left out, all but those that cost a call per attendee",
    )
    .option(
      "--database <ADDRESS>",
      "a Postgres, as postgres://user:password@host/database; @FILE reads it from there; the hub's own if left out",
    )
    .option("--endpoint <NAME>", "a PostgreSQL endpoint of the hub's, instead of --database")
    .option("--schema <NAME>", "of the tables; goto if left out")
    .option("--complete-days <N>", "days after which everything is read again; 7 if left out");
}

async function wishOf(cli: CliContext, options: ChoiceOptions): Promise<Readonly<Record<string, unknown>>> {
  const { connection, schema, entities, completeDays, database, endpoint, ownDatabase } = options;
  if (completeDays !== undefined && !/^\d{1,3}$/.test(completeDays)) {
    throw new UsageError("--complete-days must be a whole number.", "For example: --complete-days 30");
  }
  const address =
    database === undefined
      ? undefined
      : await secretOf(cli, {
          given: database,
          environment: undefined,
          question: "Address of the database",
          instead: "--database @FILE",
        });
  return {
    connection,
    endpoint,
    schema,
    entities: entities?.split(",").map((name) => name.trim()),
    completeDays: completeDays === undefined ? undefined : Number(completeDays),
    database: ownDatabase === true ? null : address,
  };
}

async function send(
  cli: CliContext,
  request: { readonly method: "POST" | "PATCH"; readonly path: string },
  json: unknown,
): Promise<ExitCode> {
  const api = await cli.api();
  const replica = ReplicaView.parse(await api.call({ ...request, json, signal: cli.signal }));
  for (const line of linesOf(replica)) cli.output.result(line);
  if (replica.lastSync === null && replica.syncing === null) {
    cli.output.note(`  Fill it now with: rostrum replica sync ${replica.name}`);
  }
  return exitCode.done;
}
