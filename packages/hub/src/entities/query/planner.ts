/**
 * The planner: from an entity and its conditions to the fewest calls. Pure; nothing is fetched here.
 *
 * Three things shorten the line of steps from the root of GoTo's tree to the entity:
 * - keys that the conditions pin (`webinarKey=...`) replace the listing of parents;
 * - sessions of a range of time come from the organizer's one list instead of from one list per webinar
 *   (goto-webinar.md 10.1), and where a condition is on the webinar (`subject~...`), the list of webinars is read
 *   beside it and joined, instead of walked down;
 * - the fuller by-key form, one call per row, is read only when one of its fields is asked for.
 */
import type { EntityDefinition, Reading } from "../registry/entity.ts";
import type { Form } from "../registry/field.ts";
import { ancestorsOf, type FoundField, fieldNamed } from "../registry/registry.ts";
import { carryDown } from "./carry.ts";
import { type Condition, pinnedValues, testOf } from "./condition.ts";
import type { Draft, Join, Plan, Query, ReadStep } from "./plan.ts";

/** The plan of a query. Throws HubError "field.unknown" for a field that the entity and its parents do not have. */
export function planQuery(query: Query): Plan {
  const chosen = query.fields?.map((name) => ({
    name,
    on: ownKey(query.entity, fieldNamed(query.entity, name)),
  }));
  const asked = askedOf(query, chosen?.map(({ on }) => on) ?? []);
  const drafts = lineTo(query.entity, asked);
  const last = drafts.at(-1);
  if (last?.kind !== "read") throw new Error("A plan ends in a reading");
  const wanted = chosen ?? ownColumns(query.entity, drafts, last);
  return { query, ...carryDown(drafts, wanted, query) };
}

/** A parent's key stands in the entity's own rows as well. */
function ownKey(entity: EntityDefinition, on: FoundField): FoundField {
  const own = entity.fields[on.name];
  return own !== undefined && isKey(on) && isKey({ ...on, entity })
    ? { entity, name: on.name, field: own }
    : on;
}

/** All fields that come without further calls. */
function ownColumns(entity: EntityDefinition, drafts: readonly Draft[], last: ReadStep) {
  const listed = drafts.some((draft) => isReadOf(draft, entity) && draft.reading.form === "list");
  return Object.entries(entity.fields)
    .filter(([, { form }]) => form === undefined || form === last.reading.form || (form === "list" && listed))
    .map(([name, field]) => ({ name, on: { entity, name, field } }));
}

function isReadOf(draft: Draft, entity: EntityDefinition): draft is Draft & ReadStep {
  return draft.kind === "read" && draft.entity === entity;
}

/** What is asked of each entity of the line, keys aside. */
interface Asked {
  readonly query: Query;
  readonly pinned: Readonly<Record<string, readonly string[]>>;
  /** Conditions that are not on a key. */
  conditionsOn(entity: EntityDefinition): readonly Condition[];
  /** Whether one of its fields with this form is asked for. */
  needsForm(entity: EntityDefinition, form: Form): boolean;
  /** Whether its rows must be seen; else its keys are enough. */
  mustRead(entity: EntityDefinition): boolean;
}

function askedOf(query: Query, chosen: readonly FoundField[]): Asked {
  const conditions = query.conditions.filter(({ on }) => !isKey(on));
  const fields = [...conditions.map(({ on }) => on), ...chosen.filter((on) => !isKey(on))];
  const restricted = query.from !== undefined || query.to !== undefined;
  const rangeOn = restricted ? rangeEntity(query.entity) : undefined;
  return {
    query,
    pinned: pinnedKeys(query),
    conditionsOn: (entity) => conditions.filter(({ on }) => on.entity === entity),
    needsForm: (entity, form) => fields.some(({ entity: of, field }) => of === entity && field.form === form),
    mustRead: (entity) => entity === rangeOn || fields.some(({ entity: of }) => of === entity),
  };
}

/** Whether this is one of the keys that rows are reached by, which are known without reading them. */
function isKey({ entity, name }: FoundField): boolean {
  return entity.keys.includes(name) || (entity.parent?.keys.includes(name) ?? false);
}

