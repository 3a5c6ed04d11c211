/**
 * The HTTP server without any room in it: schemas by zod, OpenAPI made from them, error answers, security.
 * It does not listen (that is `server.ts`) and serves no page (those are the rooms').
 */
import swagger from "@fastify/swagger";
import fastify, { type FastifyBaseLogger, LogController } from "fastify";
import {
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from "fastify-type-provider-zod";
import type { ErrorTranslator } from "../errors.ts";
import type { Log } from "../log/log.ts";
import { answerOf, installErrorHandling, statusOf, toHubError } from "./errors.ts";
import { installSecurityHeaders, securityHeaders } from "./security.ts";
import type { Http } from "./types.ts";

export interface HttpOptions {
  readonly log: Log;
  readonly translators: readonly ErrorTranslator[];
  /** Proxies whose X-Forwarded-* headers are believed; undefined: none. */
  readonly trustedProxies?: readonly string[] | undefined;
  /** Called first with the scope /api/v1: puts there what decides who may come in. */
  readonly guard: (http: Http) => void;
  /** Called with the scope /api/v1, behind the guard. */
  readonly api: (http: Http) => void;
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
  }).withTypeProvider<ZodTypeProvider>();
  http.setValidatorCompiler(validatorCompiler);
  http.setSerializerCompiler(serializerCompiler);
  http.addContentTypeParser(streamedTypes, { bodyLimit: Number.MAX_SAFE_INTEGER }, (_request, body, done) => {
    done(null, body);
  });
  installErrorHandling(http, options.translators);
  installSecurityHeaders(http);

  await http.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Rostrum",
        version: "1",
        description: "The self-hosted hub between GoTo and the systems where people work.",
      },
      components: {
        securitySchemes: {
          bearer: {
            type: "http",
            scheme: "bearer",
            description: "An API key; at the hub's machine also the file `access-token` of its data folder.",
          },
          session: {
            type: "apiKey",
            in: "cookie",
            name: "rostrum.session_token",
            description: "A person's session, from /sign-in; with __Secure- before its name under https.",
          },
        },
      },
    },
    transform: jsonSchemaTransform,
  });
  await http.register(
    async (scope) => {
      options.guard(scope.withTypeProvider<ZodTypeProvider>());
      options.api(scope.withTypeProvider<ZodTypeProvider>());
    },
    { prefix: "/api/v1" },
  );
  http.get("/api/v1/openapi.json", { schema: { hide: true } }, async () => http.swagger());
  // Forms are for pages: the API, whose scope is made already, takes none.
  http.addContentTypeParser(formType, { parseAs: "string" }, (_request, body, done) => {
    done(null, Object.fromEntries(new URLSearchParams(String(body))));
  });
  options.open(http);
  await http.ready();
  return http;
}
