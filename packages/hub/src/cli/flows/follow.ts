/** Follows a run to its end, with a line about it now and then. Ctrl-C asks the run to stop, and waits for that. */
import { setTimeout as delay } from "node:timers/promises";
import type { Api } from "../api.ts";
import type { CliContext } from "../command.ts";
import { RunView, summaryOf } from "./model.ts";

const lookEveryMs = 200;

export async function followRun({ output, signal }: CliContext, api: Api, begun: RunView): Promise<RunView> {
  const display = output.progress();
  let asked = false;
  /** Said once for each thing that it waits for. */
  let told: string | undefined;
  let run = begun;
  while (run.state === "waiting" || run.state === "running") {
    if (signal.aborted && !asked) {
      asked = true;
      await api.call({ method: "POST", path: `/flow-runs/${run.id}/stop` });
    }
    await delay(lookEveryMs);
    run = RunView.parse(await api.call({ path: `/flow-runs/${run.id}` }));
    if (run.waitsFor !== undefined && run.waitsFor !== told) output.note(`  ${run.waitsFor}`);
    told = run.waitsFor;
    display.show(progressOf(run));
  }
  display.show({ ...progressOf(run), summary: summaryOf(run) });
  display.end();
  return run;
}

function progressOf(run: RunView) {
  const { counts, flow, seconds } = run;
  return {
    state: "running" as const,
    lines: [{ label: flow, rows: Number(counts.read ?? 0) }],
    calls: Number(counts.calls ?? 0),
    failedRows: Number(counts.failed ?? 0),
    seconds,
  };
}
