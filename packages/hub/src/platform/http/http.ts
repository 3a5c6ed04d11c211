/**
 * The HTTP server without any room in it: schemas by zod, OpenAPI made from them, error answers, security.
 * It does not listen (that is `server.ts`) and serves no page (those are the rooms').
 */
import fastify, { type FastifyBaseLogger, LogController } from "fastify";
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from "fastify-type-provider-zod";
import { type ErrorTranslator, HubError } from "../errors.ts";
import type { Log } from "../log/log.ts";
import type { Metrics } from "../metrics/metrics.ts";
import { measureRequests } from "../metrics/requests.ts";
import { answerOf, installErrorHandling, statusOf, toHubError } from "./errors.ts";
import { type ApiTag, installOpenApi, registerOpenApi } from "./openapi.ts";
import { installSecurityHeaders, securityHeaders } from "./security.ts";
import type { Http } from "./types.ts";

export interface HttpOptions {
  readonly log: Log;
  readonly translators: readonly ErrorTranslator[];
  /** Proxies whose X-Forwarded-* headers are believed; undefined: none. */
  readonly trustedProxies?: readonly string[] | undefined;
  /** The parts of the API, for its description; see `openapi.ts`. */
  readonly tags?: readonly ApiTag[];
  /** Whether people reach the hub by https whatever a request looks like here: its public address says so. */
  readonly publicHttps?: boolean;
  /** Hears how long requests take. */
  readonly metrics?: Metrics;
  /** Called first with the scope /api/v1: puts there what decides who may come in. */
  readonly guard: (http: Http) => void;
  /** Called with the scope /api/v1, behind the guard. */
  readonly api: (http: Http) => void;
  /** Called with a scope behind the guard that is not below /api/v1: for addresses that others have fixed. */
  readonly guarded?: (http: Http) => void;
  /** Called with the root scope, open to all: pages, health. */
  readonly open: (http: Http) => void;
}

/** The largest JSON body; rows come as streams, which have no limit. */
const largestJson = 1024 * 1024;

/** Bodies that a route reads as a stream (`request.body` is a Readable): rows of any number. */
const streamedTypes = ["application/x-ndjson", "application/ndjson", "text/csv"];

const formType = "application/x-www-form-urlencoded";

export async function createHttp(options: HttpOptions): Promise<Http> {
  const loggerInstance: FastifyBaseLogger = options.log;
  const http: Http = fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: largestJson,
    forceCloseConnections: true,
    trustProxy: options.trustedProxies === undefined ? false : [...options.trustedProxies],
    routerOptions: { maxParamLength: 200 },
    // Addresses that the router cannot read come here without passing any hook.
    frameworkErrors(error, _request, reply) {
      const known = toHubError(error, []);
      const headers = { ...securityHeaders, "content-type": "application/json" };
      reply.raw.writeHead(statusOf(known), headers).end(JSON.stringify(answerOf(known)));
    },
    // What is no HTTP at all, or has too long a head, never becomes a request.
    clientErrorHandler(error, socket) {
      if (error.code === "ECONNRESET" || !socket.writable) return void socket.destroy();
      const known = notHttp(error.code === "HPE_HEADER_OVERFLOW");
      const headers = { ...securityHeaders, "content-type": "application/json", connection: "close" };
      const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
      socket.end(`HTTP/1.1 400 Bad Request\r\n${head.join("")}\r\n${JSON.stringify(answerOf(known))}`);
    },
  }).withTypeProvider<ZodTypeProvider>();
  http.setValidatorCompiler(validatorCompiler);
  http.setSerializerCompiler(serializerCompiler);
  http.addContentTypeParser(streamedTypes, { bodyLimit: Number.MAX_SAFE_INTEGER }, (_request, body, done) => {
    done(null, body);
  });
  installErrorHandling(http, options.translators);
  installSecurityHeaders(http, options.publicHttps ?? false);
  if (options.metrics !== undefined) measureRequests(http, options.metrics);

  await installOpenApi(http, options.tags ?? []);
  await http.register(
    async (scope) => {
      options.guard(scope.withTypeProvider<ZodTypeProvider>());
      options.api(scope.withTypeProvider<ZodTypeProvider>());
    },
    { prefix: "/api/v1" },
  );
  await http.register(async (scope) => {
    options.guard(scope.withTypeProvider<ZodTypeProvider>());
    options.guarded?.(scope.withTypeProvider<ZodTypeProvider>());
  });
  registerOpenApi(http);
  // Forms are for pages: the API, whose scope is made already, takes none.
  http.addContentTypeParser(formType, { parseAs: "string" }, (_request, body, done) => {
    done(null, Object.fromEntries(new URLSearchParams(String(body))));
  });
  options.open(http);
  await http.ready();
  return http;
}

function notHttp(tooLong: boolean): HubError {
  return new HubError({
    kind: "usage",
    code: tooLong ? "request.header-too-long" : "request.no-http",
    message: tooLong
      ? "The headers of the request are longer than 16 kB."
      : "What came is not a request of HTTP/1.1.",
    meaning: "The request could not be read; nothing was done.",
    remedy: tooLong
      ? "Send less in headers and address."
      : "Check the address: the hub speaks http; https is spoken by the proxy before it.",
  });
}
