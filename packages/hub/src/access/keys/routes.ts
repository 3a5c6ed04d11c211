/** The REST routes of API keys. */
import { z } from "zod";
import { ErrorAnswer } from "../../platform/http/errors.ts";
import type { Http } from "../../platform/http/types.ts";
import { Line } from "../people/model.ts";
import { permissionNames } from "../permissions.ts";
import { principalOf } from "../principal.ts";
import type { Keys } from "./service.ts";
import type { ApiKey } from "./store.ts";

const ApiKeyAnswer = z.object({
  id: z.string(),
  name: z.string(),
  beginning: z.string().describe("Its first letters, by which to recognise it"),
  scopes: z.array(z.string()),
  owner: z
    .string()
    .nullable()
    .describe("E-mail address; null: made with the access token of the data folder"),
  createdAt: z.string(),
  expiresAt: z.string(),
  lastUsedAt: z.string().nullable().describe("To the minute"),
});

const tags = ["API keys"];
const errors = { 400: ErrorAnswer, 404: ErrorAnswer, 409: ErrorAnswer };

export function registerKeyRoutes(http: Http, keys: Keys): void {
  http.get(
    "/api-keys",
    {
      config: { permission: "keys:read" },
      schema: {
        tags,
        summary: "One's own API keys; with keys:all everybody's",
        response: { 200: z.object({ apiKeys: z.array(ApiKeyAnswer) }) },
      },
    },
    async (request) => ({ apiKeys: (await keys.list(principalOf(request))).map(answerOf) }),
  );

  http.post(
    "/api-keys",
    {
      config: { permission: "keys:write" },
      schema: {
        tags,
        summary: "Make an API key; its text is in this answer and never again",
        body: z
          .object({
            name: Line,
            scopes: z.array(z.enum(permissionNames)).min(1).max(permissionNames.length),
            expiresInDays: z.number().int().min(1).max(3650).default(365),
          })
          .meta({ examples: [{ name: "warehouse", scopes: ["entities:read"], expiresInDays: 90 }] }),
        response: {
          201: ApiKeyAnswer.extend({ key: z.string().describe("The key itself; it is not kept") }),
          ...errors,
        },
      },
    },
    async (request, reply) => {
      const { key, apiKey } = await keys.create(request.body, principalOf(request));
      return reply.code(201).send({ ...answerOf(apiKey), key });
    },
  );

  http.delete(
    "/api-keys/:key",
    {
      config: { permission: "keys:write" },
      schema: {
        tags,
        summary: "Revoke an API key, from this moment on",
        params: z.object({ key: z.string().describe("Name or id") }),
        response: { 204: z.undefined().describe("Revoked"), ...errors },
      },
    },
    async (request, reply) => {
      await keys.revoke(request.params.key, principalOf(request));
      return reply.code(204).send(undefined);
    },
  );
}

function answerOf({ owner, createdAt, expiresAt, lastUsedAt, ...key }: ApiKey): z.infer<typeof ApiKeyAnswer> {
  return {
    ...key,
    scopes: [...key.scopes],
    owner: owner?.email ?? null,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
  };
}
