/**
 * Endpoints: the far side of a flow. What other rooms may use is exported here; endpoint.ts says what it means.
 */
export type {
  Batch,
  CheckedRow,
  Endpoint,
  FieldType,
  Operation,
  Outcome,
  Position,
  ReadRequest,
  Row,
  RowError,
  RowResult,
  Table,
  TableField,
  TestResult,
  UnreadableRow,
  Value,
  WriteRequest,
  Writer,
  WriterCheckpoint,
} from "./endpoint.ts";
export { defaultBatchRows } from "./endpoint.ts";
export { Filter, matches } from "./filter.ts";
export { EndpointOptions, type EndpointPorts, openEndpoint } from "./open.ts";
export { createEndpointRegistry, type EndpointRegistry } from "./registry/registry.ts";
export { registerEndpointRoutes } from "./registry/routes.ts";
