/**
 * The systems at the far side of flows: a database of tables with keys (a CRM, a warehouse) and a shared folder of files,
 * reached over connections that are slow and break, also after the work was done. Endpoints of one life of a process.
 * A write of many rows goes in portions, so that a crash leaves half of a batch written.
 */
import type {
  Batch,
  Endpoint,
  ReadRequest,
  Row,
  RowResult,
  Table,
  Value,
  WriteRequest,
  Writer,
} from "../../packages/hub/src/endpoints/index.ts";
import { HubError } from "../../packages/hub/src/platform/errors.ts";
import type { Database } from "../shared/database.ts";
import type { Life } from "../world/process.ts";
import type { World } from "../world/world.ts";

export interface FarFlaws {
  /** A file goes on without cutting off what came after the checkpoint. */
  readonly appendsToWhatIsThere?: boolean;
}

export interface FarTable {
  readonly key: readonly string[];
  readonly fields: readonly string[];
  readonly rows: Map<string, Row>;
  /** The words in which the system refuses a row. */
  readonly refuses?: (row: Row) => string | undefined;
}

/** A file and the parts that writers make for it: rows by their place. */
interface FarFile {
  rows: readonly Row[];
  readonly parts: Map<string, Row[]>;
  readonly published: Set<string>;
}

const portion = 4;

export class FarSide {
  readonly tables = new Map<string, FarTable>();
  readonly files = new Map<string, FarFile>();
  readonly #database: Database;
  readonly #world: World;
  readonly #batchRows: number;
  readonly #flaws: FarFlaws;
  #parts = 0;

  constructor(world: World, database: Database, batchRows: number, flaws: FarFlaws) {
    this.#world = world;
    this.#database = database;
    this.#batchRows = batchRows;
    this.#flaws = flaws;
  }

  /** Rows that were published under that name. */
  file(name: string): FarFile {
    const file = this.files.get(name) ?? { rows: [], parts: new Map(), published: new Set() };
    this.files.set(name, file);
    return file;
  }

  tablesFor(life: Life): Endpoint {
    return this.#endpoint(life, "postgres", (request) => this.#tableWriter(life, request));
  }

  folderFor(life: Life): Endpoint {
    return this.#endpoint(life, "csv", (request) => this.#fileWriter(life, request));
  }

  #endpoint(life: Life, kind: string, openWriter: (request: WriteRequest) => Promise<Writer>): Endpoint {
    return {
      kind,
      test: async () => ({ works: true, message: "It is simulated." }),
      tables: async () => [...this.tables.keys()],
      describe: async (name) => describe(name, this.#table(name)),
      read: (request) => this.#read(life, request),
      openWriter,
      close: async () => {},
    };
  }

