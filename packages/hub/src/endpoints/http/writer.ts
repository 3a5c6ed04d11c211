/**
 * Writes rows to an API: a request each, some at a time, those of one key in their order. What the system refuses is
 * that row's result; when it cannot be reached any more, the rest is given back unsent, since what was done is done.
 */
import { createHash } from "node:crypto";
import { HubError } from "../../platform/errors.ts";
import { coerce, Misfit } from "../../rows/coerce.ts";
import { sameValue } from "../../rows/compare.ts";
import type {
  Doubt,
  Outcome,
  Row,
  RowError,
  RowResult,
  Table,
  Value,
  WriteRequest,
  Writer,
} from "../endpoint.ts";
import { emptyKeyError, emptyRowError, unknownFieldError } from "../errors.ts";
import { fillPath, join } from "./address.ts";
import { type HttpAnswer, type HttpClient, NoAnswer } from "./client.ts";
import type { HttpOptions, HttpTable, Write } from "./options.ts";
import { memberAt } from "./paging.ts";
import { refusalOf } from "./words.ts";

export interface HttpWriterPlan {
  readonly client: HttpClient;
  readonly options: HttpOptions;
  readonly table: Table;
  readonly settings: HttpTable;
  readonly operation: WriteRequest["operation"];
  readonly key: readonly string[];
  readonly signal: AbortSignal | undefined;
}

