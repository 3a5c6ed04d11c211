/** Follows a run to its end by its events, with a line about it now and then. Ctrl-C asks the run to stop, and waits for that. */
import { z } from "zod";
import type { RunProgress } from "../../platform/http/runs.ts";
import type { Api } from "../api.ts";
import type { CliContext } from "../command.ts";
import { followEvents } from "../events.ts";
import { RunView, summaryOf } from "./model.ts";

const Progress = RunView.extend({ share: z.number().optional(), secondsLeft: z.number().optional() });

export async function followRun({ output, signal }: CliContext, api: Api, begun: RunView): Promise<RunView> {
  const display = output.progress();
  if (begun.waitsFor !== undefined) output.note(`  ${begun.waitsFor}`);
  const stop = () => {
    // Whether it was heard shows in how the run ends.
    api.call({ method: "POST", path: `/flow-runs/${begun.id}/stop` }).catch(() => {});
  };
  if (signal.aborted) stop();
  signal.addEventListener("abort", stop, { once: true });
  let run: z.infer<typeof Progress> = begun;
  try {
    for await (const { data } of followEvents(api, `/flow-runs/${begun.id}/events`)) {
      run = Progress.parse(JSON.parse(data));
      display.show(progressOf(run));
    }
    display.show({ ...progressOf(run), summary: summaryOf(run) });
  } finally {
    signal.removeEventListener("abort", stop);
    display.end();
  }
  return run;
}

function progressOf(run: z.infer<typeof Progress>): RunProgress {
  const { counts, flow, seconds, share, secondsLeft } = run;
  return {
    state: "running",
    lines: [{ label: flow, rows: Number(counts.read ?? 0), ...(share === undefined ? {} : { share }) }],
    calls: Number(counts.calls ?? 0),
    failedRows: Number(counts.failed ?? 0),
    seconds,
    ...(secondsLeft === undefined ? {} : { secondsLeft }),
  };
}
