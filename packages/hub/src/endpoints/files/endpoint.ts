/** A folder of files as an endpoint: each file (each sheet of a spreadsheet) is a table. The same for all formats. */
import { stat } from "node:fs/promises";
import type { Clock } from "../../platform/clock/clock.ts";
import { HubError } from "../../platform/errors.ts";
import type { FileColumn } from "../../rows/values.ts";
import type { DeclaredField } from "../declared.ts";
import type {
  Endpoint,
  FieldType,
  Operation,
  Table,
  TableField,
  TestResult,
  WriteRequest,
  Writer,
} from "../endpoint.ts";
import { failedTest, noKey, unknownTable, wrongEnding } from "../errors.ts";
import { createFileExchange } from "./exchange.ts";
import { openFolder } from "./folder.ts";
import { type FileFormat, type FileSource, Unreadable } from "./format.ts";
import type { FileOptions } from "./options.ts";
import { doneNoteOf, openPart } from "./part.ts";
import { wasPublished } from "./publish.ts";
import { readFile } from "./read.ts";
import { createRowIndex, type RowIndex } from "./row-index.ts";
import { createFileWriter, notice } from "./writer.ts";

export interface FilePorts {
  /** The folder for all endpoints' files, as the administrator configured it. */
  readonly filesFolder: string;
  readonly clock: Clock;
}

export function createFileEndpoint(
  format: FileFormat,
  options: FileOptions,
  ports: FilePorts,
  writable = true,
): Endpoint {
  const folder = openFolder(ports.filesFolder, options.folder);
  const declaredOf = (name: string): readonly DeclaredField[] => options.tables[name]?.fields ?? [];

  /** "book.xlsx#2031" is the sheet 2031 of book.xlsx. */
  async function locate(name: string): Promise<FileSource> {
    const at = format.sheets === undefined ? -1 : name.indexOf("#");
    const file = at < 0 ? name : name.slice(0, at);
    const path = await folder.locate(file);
    const types = declaredOf(name).map((field): [string, FieldType] => [field.name, field.type]);
    return { path, sheet: at < 0 ? undefined : name.slice(at + 1), declared: new Map(types) };
  }

  async function isThere(source: FileSource): Promise<boolean> {
    const file = await stat(source.path).catch(() => undefined);
    if (file === undefined || !file.isFile()) return false;
    return source.sheet === undefined || ((await format.sheets?.(source.path)) ?? []).includes(source.sheet);
  }

  async function tables(): Promise<readonly string[]> {
    const files = await folder.list(format.extension);
    if (format.sheets === undefined) return files;
    const names: string[] = [];
    for (const file of files) {
      names.push(file);
      for (const sheet of await format.sheets(await folder.locate(file))) names.push(`${file}#${sheet}`);
    }
    return names;
  }

  async function describe(name: string): Promise<Table> {
    const source = await locate(name);
    if (await isThere(source)) return tableOf(name, await format.columns(source));
    const declared = declaredOf(name);
    // A file that is declared and not there yet is a target that is to be made.
    if (declared.length > 0) return tableOf(name, declared);
    throw unknownTable(name, await tables());
  }

  function tableOf(name: string, columns: readonly FileColumn[]): Table {
    const declared = new Map(declaredOf(name).map((field) => [field.name, field]));
    const fields = columns.map((column): TableField => {
      const { key = false, required = false } = declared.get(column.name) ?? {};
      return {
        name: column.name,
        type: column.type,
        required: required || key,
        key,
        nullable: !(required || key),
        writable: true,
      };
    });
    const key = fields.filter((field) => field.key).map((field) => field.name);
    const operations: readonly Operation[] =
      key.length > 0 ? ["insert", "update", "upsert", "delete"] : ["insert"];
    return {
      name,
      fields,
      keys: key.length > 0 ? [key] : [],
      operations: writable ? operations : [],
      replaceable: writable,
      changedBy: fields
        .filter(({ type }) => type === "instant" || type === "dateTime")
        .map((field) => field.name),
      resumable: true,
    };
  }

  return {
    kind: format.kind,
    files: createFileExchange(folder, format),

    async test(signal?: AbortSignal): Promise<TestResult> {
      try {
        signal?.throwIfAborted();
        const files = await folder.list(format.extension);
        const count = files.length === 1 ? "1 file" : `${files.length} files`;
        const place = options.folder === "" ? "The folder" : `The folder "${options.folder}"`;
        const rights = (await folder.isWritable()) ? "it can be written to" : "it can only be read";
        return { works: true, message: `${place} is there with ${count} of ${format.called}; ${rights}.` };
      } catch (error) {
        return failedTest(error);
      }
    },

    tables,
    describe,

    async *read(request) {
      const table = await describe(request.table);
      const source = await locate(request.table);
      if (await isThere(source)) yield* readFile(format, source, table, request);
    },

    async openWriter(request) {
      if (!writable) throw notWritable(format);
      const source = await locate(request.table);
      checkEnding(request.table, source, format);
      const there = await isThere(source);
      const keep = there && request.existing !== "replace";
      const columns = await columnsFor(request, source, keep);
      const key = request.key ?? declaredKey(declaredOf(request.table));
      if (request.operation !== "insert" && key.length === 0) {
        throw noKey(tableOf(request.table, columns ?? []), request.operation, request.key);
      }
      return openFileWriter(request, source, keep, columns, key);
    },

    close: () => Promise.resolve(),
  };

  /** The columns of the file that is there; else those that were declared, or those that the caller knows. */
  async function columnsFor(
    request: WriteRequest,
    source: FileSource,
    keep: boolean,
  ): Promise<readonly FileColumn[] | undefined> {
    if (keep) {
      const columns = await format.columns(source);
      if (columns.length > 0) return columns;
    }
    const declared = declaredOf(request.table);
    return declared.length > 0 ? declared : request.fields;
  }

  async function openFileWriter(
    request: WriteRequest,
    source: FileSource,
    keep: boolean,
    columns: readonly FileColumn[] | undefined,
    key: readonly string[],
  ): Promise<Writer> {
    if (
      request.resume !== undefined &&
      (await wasPublished(source.path, doneNoteOf(source.path, request.resume)))
    ) {
      return finishedWriter;
    }
    const declared = declaredOf(request.table);
    const types = new Map((columns ?? declared).map(({ name, type }) => [name, type]));
    const index = createRowIndex(key, types);
    if (keep && key.length > 0) await indexFile(format, source, index);
    await folder.makeRoomFor(request.table.split("#")[0] ?? "");
    const part = await openPart(source.path, request.resume, ports.clock.now());
    const seen = new Map<string, FieldType | undefined>();
    for await (const lines of part.lines()) {
      for (const { sign, row } of lines) {
        notice(seen, row);
        const identity = key.length === 0 ? undefined : index.identity(row);
        if (identity === undefined) continue;
        if (sign === "-") index.delete(identity);
        else index.put(identity, sign === "+" ? row : undefined);
      }
    }
    return createFileWriter({
      format,
      source,
      name: request.table,
      operation: request.operation,
      keep,
      columns,
      required: new Set(declared.filter((field) => field.required).map((field) => field.name)),
      key,
      index,
      part,
      seen,
      returning: request.returning ?? [],
      signal: request.signal,
    });
  }
}

