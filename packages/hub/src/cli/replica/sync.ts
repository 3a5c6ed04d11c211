/** `rostrum replica sync`: starts a sync, or joins the one under way, and watches it to its end. */
import { setTimeout as delay } from "node:timers/promises";
import type { Command } from "commander";
import { type Api, ApiError } from "../api.ts";
import { type CliContext, type ExitCode, examples, exitCode } from "../command.ts";
import { addressOf, chooseReplica, SyncView } from "./view.ts";

const lookEveryMs = 200;
const patienceSeconds = 60;

interface SyncOptions {
  readonly to?: string;
  readonly complete?: boolean;
  readonly follow: boolean;
}

export function registerSyncCommand(replica: Command, cli: CliContext): void {
  replica
    .command("sync")
    .description("bring a replica up to date; Ctrl-C stops it, and the next one goes on from there")
    .argument("[NAME]", "not needed when there is only one")
    .option("--to <NAME>", "the same")
    .option("--complete", "read everything, also what can no longer change")
    .option("--no-follow", "start it and leave it to the hub")
    .addHelpText(
      "after",
      examples(["rostrum replica sync", "rostrum replica sync --to warehouse --complete"]),
    )
    .action(
      cli.action((name: string | undefined, options: SyncOptions) => sync(cli, name ?? options.to, options)),
    );
}

async function sync(cli: CliContext, given: string | undefined, options: SyncOptions): Promise<ExitCode> {
  const api = await cli.api();
  const name = await chooseReplica(api, given);
  const before = new Date();
  const begun = SyncView.parse(
    await api.call({
      method: "POST",
      path: `${addressOf(name)}/sync`,
      json: { complete: options.complete ?? false },
    }),
  );
  if (Date.parse(begun.requestedAt) < before.getTime() - 1_000) {
    cli.output.note("  A sync is under way already; this follows it.");
  }
  if (!options.follow) {
    cli.output.note(`  It is under way. See how far it is with: rostrum replica status ${name}`);
    return exitCode.done;
  }
  const last = await watch(cli, api, begun, name);
  if (cli.signal.aborted) return exitCode.stopped;
  if ((last.progress.failedRows ?? 0) > 0) return exitCode.someRowsFailed;
  if (last.error !== null) throw new ApiError(502, last.error);
  return exitCode.done;
}

/** A hub whose database is away for a moment cannot say how far a sync is; the sync itself waits for it as well. */
async function look(api: Api, id: string): Promise<SyncView> {
  for (let left = patienceSeconds; ; left--) {
    try {
      return SyncView.parse(await api.call({ path: `/replica-syncs/${id}` }));
    } catch (error) {
      if (!(error instanceof ApiError) || error.status < 500 || left === 0) throw error;
      await delay(1_000);
    }
  }
}

/** Shows it until its end. Ctrl-C asks it to stop, and waits for that. */
async function watch(cli: CliContext, api: Api, begun: SyncView, name: string): Promise<SyncView> {
  const display = cli.output.progress();
  let isStopping = false;
  let trouble: string | undefined;
  try {
    for (;;) {
      const sync = await look(api, begun.id);
      const { progress, seconds } = sync;
      const isOver = sync.endedAt !== null;
      display.show({ ...progress, seconds, state: isOver ? "done" : "running" });
      if (isOver) return sync;
      if (progress.trouble !== undefined && trouble === undefined) cli.output.warning(progress.trouble);
      if (progress.trouble === undefined && trouble !== undefined) cli.output.note("  It goes on.");
      trouble = progress.trouble;
      if (cli.signal.aborted && !isStopping) {
        isStopping = true;
        await api.call({ method: "POST", path: `${addressOf(name)}/stop` });
      } else {
        await delay(lookEveryMs, undefined, { signal: cli.signal }).catch(() => {});
      }
    }
  } finally {
    display.end();
  }
}
