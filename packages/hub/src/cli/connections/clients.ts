/** `rostrum connections clients ...`: the applications registered at GoTo that connections are made with. */
import type { Command } from "commander";
import { z } from "zod";
import { type CliContext, type ExitCode, examples, exitCode, UsageError } from "../command.ts";
import { secretOf } from "../secret.ts";

const ClientView = z.object({
  name: z.string(),
  clientId: z.string(),
  hasSecret: z.boolean(),
  apiAddress: z.string(),
  scopes: z.array(z.string()),
  requestsPerSecond: z.number(),
});

interface EditOptions {
  readonly name?: string;
  readonly secret?: string | boolean;
  readonly redirect?: string;
  readonly scopes?: string;
  readonly rate?: string;
}

export function registerClientCommands(connections: Command, cli: CliContext): void {
  const clients = connections
    .command("clients")
    .description("the OAuth clients (applications registered at GoTo): list, edit, remove");
  clients
    .command("list")
    .description("all OAuth clients")
    .action(cli.action(() => list(cli)));
  clients
    .command("edit")
    .description("change an OAuth client, for instance its secret")
    .argument("CLIENT", "its name or client ID")
    .option("--name <NAME>", "a name for people")
    .option("--secret [SECRET]", "the new secret; else ROSTRUM_CLIENT_SECRET, else asked for")
    .option("--redirect <URL>", "the redirect address as registered at GoTo; 'own' for the hub's own")
    .option("--scopes <LIST>", "divided by blanks; connections must be authorized again to get more")
    .option("--rate <N>", "requests a second that GoTo allows it per API (10 unless GoTo raised it)")
    .addHelpText(
      "after",
      examples(["rostrum connections clients edit 1a2b3c4d-... --secret @new-secret.txt"]),
    )
    .action(cli.action((name: string, options: EditOptions) => edit(cli, name, options)));
  clients
    .command("remove")
    .description("remove an OAuth client that no connection uses")
    .argument("CLIENT")
    .action(cli.action((name: string) => remove(cli, name)));
}

async function list(cli: CliContext): Promise<ExitCode> {
  const api = await cli.api();
  const { oauthClients } = z
    .object({ oauthClients: z.array(ClientView) })
    .parse(await api.call({ path: "/oauth-clients" }));
  cli.output.table({
    columns: [
      { title: "Name" },
      { title: "Client ID" },
      { title: "API" },
      { title: "Scopes" },
      { title: "Calls/s", align: "right" },
    ],
    rows: oauthClients.map(({ name, clientId, apiAddress, scopes, requestsPerSecond }) => [
      name,
      clientId,
      apiAddress,
      scopes.join(" "),
      String(requestsPerSecond),
    ]),
  });
  return exitCode.done;
}

async function edit(cli: CliContext, name: string, options: EditOptions): Promise<ExitCode> {
  const { redirect, rate } = options;
  if (rate !== undefined && !/^\d+$/.test(rate)) {
    throw new UsageError(`--rate must be a whole number, not "${rate}".`, "For example: --rate 20");
  }
  const clientSecret =
    options.secret === undefined
      ? undefined
      : await secretOf(cli, {
          given: options.secret,
          environment: cli.config.clientSecret,
          question: "Client secret",
          instead: "--secret SECRET, --secret @FILE or ROSTRUM_CLIENT_SECRET",
        });
  const api = await cli.api();
  await api.call({
    method: "PATCH",
    path: `/oauth-clients/${encodeURIComponent(name)}`,
    json: {
      name: options.name,
      clientSecret,
      redirectAddress: redirect === "own" ? null : redirect,
      scopes: options.scopes?.split(/\s+/).filter((scope) => scope !== ""),
      requestsPerSecond: rate === undefined ? undefined : Number(rate),
    },
    signal: cli.signal,
  });
  cli.output.note(`  The OAuth client ${options.name ?? name} is changed.`);
  return exitCode.done;
}

async function remove(cli: CliContext, name: string): Promise<ExitCode> {
  const api = await cli.api();
  await api.call({
    method: "DELETE",
    path: `/oauth-clients/${encodeURIComponent(name)}`,
    signal: cli.signal,
  });
  cli.output.note(`  The OAuth client ${name} is removed.`);
  return exitCode.done;
}
