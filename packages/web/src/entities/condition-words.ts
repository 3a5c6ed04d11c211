/** Conditions in words, and which ways of asking a field has. */
import { type Condition, type Operator, readCondition } from "./condition.ts";
import type { EntityField, Found } from "./entity.ts";
import type { Names } from "./names.ts";
import { timeInWords } from "./period.ts";
import type { DataSay } from "./words.ts";

export function operatorsOf({ operators }: EntityField): readonly Operator[] {
  return [...(operators as Operator[]), "absent", "present"];
}

export function operatorInWords(operator: Operator, type: string, say: DataSay): string {
  if (operator === "absent" || operator === "present" || operator === "~") return say(`is_${operator}`);
  return type === "instant" ? say(`when_${operator}`) : say(`is_${operator}`);
}

/** "E-mail contains acme". As it was written where it is no condition: the hub says what is wrong with it. */
export function conditionInWords(
  text: string,
  fields: ReadonlyMap<string, Found>,
  { say, names }: { readonly say: DataSay; readonly names: Names },
): string {
  const condition = readCondition(text);
  if (condition === undefined) return text;
  const { field: name, operator } = condition;
  const { type = "" } = fields.get(name.split(".").at(-1) ?? "")?.field ?? {};
  const values = valuesInWords(condition, type, { say, names });
  return [names.field(name.split(".").at(-1) ?? name), operatorInWords(operator, type, say), values]
    .filter(Boolean)
    .join(" ");
}

function valuesInWords(
  { values }: Condition,
  type: string,
  { say, names }: { readonly say: DataSay; readonly names: Names },
): string {
  const words = values.map((value) => {
    if (type === "instant") return timeInWords(value);
    if (type === "boolean") return value === "true" ? say("yes") : value === "false" ? say("no") : value;
    return type === "choice" ? names.choice(value) : value;
  });
  return words.join(` ${say("or")} `);
}
