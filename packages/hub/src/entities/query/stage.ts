/** A step of the plan, made ready to run: its checks and builders compiled, its join begun, its figures counted. */
import type { Row } from "../registry/entity.ts";
import type { Caller } from "./caller.ts";
import { createJoinTable, type JoinTable } from "./join-table.ts";
import type { PageList } from "./page-list.ts";
import type { Plan, ReadStep, Step } from "./plan.ts";
import type { Remarks } from "./remarks.ts";
import { type Bag, bagMaker, itemKeeper, type MakeBag, type RowTest, rowMaker, testOfStep } from "./rows.ts";
import type { Task } from "./tasks.ts";

export interface Stage {
  readonly step: Step;
  readonly isLast: boolean;
  /** Whether the keys for its calls were named by the caller, not found by the walk. */
  readonly hasPinnedKeys: boolean;
  readonly isWanted: RowTest | undefined;
  readonly make: MakeBag;
  readonly join: JoinTable | undefined;
  /** The fields that tell items of one list apart. */
  readonly identity: readonly string[];
  /** Figures, see `StepFigures`. */
  made: number;
  done: number;
  rows: number;
}

/** `keepItems`: whether rows carry GoTo's own items, see `itemOf`. */
export function createStages(
  plan: Plan,
  caller: Caller,
  remarks: Remarks,
  keepItems: boolean,
): readonly Stage[] {
  const last = plan.steps.length - 1;
  const rows = rowMaker(plan.columns);
  const makeRow = keepItems ? itemKeeper(rows) : rows;
  return plan.steps.map((step, index): Stage => {
    const read = step.kind === "read" ? step : undefined;
    const isLast = index === last;
    return {
      step,
      isLast,
      hasPinnedKeys: plan.steps[index - 1]?.kind === "pinned",
      isWanted: read && testOfStep(read, plan),
      make: isLast ? makeRow : bagMaker(step),
      join: step.join && createJoinTable(step.join, caller, remarks),
      identity: read === undefined ? [] : identityOf(read),
      made: 0,
      done: 0,
      rows: 0,
    };
  });
}

/** What was matched above the last step, nearest to the root first. */
export function matchedAbove(stages: readonly Stage[]): { entity: string; rows: number }[] {
  const matched = new Map<string, number>();
  for (const { step, join, isLast, rows } of stages) {
    if (join !== undefined) matched.set(join.entity, join.matched);
    if (step.kind === "read" && !isLast) matched.set(step.entity.name, rows);
  }
  const own = stages.at(-1)?.step;
  if (own?.kind === "read") matched.delete(own.entity.name);
  return [...matched].map(([entity, rows]) => ({ entity, rows }));
}

/** The keys that every joined look-up of these items needs. */
export async function joinedBags(
  { join }: Stage,
  items: readonly Row[],
  bag: Bag,
): Promise<((item: Row) => Bag | undefined) | undefined> {
  if (join === undefined) return undefined;
  const { key } = join;
  const keyOf = (item: Row) => String(item[key] ?? bag[key]);
  const found = await join.lookUp(items.map(keyOf));
  return (item) => found.get(keyOf(item));
}

/** What the items make for the next step, or for the reader: without the unwanted and those seen before. */
export function makeFrom(
  { isWanted, make, identity }: Stage,
  { bag, serial }: Task,
  list: PageList | undefined,
  items: readonly Row[],
  joined: ((item: Row) => Bag | undefined) | undefined,
): Bag[] {
  const made: Bag[] = [];
  for (const item of items) {
    if (list !== undefined && !isNew(item, identity, list, serial)) continue;
    if (isWanted !== undefined && !isWanted(item)) continue;
    const extra = joined?.(item);
    if (joined !== undefined && extra === undefined) continue;
    made.push(make(item, bag, extra));
  }
  return made;
}

/** The keys of the items that are not the same for the whole list. */
function identityOf({ entity, reading }: ReadStep): readonly string[] {
  return entity.keys.filter((key) => !reading.needs.includes(key));
}

/** Whether the list has not brought this item before. An item without its key cannot be told, and is taken. */
function isNew(item: Row, identity: readonly string[], list: PageList, serial: number): boolean {
  const keys = identity.map((key) => item[key]);
  return keys.includes(undefined) || list.claim(keys.join("/"), serial);
}

/** All combinations of the keys' values. */
export function combinations(keys: Readonly<Record<string, readonly string[]>>): Row[] {
  let rows: Row[] = [{}];
  for (const [key, values] of Object.entries(keys)) {
    rows = rows.flatMap((row) => values.map((value) => ({ ...row, [key]: value })));
  }
  return rows;
}
