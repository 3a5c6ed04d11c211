/** What each part of a table's form is given, and what is known of the table's fields. */
import type { UseFormReturnType } from "@mantine/form";
import type { paths } from "../api/schema.ts";
import type { Values } from "./form-values.ts";
import { noTable } from "./http-table-values.ts";

export type Sample =
  paths["/api/v1/endpoints/{name}/tables/{table}/sample"]["post"]["responses"][200]["content"]["application/json"];

export interface TablePartProps {
  readonly form: UseFormReturnType<Values>;
  readonly index: number;
  /** What the first page brought, once it was read. */
  readonly sample: Sample | undefined;
}

/** Names of fields that are known so far: declared, or seen in the first page. */
export function knownNames({ form, index, sample }: TablePartProps): readonly string[] {
  const { fields } = form.values.tables[index] ?? noTable;
  const names = [...fields.map(({ name }) => name.trim()), ...(sample?.fields ?? []).map(({ name }) => name)];
  return [...new Set(names)].filter((name) => name !== "");
}
