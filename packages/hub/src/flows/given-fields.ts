/** Which fields a flow's steps give to its target, and what is known of their types. Pure. */
import jsonata from "jsonata";
import type { Table, TableField, Value } from "../endpoints/index.ts";
import type { FlowDefinition, Step } from "./definition.ts";

export interface Given {
  /** Whether a map says the fields; else the source's rows go through as they are. */
  readonly mapped: boolean;
  readonly fields: ReadonlyMap<string, GivenField>;
}

export interface GivenField {
  readonly places: readonly string[];
  /** Of the source's fields that go into it as they are. */
  readonly types: readonly TableField["type"][];
  /** What always goes into it, where that is one value. */
  readonly constant: Value | undefined;
  /** Whether every way through the branches gives it. */
  readonly always: boolean;
}

export function givenBy({ source, steps }: FlowDefinition, table: Table): Given {
  const mapped = fieldsGiven(steps, "steps", table);
  if (mapped.size > 0) return { mapped: true, fields: mapped };
  const wanted = source.fields ?? table.fields.filter(({ plain }) => plain !== false).map(({ name }) => name);
  const fields = wanted.map((name) => {
    const type = table.fields.find((field) => field.name === name)?.type;
    const types = type === undefined ? [] : [type];
    return [name, { places: ["source"], types, constant: undefined, always: true }] as const;
  });
  return { mapped: false, fields: new Map(fields) };
}

function fieldsGiven(steps: readonly Step[], where: string, table: Table): Map<string, GivenField> {
  const fields = new Map<string, GivenField>();
  for (const [index, step] of steps.entries()) {
    const at = `${where}.${index + 1}`;
    if ("map" in step) {
      // A later map takes the place of an earlier one.
      for (const [name, value] of Object.entries(step.map)) {
        fields.set(name, { places: [`${at}.map.${name}`], ...known(value, table), always: true });
      }
    } else if ("branch" in step) {
      const ways = [step.branch.then, step.branch.else ?? []].map((way, which) =>
        fieldsGiven(way, `${at}.${which === 0 ? "then" : "else"}`, table),
      );
      for (const name of new Set(ways.flatMap((way) => [...way.keys()]))) {
        const before = fields.get(name);
        const found = ways.flatMap((way) => way.get(name) ?? []);
        const every = found.length === ways.length && found.every(({ always }) => always);
        const all = every || before === undefined ? found : [before, ...found];
        fields.set(name, {
          places: all.flatMap(({ places }) => places),
          types: all.flatMap(({ types }) => types),
          constant: undefined,
          always: every || before?.always === true,
        });
      }
    }
  }
  return fields;
}

/** What the text of a map member says by itself: a field of the source, or a constant. */
function known(value: unknown, table: Table): Pick<GivenField, "types" | "constant"> {
  const nothing = { types: [], constant: undefined };
  if (typeof value === "number" || typeof value === "boolean") return { types: [], constant: value };
  if (typeof value !== "string") return nothing;
  let tree: jsonata.ExprNode;
  try {
    tree = jsonata(value.startsWith("=") ? value.slice(1) : value).ast();
  } catch {
    // Said elsewhere, with the place of the mistake.
    return nothing;
  }
  if (tree.type === "string" || tree.type === "number") return { types: [], constant: tree.value as Value };
  // Its own types do not know of paths.
  const [first, ...more] = (tree.type as string) === "path" ? (tree.steps ?? []) : [];
  if (first?.type !== "name" || more.length > 0 || first.stages !== undefined) return nothing;
  const type = table.fields.find((field) => field.name === first.value)?.type;
  return { types: type === undefined ? [] : [type], constant: undefined };
}
