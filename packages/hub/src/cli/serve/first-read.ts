/**
 * The first start reads the whole demo account once, with progress, to show what the hub does and that it works.
 * The rows go nowhere: what keeps them comes with the replica.
 */
import type { RunLine, RunProgress } from "../../platform/http/runs.ts";
import type { Api } from "../api.ts";
import type { CliContext } from "../command.ts";
import { failureOf } from "../failure.ts";
import { count, duration } from "../text.ts";
import type { DemoSandbox } from "./demo-sandbox.ts";

const entities = ["Webinar", "Registrant", "Session", "Attendee"] as const;

/** Everything that the sandbox can hold lies within it. */
const range = { from: "2000-01-01", to: "2100-01-01" };
/** Entities that take a range; the others are read whole. */
const ranged = new Set<string>(["Webinar", "Session", "Attendee", "Registrant"]);

/** Reads it unless that was done at a former start. Trouble is told and does not keep the hub from running. */
export async function readOnce(cli: CliContext, api: Api, sandbox: DemoSandbox): Promise<void> {
  if (sandbox.wasRead) return;
  const { output, signal } = cli;
  output.note('  Reading "Demo account" from the sandbox');
  const display = output.progress();
  const begun = performance.now();
  let done: readonly RunProgress[] = [];
  try {
    for (const entity of entities) {
      let last: RunProgress | undefined;
      const answer = await api.streamWithProgress(
        {
          path: `/entities/${entity}/rows`,
          query: { format: "ndjson", connection: sandbox.alias, ...(ranged.has(entity) ? range : {}) },
          signal,
        },
        (progress) => {
          last = progress;
          display.show(together(done, progress));
        },
      );
      for await (const piece of answer.body) void piece;
      if (last !== undefined) done = [...done, last];
    }
    display.end();
    output.note(`  ${summary(done, (performance.now() - begun) / 1000)}`);
    sandbox.rememberRead();
  } catch (error) {
    display.end();
    signal.throwIfAborted();
    for (const line of failureOf(error).lines) output.note(`  ${line}`);
  }
}

/** The entities that are done and the one under way, as one picture. */
function together(done: readonly RunProgress[], present: RunProgress): RunProgress {
  const finished = done.flatMap(lineOf).map((line) => ({ ...line, share: 1 }));
  const { summary: _, ...rest } = present;
  const line = lineOf(present).map((one) => (present.state === "done" ? { ...one, share: 1 } : one));
  const calls = done.reduce((sum, progress) => sum + progress.calls, present.calls);
  return { ...rest, state: "running", calls, lines: [...finished, ...line] };
}

function lineOf(progress: RunProgress): readonly RunLine[] {
  return progress.lines.slice(-1);
}

function summary(done: readonly RunProgress[], seconds: number): string {
  const rows = done
    .flatMap(lineOf)
    .map(({ label, rows: found }) => `${count(found)} ${label.toLowerCase()}s`);
  const calls = done.reduce((sum, progress) => sum + progress.calls, 0);
  return `Read ${rows.join(", ")}: ${count(calls)} calls in ${duration(seconds)}`;
}
