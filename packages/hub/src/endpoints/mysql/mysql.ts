/** MySQL and MariaDB as endpoints, from MySQL 5.7 and MariaDB 10.6. */
import type { Clock } from "../../platform/clock/clock.ts";
import type { Endpoint } from "../endpoint.ts";
import { createSqlEndpoint } from "../sql/endpoint.ts";
import type { MysqlOptions } from "../sql/options.ts";
import { mysqlDialect } from "./dialect.ts";
import { openSessions } from "./sessions.ts";
import { createMysqlWriter } from "./writer.ts";

export function openMysqlEndpoint(
  options: MysqlOptions,
  password: string | undefined,
  { clock }: { readonly clock: Clock },
): Endpoint {
  return createSqlEndpoint(mysqlDialect, openSessions(options, password), (plan) =>
    createMysqlWriter(clock, plan),
  );
}
