/** PostgreSQL as an endpoint, from version 15. NOT the hub's own database, though it may be the same server. */
import type { Clock } from "../../platform/clock/clock.ts";
import type { Endpoint } from "../endpoint.ts";
import type { Sessions } from "../sql/dialect.ts";
import { createSqlEndpoint } from "../sql/endpoint.ts";
import type { PostgresOptions } from "../sql/options.ts";
import { createPostgresDialect } from "./dialect.ts";
import { openSessions, type PostgresSession } from "./sessions.ts";
import { createPostgresWriter } from "./writer.ts";

export function openPostgresEndpoint(
  options: PostgresOptions,
  password: string | undefined,
  ports: { readonly clock: Clock },
): Endpoint {
  return postgresEndpointOver(openSessions(options, password), options.schema, ports);
}

/** The same over sessions of another driver, e.g. of an embedded database. */
export function postgresEndpointOver(
  sessions: Sessions<PostgresSession>,
  schema: string,
  { clock }: { readonly clock: Clock },
): Endpoint {
  const dialect = createPostgresDialect(schema);
  return createSqlEndpoint(dialect, sessions, (plan) => createPostgresWriter(dialect, clock, plan));
}
