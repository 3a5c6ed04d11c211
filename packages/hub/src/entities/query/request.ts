/**
 * Reads what a caller asks for (names and texts) into a query (definitions, syntax trees, moments).
 * Every mistake is told with what would be right; nothing is fetched before all of it is read.
 */
import { HubError } from "../../platform/errors.ts";
import type { EntityDefinition } from "../registry/entity.ts";
import { entityNamed } from "../registry/registry.ts";
import { beginOf, endOf, parseTime } from "./moment.ts";
import { parseCondition } from "./parse-condition.ts";
import type { Query } from "./plan.ts";
import { rangeEntity } from "./planner.ts";

/** A query as it is written on the command line or in an address. */
export interface QueryRequest {
  readonly entity: string;
  /** Conditions that must all hold, see `parse-condition.ts`. */
  readonly where?: readonly string[] | undefined;
  /** Included; see `moment.ts` for the forms. */
  readonly from?: string | undefined;
  /** Excluded; a date includes its day. */
  readonly to?: string | undefined;
  /** Fields of the entity or of those above it; all that cost no extra calls when left out. */
  readonly fields?: readonly string[] | undefined;
  /** Most rows. */
  readonly limit?: number | undefined;
}

/** The query that is meant at the moment `now` (milliseconds since 1970). Throws HubErrors of kind usage. */
export function readQuery(request: QueryRequest, now: number): Query {
  const entity = entityNamed(request.entity);
  const { limit } = request;
  if (limit !== undefined && !(Number.isSafeInteger(limit) && limit > 0)) {
    throw new HubError({
      kind: "usage",
      code: "limit.malformed",
      message: `A limit of ${limit} rows cannot be used.`,
      meaning: "Nothing was read.",
      remedy: "Give a whole number from 1, or leave it out for all rows.",
    });
  }
  const fields = request.fields?.map((field) => field.trim()).filter((field) => field !== "");
  return {
    entity,
    conditions: (request.where ?? []).map((text) => parseCondition(text, entity, now)),
    ...readRange(request, entity, now),
    fields: fields?.length === 0 ? undefined : fields && [...new Set(fields)],
    limit,
  };
}

function readRange(
  { from, to }: QueryRequest,
  entity: EntityDefinition,
  now: number,
): Pick<Query, "from" | "to"> {
  const said = from ?? to;
  const rule = rangeEntity(entity)?.range;
  if (said !== undefined && rule === undefined) {
    throw new HubError({
      kind: "usage",
      code: "range.not-applicable",
      message: `${entity.name} cannot be restricted by from and to.`,
      meaning: `Neither GoTo nor its rows say when a ${entity.name} is or was; nothing was read.`,
      remedy:
        "Leave from and to out; a field with a time can be used in a condition, such as createTime>=-30d.",
    });
  }
  const begin = from === undefined ? undefined : beginOf(parseTime(from, now, "from"));
  const end = to === undefined ? undefined : endOf(parseTime(to, now, "to"));
  const start = rule?.unsaid === "from now" ? Math.max(now, begin ?? now) : begin;
  if (start !== undefined && end !== undefined && start >= end) {
    throw new HubError({
      kind: "usage",
      code: "range.empty",
      message: `The range from ${new Date(start).toISOString()} to ${new Date(end).toISOString()} is empty.`,
      meaning: `It selects ${rule?.meaning ?? "nothing"}; nothing was read.`,
      remedy:
        rule?.unsaid === "from now"
          ? "Give a time to come for --to."
          : "Give an earlier from, or a later to.",
    });
  }
  return { from: start, to: end };
}
