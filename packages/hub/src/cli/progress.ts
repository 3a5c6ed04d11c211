/** How progress looks: as bars on a terminal, as a plain line where it is piped. Pure. */
import type { RunProgress } from "../platform/http/runs.ts";
import { clipped, widthOf } from "../platform/text-width.ts";
import { count, duration, padded } from "./text.ts";

const barWidth = 20;

/** Bars, one per line of progress; the last one also tells rate and time left. */
export function renderBars(progress: RunProgress, width: number): readonly string[] {
  const { lines } = progress;
  const labelWidth = Math.max(0, ...lines.map((line) => widthOf(line.label)));
  const rowsWidth = Math.max(0, ...lines.map((line) => count(line.rows).length));
  return lines.map((line, index) => {
    const done = line.share === 1 || progress.state === "done";
    const start = `    ${padded(line.label, labelWidth)} ${padded(count(line.rows), rowsWidth, "right")}`;
    const middle = line.share === undefined && !done ? "" : ` ${bar(done ? 1 : (line.share ?? 0))}`;
    const share = done
      ? " done"
      : line.share === undefined
        ? ""
        : ` ${padded(`${Math.floor(line.share * 100)} %`, 4, "right")}`;
    const last = index === lines.length - 1 && progress.state === "running";
    return clipped(`${start}${middle}${share}${last ? tail(progress) : ""}`, width);
  });
}

/** One line for a log or a pipe. */
export function renderPlain(progress: RunProgress): string {
  const parts = progress.lines.map(
    ({ label, rows, share }) =>
      `${label} ${count(rows)}${share === undefined || share === 1 ? "" : ` (${Math.floor(share * 100)} %)`}`,
  );
  return `  ${parts.join(", ")}; ${count(progress.calls)} ${progress.calls === 1 ? "call" : "calls"}${tail(progress).replace(/^ {3}/, "; ")}`;
}

function bar(share: number): string {
  const halves = Math.round(Math.min(1, Math.max(0, share)) * barWidth * 2);
  const full = "━".repeat(Math.floor(halves / 2));
  return padded(halves % 2 === 1 ? `${full}╸` : full, barWidth);
}

function tail(progress: RunProgress): string {
  const { callsPerSecond, callsPerSecondAllowed, secondsLeft, waiting, retried } = progress;
  const parts = [
    callsPerSecond === undefined
      ? undefined
      : `${callsPerSecond.toFixed(1)} calls/s${callsPerSecondAllowed === undefined ? "" : ` of ${callsPerSecondAllowed}`}`,
    secondsLeft === undefined ? undefined : `${duration(secondsLeft)} left`,
    waiting ? `${waiting} waiting` : undefined,
    retried ? `${retried} retried` : undefined,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? "" : `   ${parts.join(", ")}`;
}
