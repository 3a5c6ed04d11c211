/**
 * Entities: what can be read from GoTo and written to it, and the two ways to do it, queries and writes.
 *
 * `registry/` says what there is, one file per entity; `query/` reads, `write/` writes, `formats/` turns rows into text and files.
 * NOT a copy of GoTo's data (nothing is kept here), and NOT a flow (that has its own sources and targets).
 */
import type { Audit } from "../access/index.ts";
import type { Connections } from "../connections/index.ts";
import type { Clock } from "../platform/clock/clock.ts";
import type { Runs } from "../platform/http/runs.ts";
import type { Http } from "../platform/http/types.ts";
import { registerQueryRoutes } from "./query-routes.ts";
import { registerWorkbookRoutes } from "./workbook-routes.ts";
import { registerWriteRoutes } from "./write-routes.ts";

export { readCheckpoint } from "./query/checkpoint.ts";
export { planQuery } from "./query/planner.ts";
export { runQuery } from "./query/query.ts";
export { readQuery } from "./query/request.ts";
export type { EntityDefinition, WriteOperation, WriteSwitch } from "./registry/entity.ts";
export { entities, entityNamed, writeRuleOf } from "./registry/registry.ts";
export { valueTypes } from "./registry/value-types.ts";
export type { WriteResult } from "./write/result.ts";
export { runWrite } from "./write/run-write.ts";

export interface EntitiesDeps {
  readonly audit: Audit;
  readonly connections: Connections;
  readonly runs: Runs;
  readonly clock: Clock;
}

/** Routes below /api/v1: /entities, /entities/:name and what can be done with each; /workbooks. */
export function registerEntityRoutes(http: Http, deps: EntitiesDeps): void {
  registerQueryRoutes(http, deps);
  registerWriteRoutes(http, deps);
  registerWorkbookRoutes(http);
}