  #table(name: string): FarTable {
    const table = this.tables.get(name);
    if (table === undefined) throw new Error(`There is no table ${name} at the far side`);
    return table;
  }

  async #ask<Result>(life: Life, what: string, apply: () => Result, signal?: AbortSignal): Promise<Result> {
    signal?.throwIfAborted();
    try {
      return await this.#database.ask(life, what, apply);
    } catch (cause) {
      throw new HubError({
        kind: "unavailable",
        code: "endpoint.unreachable",
        message: `${what}: the system does not answer.`,
        meaning: "It is not known whether it did what was asked.",
        remedy: "Try again.",
        cause,
      });
    }
  }

  /** In the order of the keys, or of the changes where these are wanted, as sql/read.ts of the hub; each batch anew. */
  async *#read(life: Life, request: ReadRequest): AsyncGenerator<Batch> {
    const table = this.#table(request.table);
    const { filters = [], changes, limit = Number.POSITIVE_INFINITY, signal } = request;
    const fits = (row: Row) =>
      filters.every((filter) => filter.kind === "equal" && row[filter.field] === filter.value) &&
      (changes?.since === undefined || String(row[changes.field]) >= String(changes.since));
    const placeOf = (key: string, row: Row) =>
      changes === undefined ? key : `${String(row[changes.field])} ${key}`;
    let after = request.after === undefined ? "" : String(request.after.after);
    let left = limit;
    let mark: Value | undefined;
    while (left > 0) {
      const most = Math.min(left, this.#batchRows, request.batchRows ?? this.#batchRows);
      const found = await this.#ask(
        life,
        `read ${request.table}`,
        () =>
          [...table.rows]
            .filter(([, row]) => fits(row))
            .map(([key, row]) => [placeOf(key, row), row] as const)
            .filter(([place]) => place > after)
            .sort(([one], [other]) => (one < other ? -1 : 1))
            .slice(0, most)
            .map(([place, row]) => [place, structuredClone(row)] as const),
        signal,
      );
      const last = found.at(-1);
      if (last === undefined) return;
      [after] = last;
      left -= found.length;
      for (const [, row] of found) {
        const value = changes && row[changes.field];
        if (value !== undefined && (mark === undefined || String(value) > String(mark))) mark = value;
      }
      yield {
        rows: found.map(([, row]) => row),
        unreadable: [],
        position: { after },
        ...(mark === undefined ? {} : { mark }),
      };
    }
  }

  async #tableWriter(life: Life, { table: name, operation, signal }: WriteRequest): Promise<Writer> {
    const table = this.#table(name);
    return {
      write: async (rows) => {
        const results: RowResult[] = [];
        for (let from = 0; from < rows.length; from += portion) {
          const some = rows.slice(from, from + portion);
          const apply = () => some.map((row) => this.#put(table, operation, row));
          results.push(...(await this.#ask(life, `write ${name}`, apply, signal)));
        }
        return results;
      },
      checkpoint: async () => undefined,
      finish: async () => {},
      abort: async () => {},
    };
  }

  #put({ key, rows, refuses }: FarTable, operation: WriteRequest["operation"], row: Row): RowResult {
    const id = key.map((name) => String(row[name])).join(" ");
    const keyValues = Object.fromEntries(key.map((name) => [name, row[name] ?? null]));
    const known = rows.get(id);
    const words = refuses?.({ ...known, ...row });
    const failed = (code: string, text: string): RowResult => ({
      outcome: "failed",
      key: keyValues,
      error: { code, words: text, passing: false },
    });
    if (words !== undefined) return failed("refused", words);
    if (operation === "delete") {
      return { outcome: rows.delete(id) ? "deleted" : "missing", key: keyValues };
    }
    if (known === undefined) {
      if (operation === "update") return { outcome: "missing", key: keyValues };
      rows.set(id, structuredClone(row));
      this.#world.count("rows written");
      return { outcome: "inserted", key: keyValues };
    }
    const isSame = Object.entries(row).every(([name, value]) => known[name] === value);
    if (operation === "insert")
      return isSame ? { outcome: "unchanged", key: keyValues } : failed("taken", "taken");
    if (!isSame) rows.set(id, structuredClone({ ...known, ...row }));
    return { outcome: isSame ? "unchanged" : "updated", key: keyValues };
  }

  /** As files/part.ts and files/publish.ts of the hub: each writer has a part of its own, begun from the checkpoint. */
  async #fileWriter(life: Life, { table: name, resume, signal }: WriteRequest): Promise<Writer> {
    const ask = <Result>(what: string, apply: () => Result) =>
      this.#ask(life, `${what} ${name}`, apply, signal);
    const file = this.file(name);
    const own = `part ${++this.#parts}`;
    const id = resume === undefined ? own : String(resume.part);
    let at = resume === undefined ? 0 : Number(resume.rows);
    const isCut = this.#flaws.appendsToWhatIsThere !== true;
    const part = await ask("open", () => {
      if (resume === undefined) file.parts.set(own, []);
      else {
        const before = file.parts.get(String(resume.own)) ?? [];
        if (before.length < at) throw new Error("What the stopped run had written so far is gone.");
        if (!isCut) at = before.length;
        file.parts.set(own, before.slice(0, at));
      }
      return file.parts.get(own) ?? [];
    });
    return {
      write: async (rows) => {
        await ask("append to", () => {
          for (const [index, row] of rows.entries()) part[at + index] = structuredClone(row);
        });
        at += rows.length;
        return rows.map(() => ({ outcome: "inserted", key: {} }));
      },
      checkpoint: async () => ({ part: id, own, rows: at }),
      finish: () =>
        ask("publish", () => {
          if (!file.published.has(id)) file.rows = [...part];
          file.published.add(id);
        }),
      abort: async () => {},
    };
  }
}

function describe(name: string, { key, fields }: FarTable): Table {
  return {
    name,
    fields: fields.map((field) => ({
      name: field,
      type: "text",
      required: key.includes(field),
      key: key.includes(field),
      nullable: !key.includes(field),
      writable: true,
    })),
    keys: [[...key]],
    operations: ["insert", "update", "upsert", "delete"],
    replaceable: false,
    changedBy: ["changed"],
    resumable: true,
  };
}
