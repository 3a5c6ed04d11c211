/** `rostrum personal-data ...`: what is known of an e-mail address. */
import { writeFile } from "node:fs/promises";
import type { Command } from "commander";
import { z } from "zod";
import { type CliContext, type ExitCode, examples, exitCode, UsageError } from "./command.ts";

const FoundView = z.object({
  records: z.array(z.object({ kind: z.string(), what: z.string(), where: z.string(), data: z.unknown() })),
  notSearched: z.array(z.string()),
  atGoTo: z.array(z.string()),
});
const ErasedView = z.object({
  erased: z.array(z.object({ kind: z.string(), records: z.number() })),
  left: z.array(z.object({ what: z.string(), where: z.string(), why: z.string(), remedy: z.string() })),
  atGoTo: z.array(z.string()),
  mark: z.string(),
});

export function registerPersonalDataCommands(program: Command, cli: CliContext): void {
  const commands = program
    .command("personal-data")
    .description("what this hub knows of an e-mail address: find, export, erase")
    .addHelpText("after", examples(["rostrum personal-data find ana@acme.example"]));
  commands
    .command("find")
    .description("where something is known of them")
    .argument("<EMAIL>")
    .action(cli.action((email: string) => find(cli, email)));
  commands
    .command("export")
    .description("all that is known of them, as JSON")
    .argument("<EMAIL>")
    .option("--out <FILE>", "a new file, readable by you alone, instead of standard output")
    .action(
      cli.action((email: string, options: { readonly out?: string }) => exportAll(cli, email, options.out)),
    );
  commands
    .command("erase")
    .description("erase it; what is left is told with what to do, and then the exit code is 1")
    .argument("<EMAIL>")
    .option("--yes", "without asking")
    .action(
      cli.action((email: string, options: { readonly yes?: boolean }) =>
        erase(cli, email, options.yes ?? false),
      ),
    );
}

async function ask(cli: CliContext, email: string) {
  const api = await cli.api();
  return api.call({ method: "POST", path: "/personal-data/find", json: { email }, signal: cli.signal });
}

async function find(cli: CliContext, email: string): Promise<ExitCode> {
  const { records, notSearched, atGoTo } = FoundView.parse(await ask(cli, email));
  if (records.length === 0) cli.output.note("  Nothing is known here of this address.");
  else {
    cli.output.table({
      columns: ["Kind", "What", "Where"].map((title) => ({ title })),
      rows: records.map(({ kind, what, where }) => [kind, what, where]),
    });
  }
  for (const sentence of notSearched) cli.output.warning(sentence);
  for (const line of atGoTo) cli.output.note(`  ${line}`);
  return notSearched.length > 0 ? exitCode.someRowsFailed : exitCode.done;
}

async function exportAll(cli: CliContext, email: string, file: string | undefined): Promise<ExitCode> {
  const answer = await ask(cli, email);
  const { records, notSearched } = FoundView.parse(answer);
  if (file === undefined) cli.output.json(answer);
  else {
    await written(file, `${JSON.stringify(answer, null, 2)}\n`);
    cli.output.note(`  ${records.length} records in ${file}`);
  }
  for (const sentence of notSearched) cli.output.warning(sentence);
  return notSearched.length > 0 ? exitCode.someRowsFailed : exitCode.done;
}

async function erase(cli: CliContext, email: string, isSure: boolean): Promise<ExitCode> {
  if (!isSure) {
    const typed = await cli.prompt.ask(
      `Everything about ${email} goes for good. Type the address again`,
      "--yes",
    );
    if (typed.toLowerCase() !== email.toLowerCase())
      throw new UsageError("That is another address.", "Nothing was erased; give the command again.");
  }
  const api = await cli.api();
  const { erased, left, atGoTo, mark } = ErasedView.parse(
    await api.call({ method: "POST", path: "/personal-data/erase", json: { email }, signal: cli.signal }),
  );
  for (const { kind, records } of erased) cli.output.result(`${kind}: ${records} erased`);
  if (erased.length === 0) cli.output.note("  There was nothing to erase.");
  for (const { what, where, why, remedy } of left)
    cli.output.warning(`left: ${what} (${where}). ${why} ${remedy}`);
  for (const line of atGoTo) cli.output.note(`  ${line}`);
  cli.output.note(`  Backups that were taken before still hold it. In the audit log it is called ${mark}.`);
  return left.length > 0 ? exitCode.someRowsFailed : exitCode.done;
}

async function written(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text, { flag: "wx", mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    throw new UsageError(`There is a file ${file} already.`, "Name a new one.");
  }
}
