/** What a user says of a table's fields, where its system does not say it itself. */
import { z } from "zod";
import type { FieldType } from "../rows/values.ts";

const fieldTypes = [
  "text",
  "integer",
  "long",
  "decimal",
  "number",
  "boolean",
  "date",
  "time",
  "dateTime",
  "instant",
  "json",
  "bytes",
] as const satisfies readonly FieldType[];

export const DeclaredField = z.strictObject({
  name: z.string().min(1),
  type: z.enum(fieldTypes).default("text"),
  required: z.boolean().default(false),
  key: z.boolean().default(false).describe("Whether it tells rows apart, alone or with the other key fields"),
});
export type DeclaredField = z.infer<typeof DeclaredField>;
