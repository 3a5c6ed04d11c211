/**
 * Writes a file: rows are checked and put into a part as they come (part.ts), and at the end the file is made of it
 * and takes the place of the old one in one step (publish.ts). The same for all formats.
 */
import { copyFile, stat } from "node:fs/promises";
import { HubError } from "../../platform/errors.ts";
import { coerce, Misfit, widerType } from "../../rows/coerce.ts";
import type { FileColumn } from "../../rows/values.ts";
import type {
  FieldType,
  Outcome,
  Row,
  RowError,
  RowResult,
  Value,
  WriteRequest,
  Writer,
} from "../endpoint.ts";
import { emptyKeyError, emptyRowError, unknownFieldError } from "../errors.ts";
import type { FileFormat, FileSource, FileTarget, Unreadable } from "./format.ts";
import { addedRows, changesOf, oldRows } from "./merge.ts";
import type { Part, PartLine, Sign } from "./part.ts";
import { publish } from "./publish.ts";
import type { RowIndex } from "./row-index.ts";

export interface FileWriterPlan {
  readonly format: FileFormat;
  /** The file, whether it is there or not. */
  readonly source: FileSource;
  /** The table's name, for messages. */
  readonly name: string;
  readonly operation: WriteRequest["operation"];
  /** Whether rows that are there stay. */
  readonly keep: boolean;
  /** The columns, if they are known; otherwise they are those of the rows to come, in the order of their coming. */
  readonly columns: readonly FileColumn[] | undefined;
  readonly required: ReadonlySet<string>;
  readonly key: readonly string[];
  /** The rows that are there and those written so far, where there is a key. */
  readonly index: RowIndex;
  readonly part: Part;
  /** Columns of the rows that the part held already. */
  readonly seen: Map<string, FieldType | undefined>;
  readonly returning: readonly string[];
  readonly signal: AbortSignal | undefined;
}

