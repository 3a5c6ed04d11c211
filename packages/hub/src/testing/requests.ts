/**
 * For tests: requests made by chance from the OpenAPI description of an app, some that fit and some that do not. A seed
 * makes them again. NOT a check of the answers.
 */
import fc from "fast-check";

type Schema = Record<string, unknown>;

export interface Operation {
  readonly method: string;
  /** With its parameters in braces. */
  readonly path: string;
  readonly parameters: readonly { name: string; in: string; required?: boolean; schema?: Schema }[];
  readonly body: Schema | undefined;
}

export interface MadeRequest {
  readonly method: string;
  readonly url: string;
  readonly contentType: string | undefined;
  readonly body: string | undefined;
}

export interface World {
  /** Names of what there is, so that requests find something. */
  readonly names: readonly string[];
  /** What every property whose name ends in "address" holds: a place of which nothing is sent anywhere else. */
  readonly address: string;
}

/**
 * All operations of an OpenAPI document; those that read come first and those that remove last, and among equals those
 * of rows, which need the one connection that there is.
 */
export function operationsOf(document: unknown): readonly Operation[] {
  const { paths } = document as { paths: Record<string, Record<string, Schema>> };
  const methodsInOrder = ["get", "post", "put", "patch", "delete"];
  const rank = ({ method, path }: Operation) =>
    2 * methodsInOrder.indexOf(method) + (path.includes("/entities/") ? 0 : 1);
  return Object.entries(paths)
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => {
        const { parameters = [], requestBody } = operation as {
          parameters?: Operation["parameters"];
          requestBody?: { content?: Record<string, { schema?: Schema }> };
        };
        const body = Object.values(requestBody?.content ?? {})[0]?.schema;
        return { method, path, parameters, body };
      }),
    )
    .toSorted((a, b) => rank(a) - rank(b));
}

/** Requests for one operation. */
export function requestsFor(operation: Operation, world: World): fc.Arbitrary<MadeRequest> {
  const { method, path, parameters, body } = operation;
  const inPath = parameters.filter((parameter) => parameter.in === "path");
  const inQuery = parameters.filter((parameter) => parameter.in === "query");
  return fc
    .record({
      path: fc.tuple(...inPath.map(() => text(world))),
      query: fc.tuple(...inQuery.map(({ schema = {} }) => parameter(schema, world))),
      body: body === undefined ? rows(world) : bodies(body, world),
      contentType: fc.constantFrom(
        "application/json",
        "application/json",
        "text/csv",
        "application/x-ndjson",
      ),
      stray: fc.boolean(),
    })
    .map((made) => {
      let url = path;
      inPath.forEach(({ name }, index) => {
        url = url.replace(`{${name}}`, encode(made.path[index]) || "x");
      });
      const query = inQuery.flatMap(({ name }, index) => {
        const value = made.query[index];
        return value === undefined ? [] : [`${name}=${encode(value)}`];
      });
      const withBody = method !== "get" && (body !== undefined || made.stray);
      return {
        method: method.toUpperCase(),
        url: query.length === 0 ? url : `${url}?${query.join("&")}`,
        contentType: withBody ? (body === undefined ? made.contentType : "application/json") : undefined,
        body: withBody ? made.body : undefined,
      };
    });
}

/** A value that fits a JSON schema, more or less. */
function valueLike(schema: Schema, world: World, name = ""): fc.Arbitrary<unknown> {
  if (/address$/i.test(name)) return fc.constant(world.address);
  if ("const" in schema) return fc.constant(schema.const);
  if (Array.isArray(schema.enum)) return fc.constantFrom(...schema.enum);
  const variants = (schema.anyOf ?? schema.oneOf) as Schema[] | undefined;
  if (variants !== undefined) return fc.oneof(...variants.map((variant) => valueLike(variant, world, name)));
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case "object":
      return objectOf(schema, world);
    case "array":
      return fc.array(valueLike((schema.items ?? {}) as Schema, world), { maxLength: 4 });
    case "integer":
    case "number":
      return fc.oneof(
        { weight: 4, arbitrary: fc.integer({ min: 1, max: 50 }) },
        { weight: 1, arbitrary: fc.integer() },
        { weight: 1, arbitrary: fc.double() },
      );
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    case "string":
      return fc.oneof(
        text(world),
        fc.constantFrom("2031-01-01T00:00:00Z", "rosa@acme.example", "a long password"),
      );
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

function objectOf(schema: Schema, world: World): fc.Arbitrary<unknown> {
  const properties = Object.entries((schema.properties ?? {}) as Record<string, Schema>);
  const required = new Set((schema.required ?? []) as string[]);
  return fc.record(
    Object.fromEntries(properties.map(([name, property]) => [name, valueLike(property, world, name)])),
    // Addresses are always there: what is absent would be GoTo's own.
    {
      requiredKeys: properties
        .map(([name]) => name)
        .filter((name) => required.has(name) || /address$/i.test(name)),
    },
  );
}

/** Mostly absent: of many parameters one that does not fit is enough to be refused, and the rest would not be seen. */
function parameter(schema: Schema, world: World): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 14, arbitrary: fc.constant(undefined) },
    { weight: 5, arbitrary: valueLike(schema, world) },
    { weight: 1, arbitrary: text(world) },
  );
}

/** Names of what there is, and texts that are hard to bear. */
function text(world: World): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...world.names) },
    fc.string({ unit: "binary", maxLength: 30 }),
    fc.constantFrom(
      "",
      " ",
      "\0",
      "a\0b",
      "\ud800",
      "../..",
      "%",
      "'; drop table person; --",
      "x".repeat(300),
    ),
    fc.constantFrom(
      "__proto__",
      "constructor",
      "ñandú",
      "-1",
      "1e999",
      "null",
      "00000000-0000-0000-0000-000000000000",
    ),
  );
}

function bodies(schema: Schema, world: World): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 4, arbitrary: valueLike(schema, world).map((value) => JSON.stringify(value)) },
    { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.stringify(value)) },
    {
      weight: 1,
      arbitrary: fc.constantFrom("", "{", "[]", "null", '{"__proto__":{"a":1}}', '{"a":1e999}', "\0"),
    },
  );
}

/** For operations that take rows, whose bodies the description leaves open. */
function rows(world: World): fc.Arbitrary<string> {
  const keyed = fc.dictionary(
    fc.constantFrom("webinarKey", "email", "firstName", "subject", "times"),
    text(world),
  );
  return fc.oneof(
    fc.array(keyed, { maxLength: 3 }).map((value) => JSON.stringify(value)),
    fc.array(keyed, { maxLength: 3 }).map((lines) => lines.map((line) => JSON.stringify(line)).join("\n")),
    fc.array(fc.array(text(world), { maxLength: 3 }), { maxLength: 4 }).map((lines) => lines.join("\n")),
    fc.string({ unit: "binary" }),
    fc.constantFrom("", "[", '"', "webinarKey\n\0\n"),
  );
}

function encode(value: unknown): string {
  return encodeURIComponent(String(value).toWellFormed());
}
