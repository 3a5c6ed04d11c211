/** A plan in sentences, for `--explain`: which calls are made, how many, and why. NOT a promise of figures. */
import { pageSize } from "../registry/entity.ts";
import { earliest, latest } from "./caller.ts";
import type { Condition } from "./condition.ts";
import type { Join, Plan, ReadStep } from "./plan.ts";
import { rangeEntity } from "./planner.ts";

/** One sentence per step and join, in order. */
export function explain(plan: Plan): readonly string[] {
  const sentences: string[] = [];
  let above: string | undefined;
  for (const step of plan.steps) {
    if (step.kind === "pinned") {
      const keys = Object.entries(step.keys);
      above = keys
        .map(([key, values]) => (values.length === 1 ? key : `${values.length} values of ${key}`))
        .join(", ");
      sentences.push(
        `Known already: ${keys.map(([key, values]) => `${key} ${values.join(", ")}`).join("; ")}.`,
      );
    } else {
      sentences.push(readSentence(step, above, plan));
      above = step.entity.name;
    }
    if (step.join !== undefined) sentences.push(joinSentence(step.join));
  }
  const { limit } = plan.query;
  if (limit !== undefined) sentences.push(`Stops after ${limit} rows.`);
  return sentences;
}

function readSentence(step: ReadStep, above: string | undefined, plan: Plan): string {
  const { entity, reading } = step;
  const calls = reading.paged ? `1 call per ${pageSize} rows` : "1 call";
  const per = above === undefined ? "" : ` for each ${above}`;
  const why =
    reading.form === "byKey" && above === entity.name
      ? ` (${byKeyFields(plan, entity.name)} only come one by one)`
      : "";
  const range = rangeEntity(plan.query.entity) === entity ? rangeText(plan, step) : "";
  return `${reading.operation}: ${entity.name}, ${calls}${per}${why}${range}${conditionText(step.conditions)}.`;
}

function byKeyFields({ columns, query }: Plan, entity: string): string {
  const fields = [...columns.map(({ on }) => on), ...query.conditions.map(({ on }) => on)]
    .filter((on) => on.entity.name === entity && on.field.form === "byKey")
    .map(({ name }) => name);
  const [first, second, third, ...more] = [...new Set(fields)];
  const named = [first, second, third].filter((name) => name !== undefined).join(", ");
  return more.length === 0 ? named : `${named} and ${more.length} more fields`;
}

function rangeText({ query: { from, to } }: Plan, { reading, checkRange }: ReadStep): string {
  if (reading.range === undefined) return "";
  const range = `from ${iso(from ?? earliest)} to ${iso(to ?? latest)}`;
  if (reading.range === "here") return checkRange ? `, checked here: ${range}` : "";
  return reading.range === "wide" && checkRange
    ? `, ${range} (a day more on each side, checked here)`
    : `, ${range}`;
}

function conditionText(conditions: readonly Condition[]): string {
  return conditions.length === 0 ? "" : `, checked here: ${conditions.map(({ text }) => text).join(", ")}`;
}

function joinSentence({ entity, by, conditions }: Join): string {
  const reading = entity.readings.find(({ form }) => form === by);
  const calls =
    by === "list"
      ? `1 call per ${pageSize} rows, side by side with the above`
      : `1 call for each ${entity.name} that occurs`;
  return `${reading?.operation}: ${entity.name}, ${calls}${conditionText(conditions)}.`;
}

function iso(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16)}Z`;
}
