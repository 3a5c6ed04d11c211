/** How a failure is told to a person, and which exit code it gives. Pure. */
import { HubError } from "../platform/errors.ts";
import { statusOf, toHubError } from "../platform/http/errors.ts";
import { ApiError } from "./api.ts";
import { type ExitCode, exitCode, UsageError } from "./command.ts";
import { printable } from "./text.ts";

export interface Failure {
  readonly exitCode: ExitCode;
  readonly lines: readonly string[];
}

/** Statuses that say that the command was wrong, not the world: what was written, or a name that does not exist. */
const wrongUsage = new Set([400, 404, 405]);

export function failureOf(error: unknown): Failure {
  if (error instanceof UsageError) return failure(exitCode.wrongUsage, [error.message, error.remedy]);
  if (error instanceof ApiError) {
    const { message, meaning, remedy } = error.answer;
    return failure(codeOfStatus(error.status), [message, meaning, remedy]);
  }
  if (isAbort(error)) return failure(exitCode.stopped, ["Stopped."]);
  if (error instanceof HubError || !(error instanceof Error) || !("code" in error)) {
    const { message, meaning, remedy } = toHubError(error, []);
    const detail = error instanceof HubError || !(error instanceof Error) ? [] : [`(${error.message})`];
    return failure(error instanceof HubError ? codeOfStatus(statusOf(error)) : exitCode.couldNotRun, [
      message,
      ...detail,
      meaning,
      remedy,
    ]);
  }
  const isNamed = error.code === "ENOENT" || error.code === "EISDIR";
  return failure(isNamed ? exitCode.wrongUsage : exitCode.couldNotRun, [systemMessage(error)]);
}

function failure(code: ExitCode, [first = "", ...rest]: readonly string[]): Failure {
  return {
    exitCode: code,
    lines: [`rostrum: ${printable(first)}`, ...rest.map((line) => `  ${printable(line)}`)],
  };
}

function codeOfStatus(status: number): ExitCode {
  return wrongUsage.has(status) ? exitCode.wrongUsage : exitCode.couldNotRun;
}

function isAbort(error: unknown): boolean {
  return (
    error instanceof Error && (error.name === "AbortError" || ("code" in error && error.code === "ABORT_ERR"))
  );
}

/** Files and sockets: the operating system's words are for people. */
function systemMessage(error: Error & { readonly code?: unknown; readonly path?: unknown }): string {
  switch (error.code) {
    case "ENOENT":
      return `There is no file ${String(error.path)}.`;
    case "EACCES":
      return `The file ${String(error.path)} may not be opened by this user.`;
    case "ENOSPC":
      return "There is no room left on the disk; what was written is not all.";
    case "EISDIR":
      return `${String(error.path)} is a folder, not a file.`;
    default:
      return error.message;
  }
}
