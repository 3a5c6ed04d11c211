/** Verbs of `rostrum flow` about running for a long time: turning flows off, what people were told, history as files. */
import type { Command } from "commander";
import { z } from "zod";
import { showAlerts } from "../alerts.ts";
import { type CliContext, UsageError } from "../command.ts";

/** Makes a verb below `rostrum flow`, with its examples. */
type Verb = (
  name: string,
  argument: string | undefined,
  description: string,
  lines: readonly string[],
) => Command;

const ofFlow = (name: string) => `/flows/${encodeURIComponent(name)}`;
const exports = ["runs", "failed-rows"] as const;

export function registerRunningCommands(verb: Verb, cli: CliContext): void {
  for (const [name, enabled, description] of [
    ["enable", true, "turn a flow on again; times that passed meanwhile are over"],
    ["disable", false, "turn a flow off: neither its schedule nor anybody can run it"],
  ] as const) {
    verb(name, "FLOW", description, [`rostrum flow ${name} attendees-to-csv`]).action(
      cli.action(async (flow: string) => {
        const api = await cli.api();
        await api.call({ method: "PUT", path: `${ofFlow(flow)}/enabled`, json: { enabled } });
        cli.output.result(`${flow} is turned ${enabled ? "on" : "off"}.`);
        return undefined;
      }),
    );
  }
  verb("alerts", "FLOW", "how a flow fares, and what people were told of it", [
    "rostrum flow alerts registrants-from-crm",
  ])
    .option("--json", "the answer of the API as it is")
    .action(
      cli.action((flow: string, { json }: { readonly json?: boolean }) => alerts(cli, flow, json ?? false)),
    );
  verb("webhook-secret", undefined, "make a new secret for signing webhooks, and show it this once", [
    "rostrum flow webhook-secret",
  ]).action(
    cli.action(async () => {
      const answer = await (await cli.api()).call({ method: "POST", path: "/alerts/webhook-secret" });
      cli.output.result(z.object({ secret: z.string() }).parse(answer).secret);
      cli.output.note("Webhooks are signed with it from now on, and with the former one too for a day.");
      return undefined;
    }),
  );
  verb("export", "FLOW", "the history of a flow, or its failed rows, as CSV", [
    "rostrum flow export registrants-from-crm --what runs --out runs.csv",
    "rostrum flow export registrants-from-crm --what failed-rows --spreadsheet --out failed.csv",
  ])
    .option("--what <runs|failed-rows>", "which of them", "runs")
    .option("--out <FILE>", "into a file instead of standard output")
    .option("--spreadsheet", "for spreadsheet programs: marked as UTF-8, formulas disarmed")
    .action(
      cli.action(
        (
          flow: string,
          options: { readonly what: string; readonly out?: string; readonly spreadsheet?: boolean },
        ) => exportCsv(cli, flow, options),
      ),
    );
}

async function alerts({ api, output }: CliContext, flow: string, asJson: boolean): Promise<undefined> {
  const answer = await (await api()).call({ path: `${ofFlow(flow)}/alerts` });
  if (asJson) return void output.json(answer);
  showAlerts(output, answer);
  return undefined;
}

async function exportCsv(
  cli: CliContext,
  flow: string,
  {
    what,
    out,
    spreadsheet,
  }: { readonly what: string; readonly out?: string; readonly spreadsheet?: boolean },
): Promise<undefined> {
  if (!exports.some((known) => known === what)) {
    throw new UsageError(`There is no export of "${what}".`, `Give --what ${exports.join(" or --what ")}.`);
  }
  const query = spreadsheet === true ? { spreadsheet } : {};
  const { body } = await (await cli.api()).stream({ path: `${ofFlow(flow)}/${what}.csv`, query });
  await cli.output.copy(body, out);
  return undefined;
}
