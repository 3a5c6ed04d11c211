/** What a conformance test needs of an implementation, and the steps that all its sentences are made of. */
import { expect } from "vitest";
import { sameValue } from "../../rows/compare.ts";
import type { Batch, Endpoint, ReadRequest, Row, RowResult, WriteRequest } from "../endpoint.ts";
import { peopleTypes } from "./people.ts";

export interface OpenHarness {
  readonly endpoint: Endpoint;
  /** The table that has the fields of `peopleFields`. */
  readonly table: string;
  /** Frees what was made for it, the endpoint too. */
  close(): Promise<void>;
}

export interface Harness {
  /** An endpoint of its own, holding these rows. */
  open(rows: readonly Row[]): Promise<OpenHarness>;
  /** One that cannot work, e.g. with nothing at its address; its credential is `secret`. */
  openBroken(secret: string): Promise<Endpoint>;
  /** A row that the system refuses, and what it says then. */
  readonly refused: { readonly row: Row; readonly words: RegExp };
  /** How a text comes back where the system cannot tell it from null or shortens it. */
  textKept?(text: string): string | null;
  /** Whether the system tells apart what it inserted, updated, and left as it was. Absent: it does. */
  readonly coarse?: boolean;
}

/** Opens an endpoint with these rows; it is closed after the test. */
export type Open = (rows: readonly Row[]) => Promise<OpenHarness>;

export async function readAll(endpoint: Endpoint, request: ReadRequest): Promise<Row[]> {
  return (await readBatches(endpoint, request)).flatMap((batch) => batch.rows);
}

export async function readBatches(endpoint: Endpoint, request: ReadRequest): Promise<Batch[]> {
  return Array.fromAsync(endpoint.read(request));
}

/** Writes all rows through one writer, in batches, and finishes. */
export async function writeAll(
  endpoint: Endpoint,
  request: WriteRequest,
  rows: readonly Row[],
  batchRows = 500,
): Promise<RowResult[]> {
  const writer = await endpoint.openWriter(request);
  const results: RowResult[] = [];
  for (let start = 0; start < rows.length; start += batchRows) {
    results.push(...(await writer.write(rows.slice(start, start + batchRows))));
  }
  await writer.finish();
  return results;
}

export function counted(results: readonly RowResult[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { outcome } of results) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}

/** The same rows, whatever their order, value by value as their types compare. */
export function expectSameRows(actual: readonly Row[], expected: readonly Row[]): void {
  const byId = (rows: readonly Row[]) => rows.toSorted((a, b) => (String(a.id) < String(b.id) ? -1 : 1));
  const left = byId(actual);
  const right = byId(expected);
  expect(left.map((row) => row.id)).toEqual(right.map((row) => row.id));
  right.forEach((row, index) => {
    for (const [name, value] of Object.entries(row)) {
      const got = left[index]?.[name] ?? null;
      if (!sameValue(got, value, peopleTypes.get(name) ?? "text")) {
        expect({ id: row.id, [name]: got }).toEqual({ id: row.id, [name]: value });
      }
    }
  });
}
