/**
 * Which keys a file holds, and a fingerprint of each row, so that a writer can tell new rows from those that are there.
 * It costs about 150 bytes a row while the writer is open: files that grow beyond a few million rows had better
 * declare no key, or be a database. NOT kept on disk.
 */
import { createHash } from "node:crypto";
import { coerce, Misfit } from "../../rows/coerce.ts";
import type { FieldType, Row } from "../endpoint.ts";

export interface RowIndex {
  /** The key as one text; undefined for a row without a whole key. */
  identity(row: Row): string | undefined;
  has(identity: string): boolean;
  /** Whether the row that is there has these very values, and no others. */
  isSame(identity: string, row: Row): boolean;
  /** Without a row: something is there, but its values are not known. */
  put(identity: string, row: Row | undefined): void;
  delete(identity: string): void;
}

export function createRowIndex(key: readonly string[], types: ReadonlyMap<string, FieldType>): RowIndex {
  const fingerprints = new Map<string, string>();
  /** The same for "1.50" and "1.5", which some formats make of each other. */
  const plain = (name: string, row: Row): string => {
    const value = coerce(types.get(name) ?? "text", row[name] ?? null);
    if (value === null || value === "" || value instanceof Misfit) return "";
    if (typeof value === "object") return JSON.stringify(value);
    const type = types.get(name);
    const text = String(value);
    return type === "decimal" || type === "instant" || type === "dateTime"
      ? text.replace(/(\.\d*?)0+(?=Z?$)/, "$1").replace(/\.(?=Z?$)/, "")
      : text;
  };
  /** Fields without a value count as absent, so that the order and number of columns do not matter. */
  const fingerprint = (row: Row): string => {
    const hash = createHash("sha1");
    for (const name of Object.keys(row).toSorted()) {
      const text = plain(name, row);
      if (text !== "") hash.update(`${name}\0${text}\0`);
    }
    return hash.digest("base64url").slice(0, 16);
  };
  return {
    identity(row) {
      const values = key.map((name) => plain(name, row));
      return values.includes("") ? undefined : values.join("\0");
    },
    has: (identity) => fingerprints.has(identity),
    isSame: (identity, row) => fingerprints.get(identity) === fingerprint(row),
    put: (identity, row) => void fingerprints.set(identity, row === undefined ? "" : fingerprint(row)),
    delete: (identity) => void fingerprints.delete(identity),
  };
}