export function createFileWriter(plan: FileWriterPlan): Writer {
  const { format, part, index, key, operation } = plan;
  const known =
    plan.columns === undefined
      ? undefined
      : new Map(plan.columns.map((column) => [column.name, column.type]));
  let ended = false;

  function judge(given: Row): { result: RowResult; line?: PartLine } {
    const keyValues = Object.fromEntries(
      key.flatMap((name) => (given[name] === undefined ? [] : [[name, given[name]]])),
    );
    const failed = (error: RowError) => ({
      result: { outcome: "failed", key: keyValues, error } satisfies RowResult,
    });
    const row = fitting(given);
    if ("words" in row) return failed(row as RowError);
    const identity = key.length === 0 ? undefined : index.identity(row);
    if (identity === undefined && (operation !== "insert" || key.length > 0)) {
      return failed(emptyKeyError(key.find((name) => (row[name] ?? null) === null) ?? key[0] ?? ""));
    }
    if (operation === "insert" || operation === "upsert") {
      const missing = [...plan.required].find((name) => (row[name] ?? null) === null);
      const partial = operation === "upsert" && identity !== undefined && index.has(identity);
      if (missing !== undefined && !(partial && row[missing] === undefined))
        return failed(requiredError(missing));
    }
    const outcome = outcomeOf(row, identity);
    if (outcome === "failed") return failed(takenError(identity ?? ""));
    const sign = signs[outcome];
    const returned = plan.returning.filter((name) => row[name] !== undefined);
    const result: RowResult = {
      outcome,
      key: keyValues,
      ...(returned.length === 0
        ? {}
        : { result: Object.fromEntries(returned.map((name) => [name, row[name] as Value])) }),
    };
    return sign === undefined ? { result } : { result, line: { sign, row } };
  }

  /** The row with values of its columns' types, or why it cannot be. */
  function fitting(given: Row): Row | RowError {
    const row: Record<string, Value> = {};
    const names = Object.keys(given);
    if (names.length === 0) return emptyRowError;
    for (const name of names) {
      const type = known?.get(name);
      if (known !== undefined && type === undefined) return unknownFieldError(plan.name, name);
      const value = type === undefined ? (given[name] ?? null) : coerce(type, given[name] ?? null);
      const words =
        value instanceof Misfit ? `${name}: ${value.words}.` : format.refuses?.(value, type ?? "json");
      if (words !== undefined || value instanceof Misfit) {
        return { code: "no-fit", words: words ?? "", field: name, passing: false };
      }
      row[name] = value;
    }
    return row;
  }

  function outcomeOf(row: Row, identity: string | undefined): Outcome {
    if (identity === undefined) return "inserted";
    const there = index.has(identity);
    if (operation === "delete") {
      if (there) index.delete(identity);
      return there ? "deleted" : "missing";
    }
    if (operation === "update" && !there) return "missing";
    if (!there) {
      index.put(identity, row);
      return "inserted";
    }
    if (operation === "insert") return index.isSame(identity, row) ? "unchanged" : "failed";
    const whole = plan.columns?.every(({ name }) => row[name] !== undefined) ?? false;
    if (whole && index.isSame(identity, row)) return "unchanged";
    index.put(identity, whole ? row : undefined);
    return "updated";
  }

  async function make(target: string): Promise<void> {
    const changes = await changesOf(part, index);
    const columns =
      plan.columns ?? [...plan.seen].map(([name, type]) => ({ name, type: type ?? "text" }) as const);
    const added = () => addedRows(part, changes, index);
    const { path: file, sheet } = plan.source;
    const base = await stat(file).then(
      () => file,
      () => undefined,
    );
    const to: FileTarget = { path: target, sheet, columns, base, keep: plan.keep };
    if (plan.keep && operation === "insert" && format.append !== undefined) {
      await copyFile(file, target);
      return format.append(to, added);
    }
    const broken = (record: Unreadable) => brokenFile(plan.name, record);
    async function* all() {
      if (plan.keep) yield* oldRows(format, plan.source, changes, index, broken);
      yield* added();
    }
    return format.write(to, all);
  }

  return {
    async write(rows) {
      plan.signal?.throwIfAborted();
      const judged = rows.map(judge);
      const lines = judged.flatMap(({ line }) => (line === undefined ? [] : [line]));
      for (const { row } of lines) notice(plan.seen, row);
      await part.add(lines);
      return judged.map(({ result }) => result);
    },
    checkpoint: () => part.checkpoint(),
    async finish() {
      if (ended) return;
      ended = true;
      await part.checkpoint();
      await publish(plan.source.path, part.donePath, make);
      await part.remove();
    },
    async abort() {
      if (ended) return;
      ended = true;
      await part.remove();
    },
  };
}

const signs: Partial<Record<Outcome, Sign>> = { inserted: "+", updated: "~", deleted: "-" };

/** Remembers the columns of a row, in the order of their coming, with types that fit all of their values. */
export function notice(seen: Map<string, FieldType | undefined>, row: Row): void {
  for (const name of Object.keys(row)) {
    const value = row[name] ?? null;
    seen.set(name, widerType(seen.get(name), value));
  }
}

function requiredError(field: string): RowError {
  return { code: "required", words: `The field "${field}" must have a value.`, field, passing: false };
}

function takenError(identity: string): RowError {
  const shown = identity.replaceAll("\0", ", ");
  return {
    code: "key-taken",
    words: `The file already has a row with the key ${shown}, with other values.`,
    passing: false,
  };
}

function brokenFile(name: string, { row }: Unreadable): HubError {
  return new HubError({
    kind: "conflict",
    code: "endpoint.bad-file",
    message: `${name} holds a row that cannot be read, at ${row.place}: ${row.error.words}`,
    meaning: "Writing the file anew would lose that row, so it was left as it is.",
    remedy: "Mend the row, then let the run go on.",
  });
}
