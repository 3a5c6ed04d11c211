/** `rostrum entities`: what can be read and written, from the registry. */
import type { Command } from "commander";
import { z } from "zod";
import { type CliContext, examples } from "./command.ts";
import { dashed } from "./text.ts";

const Summary = z.object({ name: z.string(), description: z.string(), operations: z.array(z.string()) });
const Field = z.object({
  name: z.string(),
  type: z.string(),
  description: z.string(),
  unit: z.string().optional(),
  choices: z.array(z.string()).optional(),
  costsACall: z.boolean(),
});
const Description = Summary.extend({
  keys: z.array(z.string()),
  parent: z.string().optional(),
  range: z.string().optional(),
  fields: z.array(Field),
  inputs: z.array(Field),
  writes: z.array(
    z.object({
      operation: z.string(),
      how: z.string(),
      fields: z.array(z.string()),
      required: z.array(z.string()),
      switches: z.array(z.object({ name: z.string(), description: z.string() })),
    }),
  ),
});

export function registerEntitiesCommand(program: Command, cli: CliContext): void {
  program
    .command("entities")
    .description("what can be read and written: all entities, or one with its fields")
    .argument("[NAME]", "an entity")
    .option("--json", "the answer of the API as it is")
    .addHelpText("after", examples(["rostrum entities", "rostrum entities Registrant"]))
    .action(
      cli.action(async (name: string | undefined, options: { readonly json?: boolean }) => {
        const api = await cli.api();
        const path = name === undefined ? "/entities" : `/entities/${encodeURIComponent(name)}`;
        const answer = await api.call({ path, signal: cli.signal });
        if (options.json === true) cli.output.json(answer);
        else if (name === undefined) showAll(answer, cli);
        else showOne(Description.parse(answer), cli);
        return undefined;
      }),
    );
}

function showAll(answer: unknown, { output }: CliContext): void {
  const { entities } = z.object({ entities: z.array(Summary) }).parse(answer);
  output.table({
    columns: [{ title: "Entity" }, { title: "What it is" }, { title: "Operations" }],
    rows: entities.map(({ name, description, operations }) => [name, description, operations.join(" ")]),
  });
}

function showOne(entity: z.infer<typeof Description>, { output }: CliContext): void {
  output.result(`${entity.name}: ${entity.description}`);
  output.result(
    `Key: ${entity.keys.join(", ")}${entity.parent === undefined ? "" : `. Under ${entity.parent}`}.`,
  );
  output.result(
    entity.range === undefined ? "No --from and --to." : `--from and --to select ${entity.range}.`,
  );
  output.result("");
  output.table({
    columns: [{ title: "Field" }, { title: "Type" }, { title: "What it is" }],
    rows: entity.fields.map((field) => [field.name, field.type, about(field)]),
  });
  if (entity.fields.some(({ costsACall }) => costsACall)) {
    output.result("");
    output.result("+ costs one call per row; read only where it is named in --fields or --where.");
  }
  for (const { operation, how, fields, required, switches } of entity.writes) {
    output.result("");
    output.result(`rostrum ${operation} ${entity.name}: ${how}.`);
    const optional = fields.filter((field) => !required.includes(field));
    if (required.length > 0) output.result(`  needs  ${required.join(", ")}`);
    if (optional.length > 0) output.result(`  takes  ${optional.join(", ")}`);
    for (const { name, description } of switches) output.result(`  --${dashed(name)}  ${description}`);
  }
  if (entity.inputs.length > 0) {
    output.result("");
    output.table({
      columns: [{ title: "Only written" }, { title: "Type" }, { title: "What it is" }],
      rows: entity.inputs.map((field) => [field.name, field.type, about(field)]),
    });
  }
}

/** A few choices are named; the words that a text may take are too many for a line. */
const mostNamed = 12;

function about({ description, unit, choices, costsACall }: z.infer<typeof Field>): string {
  const isShort = choices !== undefined && choices.length <= mostNamed;
  const words = isShort ? `${choices.join(" | ")}. ${description}` : description;
  return `${costsACall ? "+ " : ""}${words}${unit === undefined ? "" : ` (${unit})`}`;
}
