/**
 * `rostrum serve`: the hub, until it is asked to end; with --with-sandbox also GoTo in a box where it is wanted, connected,
 * and read once so that there is something to see. NOT where the hub is built (`app.ts`).
 */
import type { Command } from "commander";
import { type App, createApp } from "../../app.ts";
import { listen } from "../../server.ts";
import { type Api, createApi } from "../api.ts";
import { insideWay } from "../api-inside.ts";
import { type CliContext, type ExitCode, examples, exitCode } from "../command.ts";
import type { ConnectionView } from "../connection-option.ts";
import { aborted } from "../wait.ts";
import {
  type DemoSandbox,
  lookAround,
  type Present,
  startDemoSandbox,
  wantsSandbox,
} from "./demo-sandbox.ts";
import { readOnce } from "./first-read.ts";

export function registerServeCommand(program: Command, cli: CliContext): void {
  program
    .command("serve")
    .description("run the hub until Ctrl-C")
    .option("--with-sandbox", "also start the sandbox and connect to it, where no other connection works")
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
    const present = await lookAround(api, config.dataFolder);
    if (withSandbox && wantsSandbox(present))
      sandbox = await startDemoSandbox(api, config.dataFolder, `${address}/connections/callback`);
    for (const line of sayGoTo(present, sandbox, withSandbox)) output.note(`  ${line}`);
    if (sandbox !== undefined) await readOnce(cli, api, sandbox);
    app.connections.keepAlive();
    await app.flows.work();
    await app.replicas.work();
    app.retention.work();
    sayReady(cli, address, await app.access.firstSetupLink(), sandbox);
    void tryConnections(api, present, signal);
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

/** Which GoTo is used, and why there is a sandbox or none. */
function sayGoTo(
  { demo, own }: Present,
  sandbox: DemoSandbox | undefined,
  withSandbox: boolean,
): readonly string[] {
  const others = own.map(({ alias, state }) => `${alias} (${state})`).join(", ");
  const shown = others === "" ? "no connection of your own" : others;
  if (sandbox !== undefined) {
    const why = demo === undefined ? "" : `, since ${sandbox.alias} is connected to it`;
    const anew =
      "              It begins anew at every start, with the same keys: what was changed in it is gone";
    return [
      `GoTo          ${shown}; the sandbox (GoTo in a box) runs on ${sandbox.url}${why}`,
      ...(sandbox.beganAnew ? [anew] : []),
    ];
  }
  if (demo !== undefined)
    return [
      `GoTo          ${shown}; ${demo.alias} is connected to the sandbox, which runs only with --with-sandbox`,
    ];
  if (own.length === 0)
    return [
      "GoTo          no connection yet: Connections > Add in the pages, or npx rostrum connections add",
    ];
  return [`GoTo          ${shown}${withSandbox ? "; no sandbox, since no connection uses it" : ""}`];
}

/** In the background, so that their health is of today and not of when somebody last asked. Trouble is told by that. */
async function tryConnections(api: Api, { demo, own }: Present, signal: AbortSignal): Promise<void> {
  const askable = ({ state }: ConnectionView) => state === "working" || state === "failing";
  for (const { alias } of [...(demo === undefined ? [] : [demo]), ...own].filter(askable)) {
    const path = `/connections/${encodeURIComponent(alias)}/test`;
    await api.call({ method: "POST", path, signal }).catch(() => undefined);
  }
}

function sayReady(
  { output }: CliContext,
  address: string,
  setUp: { readonly address: string } | undefined,
  sandbox: DemoSandbox | undefined,
): void {
  output.note("");
  output.note(`  Ready at ${address}${setUp === undefined ? "" : `    sign in once with: ${setUp.address}`}`);
  output.note("  Try       npx rostrum query Attendee --from -30d --limit 5");
  output.note("            npx rostrum connections list");
  if (sandbox !== undefined) {
    output.note(
      `            curl ${sandbox.url}/_sandbox/clock -d '{"to":"next"}'   # the next webinar has happened`,
    );
    output.note("  Connect your own GoTo account: Connections > Add in the pages, or docs/connect.md");
  }
  output.note("  Stop with Ctrl-C");
}
