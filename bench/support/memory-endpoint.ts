// A source of rows in memory, for benchmarks: one table, batches with a position, nothing to write.
import type { Batch, Endpoint, Row } from "../../packages/hub/src/endpoints/index.ts";

export function memoryEndpoint(table: string, rows: readonly Row[]): Endpoint {
  const fields = Object.keys(rows[0] ?? {}).map((name) => ({
    ...{ name, type: "text" as const, required: false, key: name === "id" },
    ...{ nullable: true, writable: false },
  }));
  return {
    kind: "memory",
    test: async () => ({ works: true, message: "In memory." }),
    tables: async () => [table],
    describe: async () => ({
      ...{ name: table, fields, keys: [["id"]], operations: [] },
      ...{ replaceable: false, changedBy: [], resumable: true },
    }),
    async *read({ batchRows = 1_000, after }): AsyncGenerator<Batch> {
      for (let at = Number(after?.at ?? 0); at < rows.length; at += batchRows) {
        const end = Math.min(at + batchRows, rows.length);
        yield { rows: rows.slice(at, end), unreadable: [], position: { at: end } };
      }
    },
    openWriter: () => Promise.reject(new Error("Nothing is written here.")),
    close: async () => {},
  };
}
