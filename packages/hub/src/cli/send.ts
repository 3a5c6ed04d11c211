/** `rostrum send`: any request to GoTo on a connection. Status to standard error, the body exactly to standard output. */
import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import type { Command } from "commander";
import { type CliContext, type ExitCode, examples, exitCode, UsageError } from "./command.ts";
import { chooseConnection } from "./connection-option.ts";

interface SendOptions {
  readonly body?: string;
  readonly connection?: string;
  readonly header?: readonly string[];
}

const methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"];

export function registerSendCommand(program: Command, cli: CliContext): void {
  program
    .command("send")
    .description("send any request to GoTo on a connection; {organizerKey} and {accountKey} are filled in")
    .argument("METHOD", methods.join(", "))
    .argument("PATH", "from the root of the API host, with its query")
    .option("--body <JSON>", "the body: JSON, @FILE for the content of a file, @- for standard input")
    .option("--header <NAME:VALUE>", "a header; may be repeated", (value: string, all: string[] = []) => [
      ...all,
      value,
    ])
    .option("--connection <ALIAS>", "which connection; needed when there are several")
    .addHelpText(
      "after",
      examples([
        "rostrum send GET '/G2W/rest/v2/organizers/{organizerKey}/webinars/8745612345678901234'",
        "rostrum send POST '/G2W/rest/v2/organizers/{organizerKey}/webinars' --body @webinar.json",
      ]),
    )
    .action(
      cli.action((method: string, path: string, options: SendOptions) => send(cli, method, path, options)),
    );
}

async function send(cli: CliContext, given: string, path: string, options: SendOptions): Promise<ExitCode> {
  const method = given.toUpperCase();
  if (!methods.includes(method)) {
    throw new UsageError(`"${given}" is no method.`, `Use one of ${methods.join(", ")}.`);
  }
  const body = await readBody(cli, options.body);
  const api = await cli.api();
  const connection = await chooseConnection(api, options.connection);
  const answer = await api.stream({
    method: "POST",
    path: `/connections/${encodeURIComponent(connection.alias)}/send`,
    json: {
      method,
      path: fillIn(path, connection),
      ...(body === undefined ? {} : { body }),
      ...(options.header === undefined ? {} : { headers: Object.fromEntries(options.header.map(takeApart)) }),
    },
    signal: cli.signal,
  });
  const status = Number(answer.headers["goto-status"]);
  cli.output.note(`  ${status}  ${String(answer.headers["content-type"] ?? "")}`);
  await cli.output.copy(answer.body);
  return status < 400 ? exitCode.done : exitCode.couldNotRun;
}

function fillIn(
  path: string,
  connection: { readonly organizerKey: string | null; readonly accountKey: string | null },
): string {
  return path
    .replaceAll("{organizerKey}", connection.organizerKey ?? "{organizerKey}")
    .replaceAll("{accountKey}", connection.accountKey ?? "{accountKey}");
}

function takeApart(header: string): readonly [string, string] {
  const [name = "", ...value] = header.split(":");
  if (value.length === 0) throw new UsageError(`"${header}" is no header.`, "Write NAME:VALUE.");
  return [name.trim(), value.join(":").trim()];
}

async function readBody(cli: CliContext, given: string | undefined): Promise<string | undefined> {
  if (given === undefined || !given.startsWith("@")) return given;
  return given === "@-" ? text(cli.input) : readFile(given.slice(1), "utf8");
}
