/** `rostrum query`: rows of any entity, to standard output or a file. What a query is, is decided behind its route. */
import { access, constants, realpath, stat } from "node:fs/promises";
import path from "node:path";
import { type Command, Option } from "commander";
import { z } from "zod";
import type { Api } from "./api.ts";
import { type CliContext, type ExitCode, examples, exitCode, UsageError } from "./command.ts";

interface QueryOptions {
  readonly where?: readonly string[];
  readonly from?: string;
  readonly to?: string;
  readonly fields?: string;
  readonly limit?: string;
  readonly format?: string;
  readonly spreadsheet?: boolean;
  readonly out?: string;
  readonly connection?: string;
  readonly explain?: boolean;
}

const formats = ["table", "json", "ndjson", "csv", "excel", "parquet"] as const;
type Format = (typeof formats)[number];
/** Those that are no text. */
const binary: readonly Format[] = ["excel", "parquet"];

const formatOfExtension: Readonly<Record<string, Format>> = {
  ".csv": "csv",
  ".json": "json",
  ".ndjson": "ndjson",
  ".jsonl": "ndjson",
  ".txt": "table",
  ".xlsx": "excel",
  ".parquet": "parquet",
};

export function registerQueryCommand(program: Command, cli: CliContext): void {
  program
    .command("query")
    .description("rows of an entity, read from GoTo; see `rostrum entities` for what there is")
    .argument("ENTITY", "what to read, such as Webinar or Attendee")
    .option(
      "--where <CONDITION>",
      'FIELD=VALUE, or != > >= < <= ~ (contains), =in(A,B); may be repeated, and be on an entity above (subject~"heat pump")',
      (value: string, all: readonly string[] = []) => [...all, value],
    )
    .option("--from <TIME>", "included: 2031-01-31, 2031-01-31T15:00Z, -30d, now, today")
    .option("--to <TIME>", "excluded; a date includes its day")
    .option("--fields <LIST>", "columns, separated by commas; also of the entities above")
    .option("--limit <N>", "most rows")
    .addOption(
      new Option("--format <FORMAT>", "table on a terminal, else by the file's name, else ndjson").choices(
        formats,
      ),
    )
    .option(
      "--spreadsheet",
      "csv for a spreadsheet program: marked as UTF-8, formulas disarmed, keys kept from being rounded",
    )
    .option("--out <FILE>", "write to a file, which appears only when it is whole")
    .option("--connection <ALIAS>", "which connection; needed when there are several")
    .option("--explain", "say which calls would be made, and make none")
    .addHelpText(
      "after",
      examples([
        "rostrum query Attendee --from -30d --limit 5",
        "rostrum query Attendee --where 'subject~heat pump' --from 2031-01-01 --format csv --out attendees.csv",
        "rostrum query Attendee --from -30d --out attendees.xlsx",
        "rostrum query Registrant --where webinarKey=8745612345678901234 --fields email,organization,responses",
      ]),
    )
    .action(cli.action((entity: string, options: QueryOptions) => query(cli, entity, options)));
}

async function query(cli: CliContext, entity: string, options: QueryOptions): Promise<ExitCode> {
  const { limit, out } = options;
  if (limit !== undefined && !/^[1-9]\d*$/.test(limit)) {
    throw new UsageError(`--limit must be a whole number from 1, not "${limit}".`, "For example: --limit 5");
  }
  const format = formatOf(options, cli.output.resultsOnTerminal);
  if (out !== undefined) await checkTarget(out);
  const api = await cli.api();
  const asked = {
    where: options.where,
    from: options.from,
    to: options.to,
    fields: options.fields,
    limit,
  };
  const address = `/entities/${encodeURIComponent(entity)}`;
  if (options.explain === true) return explain(cli, api, `${address}/plan`, asked);
  const display = cli.output.progress();
  try {
    const answer = await api.streamWithProgress(
      {
        path: `${address}/rows`,
        query: {
          ...asked,
          format,
          spreadsheet: options.spreadsheet,
          connection: options.connection,
        },
        signal: cli.signal,
      },
      (progress) => display.show(progress),
    );
    await cli.output.copy(answer.body, out);
  } finally {
    display.end();
  }
  if (out !== undefined) cli.output.note(`  Written to ${out} as ${format}`);
  return exitCode.done;
}

async function explain(
  cli: CliContext,
  api: Api,
  address: string,
  asked: Readonly<Record<string, string | readonly string[] | undefined>>,
): Promise<ExitCode> {
  const answer = await api.call({ path: address, query: asked, signal: cli.signal });
  const { plan, columns } = z
    .object({ plan: z.array(z.string()), columns: z.array(z.string()) })
    .parse(answer);
  for (const [index, sentence] of plan.entries()) cli.output.result(`${index + 1}. ${sentence}`);
  cli.output.result(`Columns: ${columns.join(", ")}`);
  return exitCode.done;
}

function formatOf({ format, out, spreadsheet }: QueryOptions, onTerminal: boolean): Format {
  const chosen =
    formats.find((known) => known === format) ?? byName(out) ?? (spreadsheet ? "csv" : undefined);
  if (spreadsheet && chosen !== "csv") {
    throw new UsageError("--spreadsheet is for csv only.", "Leave it out, or add --format csv.");
  }
  if (chosen !== undefined && binary.includes(chosen) && out === undefined && onTerminal) {
    throw new UsageError(
      `The format ${chosen} is no text, and a terminal shows text only.`,
      `Write it to a file: --out rows.${chosen === "excel" ? "xlsx" : chosen}`,
    );
  }
  if (chosen !== undefined) return chosen;
  if (out !== undefined) {
    throw new UsageError(
      `It is not clear in which format ${out} is to be written.`,
      "End its name with .csv, .json, .ndjson, .jsonl, .txt, .xlsx or .parquet, or say --format.",
    );
  }
  return onTerminal ? "table" : "ndjson";
}

function byName(file: string | undefined): Format | undefined {
  return file === undefined ? undefined : formatOfExtension[path.extname(file).toLowerCase()];
}

/** Whether a file can be written there, before an account is read for it. Throws UsageError. */
async function checkTarget(file: string): Promise<void> {
  const present = await stat(file).catch(() => undefined);
  if (present?.isDirectory()) {
    throw new UsageError(
      `${file} is a folder, not a file.`,
      `Name the file too: --out ${path.join(file, "rows.csv")}`,
    );
  }
  // A pipe or a device is written to as it is.
  if (present !== undefined && !present.isFile()) return;
  const folder = path.dirname(await realpath(file).catch(() => file));
  const found = await stat(folder).catch(() => undefined);
  if (!found?.isDirectory()) {
    throw new UsageError(`There is no folder ${folder}.`, "Make it, or name another one. Nothing was read.");
  }
  try {
    await access(folder, constants.W_OK);
  } catch {
    throw new UsageError(`The folder ${folder} may not be written to by this user.`, "Name another one.");
  }
}