/** The values that each key can have, where conditions pin it. */
function pinnedKeys({ conditions }: Query): Readonly<Record<string, readonly string[]>> {
  const pinned: Record<string, readonly string[]> = {};
  for (const condition of conditions) {
    const values = isKey(condition.on) ? pinnedValues(condition) : undefined;
    const { name } = condition.on;
    if (values === undefined || pinned[name] !== undefined) continue;
    const tests = conditions.filter(({ on }) => on.name === name && isKey(on)).map(testOf);
    pinned[name] = [...new Set(values)].filter((value) => tests.every((test) => test(value)));
  }
  return pinned;
}

/** The nearest entity of the line on whose rows `from` and `to` work; undefined if there is none. */
export function rangeEntity(entity: EntityDefinition): EntityDefinition | undefined {
  return [entity, ...ancestorsOf(entity)].find(({ range }) => range !== undefined);
}

/** The steps down to an entity, it included. */
function lineTo(entity: EntityDefinition, asked: Asked): Draft[] {
  const isPinned = ({ needs }: Reading) => needs.every((key) => asked.pinned[key] !== undefined);
  const byKey = entity.readings.find(({ form }) => form === "byKey");
  const nothingAbove = !ancestorsOf(entity).some(asked.mustRead);
  if (byKey !== undefined && isPinned(byKey) && nothingAbove && !asked.needsForm(entity, "list")) {
    return [
      pinnedStep(byKey, undefined, asked),
      readStep(entity, byKey, ["byKey", undefined], undefined, asked),
    ];
  }
  const steps = lineToList(entity, isPinned, asked);
  if (byKey !== undefined && asked.needsForm(entity, "byKey")) {
    steps.push(readStep(entity, byKey, ["byKey"], undefined, asked));
  }
  return steps;
}

function lineToList(
  entity: EntityDefinition,
  isPinned: (reading: Reading) => boolean,
  asked: Asked,
): Draft[] {
  const lists = entity.readings.filter(({ form }) => form === "list");
  // The list of a pinned parent; else one list over all parents; else one list per parent.
  const reading =
    lists.find((list) => list.needs.length > 0 && isPinned(list)) ??
    lists.find((list) => list.needs.length === 0) ??
    lists[0];
  if (reading === undefined) throw new Error(`${entity.name} has no list`);
  const [parent, ...above] = ancestorsOf(entity);
  const root = [parent, ...above].at(-1);
  if (reading.needs.length === 0) {
    const join = root !== undefined && asked.mustRead(root) ? joinOf(root, "list", asked) : undefined;
    return [readStep(entity, reading, ["list", undefined], join, asked)];
  }
  if (parent === undefined) throw new Error(`${entity.name} needs keys and has no parent`);
  const onlyRoot = root !== parent && [parent, ...above].every((one) => one === root || !asked.mustRead(one));
  const nothing = ![parent, ...above].some(asked.mustRead);
  if (isPinned(reading) && (nothing || onlyRoot)) {
    const join = root !== undefined && asked.mustRead(root) ? joinOf(root, "byKey", asked) : undefined;
    return [
      pinnedStep(reading, join, asked),
      readStep(entity, reading, ["list", undefined], undefined, asked),
    ];
  }
  return [...lineTo(parent, asked), readStep(entity, reading, ["list", undefined], undefined, asked)];
}

function pinnedStep(reading: Reading, join: Join | undefined, { pinned }: Asked): Draft {
  const keys = Object.fromEntries(reading.needs.map((key) => [key, pinned[key] ?? []]));
  return { kind: "pinned", keys, join };
}

/** `forms`: of the conditions on this entity, those on fields of these forms are checked on this step. */
function readStep(
  entity: EntityDefinition,
  reading: Reading,
  forms: readonly (Form | undefined)[],
  join: Join | undefined,
  asked: Asked,
): Draft & ReadStep {
  const { from, to } = asked.query;
  const restricted = from !== undefined || to !== undefined;
  const asksRange = restricted && rangeEntity(asked.query.entity) === entity && forms.includes(undefined);
  return {
    kind: "read",
    entity,
    reading,
    conditions: asked.conditionsOn(entity).filter(({ on }) => forms.includes(on.field.form)),
    checkRange: asksRange && reading.range !== "exact",
    join,
  };
}

function joinOf(entity: EntityDefinition, by: Form, asked: Asked): Join {
  return {
    entity,
    by: asked.needsForm(entity, "byKey") ? "byKey" : by,
    conditions: asked.conditionsOn(entity),
    carry: [],
  };
}
