/** A run's figures in words. */
import type { RunProgress } from "../api/run-progress.ts";
import { figure, share } from "../language/moments.ts";
import type { DataSay } from "./words.ts";

export function rowsIn(count: number, say: DataSay): string {
  return say("rows", { count, n: figure(count) });
}

export function callsIn(count: number, say: DataSay): string {
  return say("calls", { count, n: figure(count) });
}

export function limitInWords(limit: number | "all", say: DataSay): string {
  return limit === "all" ? say("limitAll") : say("limitUpTo", { count: limit, n: figure(limit) });
}

/** "62 %, 12 calls to GoTo, 9.8 of 10 calls a second, about 14 s left": as far as the run says it. */
export function paceOf(progress: RunProgress | undefined, say: DataSay): string {
  if (progress === undefined) return "";
  const { lines, calls, callsPerSecond, callsPerSecondAllowed, secondsLeft, waiting, retried } = progress;
  const done = lines[0]?.share;
  const said = [
    done === undefined || done === 0 ? undefined : share(done),
    callsIn(calls, say),
    callsPerSecond === undefined || callsPerSecondAllowed === undefined
      ? undefined
      : say("rate", {
          rate: figure(Math.round(callsPerSecond * 10) / 10),
          allowed: figure(callsPerSecondAllowed),
        }),
    secondsLeft === undefined ? undefined : say("left", { seconds: figure(Math.ceil(secondsLeft)) }),
    waiting ? say("waiting", { count: waiting }) : undefined,
    retried ? say("retried", { count: retried }) : undefined,
  ];
  return `${said.filter(Boolean).join(", ")}.`;
}
