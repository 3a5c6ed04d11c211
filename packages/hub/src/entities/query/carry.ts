/**
 * The planner's second half: what each step hands down, where each column comes from, and on which step a condition
 * on a key is checked. Pure. NOT the choice of steps: that is `planner.ts`.
 */
import type { FoundField } from "../registry/registry.ts";
import type { Condition } from "./condition.ts";
import type { Carried, Column, Draft, Plan, Query, ReadStep, Step } from "./plan.ts";

interface Wish {
  readonly name: string;
  readonly on: FoundField;
}

/** Completes the drafts. */
export function carryDown(
  drafts: readonly Draft[],
  wishes: readonly Wish[],
  query: Query,
): Pick<Plan, "steps" | "columns"> {
  const checked = withKeyConditions(drafts, query.conditions);
  const last = checked.at(-1);
  if (last?.kind !== "read") throw new Error("A plan ends in a reading");
  const columns = wishes.map(({ name, on }): Column => {
    const fromRow = on.entity === last.entity && !last.reading.needs.includes(on.name) && comesWith(on, last);
    return {
      name,
      on,
      from: fromRow ? { row: on.name } : { carried: isKeyOfLine(on, checked) ? on.name : name },
    };
  });
  const carried = columns.filter((column) => "carried" in column.from);
  let needed: ReadonlySet<string> = new Set(
    carried.map(({ from }) => ("carried" in from ? from.carried : "")),
  );
  const steps: Step[] = [];
  for (const [index, draft] of [...checked.entries()].reverse()) {
    const isLast = index === checked.length - 1;
    const below = needed;
    const joinCarry = joinedColumns(draft, carried);
    const carry: Carried[] = [];
    const above = new Set<string>();
    for (const as of below) {
      if (joinCarry.some((column) => column.as === as)) continue;
      const field = isLast ? undefined : providedBy(draft, as, carried);
      if (field === undefined) above.add(as);
      if (!isLast) carry.push({ as, field });
    }
    for (const key of draft.kind === "read" ? draft.reading.needs : []) above.add(key);
    const join = draft.join === undefined ? undefined : { ...draft.join, carry: joinCarry };
    steps.unshift({ ...draft, join, carry: isLast ? [] : carry });
    needed = draft.kind === "pinned" ? new Set() : above;
  }
  return { steps, columns };
}

/** Whether the field comes with the form that the step reads. */
function comesWith({ field }: FoundField, { reading }: ReadStep): boolean {
  return field.form === undefined || field.form === reading.form;
}

/** A key travels under its own name, whatever its column is called. */
function isKeyOfLine(on: FoundField, drafts: readonly Draft[]): boolean {
  return drafts.some((draft) =>
    draft.kind === "pinned" ? on.name in draft.keys : draft.reading.needs.includes(on.name),
  );
}

/** The field of this step's own rows that gives a value to be carried; undefined: it is to come from above. */
function providedBy(draft: Draft, as: string, columns: readonly Column[]): string | undefined {
  if (draft.kind === "pinned") return as in draft.keys ? as : undefined;
  const column = columns.find(({ from }) => "carried" in from && from.carried === as);
  const { entity, reading } = draft;
  if (column !== undefined && column.on.entity === entity && comesWith(column.on, draft)) {
    if (!reading.needs.includes(column.on.name)) return column.on.name;
  }
  const isOwnKey = entity.keys.includes(as) || (entity.parent?.keys.includes(as) ?? false);
  return isOwnKey && !reading.needs.includes(as) ? as : undefined;
}

function joinedColumns(draft: Draft, columns: readonly Column[]): { as: string; field: string }[] {
  const { join } = draft;
  if (join === undefined) return [];
  return columns
    .filter(({ on }) => on.entity === join.entity && !join.entity.keys.includes(on.name))
    .map(({ name, on }) => ({ as: name, field: on.name }));
}

/** Puts each condition on a key on the first step that sees the key in its own rows; pinned ones are met already. */
function withKeyConditions(drafts: readonly Draft[], conditions: readonly Condition[]): Draft[] {
  const placed = new Set<Condition>();
  return drafts.map((draft) => {
    if (draft.kind === "pinned") {
      for (const condition of conditions) if (condition.on.name in draft.keys) placed.add(condition);
      return draft;
    }
    const { entity, reading } = draft;
    const fresh = conditions.filter(({ on }) => {
      const isKey = entity.keys.includes(on.name) || (entity.parent?.keys.includes(on.name) ?? false);
      return isKey && !reading.needs.includes(on.name);
    });
    const mine = fresh.filter((condition) => !placed.has(condition) && isAboutKey(condition));
    for (const condition of mine) placed.add(condition);
    return { ...draft, conditions: [...draft.conditions, ...mine] };
  });
}

function isAboutKey({ on: { entity, name } }: Condition): boolean {
  return entity.keys.includes(name) || (entity.parent?.keys.includes(name) ?? false);
}
