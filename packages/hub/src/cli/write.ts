/** `rostrum create|update|upsert|delete`: rows to GoTo. What writing means for an entity is decided behind its route. */
import { open } from "node:fs/promises";
import path from "node:path";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import type { Command } from "commander";
import { z } from "zod";
import { type CliContext, type ExitCode, examples, exitCode, UsageError } from "./command.ts";
import { dashed, printable } from "./text.ts";

interface WriteOptions {
  readonly file?: string;
  readonly dryRun?: boolean;
  readonly connection?: string;
  readonly notifyParticipants?: boolean;
  readonly sendCancellationEmails?: boolean;
  readonly deleteAll?: boolean;
  readonly resendConfirmation?: boolean;
}

const Result = z.object({
  line: z.number(),
  outcome: z.string(),
  dryRun: z.boolean().optional(),
  key: z.record(z.string(), z.string()).optional(),
  result: z.record(z.string(), z.unknown()).optional(),
  calls: z
    .array(
      z.object({ operation: z.string(), body: z.unknown().optional(), parameters: z.unknown().optional() }),
    )
    .optional(),
  mails: z.array(z.string()).optional(),
  remarks: z.array(z.string()).optional(),
  error: z.object({ code: z.string(), message: z.string(), remedy: z.string() }).optional(),
});
type Result = z.infer<typeof Result>;

const switches = {
  notifyParticipants: "GoTo e-mails the registrants about the change",
  sendCancellationEmails: "GoTo e-mails the registrants that it is cancelled",
  deleteAll: "of a series, all members still to come",
  resendConfirmation: "GoTo sends the confirmation again to who is registered already",
} as const;

interface Verb {
  readonly what: string;
  /** Of a row with which it could not be done. */
  readonly failed: string;
  readonly switches: readonly (keyof typeof switches)[];
}
/** A test holds the switches against what the entities take. */
const verbs: Readonly<Record<string, Verb>> = {
  create: { what: "make new ones", failed: "not created", switches: ["resendConfirmation"] },
  update: { what: "change what is there", failed: "not updated", switches: ["notifyParticipants"] },
  upsert: {
    what: "make new ones; what is there already is no error",
    failed: "not written",
    switches: ["notifyParticipants", "resendConfirmation"],
  },
  delete: { what: "remove", failed: "not deleted", switches: ["sendCancellationEmails", "deleteAll"] },
};

export function registerWriteCommands(program: Command, cli: CliContext): void {
  for (const [verb, { what, switches: taken }] of Object.entries(verbs)) {
    const command = program
      .command(verb)
      .description(`${what}: rows of an entity, from the command line or a file`)
      .argument("ENTITY", "what to write; `rostrum entities ENTITY` says which fields it takes")
      .argument("[FIELD=VALUE...]", "one row")
      .option("--file <FILE>", "many rows: .csv, .ndjson or .json, - for ndjson on standard input")
      .option("--dry-run", "read and check everything, send nothing, and say what would be sent")
      .option("--connection <ALIAS>", "which connection; needed when there are several")
      .addHelpText("after", examples(examplesOf[verb] ?? []))
      .action(
        cli.action((entity: string, pairs: readonly string[], options: WriteOptions) =>
          write(cli, verb, entity, pairs, options),
        ),
      );
    for (const name of taken) command.option(`--${dashed(name)}`, switches[name]);
  }
}

const examplesOf: Readonly<Record<string, readonly string[]>> = {
  create: [
    "rostrum create Webinar subject='Heat pumps' startTime=2031-01-31T15:00Z endTime=2031-01-31T16:00Z",
    "rostrum create Registrant webinarKey=8745612345678901234 firstName=Ann lastName=Lee email=ann@example.com responses.Department=Sales",
  ],
  update: [
    "rostrum update Webinar webinarKey=8745612345678901234 subject='Heat pumps, part 2' --notify-participants",
  ],
  upsert: ["rostrum upsert Registrant --file registrants.csv --dry-run"],
  delete: ["rostrum delete Registrant webinarKey=8745612345678901234 email=ann@example.com"],
};

