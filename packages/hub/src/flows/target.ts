/** How the target of a flow is written: operation, key, and the columns that a new file gets. */
import type { Endpoint, TableField, WriteRequest } from "../endpoints/index.ts";
import { type FlowDefinition, tableOf } from "./definition.ts";

export async function targetRequest(
  definition: FlowDefinition,
  endpoint: (name: string) => Promise<Endpoint>,
): Promise<WriteRequest> {
  const { target } = definition;
  if (target === undefined) throw new Error("A flow without target has no request");
  const { write, key, switches } = target;
  const fields = await fieldsOf(definition, endpoint);
  const operation = write === "create" || write === "replace" ? "insert" : write;
  return {
    table: tableOf(target),
    operation,
    ...(write === "replace" ? { existing: "replace" } : {}),
    ...(key === undefined ? {} : { key }),
    ...(switches === undefined ? {} : { switches }),
    ...(fields === undefined ? {} : { fields }),
  };
}

/** Known where a map says the names, or the source's rows go through as they are. */
async function fieldsOf(
  { source, steps }: FlowDefinition,
  endpoint: (name: string) => Promise<Endpoint>,
): Promise<readonly Pick<TableField, "name" | "type">[] | undefined> {
  const mapped = steps.flatMap((step) => ("map" in step ? Object.entries(step.map) : []));
  const from = await endpoint(source.endpoint);
  // Their fields are those that a query gives; others come only where they are asked for.
  const { fields } = await from.describe(tableOf(source));
  const types = new Map(fields.map(({ name, type }) => [name, type]));
  if (steps.some((step) => "branch" in step)) return undefined;
  if (mapped.length > 0) {
    // What an expression makes shows only when there are rows: then the file's columns are made of those.
    const known = mapped.flatMap(([name, value]) => {
      const type = types.get(String(value));
      return type === undefined ? [] : [{ name, type }];
    });
    return known.length === mapped.length ? known : undefined;
  }
  const names = source.fields ?? fields.filter((field) => field.plain !== false).map(({ name }) => name);
  return names.map((name) => ({ name, type: types.get(name) ?? "text" }));
}
