/** `rostrum replica schedule`: when a replica syncs by itself. */
import type { Command } from "commander";
import { type CliContext, type ExitCode, examples, exitCode, UsageError } from "../command.ts";
import { addressOf, chooseReplica, linesOf, ReplicaView } from "./view.ts";

interface ScheduleOptions {
  readonly cron?: string;
  readonly zone?: string;
  readonly every?: string;
  readonly off?: boolean;
}

export function registerScheduleCommand(replica: Command, cli: CliContext): void {
  replica
    .command("schedule")
    .description("say when a replica syncs by itself; the hub (rostrum serve) or a worker must run then")
    .argument("[NAME]", "not needed when there is only one")
    .option("--cron <CRON>", "minute hour day month weekday")
    .option("--zone <ZONE>", "of --cron; that of this machine if left out")
    .option("--every <SPAN>", "so much time apart: 30m, 6h, 2d")
    .option("--off", "only when told")
    .addHelpText(
      "after",
      examples([
        'rostrum replica schedule --cron "0 5 * * 1-5" --zone Europe/Madrid',
        "rostrum replica schedule warehouse --every 30m",
        "rostrum replica schedule warehouse --off",
      ]),
    )
    .action(cli.action((name: string | undefined, options: ScheduleOptions) => schedule(cli, name, options)));
}

async function schedule(
  cli: CliContext,
  given: string | undefined,
  options: ScheduleOptions,
): Promise<ExitCode> {
  const wanted = scheduleOf(options);
  const api = await cli.api();
  const path = `${addressOf(await chooseReplica(api, given))}/schedule`;
  const replica = ReplicaView.parse(await api.call({ method: "PUT", path, json: { schedule: wanted } }));
  for (const line of linesOf(replica)) cli.output.result(line);
  return exitCode.done;
}

const units: Readonly<Record<string, string>> = { m: "minutes", h: "hours", d: "days" };

function scheduleOf({ cron, zone, every, off }: ScheduleOptions): object | null {
  if ([cron, every, off].filter((one) => one !== undefined).length !== 1) {
    throw new UsageError(
      "Say one of --cron, --every and --off.",
      'For example: --cron "0 5 * * *", or --every 6h',
    );
  }
  if (zone !== undefined && cron === undefined) {
    throw new UsageError("--zone belongs to --cron.", 'For example: --cron "0 5 * * *" --zone Europe/Madrid');
  }
  if (cron !== undefined) return { cron, zone: zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone };
  if (every === undefined) return null;
  const [, number, unit = ""] = /^([1-9]\d{0,4})([mhd])$/.exec(every) ?? [];
  if (number === undefined) {
    throw new UsageError(`--every ${every} is no span of time.`, "Write minutes, hours or days: 30m, 6h, 2d");
  }
  const name = units[unit] ?? "";
  return { every: `${number} ${number === "1" ? name.slice(0, -1) : name}` };
}
