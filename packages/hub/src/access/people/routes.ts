/** The REST routes of people. NOT those of oneself (`me/`) and not of invitations (`links/`). */
import { z } from "zod";
import { ErrorAnswer } from "../../platform/http/errors.ts";
import type { Http } from "../../platform/http/types.ts";
import { actorOf, principalOf } from "../principal.ts";
import { Line, type Person, RoleName } from "./model.ts";
import type { People } from "./service.ts";

export const PersonAnswer = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  role: RoleName,
  createdAt: z.string(),
  deactivatedAt: z.string().nullable().describe("Since when nobody comes in as them; null: they may"),
});

/** Path parameter: who is meant. */
export const PersonWanted = z.object({ person: z.string().describe("E-mail address or id") });

const tags = ["people"];
const errors = { 400: ErrorAnswer, 404: ErrorAnswer, 409: ErrorAnswer };

export function registerPeopleRoutes(http: Http, people: People): void {
  http.get(
    "/people",
    {
      config: { permission: "people:read" },
      schema: {
        tags,
        summary: "Everybody who may sign in",
        response: { 200: z.object({ people: z.array(PersonAnswer) }) },
      },
    },
    async () => ({ people: (await people.list()).map(answerOfPerson) }),
  );

  http.get(
    "/people/:person",
    {
      config: { permission: "people:read" },
      schema: {
        tags,
        summary: "One person",
        params: PersonWanted,
        response: { 200: PersonAnswer, ...errors },
      },
    },
    async (request) => answerOfPerson(await people.find(request.params.person)),
  );

  http.patch(
    "/people/:person",
    {
      config: { permission: "people:write" },
      schema: {
        tags,
        summary: "Change name or role; the new role counts from the next request",
        params: PersonWanted,
        body: z.object({ name: Line.optional(), role: RoleName.optional() }),
        response: { 200: PersonAnswer, ...errors },
      },
    },
    async (request) =>
      answerOfPerson(await people.edit(request.params.person, request.body, principalOf(request))),
  );

  http.post(
    "/people/:person/deactivate",
    {
      config: { permission: "people:write" },
      schema: {
        tags,
        summary:
          "Let nobody come in as a person for now: sessions end at once, API keys stop; all else stays",
        params: PersonWanted,
        response: { 200: PersonAnswer, ...errors },
      },
    },
    async (request) => answerOfPerson(await people.deactivate(request.params.person, actorOf(request))),
  );

  http.post(
    "/people/:person/reactivate",
    {
      config: { permission: "people:write" },
      schema: {
        tags,
        summary: "Let a person come in again, with the role, teams and API keys that they had",
        params: PersonWanted,
        response: { 200: PersonAnswer, ...errors },
      },
    },
    async (request) => answerOfPerson(await people.reactivate(request.params.person, principalOf(request))),
  );

  http.delete(
    "/people/:person",
    {
      config: { permission: "people:write" },
      schema: {
        tags,
        summary: "Remove a person, with their sessions and API keys",
        params: PersonWanted,
        response: { 204: z.undefined().describe("Removed"), ...errors },
      },
    },
    async (request, reply) => {
      await people.remove(request.params.person, actorOf(request));
      return reply.code(204).send(undefined);
    },
  );
}

export function answerOfPerson(person: Person): z.infer<typeof PersonAnswer> {
  const { createdAt, deactivatedAt } = person;
  return {
    ...person,
    createdAt: createdAt.toISOString(),
    deactivatedAt: deactivatedAt?.toISOString() ?? null,
  };
}
