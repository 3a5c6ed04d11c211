/**
 * From GoTo's items to rows: conditions, range, joined fields, columns. Compiled once per step, because this is what
 * runs once per row; nothing here validates or copies more than a row needs.
 */
import type { Row } from "../registry/entity.ts";
import { testOf } from "./condition.ts";
import type { Column, Join, Plan, ReadStep, Step } from "./plan.ts";

/** Values handed down to the steps below: keys, and columns of rows above. */
export type Bag = Readonly<Record<string, unknown>>;

/** Says whether a row is wanted. */
export type RowTest = (row: Row) => boolean;

/** Everything the plan checks on the rows of a step; undefined when it checks nothing. */
export function testOfStep({ conditions, checkRange, entity }: ReadStep, plan: Plan): RowTest | undefined {
  const tests: RowTest[] = conditions.map((condition) => {
    const test = testOf(condition);
    const { name } = condition.on;
    return (row) => test(row[name]);
  });
  const { range } = entity;
  if (checkRange && range !== undefined) {
    const from = plan.query.from ?? Number.NEGATIVE_INFINITY;
    const to = plan.query.to ?? Number.POSITIVE_INFINITY;
    tests.push((row) => range.contains(row, from, to));
  }
  const [only] = tests;
  if (tests.length <= 1) return only;
  return (row) => tests.every((test) => test(row));
}

/** Says whether a row of a joined entity is wanted. */
export function testOfJoin(join: Join): RowTest {
  const tests = join.conditions.map((condition) => ({ name: condition.on.name, test: testOf(condition) }));
  return (row) => tests.every(({ name, test }) => test(row[name]));
}

/** What a joined row adds to what is handed down. */
export function bagOfJoin(join: Join, row: Row): Bag {
  return Object.fromEntries(join.carry.map(({ as, field }) => [as, row[field]]));
}

/** Makes what a row hands down. `above` is what came down to the row itself, `joined` what the join adds. */
export type MakeBag = (row: Row, above: Bag, joined: Bag | undefined) => Bag;

export function bagMaker(step: Step): MakeBag {
  const { carry } = step;
  return (row, above, joined) => {
    const bag: Record<string, unknown> = {};
    for (const { as, field } of carry) bag[as] = field === undefined ? above[as] : row[field];
    return joined === undefined ? bag : Object.assign(bag, joined);
  };
}

/** Makes a row of the result: always with all columns and in their order, so that all rows have one shape. */
export type MakeRow = MakeBag;

/**
 * Where a row holds GoTo's own item, for readers that asked to have it kept: with the fields that the registry does
 * not know, and without what was handed down from above. A symbol, so that no format shows it.
 */
const item: unique symbol = Symbol("item");

/** GoTo's item of a row; undefined unless the query was run with `keepItems`. */
export function itemOf(row: Row): Row | undefined {
  return (row as { readonly [item]?: Row })[item];
}

export function itemKeeper(make: MakeRow): MakeRow {
  return (row, above, joined) => Object.assign(make(row, above, joined), { [item]: row });
}

export function rowMaker(columns: readonly Column[]): MakeRow {
  const names = columns.map(({ name }) => name);
  const fields = columns.map(({ from }) => ("row" in from ? from.row : undefined));
  const carried = columns.map(({ from }) => ("carried" in from ? from.carried : ""));
  const count = columns.length;
  return (row, above, joined) => {
    const result: Record<string, unknown> = {};
    for (let index = 0; index < count; index++) {
      const name = names[index] as string;
      const field = fields[index];
      if (field !== undefined) result[name] = row[field];
      else {
        const as = carried[index] as string;
        result[name] = joined !== undefined && as in joined ? joined[as] : above[as];
      }
    }
    return result;
  };
}
