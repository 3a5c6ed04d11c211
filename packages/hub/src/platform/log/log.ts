/**
 * The log: pino, JSON lines on standard error. NOT for results (those go to standard output) and never for
 * secrets: what looks like one is taken out by `redact.ts` before it is written.
 */
import { type Logger, pino } from "pino";

export type Log = Logger;

export type LogLevel = "fatal" | "error" | "warn" | "info" | "debug" | "trace" | "silent";

/** A log on the given stream (standard error when none is given). */
export function createLog(level: LogLevel, destination?: { write(line: string): void }): Log {
  return pino({ level, base: null }, destination ?? pino.destination({ dest: 2, sync: true }));
}
