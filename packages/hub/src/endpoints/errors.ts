/** The words for what goes wrong at endpoints of every kind. NOT for single rows: those have a `RowError`. */
import { HubError } from "../platform/errors.ts";
import type { Operation, RowError, Table } from "./endpoint.ts";

const mostNames = 20;

export function unknownTable(name: string, tables: readonly string[]): HubError {
  const wanted = name.toLowerCase();
  const near = tables.filter((table) => {
    const other = table.toLowerCase();
    return other.includes(wanted) || wanted.includes(other);
  });
  const shown = (near.length > 0 ? near : tables).slice(0, mostNames);
  return new HubError({
    kind: "unknown",
    code: "endpoint.unknown-table",
    message: `There is no table "${name}" at this endpoint.`,
    meaning: "Nothing was read or written.",
    remedy:
      shown.length === 0
        ? "It shows no tables at all: check the rights of the user it signs in with, and the schema or folder."
        : near.length > 0
          ? `Did you mean: ${shown.join(", ")}?`
          : `There are: ${shown.join(", ")}.`,
    details: { table: name },
  });
}

export function unsupportedOperation(table: Table, operation: Operation): HubError {
  return new HubError({
    kind: "usage",
    code: "endpoint.unsupported",
    message: `${table.name} takes no ${operation}.`,
    meaning: "Nothing was written.",
    remedy:
      table.operations.length === 0
        ? "It can only be read: check the rights of the user it signs in with, or choose another table."
        : `It takes: ${table.operations.join(", ")}.`,
    details: { table: table.name, operation },
  });
}

export function notReplaceable(table: Table): HubError {
  return new HubError({
    kind: "usage",
    code: "endpoint.unsupported",
    message: `The rows of ${table.name} cannot be replaced as a whole.`,
    meaning: "Nothing was written.",
    remedy: 'Leave out existing: "replace", or delete the rows first.',
  });
}

export function noKey(table: Table, operation: Operation, key: readonly string[] | undefined): HubError {
  const choices = table.keys.map((fields) => fields.join(" + ")).join(", or ");
  const asked = key === undefined ? "" : ` (${key.join(" + ")} is none)`;
  return new HubError({
    kind: "usage",
    code: "endpoint.no-key",
    message: `To ${operation} rows of ${table.name} needs a key that tells them apart${asked}.`,
    meaning: "Without one a repeated run would write rows twice. Nothing was written.",
    remedy:
      choices === ""
        ? "Give the table a primary key or a unique index, or name the key's fields where the endpoint allows it."
        : `Use ${choices}, or give the table a unique index on these fields.`,
    details: { table: table.name },
  });
}

/** For a row with a field that the table does not have or that cannot be written. */
export function unknownFieldError(table: string, field: string): RowError {
  return {
    code: "no-such-field",
    words: `${table} has no field "${field}" that can be written.`,
    field,
    passing: false,
  };
}

export function emptyKeyError(field: string): RowError {
  return {
    code: "no-key",
    words: `The key field "${field}" is empty, so the row cannot be told from others.`,
    field,
    passing: false,
  };
}

export const emptyRowError: RowError = {
  code: "empty-row",
  words: "The row has no fields, so there is nothing to write.",
  passing: false,
};

/** Throws HubError when a filter or a wanted field names a field that the table does not have. */
export function checkFields(table: Table, names: Iterable<string>): void {
  const known = new Set(table.fields.map((field) => field.name));
  for (const name of names) {
    if (known.has(name)) continue;
    throw new HubError({
      kind: "usage",
      code: "endpoint.unknown-field",
      message: `${table.name} has no field "${name}".`,
      meaning: "Nothing was read.",
      remedy: `Its fields are: ${[...known].join(", ")}.`,
      details: { table: table.name, field: name },
    });
  }
}

/** Turns any error into the answer of a `test`, in words where we have them. */
export function failedTest(error: unknown): {
  works: false;
  message: string;
  meaning: string;
  remedy: string;
} {
  if (error instanceof HubError) {
    return { works: false, message: error.message, meaning: error.meaning, remedy: error.remedy };
  }
  throw error;
}

/** A file's name that is none of its format. */
export function wrongEnding(name: string, extension: string, called: string): HubError {
  return new HubError({
    kind: "usage",
    code: "endpoint.path-refused",
    message: `"${name}" does not end in ${extension}.`,
    meaning: `Nobody, this endpoint included, would know it for a file of ${called}. Nothing was written.`,
    remedy: `Call it "${name.split("#")[0]}${extension}".`,
  });
}
