// The vendor's OpenAPI description, read into one checker per operation. It knows the description and JSON
// Schema; it knows nothing of our client, of the sandbox, or of where we differ on purpose.
import { Ajv, type ValidateFunction } from "ajv";
import ajvFormats from "ajv-formats";
import { parse } from "yaml";

/** One request with its answer, as text, taken from the wire. `path` is relative to the API's base and undecoded. */
export interface Exchange {
  method: string;
  path: string;
  query: URLSearchParams;
  requestBody: string | undefined;
  status: number;
  answerBody: string;
}

/** Something in an exchange that the description does not allow. `place` is a JSON path, so that it can be named. */
export interface Finding {
  operationId: string;
  side: "request" | "answer";
  place: string;
  problem: string;
}

type Schema = Record<string, unknown>;
interface Parameter {
  name: string;
  in: "path" | "query" | "header";
  required?: boolean;
  schema?: Schema;
}
interface DescribedOperation {
  operationId: string;
  parameters?: (Parameter | { $ref: string })[];
  requestBody?: { required?: boolean; content?: Record<string, { schema?: Schema }> };
  responses: Record<string, { content?: Record<string, { schema?: Schema }> }>;
}
interface Document {
  paths: Record<string, Record<string, DescribedOperation>>;
  components: { schemas: Record<string, Schema>; parameters: Record<string, Parameter> };
}

interface CheckedOperation {
  operationId: string;
  method: string;
  pattern: RegExp;
  /** More fixed segments first, so that `registrants/fields` is not taken for a registrant key. */
  fixedSegments: number;
  parameters: Parameter[];
  requestBody: ValidateFunction | undefined;
  answers: Map<number, ValidateFunction | undefined>;
}

/**
 * Makes a description strict and plain JSON Schema: members that it does not name are findings, `allOf` becomes one
 * object (else `additionalProperties` could not see across it), and OpenAPI's own words (example, xml) go away.
 */
function strict(schema: unknown, document: Document): unknown {
  if (Array.isArray(schema)) return schema.map((part) => strict(part, document));
  if (typeof schema !== "object" || schema === null) return schema;
  const source = schema as Schema;
  if (Array.isArray(source.allOf)) {
    const merged: Schema = { type: "object", properties: {}, required: [] };
    for (const part of source.allOf as Schema[]) {
      const reference = part.$ref;
      const whole =
        typeof reference === "string"
          ? (document.components.schemas[reference.split("/").at(-1) ?? ""] ?? {})
          : part;
      merged.properties = {
        ...(merged.properties as Schema),
        ...((whole.properties as Schema) ?? {}),
      };
      merged.required = [...(merged.required as string[]), ...((whole.required as string[]) ?? [])];
    }
    return strict(merged, document);
  }
  const result: Schema = {};
  for (const [word, value] of Object.entries(source)) {
    if (word === "example" || word === "xml" || word === "description" || word === "default") continue;
    if (word === "properties") {
      result[word] = Object.fromEntries(
        Object.entries(value as Schema).map(([name, part]) => [name, strict(part, document)]),
      );
    } else if (word === "$ref") {
      result[word] = String(value).replace("#/components/schemas/", "description#/definitions/");
    } else {
      result[word] = strict(value, document);
    }
  }
  if (result.properties !== undefined) {
    result.type ??= "object";
    result.additionalProperties ??= false;
  }
  return result;
}

function pathPattern(path: string): RegExp {
  const pattern = path.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{[^}]+\}/g, "([^/]+)");
  return new RegExp(`^${pattern}$`);
}

/** Checks exchanges against one OpenAPI file. */
export class Description {
  readonly operationIds: string[];
  private readonly operations: CheckedOperation[] = [];

  /** @param text the YAML of an OpenAPI 3.0 file */
  constructor(text: string) {
    const document = parse(text) as Document;
    const ajv = new Ajv({ allErrors: true, strict: false });
    // int64 has no JSON Schema meaning and JavaScript rounds such numbers: that they are whole numbers is checked by type.
    ajvFormats.default(ajv);
    for (const format of ["int64", "int32", "float", "double"]) ajv.addFormat(format, true);
    const definitions = Object.fromEntries(
      Object.entries(document.components.schemas).map(([name, schema]) => [name, strict(schema, document)]),
    );
    ajv.addSchema({ $id: "description", definitions });

    for (const [path, methods] of Object.entries(document.paths)) {
      for (const [method, operation] of Object.entries(methods)) {
        if (!("operationId" in operation)) continue;
        const compile = (schema: Schema | undefined) =>
          schema === undefined ? undefined : ajv.compile(strict(schema, document) as Schema);
        const jsonOf = (content: Record<string, { schema?: Schema }> | undefined) =>
          content?.["application/json"]?.schema;
        this.operations.push({
          operationId: operation.operationId,
          method: method.toUpperCase(),
          pattern: pathPattern(path),
          fixedSegments: path.split("/").filter((segment) => segment && !segment.startsWith("{")).length,
          parameters: (operation.parameters ?? []).map((parameter) =>
            "$ref" in parameter
              ? (document.components.parameters[parameter.$ref.split("/").at(-1) ?? ""] as Parameter)
              : parameter,
          ),
          requestBody: compile(jsonOf(operation.requestBody?.content)),
          answers: new Map(
            Object.entries(operation.responses).map(([status, answer]) => [
              Number(status),
              compile(jsonOf(answer.content)),
            ]),
          ),
        });
      }
    }
    this.operations.sort((left, right) => right.fixedSegments - left.fixedSegments);
    this.operationIds = this.operations.map((operation) => operation.operationId).sort();
  }

