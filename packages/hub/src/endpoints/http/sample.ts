/**
 * What a table of an API looks like, by its first page: rows, where else the answer has what, and fields as they
 * suggest themselves. Suggestions are for a person who decides; a run never goes by them.
 */
import type { FieldType, Row, Value } from "../../rows/values.ts";
import { createHttpClient, type HttpClient, type HttpPorts } from "./client.ts";
import type { HttpOptions } from "./options.ts";
import { firstPage, pageAddress } from "./paging.ts";
import { listsIn, singlesIn } from "./places.ts";
import { notReadable, pagesOf, plainAddress, type ReadOptions } from "./read.ts";

export interface SuggestedField {
  readonly name: string;
  readonly type: FieldType;
  /** A few of its values as text. */
  readonly examples: readonly string[];
}

export interface Sample {
  /** The address that was called. */
  readonly address: string;
  /** Rows in the first page. */
  readonly rows: number;
  readonly fields: readonly SuggestedField[];
  /** Where the answer has lists, and where single values. */
  readonly lists: readonly string[];
  readonly singles: readonly string[];
}

/** Reads the first page of a table as the settings say. Throws HubError as reading does. */
export async function sampleTable(
  options: HttpOptions,
  secret: string | undefined,
  ports: HttpPorts,
  table: string,
): Promise<Sample> {
  const read = Object.hasOwn(options.tables, table) ? options.tables[table]?.read : undefined;
  if (read === undefined) throw notReadable(table);
  const client = createHttpClient(options, secret ?? "", ports);
  try {
    const { rows, body, address } = await firstRows(client, read);
    const fields = suggestedFields(rows);
    return { address, rows: rows.length, fields, lists: listsIn(body), singles: singlesIn(body) };
  } finally {
    await client.close();
  }
}

/** The rows of the first page, with the answer that they came in. */
export async function firstRows(
  client: HttpClient,
  read: ReadOptions,
  signal?: AbortSignal,
): Promise<{ readonly rows: readonly Row[]; readonly body: Value; readonly address: string }> {
  const table = plainAddress(client.base, read);
  const page = firstPage(read.paging);
  const address = pageAddress(read.paging, page, table).href;
  for await (const { rows, body } of pagesOf(client, read, table, page, signal)) {
    const isRow = (row: Value): row is Row => row !== null && typeof row === "object" && !Array.isArray(row);
    return { rows: rows.filter(isRow), body, address };
  }
  return { rows: [], body: null, address };
}

const mostExamples = 3;
const longestExample = 60;

/** The fields of rows, in the order of their coming, with the narrowest type that all their values have. */
function suggestedFields(rows: readonly Row[]): readonly SuggestedField[] {
  const values = new Map<string, Value[]>();
  for (const row of rows) {
    for (const [name, value] of Object.entries(row)) {
      const known = values.get(name) ?? [];
      values.set(name, known);
      if (value !== null) known.push(value);
    }
  }
  return [...values].map(([name, seen]) => ({ name, type: typeOf(seen), examples: examplesOf(seen) }));
}

/** As texts that mean more than text; a number is no text, and a code of "007" no number. */
const forms = [
  ["instant", /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/i],
  ["dateTime", /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?$/],
  ["date", /^\d{4}-\d{2}-\d{2}$/],
  // As keys of 64 bits are read here: as text.
  ["long", /^-?[1-9]\d{15,18}$/],
] as const satisfies readonly (readonly [FieldType, RegExp])[];

function typeOf(values: readonly Value[]): FieldType {
  const all = (holds: (value: Value) => boolean) => values.length > 0 && values.every(holds);
  if (all((value) => typeof value === "boolean")) return "boolean";
  if (all(Number.isSafeInteger)) return "integer";
  if (all((value) => typeof value === "number")) return "number";
  const isLong = (value: Value) => typeof value === "string" && forms[3][1].test(value);
  if (all((value) => Number.isSafeInteger(value) || isLong(value))) return "long";
  if (!all((value) => typeof value === "string")) return "json";
  return forms.find(([, form]) => all((value) => form.test(String(value))))?.[0] ?? "text";
}

function examplesOf(values: readonly Value[]): readonly string[] {
  const texts = values.map((value) => (typeof value === "object" ? JSON.stringify(value) : String(value)));
  return [...new Set(texts)]
    .filter((text) => text !== "")
    .slice(0, mostExamples)
    .map((text) => (text.length > longestExample ? `${text.slice(0, longestExample)}…` : text));
}
