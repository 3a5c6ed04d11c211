/**
 * The description of the REST API (OpenAPI 3.1), made from the schemas of the routes. Routes say what is theirs; what
 * holds for all of them is added here once: who may ask, the answers to errors, names of operations, the order of tags.
 * NOT the page that shows it (`platform/pages/reference-page.ts`).
 */
import swagger from "@fastify/swagger";
import type { FastifySchema } from "fastify";
import { jsonSchemaTransform } from "fastify-type-provider-zod";
import { z } from "zod";
import { ErrorAnswer } from "./errors.ts";
import type { Http } from "./types.ts";

/** What belongs together in the description, in the order in which it is shown. */
export interface ApiTag {
  readonly name: string;
  readonly description: string;
}

type JsonSchema = Readonly<Record<string, unknown>>;

declare module "fastify" {
  interface FastifyContextConfig {
    /** For the description: bodies that the route reads itself as a stream, per content type. Not checked. */
    streamedBody?: Readonly<Record<string, JsonSchema>>;
  }
}

/** The address of the description; open to all, it holds no data. */
export const openApiPath = "/api/v1/openapi.json";

const introduction = `Everything that the hub can do; the command line and the pages use nothing else.

**Who asks.** Send an API key as \`Authorization: Bearer KEY\` (\`rostrum keys create\`), or sign in at \`/sign-in\` and stay in
the browser. Each operation names the permission that it needs. With a session, changes are taken from the hub's own pages only.

**Errors** have one shape: \`{ "error": { "code", "message", "meaning", "remedy", "details"? } }\`. \`code\` is stable and for
programs; the others say what happened, what it means and what to do.

**Rows** of entities come and go as streams, in the format asked for, and are of any number. A connection that breaks off
means that the rows are not all. Send a header \`rostrum-run\` with an id of your own (8 to 64 letters, digits,
underscores, hyphens), and \`GET /api/v1/runs/ID\` tells how far it is and why it ended.

**Keys** of GoTo have 64 bits and are text in every answer; in what you send they may also be numbers.`;

/** What a status means, whichever route says it. */
const errorMeanings: Readonly<Record<string, string>> = {
  400: "The request as written cannot be carried out: the message names the part",
  401: "No API key or session, or one that is not a right one",
  403: "Known, but not allowed",
  404: "There is no such thing",
  409: "Refused because of the present state",
  413: "The body is larger than the route takes",
  422: "GoTo, or another system behind the hub, understood and said no",
  424: "A person's consent at GoTo is needed again",
  429: "Too many attempts; the header retry-after says for how long",
  500: "A fault of Rostrum itself; it is in the log of the hub",
  502: "GoTo, or the network on the way to it, failed",
  503: "Cannot be done at the moment: try again later",
};

const successMeanings: Readonly<Record<string, string>> = {
  200: "Done",
  201: "Made",
  202: "Begun; it goes on after this answer",
  204: "Done; there is nothing more to say",
};

/** Must come before the first route: it listens to the routes that are added. */
export async function installOpenApi(http: Http, tags: readonly ApiTag[]): Promise<void> {
  await http.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: { title: "Rostrum", version: "1", description: introduction },
      servers: [{ url: "/", description: "This hub" }],
      tags: tags.map((tag) => ({ ...tag })),
      components: {
        securitySchemes: {
          bearer: {
            type: "http",
            scheme: "bearer",
            description: "An API key; at the hub's machine also the file `access-token` of its data folder.",
          },
          session: {
            type: "apiKey",
            in: "cookie",
            name: "rostrum.session_token",
            description: "A person's session, from /sign-in; with __Secure- before its name under https.",
          },
        },
      },
    },
    transform(document) {
      const { schema, url } = jsonSchemaTransform(document);
      const streamed = document.route.config?.streamedBody;
      if (streamed === undefined || schema.hide === true) return { schema, url };
      const content = Object.entries(streamed).map(([type, rows]) => [type, { schema: rows }]);
      return { schema: { ...schema, body: { content: Object.fromEntries(content) } } as FastifySchema, url };
    },
    transformObject: (document) => ("openapiObject" in document ? complete(document.openapiObject) : {}),
  });
}

/** GET of the description. */
export function registerOpenApi(http: Http): void {
  http.get(openApiPath, { schema: { hide: true } }, async () => http.swagger());
}

interface Operation {
  operationId?: string;
  tags?: readonly string[];
  requestBody?: unknown;
  parameters?: readonly unknown[];
  security?: readonly unknown[];
  responses: Record<string, Record<string, unknown>>;
}
type Paths = Record<string, Record<string, Operation>>;

/** The document with all that routes need not say themselves. Shapes are those of OpenAPI 3.1. */
function complete<
  Document extends {
    paths?: object | undefined;
    components?: object | undefined;
    tags?: readonly { name: string }[] | undefined;
  },
>(document: Document): Document {
  const paths = (document.paths ?? {}) as Paths;
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      operation.operationId = operationIdOf(method, path);
      operation.responses = responsesOf(operation, path.includes("{"));
    }
  }
  const errorSchema = z.toJSONSchema(ErrorAnswer, { target: "draft-2020-12" });
  const responses = Object.entries(errorMeanings).map(([status, description]) => [
    nameOf(status),
    {
      description,
      content: { "application/json": { schema: { $ref: "#/components/schemas/ErrorAnswer" } } },
    },
  ]);
  const used = new Set(
    Object.values(paths).flatMap((methods) => Object.values(methods).flatMap(({ tags = [] }) => tags)),
  );
  const { schemas = {}, ...components } = (document.components ?? {}) as { schemas?: object };
  return {
    ...document,
    tags: (document.tags ?? []).filter(({ name }) => used.has(name)),
    components: {
      ...components,
      schemas: { ...schemas, ErrorAnswer: withoutDialect(errorSchema) },
      responses: Object.fromEntries(responses),
    },
  };
}

/** "GET /api/v1/flows/{name}/runs" becomes "getFlowsByNameRuns": a name for generated clients. */
function operationIdOf(method: string, path: string): string {
  const words = path
    .replace(/^\/api\/v1/, "")
    .replace(/\{([^}]+)\}/g, "by-$1")
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== "");
  return method + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}

function responsesOf(operation: Operation, hasPathParameters: boolean): Operation["responses"] {
  const takes = operation.requestBody !== undefined || (operation.parameters ?? []).length > 0;
  const guarded = (operation.security ?? []).length > 0;
  const always = [
    ...(takes ? ["400"] : []),
    ...(guarded ? ["401", "403"] : []),
    ...(hasPathParameters ? ["404"] : []),
    ...(guarded ? ["500", "503"] : []),
  ];
  const statuses = [...new Set([...Object.keys(operation.responses), ...always])].toSorted();
  return Object.fromEntries(statuses.map((status) => [status, responseOf(status, operation)]));
}

function responseOf(status: string, { responses }: Operation): Record<string, unknown> {
  if (errorMeanings[status] !== undefined) return { $ref: `#/components/responses/${nameOf(status)}` };
  const { description, content, ...rest } = responses[status] ?? {};
  return {
    ...rest,
    description: description === "Default Response" ? (successMeanings[status] ?? description) : description,
    ...(status === "204" || content === undefined ? {} : { content }),
  };
}

function nameOf(status: string): string {
  return `Error${status}`;
}

function withoutDialect({ $schema: _, ...schema }: Record<string, unknown>): Record<string, unknown> {
  return schema;
}
