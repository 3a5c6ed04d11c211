/**
 * The one place where it is decided whether a request below /api/v1 may be made. Refused is the rule: a route that does
 * not declare its permission keeps the app from starting. NOT a check of single rows; rooms do that.
 */
import type { FastifyReply, FastifyRequest, RouteOptions } from "fastify";
import { HubError } from "../platform/errors.ts";
import { ErrorAnswer } from "../platform/http/errors.ts";
import type { Http } from "../platform/http/types.ts";
import type { Audit } from "./audit/audit.ts";
import type { Authenticate } from "./authenticate.ts";
import { isOwnOrigin } from "./origin.ts";
import type { Permission, RoutePermission } from "./permissions.ts";
import { type Principal, principalOf } from "./principal.ts";

export interface GuardOptions {
  readonly authenticate: Authenticate;
  readonly audit: Pick<Audit, "recordAlone" | "isAccountedFor">;
  readonly publicOrigin: string | undefined;
}

/** Puts the guard before every route of the scope, and says in each one's description what it needs. */
export function installGuard(scope: Http, options: GuardOptions): void {
  const { authenticate, audit, publicOrigin } = options;
  scope.decorateRequest("principal", undefined);
  scope.addHook("onRoute", describePermission);

  scope.addHook("onRequest", async (request, reply) => {
    const principal = await authenticate(request, reply);
    request.principal = principal;
    if (principal.sessionId !== undefined && !isFromOwnPage(request, publicOrigin)) throw foreignOrigin();
    checkPermission(principal, declared(request));
  });

  // A room that forgets its entry must not make a hole in the log: then there is at least who asked for what.
  scope.addHook("onResponse", async (request, reply) => {
    if (!isUnrecordedChange(request, reply, audit)) return;
    const id = `${request.method} ${request.url.split("?")[0] ?? ""}`;
    const after = { status: reply.statusCode };
    await audit.recordAlone(principalOf(request).actor, {
      action: "request",
      kind: "request",
      id,
      after,
    });
  });
}

/** Whether a browser's request comes from our own pages; see `origin.ts`. */
export function isFromOwnPage(request: FastifyRequest, publicOrigin: string | undefined): boolean {
  const site = request.headers["sec-fetch-site"];
  return isOwnOrigin({
    method: request.method,
    origin: request.headers.origin,
    fetchSite: typeof site === "string" ? site : undefined,
    addressed: `${request.protocol}://${request.host}`,
    published: publicOrigin,
  });
}

/** Whether a request changed something that its room did not write down itself. */
function isUnrecordedChange(
  request: FastifyRequest,
  reply: FastifyReply,
  audit: GuardOptions["audit"],
): boolean {
  if (request.principal === undefined || reply.statusCode >= 400) return false;
  const reads =
    ["GET", "HEAD", "OPTIONS"].includes(request.method) || /(:read|^known|^agent)$/.test(declared(request));
  return !reads && !audit.isAccountedFor(request.principal.actor);
}

function declared(request: FastifyRequest): RoutePermission {
  const { permission } = request.routeOptions.config;
  if (permission === undefined)
    throw new Error(`${request.url} is behind the guard and declares no permission`);
  return permission;
}

function checkPermission(principal: Principal, permission: RoutePermission): void {
  const isAgents = permission === "agent";
  if (isAgents !== (principal.agent !== undefined)) throw forAgents(principal, isAgents);
  if (isAgents || permission === "known" || principal.permissions.has(permission)) return;
  throw notAllowed(principal, permission);
}

/** Refuses a route without a permission, at the start; writes the permission into the description of the others. */
function describePermission(route: RouteOptions): void {
  const permission = route.config?.permission;
  if (permission === undefined) {
    throw new Error(
      `The route ${String(route.method)} ${route.url} declares no permission: give it config: { permission: ... } ` +
        "with one of access/permissions.ts.",
    );
  }
  const { schema } = route;
  // Fastify adds a HEAD for every GET, with the same schema, which is described already.
  if (schema === undefined || route.method === "HEAD") return;
  const needs =
    permission === "known"
      ? "For everybody who is known."
      : permission === "agent"
        ? "For agents alone, by their token."
        : `Needs the permission ${permission}.`;
  schema.description = schema.description === undefined ? needs : `${schema.description} ${needs}`;
  schema.security = [{ bearer: [] }, { session: [] }];
  schema.response = { ...(schema.response ?? {}), 401: ErrorAnswer, 403: ErrorAnswer };
}

function notAllowed({ actor }: Principal, permission: Permission): HubError {
  const isKey = actor.kind === "key";
  return new HubError({
    kind: "forbidden",
    code: "access.not-allowed",
    message: `${isKey ? `The API key "${actor.name}"` : actor.name} has not the permission ${permission}.`,
    meaning: "Nothing was done.",
    remedy: isKey
      ? `Use a key with this scope, whose owner has it too: rostrum keys create NAME --scope ${permission}`
      : "Ask an administrator for a role that has it.",
    details: { permission },
  });
}

function forAgents({ actor }: Principal, isAgents: boolean): HubError {
  return new HubError({
    kind: "forbidden",
    code: isAgents ? "access.agents-only" : "access.agent-elsewhere",
    message: isAgents ? `${actor.name} is no agent.` : `The agent ${actor.name} may not do this.`,
    meaning: isAgents
      ? "This is for the tokens of agents alone."
      : "An agent does its runs and nothing else.",
    remedy: isAgents
      ? "Make a token with: rostrum agent add NAME"
      : "Use an API key for this: rostrum keys create NAME --scope SCOPE",
  });
}

/** Also for the pages outside of the API that take forms. */
export function foreignOrigin(): HubError {
  return new HubError({
    kind: "forbidden",
    code: "access.foreign-origin",
    message: "The request does not come from a page of this hub.",
    meaning: "Another site may have sent it in your name. Nothing was done.",
    remedy:
      "Open the hub under its own address and try again. Behind a proxy, set ROSTRUM_PUBLIC_URL to that address.",
  });
}
