/** The registry as an answer of the API: what there is to read and write, for help, pages and programs. */
import { z } from "zod";
import { operatorsOf } from "./query/parse-condition.ts";
import {
  type EntityDefinition,
  type Settles,
  type WriteRule,
  writeOperations,
  writeSwitches,
} from "./registry/entity.ts";
import type { Field } from "./registry/field.ts";

export const EntitySummary = z.object({
  name: z.string(),
  description: z.string(),
  product: z.string(),
  keys: z.array(z.string()).describe("The fields that tell a row from all others"),
  parent: z.string().optional().describe("The entity whose keys stand in each row"),
  operations: z.array(z.string()).describe("query, create, update, upsert, delete"),
});

const FieldAnswer = z.object({
  name: z.string(),
  type: z.string().describe("key: digits as text; instant: ISO 8601"),
  description: z.string(),
  unit: z.string().optional(),
  choices: z.array(z.string()).optional(),
  costsACall: z.boolean().describe("Comes only with the by-key form: one call per row"),
  source: z.string().describe("Where the fact is from"),
});

/** What is read can be asked for by conditions. */
const ReadField = FieldAnswer.extend({
  operators: z
    .array(z.string())
    .describe("What a condition may use; = and != without a value (has none, has one) always can"),
});

const WriteAnswer = z.object({
  operation: z.string(),
  how: z.string(),
  fields: z.array(z.string()).describe("What a row may carry"),
  required: z.array(z.string()),
  switches: z.array(z.object({ name: z.string(), description: z.string() })),
});

export const EntityDescription = EntitySummary.extend({
  source: z.string(),
  brief: z.array(z.string()).describe("The fields by which people know a row, for short lists"),
  range: z.string().optional().describe("What from and to select; absent where they cannot be used"),
  fields: z.array(ReadField),
  inputs: z.array(FieldAnswer).describe("What can be written and is never read"),
  writes: z.array(WriteAnswer),
  calls: z
    .array(z.object({ operation: z.string(), needs: z.array(z.string()) }))
    .describe("GoTo's operations"),
  settles: z.string().describe("When a row stops changing"),
});

export function summarize(entity: EntityDefinition): z.infer<typeof EntitySummary> {
  const { name, description, product, keys, parent, writes } = entity;
  const operations = writeOperations.filter((operation) => writes[operation] !== undefined);
  return {
    name,
    description,
    product,
    keys: [...keys],
    ...(parent === undefined ? {} : { parent: parent.entity }),
    operations: ["query", ...operations],
  };
}

/** `range` is given from outside: it may come from an entity above. */
export function describe(
  entity: EntityDefinition,
  range: string | undefined,
): z.infer<typeof EntityDescription> {
  const { source, brief, fields, inputs = {}, writes, readings, settles } = entity;
  return {
    ...summarize(entity),
    source,
    brief: [...brief],
    ...(range === undefined ? {} : { range }),
    fields: Object.entries(fields).map(([name, field]) => ({
      ...fieldAnswer(name, field),
      operators: [...operatorsOf[field.type]],
    })),
    inputs: Object.entries(inputs).map(([name, field]) => fieldAnswer(name, field)),
    writes: writeOperations.flatMap((operation) => writeAnswer(operation, writes[operation])),
    calls: readings.map(({ operation, needs }) => ({ operation, needs: [...needs] })),
    settles: settlesSentence(settles),
  };
}

function settlesSentence({ when, days, why }: Settles): string {
  if (when === "afterEnd") return `${days} days after the end: ${why}`;
  return when === "never" ? `never: ${why}` : `at once: ${why}`;
}

function fieldAnswer(name: string, field: Field): z.infer<typeof FieldAnswer> {
  const { type, description, unit, choices, form, source } = field;
  return {
    name,
    type,
    description,
    ...(unit === undefined ? {} : { unit }),
    ...(choices === undefined ? {} : { choices: [...choices] }),
    costsACall: form === "byKey",
    source,
  };
}

function writeAnswer(operation: string, rule: WriteRule | undefined): z.infer<typeof WriteAnswer>[] {
  if (rule === undefined) return [];
  const { how, fields, required, switches } = rule;
  return [
    {
      operation,
      how,
      fields: [...fields],
      required: [...required],
      switches: switches.map((name) => ({ name, description: writeSwitches[name] })),
    },
  ];
}
