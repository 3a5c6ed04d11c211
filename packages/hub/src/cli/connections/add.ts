/** `rostrum connections add` */
import type { Command } from "commander";
import { request } from "undici";
import { z } from "zod";
import { type CliContext, type ExitCode, examples, exitCode, UsageError } from "../command.ts";
import { ConnectionView } from "../connection-option.ts";
import { secretOf } from "../secret.ts";
import { withAccount } from "./account.ts";
import { authorizeInBrowser } from "./authorize.ts";
import { linesOf } from "./list.ts";

interface AddOptions {
  readonly alias?: string;
  readonly client?: string;
  readonly clientId?: string;
  readonly clientSecret?: string;
  readonly publicClient?: boolean;
  readonly pat?: string | boolean;
  readonly sandbox?: string;
  readonly account?: string;
  readonly api?: string;
  readonly authentication?: string;
  readonly redirect?: string;
  readonly scopes?: string;
  readonly browser: boolean;
}

const AddedConnection = ConnectionView.extend({
  pinned: z
    .object({ to: z.string(), uses: z.array(z.object({ kind: z.string(), name: z.string() })) })
    .optional(),
});

/** What is sent for an OAuth client: the name of a known one, or a new one. */
type ClientBody = string | Readonly<Record<string, unknown>>;

export function registerAddCommand(connections: Command, cli: CliContext): void {
  connections
    .command("add")
    .description("add a connection: consent in the browser, or by a personal access token with --pat")
    .argument("[NAME]", "1 to 25 characters; asked for if absent")
    .option("--alias <ALIAS>", "what commands call it; made from the name if absent")
    .option(
      "--client-id <ID>",
      "of the application at https://developer.logmeininc.com/clients; asked for if absent",
    )
    .option("--client-secret <SECRET>", "its secret, or @FILE; else ROSTRUM_CLIENT_SECRET, else asked for")
    .option("--public-client", "the client has no secret")
    .option("--client <NAME>", "an OAuth client that is known already")
    .option(
      "--pat [TOKEN]",
      "consent by a personal access token, without a browser; else ROSTRUM_PAT, else asked for",
    )
    .option("--account <KEY-OR-NAME>", "which account, when the person is in several")
    .option("--sandbox <URL>", "connect to a GoTo in a box at this address, as its first organizer")
    .option("--api <URL>", "where GoTo's APIs are")
    .option("--authentication <URL>", "where GoTo signs people in")
    .option(
      "--redirect <URL>",
      "the client's redirect address at GoTo (the hub's own with /connections/callback)",
    )
    .option("--scopes <LIST>", "divided by blanks (identity:scim.me collab:)")
    .option("--no-browser", "print the address instead of opening it")
    .addHelpText(
      "after",
      examples([
        "rostrum connections add --sandbox http://127.0.0.1:8090",
        "rostrum connections add 'Acme webinars' --client-id 1a2b3c4d-... --client-secret @secret.txt",
        "rostrum connections add 'Acme webinars' --client-id 1a2b3c4d-... --pat",
      ]),
    )
    .action(cli.action((name: string | undefined, options: AddOptions) => add(cli, name, options)));
}

async function add(cli: CliContext, given: string | undefined, options: AddOptions): Promise<ExitCode> {
  const sandbox = options.sandbox === undefined ? undefined : await readSandbox(options.sandbox);
  const name = given ?? (sandbox ? "Sandbox" : await cli.prompt.ask("Name of the connection", "NAME"));
  const oauthClient = sandbox?.client ?? (await clientOf(cli, options));
  const personalAccessToken =
    options.pat === undefined
      ? sandbox?.personalAccessToken
      : await secretOf(cli, {
          given: options.pat,
          environment: cli.config.personalAccessToken,
          question: "Personal access token",
          instead: "--pat TOKEN, --pat @FILE or ROSTRUM_PAT",
        });
  // Consent in the browser comes back to the hub, which then must listen.
  const api = await cli.api({ listening: personalAccessToken === undefined, beginning: true });
  const added = await withAccount(cli, options.account, async (account) =>
    AddedConnection.parse(
      await api.call({
        method: "POST",
        path: "/connections",
        json: { name, alias: options.alias, oauthClient, personalAccessToken, account },
        signal: cli.signal,
      }),
    ),
  );
  if (added.pinned !== undefined) {
    const { to, uses } = added.pinned;
    const named = uses.map(({ kind, name: one }) => `${kind} ${one}`).join(", ");
    cli.output.note(`  It is not the only connection: what named none goes on with ${to} (${named}).`);
  }
  if (personalAccessToken !== undefined) {
    for (const line of linesOf(added)) cli.output.result(line);
    return exitCode.done;
  }
  const { alias } = added;
  let code: ExitCode = exitCode.couldNotRun;
  try {
    code = await authorizeInBrowser(cli, api, alias, {
      account: options.account,
      openBrowser: options.browser,
    });
  } finally {
    // It is kept: what went wrong is often put right at GoTo (the redirect address), and the secret need not be typed again.
    if (code !== exitCode.done) {
      cli.output.note(
        `  The connection ${alias} stays, without consent. Go on with: rostrum connections authorize ${alias}`,
      );
      cli.output.note(`  or remove it with: rostrum connections remove ${alias}`);
    }
  }
  return code;
}

async function clientOf(cli: CliContext, options: AddOptions): Promise<ClientBody> {
  if (options.client !== undefined) return options.client;
  const clientId = options.clientId ?? (await cli.prompt.ask("Client ID", "--client-id ID"));
  const clientSecret = options.publicClient
    ? undefined
    : await secretOf(cli, {
        given: options.clientSecret,
        environment: cli.config.clientSecret,
        question: "Client secret",
        instead: "--client-secret SECRET, --client-secret @FILE, ROSTRUM_CLIENT_SECRET or --public-client",
      });
  return {
    clientId,
    clientSecret,
    apiAddress: options.api,
    authenticationAddress: options.authentication,
    redirectAddress: options.redirect,
    scopes: options.scopes?.split(/\s+/).filter((scope) => scope !== ""),
  };
}

const SandboxCredentials = z.object({
  clientId: z.string(),
  clientSecret: z.string(),
  personalAccessToken: z.string(),
});

/** A sandbox tells its credentials to whoever is on this machine: they protect nothing. */
async function readSandbox(address: string): Promise<{ client: ClientBody; personalAccessToken: string }> {
  try {
    const { origin } = new URL(address);
    const answer = await request(`${origin}/_sandbox/credentials`, {
      headersTimeout: 5_000,
      bodyTimeout: 5_000,
    });
    const { clientId, clientSecret, personalAccessToken } = SandboxCredentials.parse(
      await answer.body.json(),
    );
    return {
      client: { clientId, clientSecret, apiAddress: origin, authenticationAddress: origin },
      personalAccessToken,
    };
  } catch (error) {
    throw new UsageError(
      `No sandbox answers at ${address} (${error instanceof z.ZodError ? "something else does" : (error as Error).message}).`,
      "Start one with: rostrum sandbox",
    );
  }
}
