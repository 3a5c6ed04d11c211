/**
 * The routes of GoTo's authentication hosts (goto-oauth.md 2 to 6, 12): authorize with its pages, token, revoke,
 * introspect, keys and metadata, and the deprecated second generation beside the current one.
 */

import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Engine } from "../engine.ts";
import { exchange } from "../http/exchange.ts";
import type { Answer } from "../http/operation.ts";
import { originOf, queryOf } from "../http/server.ts";
import { pageHeaders } from "../page/frame.ts";
import { languageOf } from "../page/language.ts";
import type { Organizer } from "../world/model.ts";
import { type AuthorizeRequest, readAuthorizeRequest, withQuery } from "./authorize.ts";
import { metadata } from "./metadata.ts";
import { consentPage, oauthErrorPage, signInPage } from "./pages.ts";
import { SignIns } from "./sessions.ts";
import type { Signer } from "./signer.ts";
import {
  answerIntrospection,
  answerRevocation,
  answerTokenRequest,
  type FormRequest,
  type TokenServer,
} from "./token-endpoint.ts";

export function addOAuthRoutes(server: FastifyInstance, engine: Engine, signer: () => Signer): void {
  const { world, grants, calls } = engine;
  const tokenServer: TokenServer = { world, grants, calls };
  const signIns = new SignIns();

  for (const path of ["/oauth/authorize", "/oauth/v2/authorize"])
    server.get(path, (request, reply) => {
      engine.tick();
      const organizer = autoApprover(engine) ?? signIns.of(request.headers.cookie)?.organizer;
      return authorize(engine, request, reply, organizer);
    });

  server.get("/login", (request, reply) => {
    const service = localService(queryOf(request.url).get("service"));
    return sendPage(reply, 200, signInPage(languageOf(request.headers["accept-language"]), world, service));
  });

  server.post("/login", (request, reply) => {
    const form = new URLSearchParams(textOf(request));
    const organizer = world.organizer(form.get("organizer") ?? "");
    if (organizer === undefined) return reply.redirect("/login");
    return reply
      .header("set-cookie", signIns.begin(organizer))
      .redirect(localService(form.get("service")), 303);
  });

  server.get("/oauth/approve", (request, reply) => {
    const signIn = signIns.of(request.headers.cookie);
    const query = queryOf(request.url);
    if (signIn === undefined) return toSignIn(reply, query);
    const asked = readOrRefuse(engine, request, reply, query);
    if (asked === undefined) return reply;
    if (grants.hasConsent(asked.client, signIn.organizer, asked.scopes))
      return reply.redirect(codeLocation(engine, asked, signIn.organizer));
    const page = { request: asked, ...signIn, query: query.toString() };
    return sendPage(reply, 200, consentPage(languageOf(request.headers["accept-language"]), page));
  });

  server.post("/oauth/approve", (request, reply) => {
    const signIn = signIns.of(request.headers.cookie);
    const form = new URLSearchParams(textOf(request));
    const query = new URLSearchParams(form.get("query") ?? "");
    const asked = readOrRefuse(engine, request, reply, query);
    if (asked === undefined) return reply;
    if (signIn === undefined || form.get("confirmation") !== signIn.confirmation) {
      const language = languageOf(request.headers["accept-language"]);
      return sendPage(reply, 400, oauthErrorPage(language, "expired"));
    }
    if (form.get("decision") === "allow")
      return reply.redirect(codeLocation(engine, asked, signIn.organizer), 303);
    const refusal = {
      error: "access_denied",
      error_description: "The person did not allow it.",
      state: asked.state,
    };
    return reply.redirect(withQuery(asked.target, refusal), 303);
  });

  const post = (path: string, name: string, answer: (request: FormRequest) => Answer) =>
    server.post(path, async (request, reply) => {
      const call = calls.begin(name, "oauth", request.method, request.url);
      await exchange(engine, reply, call, engine.faults.next(name), () => answer(formOf(request)));
      return reply;
    });
  post("/oauth/token", "token", (request) => answerTokenRequest(tokenServer, request, false));
  post("/oauth/v2/token", "token", (request) => answerTokenRequest(tokenServer, request, true));
  post("/oauth/revoke", "revoke", (request) => answerRevocation(tokenServer, request));
  post("/oauth/introspect", "introspect", (request) => answerIntrospection(tokenServer, request));
  server.get("/oauth/jwks.json", () => signer().jwks);
  server.get("/.well-known/oauth-authorization-server", (request) => metadata(originOf(request)));
}

/** The organizer of the auto-approve switch, by address or the first one (goto-oauth.md 12.2). */
function autoApprover({ world, grants }: Engine): Organizer | undefined {
  const { autoApprove } = grants.settings;
  if (autoApprove === false) return undefined;
  return world.organizers.find(({ email }) => autoApprove === true || email === autoApprove);
}

/** Straight to the code when person and consent are known; else to the sign-in or the consent page. */
function authorize(
  engine: Engine,
  request: FastifyRequest,
  reply: FastifyReply,
  organizer: Organizer | undefined,
) {
  const query = queryOf(request.url);
  const asked = readOrRefuse(engine, request, reply, query);
  if (asked === undefined) return reply;
  if (organizer === undefined) return toSignIn(reply, query);
  const known =
    autoApprover(engine) === organizer || engine.grants.hasConsent(asked.client, organizer, asked.scopes);
  return reply.redirect(known ? codeLocation(engine, asked, organizer) : `/oauth/approve?${query}`);
}

function readOrRefuse(
  { world }: Engine,
  request: FastifyRequest,
  reply: FastifyReply,
  query: URLSearchParams,
): AuthorizeRequest | undefined {
  const reading = readAuthorizeRequest(world, query);
  if (reading.outcome === "ask") return reading.request;
  if (reading.outcome === "redirect") reply.redirect(reading.location);
  else sendPage(reply, 400, oauthErrorPage(languageOf(request.headers["accept-language"]), reading.reason));
  return undefined;
}

function codeLocation({ grants }: Engine, request: AuthorizeRequest, organizer: Organizer): string {
  const { client, target, redirectUri, scopes, state, challenge } = request;
  const code = grants.issueCode({ client, organizer, scopes, redirectUri, challenge });
  return withQuery(target, { code, state });
}

/** GoTo's login page carries the approve address as `service` (goto-oauth.md 4, step 1). */
function toSignIn(reply: FastifyReply, query: URLSearchParams) {
  return reply.redirect(`/login?service=${encodeURIComponent(`/oauth/approve?${query}`)}`);
}

/** Only on with the sign-in: anything else would make the login page an open redirect. */
function localService(service: string | null): string {
  return service?.startsWith("/oauth/approve?") === true ? service : "/";
}

function sendPage(reply: FastifyReply, status: number, page: string) {
  return reply.code(status).headers(pageHeaders).send(page);
}

function textOf(request: FastifyRequest): string {
  return typeof request.body === "string" ? request.body : "";
}

function formOf(request: FastifyRequest): FormRequest {
  const { authorization, "content-type": contentType } = request.headers;
  return { authorization, contentType, body: textOf(request) };
}
