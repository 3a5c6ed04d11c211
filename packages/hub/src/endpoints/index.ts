/**
 * Endpoints: the far side of a flow. What other rooms may use is exported here; endpoint.ts says what it means.
 */
export type {
  Batch,
  CheckedRow,
  Doubt,
  Endpoint,
  Position,
  ReadRequest,
  Row,
  RowError,
  RowResult,
  Table,
  TableField,
  TestResult,
  Value,
  WriteRequest,
  Writer,
  WriterCheckpoint,
} from "./endpoint.ts";
export { Filter } from "./filter.ts";
export { misfit } from "./misfit.ts";
export { EndpointOptions, openEndpoint } from "./open.ts";
export { endpointPersonalData } from "./personal-data.ts";
export { createEndpointRegistry, type EndpointRegistry } from "./registry/registry.ts";
export { resealEndpoints } from "./registry/reseal.ts";
export { registerEndpointRoutes } from "./registry/routes.ts";
export { tlsOf } from "./sql/options.ts";
