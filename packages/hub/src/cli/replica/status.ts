/** `rostrum replica status|history`: how a replica is, and how its syncs went. */
import type { Command } from "commander";
import { z } from "zod";
import { type CliContext, type ExitCode, examples, exitCode, UsageError } from "../command.ts";
import { count, duration, printable } from "../text.ts";
import { addressOf, chooseReplica, linesOf, ReplicaView, SyncView } from "./view.ts";

interface AsJson {
  readonly json?: boolean;
}

export function registerStatusCommands(replica: Command, cli: CliContext): void {
  replica
    .command("status")
    .description("how a replica is, and what its sync found, table by table")
    .argument("[NAME]", "not needed when there is only one")
    .option("--json", "as JSON")
    .addHelpText("after", examples(["rostrum replica status warehouse"]))
    .action(cli.action((name: string | undefined, { json }: AsJson) => status(cli, name, json ?? false)));
  replica
    .command("history")
    .description("the syncs of a replica, latest first")
    .argument("[NAME]", "not needed when there is only one")
    .option("--limit <N>", "how many", "20")
    .option("--json", "as JSON")
    .addHelpText("after", examples(["rostrum replica history warehouse --limit 5"]))
    .action(
      cli.action((name: string | undefined, options: AsJson & { readonly limit: string }) =>
        history(cli, name, options),
      ),
    );
}

async function status(cli: CliContext, given: string | undefined, asJson: boolean): Promise<ExitCode> {
  const api = await cli.api();
  const answer = await api.call({ path: addressOf(await chooseReplica(api, given)) });
  if (asJson) {
    cli.output.json(answer);
    return exitCode.done;
  }
  const replica = ReplicaView.parse(answer);
  for (const line of linesOf(replica)) cli.output.note(line);
  const sync = replica.syncing ?? replica.lastSync;
  if (sync === null || Object.keys(sync.counts).length === 0) return exitCode.done;
  cli.output.note("");
  cli.output.table({
    columns: [
      { title: "entity" },
      { title: "new", align: "right" },
      { title: "changed", align: "right" },
      { title: "gone", align: "right" },
      { title: "looked at, unchanged", align: "right" },
    ],
    rows: Object.entries(sync.counts).map(([entity, { new: fresh, changed, gone, same }]) => [
      entity,
      ...[fresh, changed, gone, same].map(count),
    ]),
  });
  for (const remark of sync.progress.remarks ?? []) cli.output.note(`  Remark: ${printable(remark)}`);
  return exitCode.done;
}

async function history(
  cli: CliContext,
  given: string | undefined,
  { limit, json }: AsJson & { readonly limit: string },
): Promise<ExitCode> {
  if (!/^[1-9]\d{0,2}$/.test(limit)) {
    throw new UsageError("--limit must be a number from 1 to 999.", "For example: --limit 5");
  }
  const api = await cli.api();
  const name = await chooseReplica(api, given);
  const answer = await api.call({ path: `${addressOf(name)}/syncs`, query: { limit } });
  if (json === true) {
    cli.output.json(answer);
    return exitCode.done;
  }
  const { syncs } = z.object({ syncs: z.array(SyncView) }).parse(answer);
  if (syncs.length === 0) {
    cli.output.note(`  ${name} was never synced. Do it with: rostrum replica sync ${name}`);
    return exitCode.done;
  }
  cli.output.table({
    columns: [
      { title: "begun (UTC)" },
      { title: "by" },
      { title: "state" },
      { title: "took", align: "right" },
      { title: "calls", align: "right" },
      { title: "new", align: "right" },
      { title: "changed", align: "right" },
      { title: "gone", align: "right" },
      { title: "what happened" },
    ],
    rows: syncs.map(rowOf),
  });
  return exitCode.done;
}

function rowOf(sync: SyncView): readonly string[] {
  const { requestedAt, reason, state, seconds, progress, counts, complete, error } = sync;
  const sum = (what: "new" | "changed" | "gone") =>
    count(Object.values(counts).reduce((total, one) => total + one[what], 0));
  return [
    requestedAt.slice(0, 16).replace("T", " "),
    reason,
    state,
    duration(seconds),
    count(progress.calls),
    sum("new"),
    sum("changed"),
    sum("gone"),
    error?.message ?? (complete ? "complete scan" : ""),
  ];
}
