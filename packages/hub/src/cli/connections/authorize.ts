/** `rostrum connections authorize`: consent, or consent again; what uses the connection does not notice. */
import { spawn } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";
import type { Command } from "commander";
import { z } from "zod";
import type { Api } from "../api.ts";
import { type CliContext, type ExitCode, examples, exitCode } from "../command.ts";
import { ConnectionView, showConnection } from "../connection-option.ts";
import { secretOf } from "../secret.ts";
import { withAccount } from "./account.ts";
import { linesOf } from "./list.ts";

interface AuthorizeOptions {
  readonly account?: string;
  readonly otherOwner?: boolean;
  readonly pat?: string | boolean;
  readonly browser: boolean;
}

export function registerAuthorizeCommand(connections: Command, cli: CliContext): void {
  connections
    .command("authorize")
    .description("consent, or consent again, for a connection that is there")
    .argument("ALIAS")
    .option("--account <KEY-OR-NAME>", "which account, when the person is in several")
    .option("--other-owner", "let the connection change to another person or account")
    .option(
      "--pat [TOKEN]",
      "by a personal access token, without a browser; else ROSTRUM_PAT, else asked for",
    )
    .option("--no-browser", "print the address instead of opening it")
    .addHelpText("after", examples(["rostrum connections authorize acme_webinars"]))
    .action(cli.action((alias: string, options: AuthorizeOptions) => authorize(cli, alias, options)));
}

async function authorize(cli: CliContext, alias: string, options: AuthorizeOptions): Promise<ExitCode> {
  const { account, otherOwner: allowOtherOwner, browser: openBrowser } = options;
  if (options.pat === undefined) {
    const api = await cli.api({ listening: true });
    return authorizeInBrowser(cli, api, alias, { account, allowOtherOwner, openBrowser });
  }
  const personalAccessToken = await secretOf(cli, {
    given: options.pat,
    environment: cli.config.personalAccessToken,
    question: "Personal access token",
    instead: "--pat TOKEN, --pat @FILE or ROSTRUM_PAT",
  });
  const api = await cli.api();
  const changed = await withAccount(cli, account, async (chosen) =>
    ConnectionView.parse(
      await api.call({
        method: "POST",
        path: `/connections/${encodeURIComponent(alias)}/personal-access-token`,
        json: { personalAccessToken, account: chosen, allowOtherOwner },
        signal: cli.signal,
      }),
    ),
  );
  for (const line of linesOf(changed)) cli.output.result(line);
  return exitCode.done;
}

const Begun = z.object({ id: z.string(), url: z.string(), redirectAddress: z.string() });
const Outcome = z.discriminatedUnion("state", [
  z.object({ state: z.literal("waiting") }),
  z.object({ state: z.literal("done"), alias: z.string() }),
  z.object({
    state: z.literal("failed"),
    error: z.object({ message: z.string(), meaning: z.string(), remedy: z.string() }),
  }),
]);

export interface BrowserWish {
  readonly account: string | undefined;
  readonly allowOtherOwner?: boolean | undefined;
  readonly openBrowser: boolean;
}

/** Sends the person to GoTo and waits until they are back. The api must be one that listens. */
export async function authorizeInBrowser(
  cli: CliContext,
  api: Api,
  alias: string,
  wish: BrowserWish,
): Promise<ExitCode> {
  const path = `/connections/${encodeURIComponent(alias)}/authorize`;
  const { account, allowOtherOwner } = wish;
  const begun = Begun.parse(
    await api.call({ method: "POST", path, json: { account, allowOtherOwner }, signal: cli.signal }),
  );
  cli.output.note(
    `  Consent is given in the browser. GoTo must know the redirect address ${begun.redirectAddress}`,
  );
  cli.output.note("  Open this address (it is good for 15 minutes):");
  cli.output.note(`  ${begun.url}`);
  if (wish.openBrowser && cli.prompt.possible) openBrowser(begun.url);
  for (;;) {
    const outcome = Outcome.parse(await api.call({ path: `${path}/${begun.id}`, signal: cli.signal }));
    if (outcome.state === "failed") {
      const { message, meaning, remedy } = outcome.error;
      for (const line of [`rostrum: ${message}`, `  ${meaning}`, `  ${remedy.replace("ALIAS", alias)}`])
        cli.output.note(line);
      return exitCode.couldNotRun;
    }
    if (outcome.state === "done") {
      for (const line of linesOf(await showConnection(api, outcome.alias))) cli.output.result(line);
      return exitCode.done;
    }
    await delay(300, undefined, { signal: cli.signal });
  }
}

/** As the desktop does it; where there is none, the printed address is enough. */
function openBrowser(url: string): void {
  const [command, args] =
    process.platform === "darwin"
      ? ["open", [url]]
      : process.platform === "win32"
        ? ["rundll32", ["url.dll,FileProtocolHandler", url]]
        : ["xdg-open", [url]];
  const child = spawn(command as string, args as string[], { stdio: "ignore", detached: true });
  child.on("error", () => {});
  child.unref();
}
