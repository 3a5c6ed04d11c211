/**
 * The HTTP server: routes every operation through limit, faults and token to its answer. GoTo's several hosts
 * (api.getgo.com, authentication.logmeininc.com, ...) are one origin here; their paths do not collide.
 *
 * Not here: sign-in and tokens (`oauth/routes.ts`), the control API (`control/routes.ts`), the page.
 */

import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import type { Engine } from "../engine.ts";
import { invalidRequest, pathNotFound, rateLimitExceeded } from "./errors.ts";
import { exchange } from "./exchange.ts";
import { callerOf, refuseScope, refuseToken, tokenOf } from "./gateway.ts";
import { type Json, parseJson } from "./json.ts";
import type { Answer, Operation } from "./operation.ts";

/** A server with the operations; it does not listen yet. */
export function createServer(engine: Engine, operations: readonly Operation[]): FastifyInstance {
  const server = Fastify({
    // Sockets that a time-out fault holds open must not keep a closing sandbox alive.
    forceCloseConnections: true,
    exposeHeadRoutes: false,
    bodyLimit: 5_000_000,
    routerOptions: { maxParamLength: 200, querystringParser: () => ({}) },
  });
  // Bodies stay text: operations need every digit, and forms are read by the token server.
  server.removeAllContentTypeParsers();
  server.addContentTypeParser("*", { parseAs: "string" }, (_request, body, done) => done(null, body));
  for (const operation of operations)
    server.route({
      method: operation.method,
      url: operation.path,
      handler: (request, reply) => answerOperation(engine, operation, request, reply),
    });
  server.setNotFoundHandler((request, reply) => {
    const call = engine.calls.begin("unknown path", "none", request.method, request.url);
    return exchange(engine, reply, call, undefined, () => pathNotFound(request.method, pathOf(request.url)));
  });
  server.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status < 500) {
      reply.code(status).send({ errorCode: "InvalidRequest", description: error.message });
      return;
    }
    engine.log(`The sandbox has a bug: ${request.method} ${request.url} failed. ${error.stack}`);
    reply
      .code(500)
      .send({ errorCode: "InternalError", description: "The sandbox failed; its log says why." });
  });
  return server;
}

async function answerOperation(
  engine: Engine,
  operation: Operation,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { operationId, api } = operation;
  const call = engine.calls.begin(operationId, api, request.method, request.url);
  const token = tokenOf(engine.grants, request.headers.authorization);
  const limited = `${api} ${token?.grant.client.clientId ?? "anonymous"}`;
  if (!engine.limit.admits(limited, engine.clock.real())) {
    await exchange(engine, reply, call, undefined, rateLimitExceeded);
    return reply;
  }
  engine.calls.admitted(call);
  const fault = engine.faults.next(operationId);
  if (fault?.kind === "killToken" && token !== undefined) {
    engine.grants.killAccessToken(token);
    engine.calls.tokenKilled();
  }
  await exchange(engine, reply, call, fault, () => {
    if (token === undefined || fault?.kind === "killToken") return refuseToken(api);
    return carryOut(engine, operation, request, callerOf(token));
  });
  return reply;
}

function carryOut(
  { world }: Engine,
  { api, handle }: Operation,
  request: FastifyRequest,
  caller: ReturnType<typeof callerOf>,
): Answer | Promise<Answer> {
  const refused = refuseScope(world, api, caller);
  if (refused !== undefined) return refused;
  let body: Json | undefined;
  try {
    body = typeof request.body === "string" && request.body !== "" ? parseJson(request.body) : undefined;
  } catch {
    return invalidRequest(world, "The request body is not valid JSON.");
  }
  return handle({
    world,
    now: world.now,
    caller,
    path: request.params as Record<string, string>,
    query: queryOf(request.url),
    headers: request.headers,
    body,
    origin: originOf(request),
  });
}

/** The sandbox's own address, as the caller wrote it. */
export function originOf(request: FastifyRequest): string {
  return `http://${request.headers.host ?? "127.0.0.1"}`;
}

export function queryOf(url: string): URLSearchParams {
  const start = url.indexOf("?");
  return new URLSearchParams(start < 0 ? "" : url.slice(start + 1));
}

function pathOf(url: string): string {
  return url.split("?", 1)[0] ?? url;
}
