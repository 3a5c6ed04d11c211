/**
 * For tests: the operations that an app describes (OpenAPI), and requests made for them by chance, some that fit and some
 * that do not. A seed makes them again. NOT a check of the answers.
 */
import fc from "fast-check";
import { type Schema, spoilt, text, valueLike, type World } from "./values.ts";

export interface Operation {
  readonly method: string;
  /** With its parameters in braces. */
  readonly path: string;
  readonly parameters: readonly { name: string; in: string; required?: boolean; schema?: Schema }[];
  readonly body: Schema | undefined;
  /** Whether the body is rows that come as a stream, of several content types. */
  readonly takesRows: boolean;
  /** Open to all: without the guard before it. */
  readonly open: boolean;
  /** As its description names it; undefined: for everybody who is known. */
  readonly permission: string | undefined;
}

export interface MadeRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

interface Described {
  readonly parameters?: Operation["parameters"];
  readonly requestBody?: { content?: Record<string, { schema?: Schema }> };
  readonly security?: readonly unknown[];
  readonly description?: string;
}

/**
 * All operations of an OpenAPI document; those that read come first and those that remove last, and among equals those
 * of rows, which need the one connection that there is.
 */
export function operationsOf(document: unknown): readonly Operation[] {
  const { paths } = document as { paths: Record<string, Record<string, Described>> };
  const methodsInOrder = ["get", "post", "put", "patch", "delete"];
  const rank = ({ method, path }: Operation) =>
    2 * methodsInOrder.indexOf(method) + (path.includes("/entities/") ? 0 : 1);
  return Object.entries(paths)
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, described]): Operation => {
        const { parameters = [], requestBody, security = [], description = "" } = described;
        const types = requestBody?.content ?? {};
        return {
          method,
          path,
          parameters,
          body: Object.values(types)[0]?.schema,
          takesRows: "text/csv" in types,
          open: security.length === 0,
          permission: description.endsWith("For agents alone, by their token.")
            ? "agent"
            : /^(?:(?!Needs the).)*Needs the permission (\S+)\.$/s.exec(description)?.[1],
        };
      }),
    )
    .toSorted((a, b) => rank(a) - rank(b));
}

/** The path of an operation with something put in for each of its parameters. */
export function pathWith({ path, parameters }: Operation, value: (schema: Schema) => string): string {
  return parameters
    .filter((parameter) => parameter.in === "path")
    .reduce((made, { name, schema = {} }) => made.replace(`{${name}}`, value(schema)), path);
}

/** Requests for one operation. */
export function requestsFor(operation: Operation, world: World): fc.Arbitrary<MadeRequest> {
  const { method, parameters, body, takesRows } = operation;
  const inPath = parameters.filter((parameter) => parameter.in === "path");
  const inQuery = parameters.filter((parameter) => parameter.in === "query");
  const bodies = body === undefined || takesRows ? rows(world) : jsonBodies(body, world);
  return fc
    .record({
      path: fc.tuple(...inPath.map(() => inPathValue(world))),
      query: fc.tuple(...inQuery.map(({ schema = {} }) => maybe(schema, world))),
      more: fc.oneof({ weight: 4, arbitrary: fc.constant("") }, strayQuery),
      body: bodies,
      type: takesRows ? rowTypes : jsonTypes,
      stray: fc.boolean(),
      headers: strayHeaders,
    })
    .map((made) => {
      const values = [...made.path];
      const url = pathWith(operation, () => values.shift() ?? "x");
      const query = inQuery.flatMap(({ name }, index) => {
        const value = made.query[index];
        return value === undefined ? [] : [`${name}=${encode(value)}`];
      });
      const all = [...query, ...(made.more === "" ? [] : [made.more])].join("&");
      const withBody = method !== "get" && (body !== undefined || made.stray);
      return {
        method: method.toUpperCase(),
        url: all === "" ? url : `${url}?${all}`,
        headers: { ...made.headers, ...(withBody && made.type !== "" ? { "content-type": made.type } : {}) },
        body: withBody ? made.body : undefined,
      };
    });
}

