/** Routes of endpoints: /api/v1/endpoints. Secrets go in and never come out. */
import { z } from "zod";
import { type Audit, actorOf } from "../../access/index.ts";
import { ErrorAnswer } from "../../platform/http/errors.ts";
import type { Http } from "../../platform/http/types.ts";
import { EndpointOptions } from "../open.ts";
import { registerFileRoutes } from "./file-routes.ts";
import type { EndpointRegistry, KnownEndpoint } from "./registry.ts";
import { registerSampleRoute } from "./sample-route.ts";

const EndpointAnswer = z.object({
  name: z.string(),
  kind: z.string(),
  settings: EndpointOptions,
  hasSecret: z.boolean(),
  updatedAt: z.string(),
});
const TestAnswer = z.object({
  works: z.boolean(),
  message: z.string(),
  meaning: z.string().optional(),
  remedy: z.string().optional(),
});
const TableAnswer = z.object({
  name: z.string(),
  fields: z.array(
    z.object({
      name: z.string(),
      type: z
        .string()
        .describe("text, integer, long, decimal, number, boolean, date, dateTime, instant, json ..."),
      required: z.boolean().describe("Whether an inserted row must have it"),
      key: z.boolean(),
      nullable: z.boolean(),
      writable: z.boolean(),
      plain: z
        .literal(false)
        .optional()
        .describe("Comes only when it is asked for by name, or is only written"),
      description: z.string().optional(),
    }),
  ),
  keys: z.array(z.array(z.string())).describe("Sets of fields that tell one row from all others"),
  operations: z.array(z.string()).describe("insert, update, upsert, delete"),
  requiredFor: z.record(z.string(), z.array(z.string())).optional(),
  replaceable: z.boolean(),
  changedBy: z.array(z.string()).describe("Fields by which changes can be read"),
  resumable: z.boolean(),
});
const tags = ["endpoints"];
const params = z.object({ name: z.string() });
const example = {
  settings: { kind: "postgres", host: "db.example.com", database: "dw", user: "rostrum" },
  secret: "the password of that user",
};
const nameForm = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,62}$/, "small letters, digits, dots, hyphens");

export function registerEndpointRoutes(http: Http, registry: EndpointRegistry, audit: Audit): void {
  const known = async (name: string) => (await registry.list()).find((endpoint) => endpoint.name === name);
  http.get(
    "/endpoints",
    {
      config: { permission: "endpoints:read" },
      schema: {
        tags,
        summary: "All endpoints that were added",
        response: { 200: z.object({ endpoints: z.array(EndpointAnswer) }) },
      },
    },
    async () => ({ endpoints: (await registry.list()).map(answer) }),
  );
  http.put(
    "/endpoints/:name",
    {
      config: { permission: "endpoints:write" },
      schema: {
        tags,
        summary: "Add an endpoint, or change it; without `secret` the one that it has stays",
        params: z.object({ name: nameForm }),
        body: z
          .strictObject({ settings: EndpointOptions, secret: z.string().min(1).optional() })
          .meta({ examples: [example] }),
        response: { 200: EndpointAnswer, 400: ErrorAnswer },
      },
    },
    async (request) => {
      const { name } = request.params;
      const before = await known(name);
      const after = answer(await registry.put(name, request.body.settings, request.body.secret));
      await audit.recordAlone(actorOf(request), {
        action: before === undefined ? "endpoint.add" : "endpoint.edit",
        kind: "endpoint",
        id: name,
        ...(before === undefined ? {} : { before: settingsOf(before) }),
        after: settingsOf(after),
      });
      return after;
    },
  );
  http.delete(
    "/endpoints/:name",
    {
      config: { permission: "endpoints:write" },
      schema: { tags, summary: "Remove an endpoint", params, response: { 204: z.null(), 404: ErrorAnswer } },
    },
    async (request, reply) => {
      const { name: id } = request.params;
      const before = await known(id);
      await registry.remove(id);
      await audit.recordAlone(actorOf(request), {
        action: "endpoint.remove",
        kind: "endpoint",
        id,
        ...(before === undefined ? {} : { before: settingsOf(before) }),
      });
      return reply.code(204).send(null);
    },
  );
  http.post(
    "/endpoints/:name/test",
    {
      config: { permission: "endpoints:write" },
      schema: {
        tags,
        summary: "Try an endpoint out, changing nothing",
        params,
        response: { 200: TestAnswer, 404: ErrorAnswer },
      },
    },
    async (request) => {
      const endpoint = await registry.open(request.params.name);
      audit.nothingChanged(actorOf(request));
      try {
        return await endpoint.test();
      } finally {
        await endpoint.close();
      }
    },
  );
  registerSampleRoute(http, registry, audit);
  registerFileRoutes(http, registry, audit);
  http.get(
    "/endpoints/:name/tables",
    {
      config: { permission: "endpoints:read" },
      schema: {
        tags,
        summary: "The tables of an endpoint",
        params,
        response: { 200: z.object({ tables: z.array(z.string()) }), 404: ErrorAnswer, 503: ErrorAnswer },
      },
    },
    async (request) => {
      const endpoint = await registry.open(request.params.name);
      try {
        return { tables: [...(await endpoint.tables())] };
      } finally {
        await endpoint.close();
      }
    },
  );
  http.get(
    "/endpoints/:name/tables/:table",
    {
      config: { permission: "endpoints:read" },
      schema: {
        tags,
        summary: "The fields of a table, and what can be done with it",
        params: params.extend({ table: z.string() }),
        response: { 200: TableAnswer, 404: ErrorAnswer, 503: ErrorAnswer },
      },
    },
    async (request) => {
      const endpoint = await registry.open(request.params.name);
      try {
        // Through JSON: what is read-only here is not for whoever writes answers.
        return JSON.parse(JSON.stringify(await endpoint.describe(request.params.table)));
      } finally {
        await endpoint.close();
      }
    },
  );
}

/** What the audit log keeps: a secret is not among the settings. */
function settingsOf({ settings, hasSecret }: Pick<KnownEndpoint, "settings" | "hasSecret">): unknown {
  return { ...settings, hasSecret };
}

function answer({ updatedAt, ...endpoint }: KnownEndpoint): z.infer<typeof EndpointAnswer> {
  return { ...endpoint, updatedAt: updatedAt.toISOString() };
}
