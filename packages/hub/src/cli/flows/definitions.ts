/** `rostrum flow show|keep|remove|revisions|revert|mark`: flows as files, what they were before, and their marks. */
import { writeFile } from "node:fs/promises";
import { stringify } from "yaml";
import { z } from "zod";
import type { CliContext } from "../command.ts";
import { UsageError } from "../usage-error.ts";
import { keepFile, ofFlow } from "./model.ts";

const RevisionView = z.object({
  number: z.number(),
  author: z.string(),
  comment: z.string().optional(),
  createdAt: z.string(),
  current: z.boolean(),
});
const DifferenceView = z.object({
  place: z.string(),
  before: z.unknown().optional(),
  after: z.unknown().optional(),
});
const MarkView = z.object({ mark: z.unknown().optional() });

/** What a definition has without its being said: left out of a file, whose reader knows them too. */
const defaults: Readonly<Record<string, unknown>> = {
  steps: [],
  // biome-ignore lint/suspicious/noThenProperty: the word of the flow file; it is data and never awaited
  then: [],
  errors: { row: "keep" },
  keep_days: 90,
};

export interface ShowOptions {
  readonly json?: boolean;
  readonly revision?: string;
  readonly out?: string;
}

/** A file that gives this very flow when it is kept, here or in another hub. */
export async function show(
  { output, api }: CliContext,
  name: string,
  options: ShowOptions,
): Promise<undefined> {
  const of = options.revision === undefined ? "" : `/revisions/${encodeURIComponent(options.revision)}`;
  const answer = await (await api()).call({ path: `${ofFlow(name)}${of}` });
  const { definition } = z.object({ definition: z.record(z.string(), z.unknown()) }).parse(answer);
  const said = Object.entries(definition).filter(
    ([member, value]) => JSON.stringify(defaults[member]) !== JSON.stringify(value),
  );
  const whole = Object.fromEntries(said);
  const text =
    options.json === true ? `${JSON.stringify(whole, undefined, 2)}\n` : stringify(whole, { lineWidth: 110 });
  if (options.out === undefined) for (const line of text.trimEnd().split("\n")) output.result(line);
  else await writeFile(options.out, text);
}

export async function keep(
  { output, api }: CliContext,
  files: readonly string[],
  comment: string | undefined,
): Promise<undefined> {
  const client = await api();
  for (const file of files) output.result(`${await keepFile(client, file, comment)} is kept.`);
}

export async function remove({ output, api }: CliContext, name: string): Promise<undefined> {
  await (await api()).call({ method: "DELETE", path: ofFlow(name) });
  output.result(`${name} is removed, with its history and failed rows.`);
}

export interface RevisionsOptions {
  readonly json?: boolean;
  readonly show?: string;
  readonly since?: string;
}

export async function revisions(
  cli: CliContext,
  name: string,
  { json, show: shown, since }: RevisionsOptions,
): Promise<undefined> {
  if (shown !== undefined) return differences(cli, name, shown, since);
  const answer = await (await cli.api()).call({ path: `${ofFlow(name)}/revisions` });
  if (json === true) return void cli.output.json(answer);
  const all = z.object({ revisions: z.array(RevisionView) }).parse(answer).revisions;
  cli.output.table({
    columns: [{ title: "Revision" }, { title: "When" }, { title: "Who" }, { title: "Why" }],
    rows: all.map(({ number, createdAt, author, comment, current }) => [
      `${number}${current ? " (now)" : ""}`,
      createdAt,
      author,
      comment ?? "",
    ]),
  });
}

async function differences(
  { output, api }: CliContext,
  name: string,
  number: string,
  since: string | undefined,
): Promise<undefined> {
  const path = `${ofFlow(name)}/revisions/${encodeURIComponent(number)}/differences`;
  const answer = await (await api()).call({ path, query: since === undefined ? {} : { since } });
  const all = z.object({ differences: z.array(DifferenceView) }).parse(answer).differences;
  if (all.length === 0) output.result("No difference.");
  for (const { place, before, after } of all) {
    output.result(place);
    if (before !== undefined) output.result(`  - ${JSON.stringify(before)}`);
    if (after !== undefined) output.result(`  + ${JSON.stringify(after)}`);
  }
}

export async function revert(
  { output, api }: CliContext,
  name: string,
  number: string,
  comment: string | undefined,
): Promise<undefined> {
  const path = `${ofFlow(name)}/revisions/${encodeURIComponent(number)}/restore`;
  const json = comment === undefined ? {} : { comment };
  const answer = await (await api()).call({ method: "POST", path, json });
  const made = z.object({ number: z.number() }).parse(answer).number;
  output.result(`${name} is again as in revision ${number}; that is revision ${made}.`);
}

export interface MarkOptions {
  readonly set?: string;
  readonly clear?: boolean;
}

export async function mark(
  { output, api }: CliContext,
  name: string,
  { set, clear }: MarkOptions,
): Promise<undefined> {
  if (set !== undefined && clear === true) {
    throw new UsageError("The mark cannot be set and cleared.", "Give either --set VALUE or --clear.");
  }
  const client = await api();
  const answer =
    set === undefined && clear !== true
      ? await client.call({ path: ofFlow(name) })
      : await client.call({ method: "PUT", path: `${ofFlow(name)}/mark`, json: { mark: set ?? null } });
  const { mark: known } = MarkView.parse(answer);
  output.result(
    known === undefined
      ? "No mark: the next run reads from the start."
      : `The next run reads what changed from ${typeof known === "string" ? known : JSON.stringify(known)} on.`,
  );
}