/** Mostly what is expected; the rest is what programs send that were written for something else. */
const otherTypes = [
  "text/plain",
  "application/xml",
  "application/x-www-form-urlencoded",
  "multipart/form-data; boundary=x",
  "application/json; charset=utf-16",
  'application/json; charset="',
  "application/json, text/csv",
  "x",
  "",
];
const jsonTypes = fc.oneof(
  { weight: 12, arbitrary: fc.constant("application/json") },
  { weight: 1, arbitrary: fc.constantFrom("text/csv", "application/x-ndjson", ...otherTypes) },
);
const rowTypes = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom("application/json", "text/csv", "application/x-ndjson") },
  { weight: 1, arbitrary: fc.constantFrom(...otherTypes) },
);

const strayQuery = fc.constantFrom(
  "unheardOf=1",
  "limit=1&limit=2",
  "limit[]=1",
  "where=a&where=b",
  "__proto__=1",
  "constructor[prototype][x]=1",
  "%00=%00",
  "%zz",
  "=",
  "&&&",
  `x=${"y".repeat(8_000)}`,
);

const strayHeaders: fc.Arbitrary<Record<string, string>> = fc.oneof(
  { weight: 8, arbitrary: fc.constant({}) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Record<string, string>>(
      { "rostrum-run": "x" },
      { "rostrum-run": "z".repeat(300) },
      { "rostrum-run": "__proto__" },
      { "rostrum-run": "12345678" },
      { "accept-language": "x;q=9,".repeat(200) },
      { "if-none-match": "*", range: "bytes=0-" },
      { "content-encoding": "gzip" },
      { "x-http-method-override": "DELETE" },
    ),
  },
);

/** Text that a path can hold; a few that no path may. */
function inPathValue(world: World): fc.Arbitrary<string> {
  const broken = fc.constantFrom("%", "%zz", "%c0%af", "%00", "..%2f..%2fetc", "%ff", ".", "x%20", "a;b=c");
  return fc.oneof(
    { weight: 12, arbitrary: text(world).map((value) => encode(value) || "x") },
    { weight: 1, arbitrary: broken },
  );
}

/** Mostly absent: of many parameters one that does not fit is enough to be refused, and the rest would not be seen. */
function maybe(schema: Schema, world: World): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 14, arbitrary: fc.constant(undefined) },
    { weight: 5, arbitrary: valueLike(schema, world) },
    { weight: 1, arbitrary: text(world) },
  );
}

function jsonBodies(schema: Schema, world: World): fc.Arbitrary<string> {
  const fitting = valueLike(schema, world);
  return fc.oneof(
    { weight: 5, arbitrary: fitting.map((value) => JSON.stringify(value)) },
    { weight: 5, arbitrary: spoilt(fitting) },
    { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.stringify(value)) },
    { weight: 1, arbitrary: brokenJson },
  );
}

const brokenJson = fc.constantFrom(
  "",
  "{",
  "[]",
  "null",
  '"text"',
  '{"a":1}{"a":2}',
  '{"a":1,}',
  "\ufeff{}",
  "\0",
  '{"__proto__":{"a":1}}',
  '{"a":1e999}',
  `"${"x".repeat(1_100_000)}"`,
  "[".repeat(50_000),
);

/** For operations that take rows, of which the description says little. */
function rows(world: World): fc.Arbitrary<string> {
  const keyed = fc.dictionary(
    fc.constantFrom("webinarKey", "email", "firstName", "subject", "times", "callbackUrl"),
    text(world),
  );
  return fc.oneof(
    fc.array(keyed, { maxLength: 3 }).map((value) => JSON.stringify(value)),
    fc.array(keyed, { maxLength: 3 }).map((lines) => lines.map((line) => JSON.stringify(line)).join("\n")),
    fc.array(fc.array(text(world), { maxLength: 3 }), { maxLength: 4 }).map((lines) => lines.join("\n")),
    spoilt(fc.array(keyed, { minLength: 1, maxLength: 2 })),
    fc.string({ unit: "binary" }),
    fc.constantFrom("", "[", '"', "webinarKey\n\0\n", ...["{", "["].map((open) => open.repeat(20_000))),
  );
}

function encode(value: unknown): string {
  return encodeURIComponent(String(value).toWellFormed());
}
