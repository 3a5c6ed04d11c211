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
import { installErrorHandling } from "./errors.ts";
import { installSecurityHeaders, requireAccessToken } from "./security.ts";
import type { Http } from "./types.ts";

export interface HttpOptions {
  readonly log: Log;
  readonly accessToken: string;
  readonly translators: readonly ErrorTranslator[];
  /** Called with the scope /api/v1, in which the access token is required. */
  readonly api: (http: Http) => void;
  /** Called with the root scope, open to all: pages, health. */
  readonly open: (http: Http) => void;
}

/** The largest JSON body; rows come as streams, which have no limit. */
const largestJson = 1024 * 1024;

/** Bodies that a route reads as a stream (`request.body` is a Readable): rows of any number. */
const streamedTypes = ["application/x-ndjson", "application/ndjson", "text/csv"];

export async function createHttp(options: HttpOptions): Promise<Http> {
  const loggerInstance: FastifyBaseLogger = options.log;
  const http: Http = fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: largestJson,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 200 },
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
          accessToken: {
            type: "http",
            scheme: "bearer",
            description: "The token in the file `access-token` of the hub's data folder.",
          },
        },
      },
    },
    transform: jsonSchemaTransform,
  });
  await http.register(
    async (scope) => {
      requireAccessToken(scope, options.accessToken);
      scope.addHook("onRoute", (route) => {
        if (route.schema !== undefined) route.schema.security = [{ accessToken: [] }];
      });
      options.api(scope.withTypeProvider<ZodTypeProvider>());
    },
    { prefix: "/api/v1" },
  );
  http.get("/api/v1/openapi.json", { schema: { hide: true } }, async () => http.swagger());
  options.open(http);
  await http.ready();
  return http;
}
