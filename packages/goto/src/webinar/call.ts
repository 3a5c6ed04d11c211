/**
 * Call: how every operation of GoTo Webinar is sent and how its answer is read into our types.
 * NOT here: which operations there are; one file per family beside this one.
 */
import { InvalidRequestError, UnexpectedAnswerError } from "../errors.ts";
import type { CallOptions, Method } from "../ports.ts";
import type { QueryValue, Send } from "../transport/types.ts";

/** goto-webinar.md 1 */
const BASE = "/G2W/rest/v2";

/** One operation by GoTo's operationId. */
export interface Operation {
  readonly operation: string;
  readonly method: Method;
  /** Below /G2W/rest/v2; made by `path`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, QueryValue>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly repeatable?: boolean;
}

export interface Call {
  /** The answer's JSON, lossless. A 2xx without JSON is an error. */
  json(operation: Operation, options?: CallOptions): Promise<unknown>;
  /** For operations that answer 202 or 204: the body is not looked at (goto-webinar.md 5.2). */
  nothing(operation: Operation, options?: CallOptions): Promise<void>;
}

export function createCall(send: Send): Call {
  const request = (operation: Operation, expect: "json" | "none") => ({
    ...operation,
    api: "webinar" as const,
    path: BASE + operation.path,
    expect,
  });
  return {
    async json(operation, options) {
      return (await send(request(operation, "json"), options)).body;
    },
    async nothing(operation, options) {
      await send(request(operation, "none"), options);
    },
  };
}

/**
 * A path from its parts. Every part is encoded, and an empty one is refused: without its key a path names the whole
 * list, and a DELETE of one thing would address all of them.
 */
export function path(texts: TemplateStringsArray, ...keys: readonly string[]): string {
  let built = texts[0] ?? "";
  for (const [index, key] of keys.entries()) {
    if (typeof key !== "string" || key === "" || key === "." || key === "..") {
      throw new InvalidRequestError(
        `A key in the path "${texts.join("{key}")}" is ${key === "" ? "empty" : `not usable: ${String(key)}`}. Pass every key as a non-empty string.`,
      );
    }
    built += encodeURIComponent(key) + (texts[index + 1] ?? "");
  }
  return built;
}

/**
 * Takes a parsed object as what GoTo is known to send, with the named keys as strings whether they came as numbers
 * or strings (goto-webinar.md 2). Changes the object in place: it was parsed for this answer and belongs to nobody else.
 */
export function read<Shape>(value: unknown, keys: readonly string[] = []): Shape {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new UnexpectedAnswerError(`GoTo answered ${kindOf(value)} where an object was expected.`);
  }
  const fields = value as Record<string, unknown>;
  for (const key of keys) {
    if (typeof fields[key] === "number") fields[key] = String(fields[key]);
  }
  return value as Shape;
}

/** Lists are seen with both spellings, `webinarID` and `webinarId` (goto-webinar.md 8.1): ours is `webinarID`. */
export function withWebinarID<Shape extends { webinarID?: string }>(
  value: Shape & { webinarId?: unknown },
): Shape {
  if (value.webinarID === undefined && typeof value.webinarId === "string") {
    value.webinarID = value.webinarId;
    delete value.webinarId;
  }
  return value;
}

/** Reads every item of a bare array. */
export function readList<Item>(value: unknown, readItem: (item: unknown) => Item): Item[] {
  if (!Array.isArray(value)) {
    throw new UnexpectedAnswerError(`GoTo answered ${kindOf(value)} where a list was expected.`);
  }
  for (let index = 0; index < value.length; index++) value[index] = readItem(value[index]);
  return value as Item[];
}

/** What a value is, without showing it: answers hold personal data. */
function kindOf(value: unknown): string {
  if (value === null || value === undefined) return "nothing";
  return Array.isArray(value) ? "a list" : typeof value === "object" ? "an object" : `a ${typeof value}`;
}
