/** One table of a REST API as values of a form, and back. Pure. What the form does not show stays as it was. */
import type { Settings } from "./endpoint.ts";

export interface HttpTableValues {
  readonly name: string;
  /** The name under which it is kept now: what the form does not show is found by it. */
  readonly was?: string;
  readonly path: string;
  /** Where in the answer the rows are. */
  readonly rows: string;
  readonly paging: PagingKind;
  /** The parameter of the page, offset or cursor. */
  readonly parameter: string;
  readonly sizeParameter: string;
  readonly size: number;
  /** Where in the answer the next cursor or address is. */
  readonly member: string;
  readonly key: readonly string[];
  readonly insert: string;
  readonly update: string;
  readonly delete: string;
}

export const pagingKinds = ["none", "page", "offset", "cursor", "link", "next"] as const;
export type PagingKind = (typeof pagingKinds)[number];

export const noTable: HttpTableValues = {
  name: "",
  path: "",
  rows: "",
  paging: "none",
  parameter: "",
  sizeParameter: "",
  size: 100,
  member: "",
  key: [],
  insert: "",
  update: "",
  delete: "",
};

export type Http = Extract<Settings, { kind: "http" }>;
type HttpTable = Http["tables"][string];

export function tableValuesOf(
  name: string,
  { read, fields = [], insert, update, delete: remove }: HttpTable,
): HttpTableValues {
  const paging = (read?.paging ?? { kind: "none" }) as Partial<HttpTableValues> & {
    readonly kind: PagingKind;
  };
  return {
    ...noTable,
    name,
    was: name,
    path: read?.path ?? "",
    rows: read?.rows ?? "",
    paging: paging.kind,
    parameter: paging.parameter ?? "",
    sizeParameter: paging.sizeParameter ?? "",
    size: paging.size ?? noTable.size,
    member: paging.member ?? "",
    key: fields.filter(({ key }) => key).map((field) => field.name),
    insert: writeText(insert),
    update: writeText(update),
    delete: writeText(remove),
  };
}

const methods = ["POST", "PUT", "PATCH", "DELETE"] as const;
type Method = (typeof methods)[number];

/** "PATCH /people/{id}". */
function writeText(write: { readonly method: string; readonly path: string } | undefined): string {
  return write === undefined ? "" : `${write.method} ${write.path}`;
}

/** What was typed as a method and a path; undefined where it is neither. */
export function writeOf(text: string): { readonly method: Method; readonly path: string } | undefined {
  const [word = "", path = ""] = text.trim().split(/\s+/, 2);
  const method = methods.find((one) => one === word.toUpperCase());
  return method === undefined || path === "" ? undefined : { method, path };
}

export function tableOf(values: HttpTableValues, before: HttpTable | undefined) {
  const { path, rows, key, insert, update, delete: remove } = values;
  const known = before?.fields ?? [];
  const missing = key.filter((name) => !known.some((field) => field.name === name));
  const writes = { insert: writeOf(insert), update: writeOf(update), delete: writeOf(remove) };
  const { insert: _i, update: _u, delete: _d, read, ...others } = before ?? {};
  return {
    ...others,
    fields: [
      ...known.map((field) => ({ ...field, key: key.includes(field.name) })),
      ...missing.map((name) => ({ name, key: true })),
    ],
    ...(path.trim() === ""
      ? {}
      : { read: { ...read, path: path.trim(), rows: rows.trim(), paging: pagingOf(values) } }),
    ...Object.fromEntries(
      (["insert", "update", "delete"] as const).flatMap((operation) => {
        const write = writes[operation];
        return write === undefined ? [] : [[operation, { ...before?.[operation], ...write }]];
      }),
    ),
  };
}

function pagingOf({ paging: kind, parameter, sizeParameter, size, member }: HttpTableValues) {
  const sized = { ...(sizeParameter.trim() === "" ? {} : { sizeParameter: sizeParameter.trim() }), size };
  switch (kind) {
    case "page":
    case "offset":
      return { kind, parameter: parameter.trim(), ...sized };
    case "cursor":
      return { kind, parameter: parameter.trim(), member: member.trim(), ...sized };
    case "next":
      return { kind, member: member.trim() };
    default:
      return { kind };
  }
}
