import { describe, expect, it } from "vitest";
import { Description, type Exchange } from "./description.ts";

const description = new Description(`
openapi: 3.0.0
info: { title: Small, version: "1" }
paths:
  /webinars/{webinarKey}/registrants/fields:
    get:
      operationId: getFields
      responses: { "200": { description: "" } }
  /webinars/{webinarKey}/registrants/{registrantKey}:
    get:
      operationId: getRegistrant
      parameters:
        - { name: page, in: query, required: true, schema: { type: integer } }
      responses:
        "200":
          description: ""
          content: { application/json: { schema: { $ref: "#/components/schemas/Registrant" } } }
    put:
      operationId: putRegistrant
      requestBody:
        content: { application/json: { schema: { $ref: "#/components/schemas/Registrant" } } }
      responses: { "202": { description: "" } }
components:
  parameters: {}
  schemas:
    Person: { type: object, required: [name], properties: { name: { type: string } } }
    Registrant:
      allOf:
        - { $ref: "#/components/schemas/Person" }
        - { type: object, properties: { registrantKey: { type: integer, format: int64 } } }
`);

const exchange = (change: Partial<Exchange> & { search?: string } = {}): Exchange => ({
  method: "GET",
  path: "/webinars/1/registrants/2",
  query: new URLSearchParams(change.search ?? "page=0"),
  requestBody: undefined,
  status: 200,
  answerBody: '{"name":"Ana","registrantKey":7748120365519902673}',
  ...change,
});
const problems = (change: Parameters<typeof exchange>[0]) =>
  description.check(exchange(change)).map(({ side, place, problem }) => `${side} ${place}: ${problem}`);

describe("a description", () => {
  it("finds nothing in what is as described, 64-bit keys included", () => {
    expect(problems({})).toEqual([]);
  });

  it("prefers a fixed segment to a key", () => {
    expect(description.operationOf({ method: "GET", path: "/webinars/1/registrants/fields" })).toBe(
      "getFields",
    );
  });

  it("finds members that are missing, unknown or of the wrong type", () => {
    expect(problems({ answerBody: '{"registrantKey":"7","more":1}' })).toEqual([
      "answer body.name: must have required property 'name'",
      "answer body.more: is not described",
      "answer body.registrantKey: must be integer",
    ]);
  });

  it("finds statuses, bodies, parameters and operations that are not described", () => {
    expect(problems({ status: 201 })).toEqual(["answer status: 201 is not described"]);
    expect(problems({ method: "PUT", search: "", status: 202, requestBody: '{"name":1}' })).toEqual([
      "request body.name: must be string",
      "answer body: a body is sent with 202 where none is described",
    ]);
    expect(problems({ search: "page=one&size=2" })).toEqual([
      "request query.size: is not described",
      "request query.page: must be integer",
    ]);
    expect(problems({ search: "" })).toEqual(["request query.page: is required"]);
    expect(problems({ path: "/nowhere" })).toEqual(["request /nowhere: no operation at GET"]);
  });

  it("names two hundred rows with one fault once", () => {
    const lists = new Description(`
openapi: 3.0.0
paths:
  /rows: { get: { operationId: rows, responses: { "200": { content: { application/json: { schema:
    { type: array, items: { type: object, properties: { key: { type: string } } } } } } } } } }
components: { parameters: {}, schemas: {} }
`);
    const answerBody = JSON.stringify(Array.from({ length: 200 }, () => ({ key: 1 })));
    expect(lists.check(exchange({ path: "/rows", search: "", answerBody }))).toHaveLength(1);
  });
});
