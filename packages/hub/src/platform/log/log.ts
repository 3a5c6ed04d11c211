/**
 * The log: pino, JSON lines on standard error. NOT for results (those go to standard output) and never for
 * secrets: what looks like one is taken out by `redact.ts` before it is written.
 */
import { type Logger, type LoggerOptions, pino } from "pino";
import { redact } from "./redact.ts";

export type Log = Logger;

export type LogLevel = "fatal" | "error" | "warn" | "info" | "debug" | "trace" | "silent";

/** A log on the given stream; on standard error when none is given. */
export function createLog(level: LogLevel, destination?: { write(line: string): void }): Log {
  const options: LoggerOptions = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    hooks: {
      // The finished line, whatever way its parts came in (members, child bindings, format parts, causes of
      // errors): one door, so that no way around it is forgotten. It costs a parse and a print per line.
      streamWrite: (line) => `${JSON.stringify(redact(JSON.parse(line)))}\n`,
    },
    // Fastify names these; headers and bodies stay out altogether.
    serializers: {
      req: (request: { method?: unknown; url?: unknown }) => ({ method: request.method, url: request.url }),
      res: (response: { statusCode?: unknown }) => ({ statusCode: response.statusCode }),
    },
  };
  return pino(options, destination ?? pino.destination({ dest: 2, sync: true }));
}
