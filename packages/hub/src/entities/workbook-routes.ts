/**
 * A table that a page shows, as an Excel workbook: by the names, in the order, the language and the time zone in which
 * the page shows it. NOT the rows of an entity: those stream in Excel's format by their own route, in UTC.
 */
import { Readable } from "node:stream";
import { z } from "zod";
import { ErrorAnswer } from "../platform/http/errors.ts";
import type { Http } from "../platform/http/types.ts";
import type { Row } from "../rows/values.ts";
import { excelEncoder } from "./formats/files.ts";

/** The largest body, in bytes: some 200,000 people. */
const largestTable = 64 * 1024 * 1024;

const Table = z.strictObject({
  sheet: z
    .string()
    .min(1)
    .max(31)
    .regex(/^[^[\]:*?/\\]+$/, "has a character that Excel does not take in the name of a sheet")
    .describe("The name of its one sheet"),
  columns: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        type: z
          .enum(["text", "integer", "dateTime"])
          .describe("dateTime: 2031-05-01T13:45:00, by the clock of whichever zone is meant"),
      }),
    )
    .min(1)
    .refine((columns) => new Set(columns.map(({ name }) => name)).size === columns.length, {
      error: "two columns have the same name",
    }),
  rows: z.array(z.array(z.union([z.string(), z.number(), z.null()]))).describe("A value for each column"),
});

export function registerWorkbookRoutes(http: Http): void {
  http.post(
    "/workbooks",
    {
      bodyLimit: largestTable,
      config: { permission: "entities:read" },
      schema: {
        tags: ["entities"],
        summary: "A table as an Excel workbook; nothing is kept",
        body: Table,
        response: { 200: z.unknown().describe("An .xlsx file"), 400: ErrorAnswer, 422: ErrorAnswer },
      },
    },
    async (request, reply) => {
      const { sheet, columns, rows } = request.body;
      const named = rows.map(
        (values): Row => Object.fromEntries(columns.map(({ name }, place) => [name, values[place] ?? null])),
      );
      const encoder = excelEncoder(columns, sheet);
      const pieces = await Array.fromAsync(encoder.encode(Readable.from([named])));
      return reply.type(encoder.contentType).send(Buffer.concat(pieces as Buffer[]));
    },
  );
}