function declaredKey(fields: readonly DeclaredField[]): readonly string[] {
  return fields.filter((field) => field.key).map((field) => field.name);
}

async function indexFile(format: FileFormat, source: FileSource, index: RowIndex): Promise<void> {
  for await (const records of format.read(source)) {
    for (const record of records) {
      if (record instanceof Unreadable) continue;
      const identity = index.identity(record);
      if (identity !== undefined) index.put(identity, record);
    }
  }
}

/** For a run that was killed after its file was complete and before it could note so. */
const finishedWriter: Writer = {
  write: (rows) => Promise.resolve(rows.map(() => ({ outcome: "unchanged", key: {} }))),
  checkpoint: () => Promise.resolve(undefined),
  finish: () => Promise.resolve(),
  abort: () => Promise.resolve(),
};

function checkEnding(name: string, source: FileSource, format: FileFormat): void {
  if (source.path.toLowerCase().endsWith(format.extension)) return;
  throw wrongEnding(name, format.extension, format.called);
}

function notWritable(format: FileFormat): HubError {
  return new HubError({
    kind: "usage",
    code: "endpoint.unsupported",
    message: `This endpoint's files of ${format.called} are read in another encoding than UTF-8.`,
    meaning: "What is written is UTF-8 always, and one file must not mix the two. Nothing was written.",
    remedy: "Use an endpoint with the encoding utf-8 for writing.",
  });
}
