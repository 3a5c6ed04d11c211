/** The REST routes of teams. */
import { z } from "zod";
import { ErrorAnswer } from "../../platform/http/errors.ts";
import type { Http } from "../../platform/http/types.ts";
import { Line } from "../people/model.ts";
import { actorOf } from "../principal.ts";
import type { Teams } from "./service.ts";
import type { Team } from "./store.ts";

const TeamAnswer = z.object({
  id: z.string(),
  name: z.string(),
  createdAt: z.string(),
  members: z.array(z.object({ id: z.string(), email: z.string(), name: z.string() })),
});

const TeamWanted = z.object({ team: z.string().describe("Name or id") });
const Membership = TeamWanted.extend({ person: z.string().describe("E-mail address or id") });
const Named = z.object({ name: Line });
const tags = ["teams"];
const errors = { 400: ErrorAnswer, 404: ErrorAnswer, 409: ErrorAnswer };

export function registerTeamRoutes(http: Http, teams: Teams): void {
  http.get(
    "/teams",
    {
      config: { permission: "people:read" },
      schema: {
        tags,
        summary: "All teams, with who is in them",
        response: { 200: z.object({ teams: z.array(TeamAnswer) }) },
      },
    },
    async () => ({ teams: (await teams.list()).map(answerOf) }),
  );

  http.post(
    "/teams",
    {
      config: { permission: "people:write" },
      schema: { tags, summary: "Create a team", body: Named, response: { 201: TeamAnswer, ...errors } },
    },
    async (request, reply) =>
      reply.code(201).send(answerOf(await teams.create(request.body.name, actorOf(request)))),
  );

  http.patch(
    "/teams/:team",
    {
      config: { permission: "people:write" },
      schema: {
        tags,
        summary: "Rename a team",
        params: TeamWanted,
        body: Named,
        response: { 200: TeamAnswer, ...errors },
      },
    },
    async (request) => answerOf(await teams.rename(request.params.team, request.body.name, actorOf(request))),
  );

  http.delete(
    "/teams/:team",
    {
      config: { permission: "people:write" },
      schema: {
        tags,
        summary: "Remove a team; its people stay",
        params: TeamWanted,
        response: { 204: z.undefined().describe("Removed"), ...errors },
      },
    },
    async (request, reply) => {
      await teams.remove(request.params.team, actorOf(request));
      return reply.code(204).send(undefined);
    },
  );

  http.put(
    "/teams/:team/members/:person",
    {
      config: { permission: "people:write" },
      schema: {
        tags,
        summary: "Put a person into a team",
        params: Membership,
        response: { 200: TeamAnswer, ...errors },
      },
    },
    async (request) => {
      const { team, person } = request.params;
      return answerOf(await teams.addMember(team, person, actorOf(request)));
    },
  );

  http.delete(
    "/teams/:team/members/:person",
    {
      config: { permission: "people:write" },
      schema: {
        tags,
        summary: "Take a person out of a team",
        params: Membership,
        response: { 200: TeamAnswer, ...errors },
      },
    },
    async (request) => {
      const { team, person } = request.params;
      return answerOf(await teams.removeMember(team, person, actorOf(request)));
    },
  );
}

function answerOf(team: Team): z.infer<typeof TeamAnswer> {
  return { ...team, createdAt: team.createdAt.toISOString(), members: [...team.members] };
}
