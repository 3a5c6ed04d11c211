/** Entities as the hub's registry describes them: queries, and what belongs to what. NOT rows. */
import { queryOptions } from "@tanstack/react-query";
import { api, told } from "../api/client.ts";
import type { paths } from "../api/schema.ts";

export type EntitySummary =
  paths["/api/v1/entities"]["get"]["responses"][200]["content"]["application/json"]["entities"][number];
export type Entity = paths["/api/v1/entities/{name}"]["get"]["responses"][200]["content"]["application/json"];
export type EntityField = Entity["fields"][number];

/** The registry changes with the hub's version only. */
const staleTime = 10 * 60_000;

export const entitiesQuery = queryOptions({
  queryKey: ["entities"],
  queryFn: ({ signal }) => told(api.GET("/api/v1/entities", { signal })),
  staleTime,
});

/** An entity and those above it, nearest first: their fields can be asked for too. */
export const entityLineQuery = (name: string) =>
  queryOptions({
    queryKey: ["entities", name],
    async queryFn({ signal }) {
      const describe = (name: string): Promise<Entity> =>
        told(api.GET("/api/v1/entities/{name}", { params: { path: { name } }, signal }));
      const entity = await describe(name);
      const above: Entity[] = [];
      for (let { parent } = entity; parent !== undefined; parent = above.at(-1)?.parent) {
        above.push(await describe(parent));
      }
      return [entity, ...above] as const;
    },
    staleTime,
  });

/** A field that can stand in a row or a condition, and the entity it is of. */
export interface Found {
  readonly field: EntityField;
  readonly of: Entity;
}

/** All fields that can be asked for by their bare name, of several the nearest entity's, as at the hub. In our order. */
export function fieldsOf(line: readonly Entity[]): ReadonlyMap<string, Found> {
  const found = new Map<string, Found>();
  for (const of of line) {
    for (const field of inOrder(of)) if (!found.has(field.name)) found.set(field.name, { field, of });
  }
  return found;
}

/** First what people know a row by, keys last: they are for programs. */
function inOrder({ fields, brief, keys }: Entity): readonly EntityField[] {
  const rank = ({ name, type }: EntityField) =>
    type === "key" || keys.includes(name) ? 2 : brief.includes(name) ? 0 : 1;
  return fields.toSorted((one, other) => rank(one) - rank(other));
}

/** All that a list has, keys included: it costs nothing more. */
export function listColumns(entity: Entity): readonly string[] {
  return inOrder(entity)
    .filter(({ costsACall }) => !costsACall)
    .map(({ name }) => name);
}

/** What people want to see of a webinar at first; the zone and the numbers of GoTo's are in the drawer. */
const ofWebinars = ["subject", "times", "recurrenceType", "experienceType"];

/**
 * The columns when none are chosen: that by which people know a row, without keys. What belongs to a webinar says to
 * which, by its title, unless the query is of one webinar only.
 */
export function usualColumns(
  line: readonly [Entity, ...Entity[]],
  where: readonly string[],
): readonly string[] {
  const [entity, ...above] = line;
  const known = fieldsOf([entity]);
  const isKey = (name: string) => entity.keys.includes(name) || known.get(name)?.field.type === "key";
  const wanted = entity.name.endsWith("Webinar") && known.has("times") ? ofWebinars : entity.brief;
  const own = wanted.filter((name) => known.has(name) && !isKey(name));
  const isOfWebinar = above.some(({ name }) => name === "Webinar") && !own.includes("webinarName");
  const isOfOne = where.some((condition) => /^webinarKey=(?!in\()/.test(condition));
  const columns = isOfWebinar && !isOfOne ? ["subject", ...own] : own;
  return columns.length > 0 ? columns : listColumns(entity);
}

/**
 * What belongs to a row of an entity: what GoTo keeps under it, and what carries all of its keys, nearest first. A place
 * in a list (`position`) tells nothing elsewhere.
 */
export function relationsOf(
  entity: Pick<EntitySummary, "name" | "keys">,
  all: readonly EntitySummary[],
): readonly EntitySummary[] {
  const identifies = entity.keys.every((key) => key.endsWith("Key"));
  return all
    .filter(
      ({ name, parent, keys }) =>
        name !== entity.name &&
        (parent === entity.name ||
          (identifies && keys.length > entity.keys.length && entity.keys.every((key) => keys.includes(key)))),
    )
    .toSorted((one, other) => Number(other.parent === entity.name) - Number(one.parent === entity.name));
}