export function createHttpWriter(plan: HttpWriterPlan): Writer {
  const { client, settings, table, operation, key } = plan;
  const types = new Map(table.fields.map(({ name, type }) => [name, type]));
  const declared = settings.fields.length > 0;

  /** What is said of a row whose answer was lost; changing or removing twice comes to the same. */
  const known = settings.item !== undefined || plan.options.idempotencyHeader !== undefined;
  const doubt: { doubt?: Doubt } = operation === "insert" ? { doubt: known ? "looked-for" : "repeated" } : {};

  /** What was wrong with the connection; rows after it are not sent. */
  let lost: HubError | undefined;

  async function writeOne(given: Row, again: boolean): Promise<RowResult> {
    const keyValues = Object.fromEntries(
      key.flatMap((name) => (given[name] === undefined ? [] : [[name, given[name]]])),
    );
    const failed = (error: RowError): RowResult => ({ outcome: "failed", key: keyValues, error });
    if (lost !== undefined) return failed(unsent(lost));
    const row = fitting(given);
    if (row.error !== undefined) return failed(row.error);
    try {
      const done = await carryOut(row.row, again);
      return "error" in done ? failed(done.error) : { ...done, key: keyValues };
    } catch (error) {
      if (error instanceof NoAnswer) {
        const doubted = error instanceof LostWrite ? doubt : {};
        return failed({ code: "no-answer", words: error.message, passing: true, ...doubted });
      }
      if (!(error instanceof HubError)) throw error;
      lost ??= error;
      return failed(unsent(error));
    }
  }

  function fitting(given: Row): { row: Row; error?: undefined } | { error: RowError } {
    if (Object.keys(given).length === 0) return { error: emptyRowError };
    const row: Record<string, Value> = {};
    for (const [name, value] of Object.entries(given)) {
      const type = types.get(name);
      if (declared && type === undefined) return { error: unknownFieldError(table.name, name) };
      const fit = type === undefined ? value : coerce(type, value);
      if (fit instanceof Misfit) {
        return { error: { code: "no-fit", words: `${name}: ${fit.words}.`, field: name, passing: false } };
      }
      row[name] = fit;
    }
    const empty = operation === "insert" ? undefined : key.find((name) => (row[name] ?? null) === null);
    return empty === undefined ? { row } : { error: emptyKeyError(empty) };
  }

  async function carryOut(row: Row, again: boolean): Promise<Done> {
    if (again && operation === "insert") {
      const made = await lookUp(row);
      if (made !== undefined && made !== null && isSame(made, row))
        return { outcome: "unchanged", result: made };
    }
    const there = operation === "insert" || operation === "delete" ? undefined : await lookUp(row);
    if (there !== undefined) {
      if (there === null) {
        if (operation === "update") return { outcome: "missing" };
        return settled(await send(settings.insert ?? settings.upsert, row), row, "inserted", settings.insert);
      }
      if (isSame(there, row)) return { outcome: "unchanged", result: there };
      const write = operation === "upsert" ? (settings.update ?? settings.upsert) : settings.update;
      return settled(await send(write, row), row, "updated", write);
    }
    const write = settings[operation];
    return settled(await send(write, row), row, outcomes[operation], write);
  }

  async function settled(
    answer: HttpAnswer,
    row: Row,
    outcome: Outcome,
    write: Write | undefined,
  ): Promise<Done> {
    const { status } = answer;
    if (status >= 200 && status < 300) {
      const result = answer.body === undefined ? undefined : memberAt(answer.body, write?.result ?? "");
      const isRow = result !== null && typeof result === "object" && !Array.isArray(result);
      return isRow && result !== undefined ? { outcome, result: result as Row } : { outcome };
    }
    if ((operation === "delete" || operation === "update") && (status === 404 || status === 410)) {
      return { outcome: "missing" };
    }
    if (operation === "insert" && status === 409) {
      // The first try of a repeated run may have made it.
      const there = await lookUp(row);
      if (there !== undefined && there !== null && isSame(there, row))
        return { outcome: "unchanged", result: there };
    }
    // Who is busy (503) was asked again already, as one that did nothing.
    const lost = status === 408 || (status >= 500 && status !== 503);
    return { error: { ...refusalOf(answer), ...(lost ? doubt : {}) } };
  }

  /** The row that is there, null when there is none, undefined when it cannot be told. */
  async function lookUp(row: Row): Promise<Row | null | undefined> {
    if (settings.item === undefined) return undefined;
    const path = fillPath(settings.item.path, (field) => row[field]);
    if (path === undefined) return undefined;
    const url = join(client.base, path);
    const answer = await client.send({ method: "GET", url, repeatable: true, signal: plan.signal });
    if (answer.status === 404 || answer.status === 410) return null;
    const found =
      answer.status === 200 && answer.body !== undefined
        ? memberAt(answer.body, settings.item.member)
        : undefined;
    return found !== null && typeof found === "object" && !Array.isArray(found) ? (found as Row) : undefined;
  }

  function isSame(there: Row, row: Row): boolean {
    return Object.entries(row).every(([name, value]) => {
      const type = types.get(name) ?? "json";
      const fit = coerce(type, there[name] ?? null);
      return !(fit instanceof Misfit) && sameValue(fit, value, type);
    });
  }

  async function send(write: Write | undefined, row: Row): Promise<HttpAnswer> {
    if (write === undefined) throw new Error("the operation was not checked");
    const path = fillPath(write.path, (field) => row[field]);
    if (path === undefined)
      return {
        status: 400,
        body: undefined,
        text: `A value that ${write.path} needs is missing or cannot stand in an address.`,
        link: undefined,
      };
    const body: Value = write.wrap === undefined ? row : { [write.wrap]: row };
    const { idempotencyHeader } = plan.options;
    try {
      return await client.send({
        method: write.method,
        url: join(client.base, path),
        ...(write.method === "DELETE" ? {} : { body }),
        repeatable: write.method !== "POST" || idempotencyHeader !== undefined,
        ...(idempotencyHeader === undefined
          ? {}
          : { headers: { [idempotencyHeader]: requestKey(write, path, body) } }),
        signal: plan.signal,
      });
    } catch (error) {
      throw error instanceof NoAnswer ? new LostWrite(error.message, { cause: error }) : error;
    }
  }

  return {
    async write(rows, again) {
      plan.signal?.throwIfAborted();
      const results = new Array<RowResult>(rows.length);
      lost = undefined;
      let sent = 0;
      // Rows of one key go down one lane, so that the last of them is what remains.
      const lanes = lanesOf(rows, key);
      const work = async () => {
        for (let lane = lanes.shift(); lane !== undefined; lane = lanes.shift()) {
          for (const place of lane) {
            results[place] = await writeOne(rows[place] as Row, again?.has(place) === true);
            if (lost === undefined) sent += 1;
          }
        }
      };
      await Promise.all(Array.from({ length: plan.options.concurrency }, work));
      if (lost !== undefined && sent === 0) throw lost;
      return results;
    },
    checkpoint: () => Promise.resolve(undefined),
    finish: () => Promise.resolve(),
    abort: () => Promise.resolve(),
  };
}

/** The answer to a write, and not to a look before it, was lost. */
class LostWrite extends NoAnswer {}

type Done = { readonly outcome: Outcome; readonly result?: Row } | { readonly error: RowError };

const outcomes = { insert: "inserted", update: "updated", upsert: "written", delete: "deleted" } as const;

function lanesOf(rows: readonly Row[], key: readonly string[]): number[][] {
  const lanes = new Map<string, number[]>();
  rows.forEach((row, place) => {
    const whole = key.length > 0 && key.every((name) => (row[name] ?? null) !== null);
    const lane = whole ? JSON.stringify(key.map((name) => row[name])) : `#${place}`;
    lanes.set(lane, [...(lanes.get(lane) ?? []), place]);
  });
  return [...lanes.values()];
}

/** The same for the same row, so that the system knows a repeated request by it. */
function requestKey(write: Write, path: string, body: Value): string {
  return createHash("sha256")
    .update(JSON.stringify([write.method, path, body]))
    .digest("base64url")
    .slice(0, 32);
}

function unsent(error: HubError): RowError {
  return { code: "not-sent", words: `${error.message} The row was not sent.`, passing: true };
}
