/** What values of each type of field are outside of GoTo: in endpoints, and in files that keep types. */
import type { FieldType as ValueType } from "../../rows/values.ts";
import type { FieldType } from "./field.ts";

export const valueTypes: Readonly<Record<FieldType, ValueType>> = {
  key: "text",
  text: "text",
  email: "text",
  choice: "text",
  integer: "integer",
  number: "number",
  boolean: "boolean",
  instant: "instant",
  list: "json",
  object: "json",
};
