/**
 * Queries: any entity, any conditions, as rows. The door of this folder.
 *
 *   const run = runQuery({ client, clock, request: { entity: "Attendee", from: "-30d" } });
 *   for await (const rows of run) ...
 *
 * A run reads as fast as the connection's budget allows and no faster than its reader takes the rows. It is NOT a
 * result that can be read twice, NOT a copy that is kept (that is the replica), and knows no format.
 */
import type { Priority } from "@rostrum/goto";
import type { ConnectedClient } from "../../connections/index.ts";
import type { Clock } from "../../platform/clock/clock.ts";
import type { Row } from "../registry/entity.ts";
import { createCaller } from "./caller.ts";
import { type Checkpoint, checkpointVersion } from "./checkpoint.ts";
import type { Plan } from "./plan.ts";
import { planQuery } from "./planner.ts";
import type { Progress } from "./progress.ts";
import { createRemarks, type Remark } from "./remarks.ts";
import { type QueryRequest, readQuery } from "./request.ts";
import { createVanished } from "./vanished.ts";
import { Walk } from "./walk.ts";

export interface QueryOptions {
  readonly client: ConnectedClient;
  /** What relative times and "now" count from, and what the rate is measured by. */
  readonly clock: Clock;
  /** What to read. Not needed with a checkpoint, which holds it. */
  readonly request?: QueryRequest;
  /** Continues where this was made, under the same connection. */
  readonly checkpoint?: Checkpoint;
  readonly signal?: AbortSignal;
  /** Default "bulk": people's calls go first. */
  readonly priority?: Priority;
  /**
   * Calls under way, or answered and not yet taken, at most. Default 32: at 10 calls a second that fills the budget up
   * to an answer time of 3 seconds.
   */
  readonly parallel?: number;
  /** Rows carry GoTo's own items as well, see `itemOf` of `rows.ts`. Default false: it keeps them in memory longer. */
  readonly keepItems?: boolean;
}

/** A query under way. Iterate it once; each batch is what one call brought, and never empty. */
export interface QueryRun extends AsyncIterable<Row[]> {
  readonly plan: Plan;
  progress(): Progress;
  remarks(): readonly Remark[];
  /**
   * What is left after the last batch that was handed out; plain JSON, to be kept together with the rows. Also after
   * the run has failed.
   */
  checkpoint(): Checkpoint;
}

const defaultParallel = 32;

/**
 * Plans a query and makes it ready to be read. Nothing is called before the first batch is asked for.
 * Throws HubError of kind usage for a request that cannot be understood. Reading rejects with errors of @rostrum/goto
 * or with HubError "webinar.unknown" or "session.unknown"; the rows handed out before are then not all.
 */
export function runQuery(options: QueryOptions): QueryRun {
  const { client, clock, checkpoint, signal, keepItems = false } = options;
  const { priority = "bulk", parallel = defaultParallel } = options;
  const asked = checkpoint === undefined ? options.request : requestOf(checkpoint);
  if (asked === undefined) throw new TypeError("A query needs a request or a checkpoint");
  const request = asked;
  const askedAt = checkpoint?.askedAt ?? clock.now();
  const plan = planQuery(readQuery(request, askedAt));
  const remarks = createRemarks();
  const giveUp = new AbortController();
  const { query } = plan;
  const caller = createCaller({ client, query, clock, signal: giveUp.signal, priority });
  let walk: Walk | undefined;

  function begin(): Walk {
    signal?.throwIfAborted();
    const vanished = createVanished(caller, remarks);
    const abandon = (reason: unknown) => giveUp.abort(reason);
    const begun = new Walk({ plan, caller, remarks, vanished, parallel, checkpoint, keepItems, abandon });
    signal?.addEventListener("abort", () => begun.fail(signal.reason), { once: true });
    return begun;
  }

  return {
    plan,
    [Symbol.asyncIterator]() {
      if (walk !== undefined) throw new Error("A query can be read only once");
      walk = begin();
      return walk;
    },
    progress: () => walk?.progress() ?? notBegun,
    remarks: () => remarks.all(),
    checkpoint() {
      const left = walk?.checkpoint() ?? checkpoint ?? beginning;
      return { version: checkpointVersion, askedAt, ...definedOnly(request), ...left };
    },
  };
}

const notBegun: Progress = {
  rows: 0,
  through: [],
  calls: 0,
  callsPerSecond: undefined,
  underWay: 0,
  callsLeft: 0,
  secondsLeft: undefined,
  share: 0,
};

/** What is left before anything was read. */
const beginning: Pick<Checkpoint, "rows" | "tasks" | "lists"> = {
  rows: 0,
  tasks: [{ step: 0, bag: {}, page: 0 }],
  lists: [],
};

function requestOf({ entity, where, from, to, fields, limit }: Checkpoint): QueryRequest {
  return { entity, where, from, to, fields, limit };
}

/** The members of a request as a checkpoint keeps them. */
function definedOnly({ entity, where = [], from, to, fields, limit }: QueryRequest) {
  return {
    entity,
    where: [...where],
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(fields === undefined ? {} : { fields: [...fields] }),
    ...(limit === undefined ? {} : { limit }),
  };
}
