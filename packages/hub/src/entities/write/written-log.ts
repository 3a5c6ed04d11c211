/**
 * What was written at GoTo as the audit log keeps it: entity, keys and whom, for every row that changed something, some rows
 * to an entry. NOT the values that were written: those are at GoTo. The e-mail address is what erasure finds a person by.
 */
import type { EntityDefinition, WriteOperation } from "../registry/entity.ts";
import type { InputRow } from "./read-rows.ts";
import { changes, type Outcome, type WriteResult } from "./result.ts";

/** An entry of so many rows can still be read; what was written before is then kept, whatever becomes of the hub. */
const rowsPerEntry = 100;

/** Says which row it was, where GoTo's answer does not. */
const telling = ["webinarKey", "registrantKey", "webhookKey", "email"] as const;

interface Named {
  readonly outcome: Outcome | "uncertain";
  readonly [name: string]: string;
}

export interface WrittenEntry {
  readonly action: string;
  readonly kind: string;
  /** What one row is called; null for several. */
  readonly id: string | null;
  readonly after: Readonly<Record<string, unknown>>;
}

export interface WrittenLog {
  /** The rows on their way in: who they are about is remembered until their result is there. */
  watch(rows: AsyncIterable<InputRow> | Iterable<InputRow>): AsyncGenerator<InputRow, void>;
  add(result: WriteResult): Promise<void>;
  /** Writes down what is left; an entry without rows where nothing changed at all. */
  end(): Promise<void>;
}

export function createWrittenLog(
  { name }: EntityDefinition,
  operation: WriteOperation,
  connection: string,
  record: (entry: WrittenEntry) => Promise<void>,
): WrittenLog {
  const underWay = new Map<number, Readonly<Record<string, string>>>();
  let named: Named[] = [];
  let counts = new Map<Outcome, number>();
  let isWritten = false;

  async function write(): Promise<void> {
    const rows = named;
    const after = { connection, ...Object.fromEntries(counts), ...sharedOf(rows), rows };
    named = [];
    counts = new Map();
    isWritten = true;
    await record({ action: `entity.${operation}`, kind: name, id: idOf(rows), after });
  }

  return {
    async *watch(rows) {
      for await (const row of rows) {
        if ("values" in row) underWay.set(row.line, namesOf(row.values));
        yield row;
      }
    },
    async add({ line, outcome, key = {}, uncertain }) {
      counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
      const asked = underWay.get(line);
      underWay.delete(line);
      if (!changes.has(outcome) && uncertain !== true) return;
      named.push({ ...asked, ...key, outcome: uncertain === true ? "uncertain" : outcome });
      if (named.length === rowsPerEntry) await write();
    },
    async end() {
      if (counts.size > 0 || !isWritten) await write();
    },
  };
}

function namesOf(values: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    telling.flatMap((name) => {
      const value = values[name];
      return typeof value === "string" || typeof value === "number" || typeof value === "bigint"
        ? [[name, String(value).trim()]]
        : [];
    }),
  );
}

/** The webinar that all rows are of. */
function sharedOf(rows: readonly Named[]): { readonly webinarKey?: string } {
  const webinarKey = rows[0]?.webinarKey;
  return webinarKey !== undefined && rows.every((row) => row.webinarKey === webinarKey) ? { webinarKey } : {};
}

function idOf(rows: readonly Named[]): string | null {
  const [row] = rows;
  if (row === undefined || rows.length > 1) return null;
  const { outcome: _outcome, webinarKey, email, ...keys } = row;
  return email ?? Object.values(keys)[0] ?? webinarKey ?? null;
}
