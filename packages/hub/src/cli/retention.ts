/** `rostrum retention ...`: how long each kind of data is kept. */
import type { Command } from "commander";
import { z } from "zod";
import { type CliContext, type ExitCode, examples, exitCode, UsageError } from "./command.ts";
import { count } from "./text.ts";

const RetentionView = z.object({
  kinds: z.array(
    z.object({
      kind: z.string(),
      what: z.string(),
      days: z.number().nullable(),
      defaultDays: z.number().nullable(),
    }),
  ),
  last: z
    .object({
      begunAt: z.string(),
      endedAt: z.string().nullable(),
      removed: z.record(z.string(), z.number()),
    })
    .nullable(),
});

export function registerRetentionCommands(program: Command, cli: CliContext): void {
  const retention = program
    .command("retention")
    .description("how long each kind of data is kept: list, set, apply")
    .addHelpText(
      "after",
      examples(["rostrum retention set audit 365", "rostrum retention set failed-rows forever"]),
    );
  retention
    .command("list", { isDefault: true })
    .description("each kind, with its days, and what was removed last")
    .action(cli.action(() => list(cli)));
  retention
    .command("set")
    .description("choose how long; what is over goes with the next daily removal")
    .argument("<KIND>")
    .argument("<DAYS>", "a number, or forever")
    .action(cli.action((kind: string, days: string) => set(cli, kind, days)));
  retention
    .command("apply")
    .description("remove what is over at once")
    .action(cli.action(() => apply(cli)));
}

const inDays = (days: number | null) => (days === null ? "for ever" : `${count(days)} days`);

function sentenceOf(removed: Readonly<Record<string, number>>): string {
  const parts = Object.entries(removed).map(([kind, rows]) => `${kind} ${count(rows)}`);
  return parts.length === 0 ? "nothing was over" : `removed: ${parts.join(", ")}`;
}

async function list(cli: CliContext): Promise<ExitCode> {
  const api = await cli.api();
  const { kinds, last } = RetentionView.parse(await api.call({ path: "/retention", signal: cli.signal }));
  cli.output.table({
    columns: ["Kind", "Kept", "Unless chosen", "What"].map((title) => ({ title })),
    rows: kinds.map(({ kind, what, days, defaultDays }) => [kind, inDays(days), inDays(defaultDays), what]),
  });
  const when = last?.endedAt?.slice(0, 16).replace("T", " ");
  cli.output.note(
    last === null || when === undefined
      ? "  Nothing was removed yet: a running hub does it once a day."
      : `  Last at ${when} UTC: ${sentenceOf(last.removed)}.`,
  );
  return exitCode.done;
}

async function set(cli: CliContext, kind: string, given: string): Promise<ExitCode> {
  if (given !== "forever" && !/^[1-9]\d{0,4}$/.test(given))
    throw new UsageError(`The days must be a whole number or "forever", not "${given}".`, "For example: 365");
  const api = await cli.api();
  const days = given === "forever" ? null : Number(given);
  const path = `/retention/${encodeURIComponent(kind)}`;
  await api.call({ method: "PUT", path, json: { days }, signal: cli.signal });
  cli.output.note(`  ${kind}: kept ${inDays(days)}.`);
  return exitCode.done;
}

async function apply(cli: CliContext): Promise<ExitCode> {
  const api = await cli.api();
  const { removed } = z
    .object({ removed: z.record(z.string(), z.number()) })
    .parse(await api.call({ method: "POST", path: "/retention/apply", signal: cli.signal }));
  cli.output.note(`  Done; ${sentenceOf(removed)}.`);
  return exitCode.done;
}
