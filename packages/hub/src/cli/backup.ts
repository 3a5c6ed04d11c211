/** `rostrum backup` and `rostrum restore`. */
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { Readable } from "node:stream";
import type { Command } from "commander";
import { z } from "zod";
import { type CliContext, type ExitCode, examples, exitCode, UsageError } from "./command.ts";
import { count } from "./text.ts";

const RestoreView = z.object({
  madeAt: z.string(),
  tables: z.number(),
  rows: z.number(),
  keyId: z.string(),
  keyIsHere: z.boolean(),
  remarks: z.array(z.string()),
});

export function registerBackupCommands(program: Command, cli: CliContext): void {
  program
    .command("backup")
    .description("all that the hub keeps, as one file; the hub goes on meanwhile")
    .requiredOption("--out <FILE>", "the file to make; - for standard output")
    .addHelpText(
      "after",
      "\nIt does not hold the key that opens the connections' secrets (ROSTRUM_KEY, or the file `key` of the data folder)," +
        "\nnor the files that flows write: keep the key in another place, once.\n" +
        examples([
          "rostrum backup --out rostrum-$(date +%F).backup",
          "rostrum backup --out - | age -r … > rostrum.age",
        ]),
    )
    .action(cli.action((options: { readonly out: string }) => backup(cli, options.out)));
  program
    .command("restore")
    .description("put a backup into an empty database, embedded or Postgres; the hub must be stopped")
    .argument("<FILE>", "made by rostrum backup; - for standard input")
    .option("--replace", "throw away what is in the database")
    .addHelpText(
      "after",
      examples([
        "rostrum restore rostrum-2031-01-31.backup",
        "DATABASE_URL=postgres://… rostrum restore FILE",
      ]),
    )
    .action(
      cli.action((file: string, options: { readonly replace?: boolean }) =>
        restore(cli, file, options.replace ?? false),
      ),
    );
}

async function backup(cli: CliContext, file: string): Promise<ExitCode> {
  const api = await cli.api();
  const { body } = await api.stream({ path: "/backup", signal: cli.signal });
  await cli.output.copy(body, file === "-" ? undefined : file);
  if (file !== "-")
    cli.output.note(`  ${file}: ${count((await stat(file)).size)} bytes. The key is not in it.`);
  return exitCode.done;
}

async function restore(cli: CliContext, file: string, replace: boolean): Promise<ExitCode> {
  const body = file === "-" ? cli.input : await opened(file);
  const api = await cli.api({ beginning: true });
  const { madeAt, tables, rows, keyId, keyIsHere, remarks } = RestoreView.parse(
    await api.call({
      method: "POST",
      path: "/restore",
      query: { replace: replace ? "true" : undefined },
      body,
      headers: { "content-type": "application/gzip" },
      signal: cli.signal,
    }),
  );
  cli.output.note(
    `  Restored: ${count(rows)} rows in ${tables} tables, as they were at ${madeAt.slice(0, 19).replace("T", " ")} UTC.`,
  );
  for (const remark of remarks) cli.output.note(`  ${remark}`);
  if (!keyIsHere) {
    cli.output.warning(
      `the secrets in it were sealed with key ${keyId}, which is not here: no connection works until it is put back into ` +
        "ROSTRUM_KEY (after a comma, if there is another), or as the file `key` of the data folder.",
    );
  }
  return exitCode.done;
}

async function opened(file: string): Promise<Readable> {
  const found = await stat(file).catch(() => undefined);
  if (found === undefined || found.isDirectory())
    throw new UsageError(`There is no file ${file}.`, "Give one that was made by: rostrum backup --out FILE");
  return createReadStream(file);
}
