/**
 * The whole app as a value: `createApp` opens what it needs and wires the rooms; no port, no work at import
 * time. Listening is `server.ts`, the command line is `cli/`.
 *
 * How a room joins: it exports `registerXRoutes(http, deps)`, which declares routes relative to /api/v1 on an
 * `Http` with zod schemas (auth, error answers and OpenAPI come by themselves), and is called below.
 */
import type { Connections } from "./connections/index.ts";
import type { Clock } from "./platform/clock/clock.ts";
import type { Config } from "./platform/config/config.ts";
import type { Database } from "./platform/database/database.ts";
import type { Runs } from "./platform/http/runs.ts";
import type { Http } from "./platform/http/types.ts";
import type { Log } from "./platform/log/log.ts";

export interface AppOptions {
  readonly config: Config;
  readonly log?: Log;
  readonly clock?: Clock;
  /** An open database to use instead of the configured one; it stays the caller's to close. For tests. */
  readonly database?: Database;
}

/** What a room may be given when its routes are registered. */
export interface RoomDeps {
  readonly database: Database;
  readonly connections: Connections;
  readonly runs: Runs;
  readonly clock: Clock;
  readonly log: Log;
}

export interface App {
  readonly http: Http;
  readonly config: Config;
  readonly database: Database;
  readonly connections: Connections;
  /** The token that every request below /api/v1 must carry as Bearer. */
  readonly accessToken: string;
  readonly log: Log;
  close(): Promise<void>;
}

export declare function createApp(options: AppOptions): Promise<App>;
