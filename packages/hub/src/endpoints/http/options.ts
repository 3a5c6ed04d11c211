/**
 * How an HTTP/JSON API is called: its address, how it knows us, and for each table where its rows are and how they
 * are written. Enough for most REST APIs; what they need beyond is said in words of theirs (names of parameters and
 * members). NOT for GraphQL, nor for APIs that are no JSON.
 */
import { z } from "zod";
import { DeclaredField } from "../declared.ts";

const parameter = z.string().min(1).describe("The name of a query parameter");
const member = z.string().describe('Where in the answer, e.g. "data.items"; "" is the answer itself');
const size = z.number().int().min(1).max(10_000);

export const HttpAuth = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("none") }),
  z.strictObject({ kind: z.literal("bearer") }).describe("The secret is the token"),
  z.strictObject({ kind: z.literal("basic"), user: z.string() }).describe("The secret is the password"),
  z
    .strictObject({
      kind: z.literal("header"),
      name: z.string().regex(/^[A-Za-z0-9-]+$/),
      prefix: z.string().default(""),
    })
    .describe("The secret is the header's value"),
  z
    .strictObject({
      kind: z.literal("clientCredentials"),
      tokenAddress: z.url(),
      clientId: z.string(),
      scope: z.string().optional(),
      audience: z.string().optional(),
      sentIn: z.enum(["header", "body"]).default("header"),
    })
    .describe("OAuth 2.0, RFC 6749 section 4.4; the secret is the client's"),
]);
export type HttpAuth = z.infer<typeof HttpAuth>;

export const Paging = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("none") }),
  z.strictObject({
    kind: z.literal("page"),
    parameter,
    first: z.number().int().default(1),
    sizeParameter: parameter.optional(),
    size: size.default(100),
  }),
  z.strictObject({ kind: z.literal("offset"), parameter, sizeParameter: parameter, size: size.default(100) }),
  z
    .strictObject({
      kind: z.literal("cursor"),
      parameter,
      member,
      sizeParameter: parameter.optional(),
      size: size.default(100),
    })
    .describe("Each answer holds what to ask for the next; none, or an empty one, is the end"),
  z.strictObject({ kind: z.literal("link") }).describe('The Link header with rel="next" (RFC 8288)'),
  z
    .strictObject({ kind: z.literal("next"), member })
    .describe("The answer holds the address of the next page"),
]);
export type Paging = z.infer<typeof Paging>;

const Write = z.strictObject({
  method: z.enum(["POST", "PUT", "PATCH", "DELETE"]),
  path: z.string().describe('Below the address; "{field}" stands for a value of the row'),
  wrap: z
    .string()
    .optional()
    .describe('The member into which the row is put, e.g. "data"; none: it is the body itself'),
  result: member.default("").describe("Where in the answer the row is, as the system made it"),
});
export type Write = z.infer<typeof Write>;

export const HttpTable = z.strictObject({
  fields: z.array(DeclaredField).default([]),
  read: z
    .strictObject({
      path: z.string(),
      query: z.record(z.string(), z.string()).default({}),
      rows: member.default(""),
      paging: Paging.default({ kind: "none" }),
      filters: z
        .record(
          z.string(),
          z.strictObject({
            equal: parameter.optional(),
            from: parameter.optional(),
            to: parameter.optional(),
          }),
        )
        .default({})
        .describe(
          "Parameters by which the system filters a field itself; all filters are carried out here as well",
        ),
      changes: z.strictObject({ field: z.string(), parameter }).optional(),
    })
    .optional(),
  item: z
    .strictObject({ path: z.string(), member: member.default("") })
    .optional()
    .describe("Where one row is found by its key; lets a write see what is there"),
  insert: Write.optional(),
  update: Write.optional(),
  upsert: Write.optional(),
  delete: Write.optional(),
});
export type HttpTable = z.infer<typeof HttpTable>;

/** Settings are shown to everybody who may see endpoints; what these headers hold is not for them. */
const carriesSecrets = /^(proxy-)?authorization$|^cookie$|token|secret|api-?key|password/i;

export const HttpOptions = z.strictObject({
  kind: z.literal("http"),
  address: z.url().describe("What all paths begin with, e.g. https://api.example.com/v1"),
  auth: HttpAuth.default({ kind: "none" }),
  headers: z
    .record(z.string(), z.string())
    .refine((headers) => !Object.keys(headers).some((name) => carriesSecrets.test(name)), {
      message: "must not hold headers that carry secrets: say them by `auth`, and give the secret as such",
    })
    .default({})
    .describe("Sent with each request; no secrets in here"),
  idempotencyHeader: z
    .string()
    .optional()
    .describe("A header by which the system knows a repeated request, e.g. Idempotency-Key"),
  concurrency: z.number().int().min(1).max(16).default(4).describe("Rows written at the same time"),
  timeoutSeconds: z.number().min(1).max(600).default(60),
  tables: z.record(z.string(), HttpTable),
});
export type HttpOptions = z.infer<typeof HttpOptions>;
