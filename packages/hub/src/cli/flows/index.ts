/** `rostrum flow`: flows from the command line. What each verb does is behind its route. */
import type { Command } from "commander";
import { z } from "zod";
import type { Api } from "../api.ts";
import { type CliContext, type ExitCode, examples, exitCode, UsageError } from "../command.ts";
import {
  keep,
  type MarkOptions,
  mark,
  type RevisionsOptions,
  remove,
  revert,
  revisions,
  type ShowOptions,
  show,
} from "./definitions.ts";
import { edit, failed } from "./failed-rows.ts";
import { followRun } from "./follow.ts";
import { definitionOf, flowNamed, ofFlow, RunView, summaryOf } from "./model.ts";
import { registerRunningCommands } from "./running.ts";

const FlowView = z.object({
  name: z.string(),
  description: z.string().optional(),
  nextRunAt: z.string().optional(),
  enabled: z.boolean(),
  scheduled: z.boolean(),
  keptRows: z.number(),
  lastRun: z.object({ id: z.string(), state: z.string(), requestedAt: z.string() }).optional(),
});
const PreviewView = z.object({
  problems: z.array(z.string()),
  remarks: z.array(z.string()),
  rows: z.array(
    z.object({
      place: z.string(),
      mapped: z.record(z.string(), z.unknown()).optional(),
      outcome: z.string(),
      failure: z.object({ words: z.string() }).optional(),
      remarks: z.array(z.string()),
    }),
  ),
});

