/** One table of a REST API as values of a form, and back. Pure. The form shows all there is, so nothing is kept aside. */
import type { Settings } from "./endpoint.ts";

export interface Pair {
  readonly name: string;
  readonly value: string;
}

export const fieldTypes = [
  ...(["text", "integer", "long", "decimal", "number", "boolean"] as const),
  ...(["date", "time", "dateTime", "instant", "json", "bytes"] as const),
] as const;
export type FieldTypeName = (typeof fieldTypes)[number];

export interface FieldValues {
  readonly name: string;
  readonly type: FieldTypeName;
  readonly key: boolean;
  readonly required: boolean;
}

/** Parameters by which the system itself filters a field. */
export interface FilterValues {
  readonly field: string;
  readonly equal: string;
  readonly from: string;
  readonly to: string;
}

export const methods = ["POST", "PUT", "PATCH", "DELETE"] as const;
export const operations = ["insert", "update", "upsert", "delete"] as const;

export interface WriteValues {
  /** Empty: rows cannot be written so. */
  readonly method: "" | (typeof methods)[number];
  readonly path: string;
  /** The member into which the row is put. */
  readonly wrap: string;
  /** Where in the answer the row is. */
  readonly result: string;
}

export interface HttpTableValues extends Readonly<Record<(typeof operations)[number], WriteValues>> {
  readonly name: string;
  readonly path: string;
  readonly query: readonly Pair[];
  /** Where in the answer the rows are. */
  readonly rows: string;
  readonly paging: PagingKind;
  readonly first: number;
  /** The parameter of the page, offset or cursor. */
  readonly parameter: string;
  readonly sizeParameter: string;
  readonly size: number;
  /** Where in the answer the next cursor or address is. */
  readonly member: string;
  readonly filters: readonly FilterValues[];
  readonly changesField: string;
  readonly changesParameter: string;
  readonly fields: readonly FieldValues[];
  readonly itemPath: string;
  readonly itemMember: string;
}

export const pagingKinds = ["none", "page", "offset", "cursor", "link", "next"] as const;
export type PagingKind = (typeof pagingKinds)[number];

const noWrite: WriteValues = { method: "", path: "", wrap: "", result: "" };

export const noField: FieldValues = { name: "", type: "text", key: false, required: false };
export const noFilter: FilterValues = { field: "", equal: "", from: "", to: "" };

export const noTable: HttpTableValues = {
  ...{ name: "", path: "", query: [], rows: "" },
  ...{ paging: "none", first: 1, parameter: "", sizeParameter: "", size: 100, member: "" },
  ...{ filters: [], changesField: "", changesParameter: "", fields: [] },
  ...{ itemPath: "", itemMember: "" },
  ...{ insert: noWrite, update: noWrite, upsert: noWrite, delete: noWrite },
};

export type Http = Extract<Settings, { kind: "http" }>;
type HttpTable = Http["tables"][string];
type Read = NonNullable<HttpTable["read"]>;

/** "name: value" by name, as rows of a form, and back. */
export const pairsOf = (record: Readonly<Record<string, string>> = {}): readonly Pair[] =>
  Object.entries(record).map(([name, value]) => ({ name, value }));
export const recordOf = (pairs: readonly Pair[]): Record<string, string> =>
  Object.fromEntries(pairs.map(({ name, value }) => [name.trim(), value]));

export function tableValuesOf(name: string, table: HttpTable): HttpTableValues {
  const { read, fields = [], item } = table;
  return {
    ...noTable,
    name,
    ...(read === undefined ? {} : readValuesOf(read)),
    fields: fields.map((field) => ({ ...noField, ...field })),
    itemPath: item?.path ?? "",
    itemMember: item?.member ?? "",
    ...Object.fromEntries(operations.map((one) => [one, { ...noWrite, ...table[one] }])),
  };
}

function readValuesOf({
  path,
  query,
  rows = "",
  paging,
  filters = {},
  changes,
}: Read): Partial<HttpTableValues> {
  const { kind = "none", ...how } = (paging ?? {}) as Partial<HttpTableValues> & {
    readonly kind?: PagingKind;
  };
  return {
    ...{ path, query: pairsOf(query), rows, paging: kind },
    ...how,
    filters: Object.entries(filters).map(([field, by]) => ({ ...noFilter, ...by, field })),
    changesField: changes?.field ?? "",
    changesParameter: changes?.parameter ?? "",
  };
}

export function tableOf(values: HttpTableValues): HttpTable {
  const { path, fields, itemPath, itemMember } = values;
  return {
    fields: fields.map((field) => ({ ...field, name: field.name.trim() })),
    ...(path.trim() === "" ? {} : { read: readOf(values) }),
    ...(itemPath.trim() === "" ? {} : { item: { path: itemPath.trim(), member: itemMember.trim() } }),
    ...Object.fromEntries(
      operations.flatMap((operation) => {
        const { method, path: where, wrap, result } = values[operation];
        if (method === "") return [];
        const write = { method, path: where.trim(), result: result.trim(), ...said({ wrap }) };
        return [[operation, write]];
      }),
    ),
  };
}

function readOf(values: HttpTableValues): Read {
  const { path, query, rows, filters, changesField, changesParameter } = values;
  return {
    ...{ path: path.trim(), query: recordOf(query), rows: rows.trim(), paging: pagingOf(values) },
    filters: Object.fromEntries(filters.map(({ field, ...by }) => [field.trim(), said(by)])),
    ...(changesField.trim() === ""
      ? {}
      : { changes: { field: changesField.trim(), parameter: changesParameter.trim() } }),
  };
}

function pagingOf({ paging: kind, first, parameter, sizeParameter, size, member }: HttpTableValues) {
  const sized = { ...said({ sizeParameter }), size };
  switch (kind) {
    case "page":
      return { kind, parameter: parameter.trim(), first, ...sized };
    case "offset":
      return { kind, parameter: parameter.trim(), sizeParameter: sizeParameter.trim(), size };
    case "cursor":
      return { kind, parameter: parameter.trim(), member: member.trim(), ...sized };
    case "next":
      return { kind, member: member.trim() };
    default:
      return { kind };
  }
}

/** The texts that are not empty. */
export function said<Key extends string>(texts: Readonly<Record<Key, string>>): Partial<Record<Key, string>> {
  const entries = Object.entries<string>(texts).map(([key, text]) => [key, text.trim()] as const);
  return Object.fromEntries(entries.filter(([, text]) => text !== "")) as Partial<Record<Key, string>>;
}