async function write(
  cli: CliContext,
  verb: string,
  entity: string,
  pairs: readonly string[],
  options: WriteOptions,
): Promise<ExitCode> {
  const { file } = options;
  const { body, contentType } = await rowsOf(cli, pairs, file);
  const { notifyParticipants, sendCancellationEmails, deleteAll, resendConfirmation, dryRun, connection } =
    options;
  const api = await cli.api();
  const display = cli.output.progress();
  const failures: Result[] = [];
  try {
    const answer = await api.streamWithProgress(
      {
        method: "POST",
        path: `/entities/${encodeURIComponent(entity)}/${verb}`,
        query: {
          notifyParticipants,
          sendCancellationEmails,
          deleteAll,
          resendConfirmation,
          dryRun,
          connection,
        },
        headers: { "content-type": contentType },
        body,
        signal: cli.signal,
      },
      (progress) => display.show(progress),
    );
    for await (const line of createInterface({ input: answer.body, crlfDelay: Number.POSITIVE_INFINITY })) {
      const result = Result.parse(JSON.parse(line));
      if (result.outcome === "failed") failures.push(result);
      if (!cli.output.resultsOnTerminal) cli.output.result(line);
      else if (result.error === undefined) showToPerson(result, cli);
    }
  } finally {
    display.end();
  }
  for (const { line, error } of failures.slice(0, mostWarnings)) {
    const where = file === undefined ? "" : `line ${line}: `;
    const what = verbs[verb]?.failed ?? "failed";
    cli.output.note(`  ${printable(`${where}${what}: ${error?.message ?? ""} ${error?.remedy ?? ""}`)}`);
  }
  if (failures.length > mostWarnings)
    cli.output.note(`  and ${failures.length - mostWarnings} more rows: ${verbs[verb]?.failed ?? "failed"}`);
  if (failures.length === 0) return exitCode.done;
  // A row on the command line is the command itself: a mistake in it is wrong usage.
  const isMistake = /^(field|row|key|time)\./.test(failures[0]?.error?.code ?? "");
  return file === undefined && isMistake ? exitCode.wrongUsage : exitCode.someRowsFailed;
}

/** Failed rows that are told one by one; the results hold all of them. */
const mostWarnings = 50;

async function rowsOf(
  cli: CliContext,
  pairs: readonly string[],
  file: string | undefined,
): Promise<{ readonly body: Readable; readonly contentType: string }> {
  if ((pairs.length === 0) === (file === undefined)) {
    throw new UsageError(
      file === undefined ? "There is nothing to write." : "Both FIELD=VALUE and --file are given.",
      "Give one row as FIELD=VALUE, or many with --file.",
    );
  }
  const ndjson = "application/x-ndjson";
  if (file === "-") return { body: cli.input, contentType: ndjson };
  if (file !== undefined) {
    const contentType = typeOf(file);
    return { body: (await open(file)).createReadStream(), contentType };
  }
  return {
    body: Readable.from([`${JSON.stringify(Object.fromEntries(pairs.map(pairOf)))}\n`]),
    contentType: ndjson,
  };
}

const typeOfExtension: Readonly<Record<string, string>> = {
  ".csv": "text/csv",
  ".ndjson": "application/x-ndjson",
  ".jsonl": "application/x-ndjson",
  ".json": "application/json",
};

function typeOf(file: string): string {
  const type = typeOfExtension[path.extname(file).toLowerCase()];
  if (type !== undefined) return type;
  throw new UsageError(`The kind of ${file} is not known.`, "Name it .csv, .ndjson or .json.");
}

function pairOf(pair: string): [string, string] {
  const at = pair.indexOf("=");
  if (at <= 0)
    throw new UsageError(`"${pair}" is not FIELD=VALUE.`, "Write for example subject='Heat pumps'.");
  return [pair.slice(0, at), pair.slice(at + 1)];
}

/** One line per row, and what belongs to it below. */
function showToPerson(result: Result, { output }: CliContext): void {
  const { line, outcome, key = {}, calls = [], mails = [], remarks = [] } = result;
  const would =
    result.dryRun === true && ["created", "updated", "deleted"].includes(outcome) ? "would be " : "";
  const keys = Object.entries(key).map(([name, value]) => `${name} ${value}`);
  const link = result.result?.joinUrl ?? result.result?.joinLink;
  const told = [...keys, ...(link === undefined ? [] : [String(link)])].join("  ");
  output.result(`line ${line}  ${would}${outcome}  ${told}`.trimEnd());
  for (const { operation, body, parameters } of calls) {
    const sent = [parameters, body].flatMap((part) => (part === undefined ? [] : [JSON.stringify(part)]));
    output.result(`    would send ${[operation, ...sent].join(" ")}`);
  }
  for (const mail of mails) output.result(`    GoTo would e-mail ${mail}`);
  for (const remark of remarks) output.result(`    ${remark}`);
}