export function registerFlowCommands(program: Command, cli: CliContext): void {
  const flow = program
    .command("flow")
    .description("rows from somewhere to somewhere else, with steps between");
  const verb = (
    name: string,
    argument: string | undefined,
    description: string,
    lines: readonly string[],
  ) => {
    const command = flow.command(name).description(description).addHelpText("after", examples(lines));
    return argument === undefined
      ? command
      : command.argument(argument, "a flow file (.yaml, .json), or the name of a kept flow");
  };

  verb("list", undefined, "all flows that are kept", ["rostrum flow list"])
    .option("--json", "the answer of the API as it is")
    .action(cli.action((options: { readonly json?: boolean }) => list(cli, options.json ?? false)));
  verb("show", undefined, "a flow as a file, which gives this very flow when it is kept, here or elsewhere", [
    "rostrum flow show registrants-from-crm --out registrants-from-crm.yaml",
  ])
    .argument("NAME", "a kept flow")
    .option("--yaml", "as YAML; so it is without being said")
    .option("--json", "as JSON")
    .option("--revision <NUMBER>", "as it was then")
    .option("--out <FILE>", "into a file instead of standard output")
    .action(cli.action((name: string, options: ShowOptions) => show(cli, name, options)));
  verb("keep", undefined, "keep the flows of files without running them", [
    'rostrum flow keep registrants-from-crm.yaml --comment "the new webinar"',
  ])
    .argument("FILE...", "flow files (.yaml, .json)")
    .option("--comment <TEXT>", "why, for the revisions")
    .action(
      cli.action((files: readonly string[], options: { readonly comment?: string }) =>
        keep(cli, files, options.comment),
      ),
    );
  verb("revisions", undefined, "what a flow was before, by whom and why; and what a revision changed", [
    "rostrum flow revisions registrants-from-crm",
    "rostrum flow revisions registrants-from-crm --show 3",
  ])
    .argument("NAME", "a kept flow")
    .option("--show <NUMBER>", "what that revision changed")
    .option("--since <NUMBER>", "with --show: from which revision on; the one before it when left out")
    .option("--json", "the answer of the API as it is")
    .action(cli.action((name: string, options: RevisionsOptions) => revisions(cli, name, options)));
  verb("revert", undefined, "make a flow again what it was; mark and schedule stay as they are", [
    "rostrum flow revert registrants-from-crm 3",
  ])
    .argument("NAME", "a kept flow")
    .argument("NUMBER", "a revision")
    .option("--comment <TEXT>", "why")
    .action(
      cli.action((name: string, number: string, options: { readonly comment?: string }) =>
        revert(cli, name, number, options.comment),
      ),
    );
  verb("mark", undefined, "up to where changes were read; --set goes back or ahead", [
    "rostrum flow mark contacts-to-warehouse --set 2031-05-01T00:00:00Z",
  ])
    .argument("NAME", "a kept flow whose source says `changed`")
    .option("--set <VALUE>", "the next run reads what changed from here on")
    .option("--clear", "the next run reads from the start")
    .action(cli.action((name: string, options: MarkOptions) => mark(cli, name, options)));
  verb("remove", undefined, "remove a flow with its history and failed rows", [
    "rostrum flow remove registrants-from-crm",
  ])
    .argument("NAME", "a kept flow")
    .action(cli.action((name: string) => remove(cli, name)));
  verb("validate", "FLOW", "check a flow, on its first rows; nothing is written", [
    "rostrum flow validate examples/attendees-to-csv.yaml",
  ])
    .option("--rows <N>", "how many rows are looked at", "50")
    .action(
      cli.action((given: string, { rows }: { readonly rows: string }) =>
        check(cli, given, Number(rows), false),
      ),
    );
  verb("preview", "FLOW", "show what the first rows would become; nothing is written", [
    "rostrum flow preview examples/attendees-to-csv.yaml --rows 5",
  ])
    .option("--rows <N>", "how many", "10")
    .action(
      cli.action((given: string, { rows }: { readonly rows: string }) =>
        check(cli, given, Number(rows), true),
      ),
    );
  verb("run", "FLOW...", "run flows now, one after the other, and follow each to its end", [
    "rostrum flow run examples/attendees-to-csv.yaml",
    "rostrum flow run examples/all-to-postgres/*.yaml",
  ]).action(
    cli.action(async (all: readonly string[]) => {
      const api = await cli.api();
      let code: ExitCode = exitCode.done;
      for (const given of all) {
        const name = await flowNamed(api, given);
        if (all.length > 1) cli.output.note(name);
        const ended = await follow(cli, api, { method: "POST", path: `${ofFlow(name)}/runs` });
        if (ended === exitCode.couldNotRun || ended === exitCode.stopped) return ended;
        if (ended !== exitCode.done) code = ended;
      }
      return code;
    }),
  );
  verb("resume", "FLOW", "let the last run go on where it stopped", [
    "rostrum flow resume attendees-to-csv",
  ]).action(
    cli.action(async (name: string) => {
      const api = await cli.api();
      const last = await lastRun(api, name);
      return follow(cli, api, { method: "POST", path: `/flow-runs/${last.id}/resume` });
    }),
  );
  verb("stop", "FLOW", "stop the run after the rows in hand", ["rostrum flow stop attendees-to-csv"]).action(
    cli.action(async (name: string) => {
      const api = await cli.api();
      const last = await lastRun(api, name);
      await api.call({ method: "POST", path: `/flow-runs/${last.id}/stop` });
      return undefined;
    }),
  );
  verb("history", "FLOW", "the runs of a flow, latest first", ["rostrum flow history attendees-to-csv"])
    .option("--json", "the answer of the API as it is")
    .action(
      cli.action((name: string, options: { readonly json?: boolean }) =>
        history(cli, name, options.json ?? false),
      ),
    );
  verb("failed", "FLOW", "rows that failed and wait", ["rostrum flow failed registrants-from-crm"])
    .option("--json", "with their data, as the API answers")
    .action(
      cli.action((name: string, options: { readonly json?: boolean }) =>
        failed(cli, name, options.json ?? false),
      ),
    );
  verb("edit", "FLOW", "mend the data of a failed row before it is tried again", [
    "rostrum flow edit registrants-from-crm 17 email=ann@example.com",
  ])
    .argument("ROW", "its number in `rostrum flow failed`")
    .argument("FIELD=VALUE...", "what to change in the source's data")
    .action(cli.action((name: string, row: string, pairs: readonly string[]) => edit(cli, name, row, pairs)));
  verb("reprocess", "FLOW", "try failed rows again, with the mapping of today", [
    "rostrum flow reprocess registrants-from-crm --all",
    "rostrum flow reprocess registrants-from-crm --row 17",
  ])
    .option("--all", "all that wait")
    .option("--row <NUMBER>", "one; may be repeated", (value: string, all: readonly string[] = []) => [
      ...all,
      value,
    ])
    .action(
      cli.action(
        async (given: string, { all, row }: { readonly all?: boolean; readonly row?: readonly string[] }) => {
          if ((all === true) === (row !== undefined)) {
            throw new UsageError("Which rows is not clear.", "Give either --all or --row NUMBER.");
          }
          const api = await cli.api();
          const name = await flowNamed(api, given);
          const json = row === undefined ? {} : { rows: row };
          return follow(cli, api, { method: "POST", path: `${ofFlow(name)}/reprocess`, json });
        },
      ),
    );
  verb("schedule", "FLOW", "turn the schedule of a flow on, or off", [
    "rostrum flow schedule examples/attendees-to-csv.yaml",
  ])
    .option("--off", "it runs no more by itself")
    .action(
      cli.action(async (given: string, { off }: { readonly off?: boolean }) => {
        const api = await cli.api();
        const name = await flowNamed(api, given);
        const json = { on: off !== true };
        const { nextRunAt, scheduled } = FlowView.parse(
          await api.call({ method: "PUT", path: `${ofFlow(name)}/schedule`, json }),
        );
        cli.output.result(
          nextRunAt !== undefined
            ? `${name} runs next at ${nextRunAt}.`
            : scheduled
              ? `${name} runs when the flow before it is done.`
              : `${name} runs only on demand.`,
        );
        if (nextRunAt !== undefined && api.where === "this process") {
          cli.output.warning("No hub is running now: a schedule needs `rostrum serve` or `rostrum worker`.");
        }
        return undefined;
      }),
    );
  registerRunningCommands(verb, cli);
}

