/** The REST routes of oneself: who am I, my sessions, my password. NOT those of others (`people/`). */
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { HubError } from "../../platform/errors.ts";
import { ErrorAnswer } from "../../platform/http/errors.ts";
import type { Http } from "../../platform/http/types.ts";
import { Line, NewPassword } from "../people/model.ts";
import { answerOfPerson, PersonAnswer } from "../people/routes.ts";
import type { People } from "../people/service.ts";
import { type Actor, actorOf, principalOf } from "../principal.ts";
import type { SignIn } from "../sign-in/service.ts";
import type { Teams } from "../teams/service.ts";

const MeAnswer = z.object({
  kind: z.enum(["person", "key", "local"]).describe("local: the access token of the hub's data folder"),
  name: z.string(),
  person: PersonAnswer.nullable().describe("Oneself, or the owner of the key"),
  teams: z.array(z.string()),
  permissions: z.array(z.string()),
});

const SessionAnswer = z.object({
  id: z.string(),
  current: z.boolean().describe("Whether this request comes from it"),
  address: z.string().nullable(),
  userAgent: z.string().nullable(),
  createdAt: z.string(),
  expiresAt: z.string().describe("When it ends unless it is used"),
});

const tags = ["me"];
const known = { permission: "known" } as const;
const errors = { 400: ErrorAnswer, 404: ErrorAnswer, 409: ErrorAnswer, 429: ErrorAnswer };

export function registerMeRoutes(
  http: Http,
  { people, teams, signIn }: { readonly people: People; readonly teams: Teams; readonly signIn: SignIn },
): void {
  http.get(
    "/me",
    {
      config: known,
      schema: { tags, summary: "Who I am and what I may do", response: { 200: MeAnswer } },
    },
    async (request) => {
      const { actor, permissions, personId } = principalOf(request);
      const person = personId === undefined ? undefined : await people.find(personId);
      const all = personId === undefined ? [] : await teams.list();
      return {
        kind: kindOf(actor),
        name: actor.name,
        person: person === undefined ? null : answerOfPerson(person),
        teams: all.filter(({ members }) => members.some(({ id }) => id === personId)).map(({ name }) => name),
        permissions: [...permissions],
      };
    },
  );

  http.patch(
    "/me",
    {
      config: known,
      schema: {
        tags,
        summary: "Change my name; address and role are for administrators",
        body: z.strictObject({ name: Line }),
        response: { 200: PersonAnswer, ...errors },
      },
    },
    async (request) => {
      const { name } = request.body;
      return answerOfPerson(await people.edit(signedIn(request).id, { name }, principalOf(request)));
    },
  );

  http.post(
    "/me/password",
    {
      config: known,
      schema: {
        tags,
        summary: "Change my password; my other sessions end",
        body: z.object({ currentPassword: z.string().max(1000), newPassword: NewPassword }),
        response: { 204: z.undefined().describe("Changed"), ...errors },
      },
    },
    async (request, reply) => {
      const { currentPassword: current, newPassword: next } = request.body;
      await signIn.changePassword(signedIn(request), { current, next }, actorOf(request));
      return reply.code(204).send(undefined);
    },
  );

  http.get(
    "/me/sessions",
    {
      config: known,
      schema: {
        tags,
        summary: "Where I am signed in",
        response: { 200: z.object({ sessions: z.array(SessionAnswer) }), ...errors },
      },
    },
    async (request) => {
      const { id, sessionId } = signedIn(request);
      const sessions = await people.sessions(id);
      return {
        sessions: sessions.map(({ createdAt, expiresAt, ...session }) => ({
          ...session,
          current: session.id === sessionId,
          createdAt: createdAt.toISOString(),
          expiresAt: expiresAt.toISOString(),
        })),
      };
    },
  );

  http.delete(
    "/me/sessions",
    {
      config: known,
      schema: {
        tags,
        summary: "Sign out everywhere but here",
        response: { 200: z.object({ ended: z.number().int() }), ...errors },
      },
    },
    async (request) => {
      const { id, sessionId } = signedIn(request);
      return { ended: await people.endOtherSessions(id, sessionId, actorOf(request)) };
    },
  );

  http.delete(
    "/me/sessions/:session",
    {
      config: known,
      schema: {
        tags,
        summary: "Sign out in one place",
        params: z.object({ session: z.string() }),
        response: { 204: z.undefined().describe("Ended"), ...errors },
      },
    },
    async (request, reply) => {
      const { session } = request.params;
      if (!(await people.endSession(signedIn(request).id, session, actorOf(request)))) throw unknownSession();
      return reply.code(204).send(undefined);
    },
  );
}

function kindOf({ kind }: Actor): "person" | "key" | "local" {
  if (kind === "person" || kind === "key" || kind === "local") return kind;
  throw new Error(`no request comes from a ${kind}`);
}

/** The person in a browser; keys and the local token have neither password nor sessions. */
function signedIn(request: FastifyRequest): { readonly id: string; readonly sessionId: string } {
  const { personId, sessionId } = principalOf(request);
  if (personId !== undefined && sessionId !== undefined) return { id: personId, sessionId };
  throw new HubError({
    kind: "conflict",
    code: "me.no-person",
    message: "This is for people who are signed in, and the request comes with a key.",
    meaning: "Keys have neither a password nor sessions. Nothing was done.",
    remedy: "Sign in with a browser at /sign-in.",
  });
}

function unknownSession(): HubError {
  return new HubError({
    kind: "unknown",
    code: "session.unknown",
    message: "You have no such session.",
    meaning: "It ended already, or never was.",
    remedy: "See them with GET /api/v1/me/sessions.",
  });
}
