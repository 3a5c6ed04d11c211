/**
 * `rostrum serve`: the hub, until it is asked to end; with --with-sandbox and no GoTo client of somebody's own, also
 * GoTo in a box, connected, and read once so that there is something to see. NOT where the hub is built (`app.ts`).
 */
import type { Command } from "commander";
import { type App, createApp } from "../../app.ts";
import { listen } from "../../server.ts";
import { type Api, createApi } from "../api.ts";
import { insideWay } from "../api-inside.ts";
import { type CliContext, type ExitCode, examples, exitCode } from "../command.ts";
import { listConnections } from "../connection-option.ts";
import { aborted } from "../wait.ts";
import { type DemoSandbox, needsSandbox, startDemoSandbox } from "./demo-sandbox.ts";
import { readOnce } from "./first-read.ts";

export function registerServeCommand(program: Command, cli: CliContext): void {
  program
    .command("serve")
    .description("run the hub until Ctrl-C")
    .option("--with-sandbox", "with no GoTo client configured, also start the sandbox and connect to it")
    .addHelpText("after", examples(["rostrum serve", "ROSTRUM_PORT=9000 rostrum serve --with-sandbox"]))
    .action(
      cli.action((options: { readonly withSandbox?: boolean }) => serve(cli, options.withSandbox ?? false)),
    );
}

async function serve(cli: CliContext, withSandbox: boolean): Promise<ExitCode> {
  const { config, output, signal } = cli;
  output.note("");
  const app = await createApp({ config, purpose: "serve" });
  const api = createApi(insideWay(app), app.accessToken);
  let sandbox: DemoSandbox | undefined;
  try {
    output.note(`  Database      ${whereDatabase(app)}`);
    const address = await listen(app);
    if (withSandbox && (await needsSandbox(api, config.dataFolder))) {
      sandbox = await startDemoSandbox(api, config.dataFolder, `${address}/connections/callback`);
      output.note(
        `  GoTo          no client configured: using the sandbox (GoTo in a box) on ${sandbox.url}`,
      );
      await readOnce(cli, api, sandbox);
    } else output.note(`  GoTo          ${await sayConnections(api)}`);
    app.connections.keepAlive();
    sayReady(cli, address, sandbox);
    await aborted(signal);
    output.note("  Stopping");
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    // The hub first: its calls to the sandbox end before the sandbox does.
    await api.close();
    await sandbox?.close();
  }
  return exitCode.done;
}

function whereDatabase({ database, config }: App): string {
  if (database.kind === "embedded") return `embedded, ${config.dataFolder}`;
  return `Postgres at ${URL.parse(config.databaseUrl ?? "")?.host ?? "the given address"}`;
}

async function sayConnections(api: Api): Promise<string> {
  const all = await listConnections(api);
  if (all.length === 0) return "no connection yet: rostrum connections add";
  return all.map(({ alias, state }) => `${alias} (${state})`).join(", ");
}

function sayReady({ output }: CliContext, address: string, sandbox: DemoSandbox | undefined): void {
  output.note("");
  output.note(`  Ready at ${address}`);
  output.note("  Try       npx rostrum query Attendee --from -30d --limit 5");
  output.note("            npx rostrum connections list");
  if (sandbox !== undefined) {
    output.note(
      `            curl ${sandbox.url}/_sandbox/clock -d '{"to":"next"}'   # the next webinar has happened`,
    );
    output.note("  Connect your own GoTo account: npx rostrum connections add");
  }
  output.note("  Stop with Ctrl-C");
}