  /** Which operation a request calls; undefined when the description has none at that method and path. */
  operationOf(exchange: Pick<Exchange, "method" | "path">): string | undefined {
    return this.find(exchange)?.operationId;
  }

  /** All that the description does not allow in this exchange; empty when it is as described. */
  check(exchange: Exchange): Finding[] {
    const operation = this.find(exchange);
    if (operation === undefined) {
      return [
        {
          operationId: "none",
          side: "request",
          place: exchange.path,
          problem: `no operation at ${exchange.method}`,
        },
      ];
    }
    const found = (side: Finding["side"], place: string, problem: string): Finding => ({
      operationId: operation.operationId,
      side,
      place,
      problem,
    });
    const findings: Finding[] = [];

    // A request that was refused as bad on purpose says nothing about the client's correctness.
    if (exchange.status < 400) {
      for (const problem of checkQuery(operation, exchange.query))
        findings.push(found("request", ...problem));
      if (operation.requestBody) {
        const body = exchange.requestBody === undefined ? undefined : JSON.parse(exchange.requestBody);
        for (const problem of problemsOf(operation.requestBody, body))
          findings.push(found("request", ...problem));
      } else if (exchange.requestBody) {
        findings.push(found("request", "body", "a body is sent where none is described"));
      }
    }

    if (!operation.answers.has(exchange.status)) {
      findings.push(found("answer", "status", `${exchange.status} is not described`));
      return findings;
    }
    const answer = operation.answers.get(exchange.status);
    if (answer) {
      for (const problem of problemsOf(answer, JSON.parse(exchange.answerBody)))
        findings.push(found("answer", ...problem));
    } else if (exchange.status < 400 && exchange.answerBody !== "") {
      findings.push(
        found("answer", "body", `a body is sent with ${exchange.status} where none is described`),
      );
    }
    return findings;
  }

  private find(exchange: Pick<Exchange, "method" | "path">): CheckedOperation | undefined {
    return this.operations.find(
      (operation) => operation.method === exchange.method && operation.pattern.test(exchange.path),
    );
  }
}

function* checkQuery(operation: CheckedOperation, query: URLSearchParams): Iterable<[string, string]> {
  const described = operation.parameters.filter((parameter) => parameter.in === "query");
  for (const name of query.keys()) {
    if (!described.some((parameter) => parameter.name === name)) yield [`query.${name}`, "is not described"];
  }
  for (const parameter of described) {
    const value = query.get(parameter.name);
    if (value === null) {
      if (parameter.required) yield [`query.${parameter.name}`, "is required"];
      continue;
    }
    const type = parameter.schema?.type;
    if (type === "integer" && !/^-?\d+$/.test(value)) yield [`query.${parameter.name}`, "must be integer"];
    if (type === "boolean" && !/^(true|false)$/.test(value))
      yield [`query.${parameter.name}`, "must be boolean"];
    const choices = parameter.schema?.enum as string[] | undefined;
    if (choices && !choices.includes(value))
      yield [`query.${parameter.name}`, `must be one of ${choices.join(", ")}`];
  }
}

/** Places have their array positions taken out, so that two hundred rows with one fault make one finding. */
function problemsOf(validate: ValidateFunction, value: unknown): [string, string][] {
  if (validate(value)) return [];
  const seen = new Map<string, [string, string]>();
  for (const error of validate.errors ?? []) {
    const member = error.params.missingProperty ?? error.params.additionalProperty;
    const place = `body${error.instancePath.replace(/\/\d+/g, "[]").replaceAll("/", ".")}${member ? `.${member}` : ""}`;
    const problem =
      error.keyword === "additionalProperties" ? "is not described" : (error.message ?? error.keyword);
    seen.set(`${place} ${problem}`, [place, problem]);
  }
  return [...seen.values()];
}
