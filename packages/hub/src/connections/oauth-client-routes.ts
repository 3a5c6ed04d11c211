/** The REST routes of OAuth clients. NOT those of connections. */
import { z } from "zod";
import { actorOf } from "../access/index.ts";
import { ErrorAnswer } from "../platform/http/errors.ts";
import type { Http } from "../platform/http/types.ts";
import { answerOfClient, OAuthClientAnswer } from "./answers.ts";
import type { OAuthClients } from "./oauth-clients.ts";

const settings = {
  apiAddress: z.string().optional().describe("Default: https://api.getgo.com"),
  authenticationAddress: z.string().optional().describe("Default: https://authentication.logmeininc.com"),
  name: z.string().min(1).max(100).optional().describe("For people"),
  scopes: z
    .array(z.string().regex(/^[\x21-\x7e]+$/))
    .min(1)
    .optional()
    .describe("Default: identity:scim.me collab:"),
  requestsPerSecond: z.number().int().min(1).max(1000).optional().describe("Default: 10"),
};

export const NewOAuthClientBody = z.object({
  ...settings,
  clientId: z.string(),
  clientSecret: z.string().min(1).optional().describe("Kept sealed; absent for a public client"),
  redirectAddress: z.string().optional().describe("Default: the hub's own"),
});

const Named = z.object({ name: z.string() });
const tags = ["OAuth clients"];
const errors = { 400: ErrorAnswer, 404: ErrorAnswer, 409: ErrorAnswer };

export function registerOAuthClientRoutes(http: Http, clients: OAuthClients): void {
  http.get(
    "/oauth-clients",
    {
      config: { permission: "connections:read" },
      schema: {
        tags,
        summary: "All OAuth clients, without their secrets",
        response: { 200: z.object({ oauthClients: z.array(OAuthClientAnswer) }) },
      },
    },
    async () => ({ oauthClients: (await clients.list()).map(answerOfClient) }),
  );

  http.post(
    "/oauth-clients",
    {
      config: { permission: "connections:write" },
      schema: {
        tags,
        summary: "Write an application down that is registered at GoTo; known ones get the new secret",
        body: NewOAuthClientBody,
        response: { 201: OAuthClientAnswer, ...errors },
      },
    },
    async (request, reply) => {
      const { client } = await clients.addOrUpdate(request.body, actorOf(request));
      return reply.code(201).send(answerOfClient(client));
    },
  );

  http.patch(
    "/oauth-clients/:name",
    {
      config: { permission: "connections:write" },
      schema: {
        tags,
        summary: "Change an OAuth client, for instance its secret",
        params: Named,
        body: z.object({
          ...settings,
          clientSecret: z.string().min(1).optional(),
          redirectAddress: z.string().nullable().optional().describe("null: the hub's own"),
        }),
        response: { 200: OAuthClientAnswer, ...errors },
      },
    },
    async (request) =>
      answerOfClient(await clients.edit(request.params.name, request.body, actorOf(request))),
  );

  http.delete(
    "/oauth-clients/:name",
    {
      config: { permission: "connections:write" },
      schema: {
        tags,
        summary: "Remove an OAuth client that no connection uses",
        params: Named,
        response: { 204: z.undefined().describe("Removed"), ...errors },
      },
    },
    async (request, reply) => {
      await clients.remove(request.params.name, actorOf(request));
      return reply.code(204).send(undefined);
    },
  );
}
