/** `rostrum lookup-table`: value maps for the expressions of flows; in and out as CSV of two columns. */
import { readFile, writeFile } from "node:fs/promises";
import type { Command } from "commander";
import { CsvError, parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import { z } from "zod";
import { type CliContext, examples, UsageError } from "./command.ts";

const TablesView = z.object({
  lookupTables: z.array(z.object({ name: z.string(), description: z.string().optional(), size: z.number() })),
});
const TableView = z.object({ entries: z.record(z.string(), z.string()) });
const ofTable = (name: string) => `/lookup-tables/${encodeURIComponent(name)}`;
const columns = ["value", "result"];

export function registerLookupTableCommands(program: Command, cli: CliContext): void {
  const group = program
    .command("lookup-table")
    .description('what stands for what, for $lookupTable("NAME", value) in flows');
  const verb = (name: string, description: string, line: string) =>
    group
      .command(name)
      .description(description)
      .addHelpText("after", examples([line]));

  verb("list", "all lookup tables", "rostrum lookup-table list")
    .option("--json", "the answer of the API as it is")
    .action(cli.action((options: { readonly json?: boolean }) => list(cli, options.json === true)));
  verb("show", "what a table holds", "rostrum lookup-table show departments")
    .argument("NAME", "a lookup table")
    .option("--json", "the answer of the API as it is")
    .action(
      cli.action(async (name: string, options: { readonly json?: boolean }) => {
        const answer = await (await cli.api()).call({ path: ofTable(name) });
        if (options.json === true) return void cli.output.json(answer);
        const { entries } = TableView.parse(answer);
        cli.output.table({
          columns: [{ title: "Value" }, { title: "Stands for" }],
          rows: Object.entries(entries),
        });
        return undefined;
      }),
    );
  verb(
    "set",
    "set single values; the table is made when it is not there",
    "rostrum lookup-table set departments IT='Information technology'",
  )
    .argument("NAME", "a lookup table")
    .argument("VALUE=RESULT...", "what stands for what")
    .action(cli.action((name: string, pairs: readonly string[]) => set(cli, name, pairs)));
  verb("unset", "take single values out", "rostrum lookup-table unset departments IT")
    .argument("NAME", "a lookup table")
    .argument("VALUE...", "values")
    .action(
      cli.action(async (name: string, unset: readonly string[]) => {
        await (await cli.api()).call({ method: "PATCH", path: ofTable(name), json: { unset } });
        return undefined;
      }),
    );
  verb(
    "import",
    "give a table the values of a CSV file instead of those that it has",
    "rostrum lookup-table import departments departments.csv",
  )
    .argument("NAME", "a lookup table")
    .argument("FILE", "CSV with two columns; a first line value,result is taken as their names")
    .option("--description <TEXT>", "what the table is for")
    .action(
      cli.action((name: string, file: string, options: { readonly description?: string }) =>
        importFile(cli, name, file, options.description),
      ),
    );
  verb("export", "write a table as CSV", "rostrum lookup-table export departments --out departments.csv")
    .argument("NAME", "a lookup table")
    .option("--out <FILE>", "into a file instead of standard output")
    .action(
      cli.action(async (name: string, options: { readonly out?: string }) => {
        const { entries } = TableView.parse(await (await cli.api()).call({ path: ofTable(name) }));
        const text = stringify([columns, ...Object.entries(entries)]);
        if (options.out === undefined) for (const line of text.trimEnd().split("\n")) cli.output.result(line);
        else await writeFile(options.out, text);
        return undefined;
      }),
    );
  verb("remove", "remove a table; flows that ask it will say so", "rostrum lookup-table remove departments")
    .argument("NAME", "a lookup table")
    .action(
      cli.action(async (name: string) => {
        await (await cli.api()).call({ method: "DELETE", path: ofTable(name) });
        return undefined;
      }),
    );
}

async function list({ output, api }: CliContext, asJson: boolean): Promise<undefined> {
  const answer = await (await api()).call({ path: "/lookup-tables" });
  if (asJson) return void output.json(answer);
  output.table({
    columns: [{ title: "Lookup table" }, { title: "Values" }, { title: "For" }],
    rows: TablesView.parse(answer).lookupTables.map(({ name, size, description }) => [
      name,
      String(size),
      description ?? "",
    ]),
  });
}

async function set({ api }: CliContext, name: string, pairs: readonly string[]): Promise<undefined> {
  const entries: Record<string, string> = {};
  for (const pair of pairs) {
    const at = pair.indexOf("=");
    if (at <= 0)
      throw new UsageError(
        `"${pair}" is not VALUE=RESULT.`,
        "Write for example IT='Information technology'.",
      );
    entries[pair.slice(0, at)] = pair.slice(at + 1);
  }
  const client = await api();
  const { lookupTables } = TablesView.parse(await client.call({ path: "/lookup-tables" }));
  const isThere = lookupTables.some((table) => table.name === name);
  await client.call(
    isThere
      ? { method: "PATCH", path: ofTable(name), json: { set: entries } }
      : { method: "PUT", path: ofTable(name), json: { entries } },
  );
}

async function importFile(
  { output, api }: CliContext,
  name: string,
  file: string,
  description: string | undefined,
): Promise<undefined> {
  const rows = await rowsOf(file);
  const [first] = rows;
  const named = first?.[0]?.toLowerCase() === columns[0] && first?.[1]?.toLowerCase() === columns[1];
  const entries = new Map<string, string>();
  for (const [index, row] of rows.entries()) {
    if (named && index === 0) continue;
    const [value = "", result = ""] = row;
    if (row.length !== 2)
      throw new UsageError(
        `${file}, line ${index + 1}: ${row.length} columns instead of 2.`,
        "Give a value and what it stands for.",
      );
    if (entries.has(value))
      throw new UsageError(`${file}, line ${index + 1}: "${value}" comes twice.`, "Give each value once.");
    entries.set(value, result);
  }
  const json = {
    entries: Object.fromEntries(entries),
    ...(description === undefined ? {} : { description }),
  };
  await (await api()).call({ method: "PUT", path: ofTable(name), json });
  output.result(`${name} has ${entries.size} values.`);
}

async function rowsOf(file: string): Promise<readonly string[][]> {
  try {
    const text = await readFile(file, "utf8");
    return parse(text, { bom: true, skip_empty_lines: true, relax_column_count: true });
  } catch (error) {
    if (error instanceof CsvError)
      throw new UsageError(`${file} is no CSV: ${error.message}`, "Correct it there.");
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(`${file} cannot be read (${code}).`, "Name a CSV file.");
  }
}
