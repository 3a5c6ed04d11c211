/** An entity of the registry as a table, and filters as GoTo's queries take them. Pure. */
import {
  type EntityDefinition,
  planQuery,
  readQuery,
  valueTypes,
  type WriteOperation,
} from "../../entities/index.ts";
import type { Operation, Table, TableField } from "../endpoint.ts";
import type { Filter } from "../filter.ts";

export const operationsOf: Readonly<Record<Operation, WriteOperation>> = {
  insert: "create",
  update: "update",
  upsert: "upsert",
  delete: "delete",
};

/** The columns of a plain query, then what can only be written or costs a call per row. */
export function tableOf(entity: EntityDefinition): Table {
  const { columns } = planQuery(readQuery({ entity: entity.name }, 0));
  const read = new Map(columns.map(({ name, on }) => [name, on.field]));
  const more = { ...entity.fields, ...entity.inputs };
  const all = new Map([...read, ...Object.entries(more).filter(([name]) => !read.has(name))]);
  const rules = Object.values(entity.writes);
  const required = new Set((entity.writes.create ?? entity.writes.upsert)?.required ?? []);
  const fields = [...all].map(([name, field]): TableField => {
    return {
      name,
      type: valueTypes[field.type],
      required: required.has(name),
      key: entity.keys.includes(name),
      nullable: !required.has(name),
      writable: rules.some((rule) => rule.fields.includes(name)),
      ...(read.has(name) ? {} : { plain: false }),
      description: field.description,
    };
  });
  const operations = (Object.keys(operationsOf) as Operation[]).filter(
    (operation) => entity.writes[operationsOf[operation]] !== undefined,
  );
  const needed = operations.map(
    (operation) => [operation, entity.writes[operationsOf[operation]]?.required ?? []] as const,
  );
  return {
    requiredFor: Object.fromEntries(needed),
    name: entity.name,
    fields,
    keys: [entity.keys],
    operations,
    replaceable: false,
    changedBy: [],
    resumable: true,
  };
}

/** A filter as conditions of a query (`entities/query/parse-condition.ts`). */
export function conditionOf(filter: Filter): readonly string[] {
  const { field } = filter;
  switch (filter.kind) {
    case "equal":
      return [filter.value === null ? `${field}=` : `${field}=${quoted(filter.value)}`];
    case "notEqual":
      return [filter.value === null ? `${field}!=` : `${field}!=${quoted(filter.value)}`];
    case "contains":
      return [`${field}~${quoted(filter.text)}`];
    case "in":
      return [`${field}=in(${filter.values.map(quoted).join(",")})`];
    case "range":
      return [
        ...(filter.from === undefined ? [] : [`${field}>=${quoted(filter.from)}`]),
        ...(filter.to === undefined ? [] : [`${field}<=${quoted(filter.to)}`]),
      ];
  }
}

function quoted(value: string | number | boolean): string {
  return `"${String(value).replaceAll(/["\\]/g, "\\$&")}"`;
}
