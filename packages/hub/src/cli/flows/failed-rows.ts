/** Failed rows on the command line: those that wait, what is known of each, and mending one. Sending them again is a run. */
import { z } from "zod";
import { type CliContext, UsageError } from "../command.ts";
import { ofFlow } from "./model.ts";

const FailedRowView = z.object({
  id: z.string(),
  place: z.string(),
  step: z.string(),
  tries: z.number(),
  begun: z.array(z.string()),
  edited: z.boolean(),
  failure: z.object({ words: z.string(), remedy: z.string().optional(), doubt: z.string().optional() }),
});

export async function failed({ output, api }: CliContext, name: string, asJson: boolean): Promise<undefined> {
  const answer = await (await api()).call({ path: `${ofFlow(name)}/failed-rows` });
  if (asJson) return void output.json(answer);
  const { rows } = z.object({ rows: z.array(FailedRowView) }).parse(answer);
  output.table({
    columns: [
      { title: "#" },
      { title: "row" },
      { title: "tries" },
      { title: "what happened" },
      { title: "what to do" },
    ],
    rows: rows.map(({ id, place, tries, failure }) => [
      id,
      place,
      String(tries),
      failure.words,
      failure.remedy ?? "",
    ]),
  });
  for (const note of doubtsOf(rows)) output.note(`  ${note}`);
}

export async function edit(
  cli: CliContext,
  name: string,
  row: string,
  pairs: readonly string[],
): Promise<undefined> {
  const api = await cli.api();
  const after = String(Number(row) - 1);
  const answer = await api.call({ path: `${ofFlow(name)}/failed-rows`, query: { after, limit: 1 } });
  const [found] = z
    .object({ rows: z.array(z.object({ id: z.string(), source: z.record(z.string(), z.unknown()) })) })
    .parse(answer).rows;
  if (found?.id !== row)
    throw new UsageError(`${name} has no failed row ${row}.`, `See: rostrum flow failed ${name}`);
  const source: Record<string, unknown> = { ...found.source };
  for (const pair of pairs) {
    const at = pair.indexOf("=");
    if (at <= 0)
      throw new UsageError(`"${pair}" is not FIELD=VALUE.`, "Write for example email=ann@example.com.");
    source[pair.slice(0, at)] = pair.slice(at + 1);
  }
  await api.call({ method: "PATCH", path: `/failed-rows/${row}`, json: { source } });
}

/** What may have been done of rows although they failed; rows of which the same is known in one line. */
function doubtsOf(rows: readonly z.infer<typeof FailedRowView>[]): readonly string[] {
  const numbers = new Map<string, string[]>();
  for (const { id, failure, begun, edited } of rows) {
    const known = edited
      ? `edited after that something of it was written, or may have been (${begun.join(", ")}). What it says now may not find that: look there before you send it again.`
      : failure.doubt === "looked-for"
        ? "may have been done all the same, for the answer was lost. Sent again, it is looked for first."
        : failure.doubt === "repeated"
          ? "may have been done all the same, for the answer was lost. Sent again, it is done again: look there first."
          : undefined;
    if (known !== undefined) numbers.set(known, [...(numbers.get(known) ?? []), id]);
  }
  return [...numbers].map(([known, ids]) => `# ${ids.join(", ")}: ${known}`);
}
