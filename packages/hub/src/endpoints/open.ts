/**
 * All kinds of endpoints by one door: their options, as they stand in the database and in files (no secret is in
 * them), and an endpoint made of them. A kind's library is loaded when its first endpoint is opened.
 */
import { z } from "zod";
import type { Clock } from "../platform/clock/clock.ts";
import type { Endpoint } from "./endpoint.ts";
import { CsvOptions, ExcelOptions, NdjsonOptions, ParquetOptions } from "./files/options.ts";
import { HttpOptions } from "./http/options.ts";
import { MysqlOptions, PostgresOptions } from "./sql/options.ts";

export const EndpointOptions = z.discriminatedUnion("kind", [
  CsvOptions,
  NdjsonOptions,
  ExcelOptions,
  ParquetOptions,
  PostgresOptions,
  MysqlOptions,
  HttpOptions,
]);
export type EndpointOptions = z.infer<typeof EndpointOptions>;

export interface EndpointPorts {
  readonly clock: Clock;
  /** The folder that holds the files of all endpoints. */
  readonly filesFolder: string;
  /** Hosts, with their ports, that the administrator allows to be called without TLS. */
  readonly plainHosts: readonly string[];
}

/**
 * `secret` is the password, token or key, already opened; undefined where the endpoint needs none. Nothing is
 * connected yet: `test` tells whether it works. Throws HubError for options that can never work.
 */
export async function openEndpoint(
  options: EndpointOptions,
  secret: string | undefined,
  ports: EndpointPorts,
): Promise<Endpoint> {
  switch (options.kind) {
    case "csv":
      return (await import("./csv/csv.ts")).openCsvEndpoint(options, ports);
    case "ndjson":
      return (await import("./ndjson/ndjson.ts")).openNdjsonEndpoint(options, ports);
    case "excel":
      return (await import("./excel/excel.ts")).openExcelEndpoint(options, ports);
    case "parquet":
      return (await import("./parquet/parquet.ts")).openParquetEndpoint(options, ports);
    case "postgres":
      return (await import("./postgres/postgres.ts")).openPostgresEndpoint(options, secret, ports);
    case "mysql":
      return (await import("./mysql/mysql.ts")).openMysqlEndpoint(options, secret, ports);
    case "http": {
      const { openHttpEndpoint } = await import("./http/http.ts");
      return openHttpEndpoint(options, secret, {
        clock: ports.clock,
        rules: { plainHosts: ports.plainHosts },
      });
    }
  }
}
