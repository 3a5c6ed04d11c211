/** `rostrum replica sync`: starts a sync and watches it to its end. */
import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { Command } from "commander";
import { type RunProgress, RunProgress as RunProgressSchema, runHeader } from "../../platform/http/runs.ts";
import { type Api, ApiError } from "../api.ts";
import { type CliContext, type ExitCode, examples, exitCode } from "../command.ts";
import { addressOf, chooseReplica } from "./view.ts";

const lookEveryMs = 200;

export function registerSyncCommand(replica: Command, cli: CliContext): void {
  replica
    .command("sync")
    .description("bring a replica up to date; Ctrl-C stops it, and the next one goes on from there")
    .argument("[NAME]", "not needed when there is only one")
    .option("--to <NAME>", "the same")
    .option("--complete", "read everything, also what can no longer change")
    .addHelpText(
      "after",
      examples(["rostrum replica sync", "rostrum replica sync --to warehouse --complete"]),
    )
    .action(
      cli.action((name: string | undefined, options: { readonly to?: string; readonly complete?: boolean }) =>
        sync(cli, name ?? options.to, options.complete ?? false),
      ),
    );
}

async function sync(cli: CliContext, given: string | undefined, complete: boolean): Promise<ExitCode> {
  const api = await cli.api();
  const address = addressOf(await chooseReplica(api, given));
  const id = randomUUID();
  const headers = { [runHeader]: id };
  await api.call({ method: "POST", path: `${address}/sync`, json: { complete }, headers });
  const display = cli.output.progress();
  try {
    const last = await watch(cli, api, id, address, (progress) => display.show(progress));
    if (cli.signal.aborted) return exitCode.stopped;
    if (last.error !== undefined) throw new ApiError(502, last.error);
    return (last.failedRows ?? 0) > 0 ? exitCode.someRowsFailed : exitCode.done;
  } finally {
    display.end();
  }
}

async function watch(
  cli: CliContext,
  api: Api,
  id: string,
  address: string,
  show: (progress: RunProgress) => void,
): Promise<RunProgress> {
  let isStopping = false;
  for (;;) {
    const progress = RunProgressSchema.parse(await api.call({ path: `/runs/${id}` }));
    show(progress);
    if (progress.state !== "running") return progress;
    if (cli.signal.aborted && !isStopping) {
      isStopping = true;
      await api.call({ method: "POST", path: `${address}/stop` });
    } else {
      await delay(lookEveryMs, undefined, { signal: cli.signal }).catch(() => {});
    }
  }
}
