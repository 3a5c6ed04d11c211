/** `rostrum audit`: who changed what. */
import type { Command } from "commander";
import { z } from "zod";
import { beginOf, endOf, parseTime } from "../entities/query/moment.ts";
import { type CliContext, type ExitCode, examples, exitCode } from "./command.ts";

const EntryView = z.object({
  at: z.string(),
  actor: z.object({ name: z.string(), address: z.string().nullable() }),
  action: z.string(),
  id: z.string().nullable(),
  before: z.unknown().optional(),
  after: z.unknown().optional(),
});
type EntryView = z.infer<typeof EntryView>;

interface AuditOptions {
  readonly from?: string;
  readonly to?: string;
  readonly actor?: string;
  readonly action?: string;
  readonly kind?: string;
  readonly id?: string;
  readonly limit: string;
  readonly json?: boolean;
}

export function registerAuditCommand(program: Command, cli: CliContext): void {
  program
    .command("audit")
    .description("who changed what, newest first")
    .option("--from <TIME>", "included: 2031-01-31, 2031-01-31T15:00Z, -7d, today")
    .option("--to <TIME>", "excluded; a date includes its day")
    .option("--actor <NAME>", "an e-mail address or the name of a key")
    .option("--action <ACTION>", "whole, or its beginning: connection, connection.edit")
    .option("--kind <KIND>", "of what: connection, person, key")
    .option("--id <ID>", "of which: an alias, an e-mail address, a name")
    .option("--limit <N>", "most entries, up to 500", "50")
    .option("--json", "everything, before and after included, as JSON")
    .addHelpText("after", examples(["rostrum audit --from -7d", "rostrum audit --kind person --json"]))
    .action(cli.action((options: AuditOptions) => audit(cli, options)));
}

async function audit(cli: CliContext, { json, from, to, ...filter }: AuditOptions): Promise<ExitCode> {
  const now = Date.now();
  const api = await cli.api();
  const answer = await api.call({
    path: "/audit",
    query: {
      ...filter,
      from: from === undefined ? undefined : iso(beginOf(parseTime(from, now, "--from"))),
      to: to === undefined ? undefined : iso(endOf(parseTime(to, now, "--to"))),
    },
    signal: cli.signal,
  });
  if (json === true) {
    cli.output.json(answer);
    return exitCode.done;
  }
  const { entries, next } = z
    .object({ entries: z.array(EntryView), next: z.string().nullable() })
    .parse(answer);
  cli.output.table({
    columns: ["When (UTC)", "Who", "From", "What", "Which", "Change"].map((title) => ({ title })),
    rows: entries.map((entry) => [
      entry.at.slice(0, 19).replace("T", " "),
      entry.actor.name,
      entry.actor.address ?? "",
      entry.action,
      entry.id ?? "",
      changeOf(entry),
    ]),
  });
  if (next !== null) cli.output.note("  There is more: narrow it down, or raise --limit.");
  return exitCode.done;
}

function changeOf({ before, after }: EntryView): string {
  const text = (value: unknown) => (value === undefined ? "" : JSON.stringify(value));
  if (before === undefined) return text(after);
  return after === undefined ? `was ${text(before)}` : `${text(before)} -> ${text(after)}`;
}

const iso = (instant: number) => new Date(instant).toISOString();