async function follow(
  cli: CliContext,
  api: Api,
  request: { readonly method: "POST"; readonly path: string; readonly json?: unknown },
): Promise<ExitCode> {
  const begun = RunView.parse(await api.call(request));
  const end = await followRun(cli, api, begun);
  if (end.error !== undefined) {
    cli.output.note(`rostrum: ${end.error.message}`);
    cli.output.note(`  ${end.error.meaning}`);
    cli.output.note(`  ${end.error.remedy}`);
    return exitCode.couldNotRun;
  }
  if (end.state === "stopped") return exitCode.stopped;
  const failedRows = Number(end.counts.failed ?? 0);
  if (failedRows > 0) cli.output.note(`  See why: rostrum flow failed ${end.flow}`);
  return failedRows > 0 ? exitCode.someRowsFailed : exitCode.done;
}

async function lastRun(api: Api, name: string): Promise<RunView> {
  const answer = await api.call({ path: `${ofFlow(name)}/runs`, query: { limit: 1 } });
  const [last] = z.object({ runs: z.array(RunView) }).parse(answer).runs;
  if (last !== undefined) return last;
  throw new UsageError(`${name} never ran.`, `Run it with: rostrum flow run ${name}`);
}

async function list({ output, api }: CliContext, asJson: boolean): Promise<undefined> {
  const answer = await (await api()).call({ path: "/flows" });
  if (asJson) return void output.json(answer);
  const { flows } = z.object({ flows: z.array(FlowView) }).parse(answer);
  output.table({
    columns: [{ title: "Flow" }, { title: "Last run" }, { title: "Failed rows" }, { title: "Next run" }],
    rows: flows.map(({ name, lastRun: last, keptRows, nextRunAt, enabled, scheduled }) => [
      name,
      last === undefined ? "never" : `${last.state} ${last.requestedAt}`,
      String(keptRows),
      enabled ? (nextRunAt ?? (scheduled ? "after another" : "on demand")) : "turned off",
    ]),
  });
}

async function check(cli: CliContext, given: string, rows: number, show: boolean): Promise<ExitCode> {
  const api = await cli.api();
  const flow = await definitionOf(api, given);
  const answer = PreviewView.parse(
    await api.call({ method: "POST", path: "/flows/preview", json: { flow, rows } }),
  );
  for (const problem of answer.problems) cli.output.result(problem);
  if (show) {
    for (const { place, mapped, outcome, failure, remarks } of answer.rows) {
      cli.output.result(`${place}  ${outcome}${mapped === undefined ? "" : `  ${JSON.stringify(mapped)}`}`);
      if (failure !== undefined) cli.output.result(`    ${failure.words}`);
      for (const remark of remarks) cli.output.result(`    ${remark}`);
    }
  }
  if (answer.problems.length > 0) return exitCode.couldNotRun;
  const count = answer.remarks.length;
  cli.output.result(count === 0 ? "ok" : `ok, with ${count === 1 ? "one remark" : `${count} remarks`}`);
  for (const remark of answer.remarks) cli.output.result(`  ${remark}`);
  return exitCode.done;
}

async function history({ output, api }: CliContext, name: string, asJson: boolean): Promise<undefined> {
  const answer = await (await api()).call({ path: `${ofFlow(name)}/runs` });
  if (asJson) return void output.json(answer);
  const { runs } = z.object({ runs: z.array(RunView) }).parse(answer);
  output.table({
    columns: [{ title: "When" }, { title: "What" }, { title: "State" }, { title: "How it went" }],
    rows: runs.map((run) => [
      run.requestedAt,
      run.kind === "run" ? reasonOf(run) : run.kind,
      run.state,
      run.error?.message ?? run.waitsFor ?? summaryOf(run),
    ]),
  });
}

function reasonOf({ reason, missed }: RunView): string {
  return missed === 0 ? reason : `${reason}, for ${missed + 1} times`;
}
