/** The description of the whole API, as a hub gives it, and the page that shows it. */
import { createHash } from "node:crypto";
import { Validator } from "@seriousme/openapi-schema-validator";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { apiTags } from "../../api-tags.ts";
import { startTestHub, type TestHub } from "../../testing/hub.ts";

interface Operation {
  readonly operationId?: string;
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly security?: readonly unknown[];
  readonly responses: Readonly<Record<string, { description?: string; $ref?: string; content?: object }>>;
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly tags: readonly { name: string }[];
  readonly components: { readonly responses: Readonly<Record<string, unknown>> };
}

let hub: TestHub;
let text: string;
let document: Document;
let operations: readonly (readonly [string, Operation])[];

beforeAll(async () => {
  hub = await startTestHub();
  text = (await hub.app.http.inject("/api/v1/openapi.json")).body;
  document = JSON.parse(text) as Document;
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => [`${method} ${path}`, operation] as const),
  );
});
afterAll(() => hub.close());

/** Names of the operations for which something does not hold. */
const without = (holds: (operation: Operation) => boolean) =>
  operations.filter(([, operation]) => !holds(operation)).map(([name]) => name);

describe("the description of the API", () => {
  it("is OpenAPI 3.1 by the standard's own schema", async () => {
    const validator = new Validator();
    const result = await validator.validate(JSON.parse(text) as Record<string, unknown>);
    expect(result.valid ? [] : result.errors).toEqual([]);
    expect(validator.version).toBe("3.1");
    const broken = {
      ...(JSON.parse(text) as Record<string, unknown>),
      paths: { "/x": { get: { responses: 1 } } },
    };
    expect((await validator.validate(broken)).valid).toBe(false);
  });

  it("resolves every reference in it", () => {
    const references = [...text.matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path = ""]) => path);
    expect(references.length).toBeGreaterThan(500);
    const missing = references.filter(
      (path) =>
        path
          .split("/")
          .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], document) ===
        undefined,
    );
    expect(missing).toEqual([]);
  });

  it("says of every operation what it is, and under which name and part", () => {
    expect(operations.length).toBeGreaterThan(120);
    expect(without(({ summary }) => (summary?.length ?? 0) > 5)).toEqual([]);
    // A new part of the API stands in api-tags.ts, which says where it is shown.
    const known = new Set(apiTags.map(({ name }) => name));
    expect(without(({ tags }) => tags?.length === 1 && known.has(tags[0] ?? ""))).toEqual([]);
    const used = new Set(operations.flatMap(([, { tags = [] }]) => tags));
    const inOrder = apiTags.map(({ name }) => name).filter((name) => used.has(name));
    expect(document.tags.map(({ name }) => name)).toEqual(inOrder);
    const ids = operations.map(([, { operationId }]) => operationId);
    expect(ids.every((id) => /^[a-z][A-Za-z0-9]+$/.test(id ?? ""))).toBe(true);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("says of every operation how it answers, errors included", () => {
    const named = (answer: { description?: string; $ref?: string }) =>
      answer.$ref !== undefined ||
      (answer.description !== undefined && answer.description !== "Default Response");
    expect(without(({ responses }) => Object.values(responses).every(named))).toEqual([]);
    expect(
      without(({ responses }) => Object.keys(responses).some((status) => status.startsWith("2"))),
    ).toEqual([]);
    const errors = ["401", "403", "500", "503"];
    const guarded = ({ security }: Operation) => (security ?? []).length > 0;
    expect(
      without(
        (operation) => !guarded(operation) || errors.every((status) => operation.responses[status]?.$ref),
      ),
    ).toEqual([]);
    expect(Object.keys(document.components.responses)).toContain("Error500");
  });

  it("names the formats in which rows come and go", () => {
    const rows = document.paths["/api/v1/entities/Attendee/rows"]?.get?.responses["200"]?.content ?? {};
    expect(Object.keys(rows)).toEqual([
      "application/x-ndjson",
      "application/json",
      "text/csv",
      "text/plain",
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      "application/vnd.apache.parquet",
    ]);
    const create = document.paths["/api/v1/entities/Registrant/create"]?.post as unknown as {
      requestBody: { content: object };
    };
    expect(Object.keys(create.requestBody.content)).toEqual([
      "application/x-ndjson",
      "application/json",
      "text/csv",
    ]);
  });

  it("can be read by everybody, and only what looks after the process is open", () => {
    expect(without(({ security }) => (security ?? []).length === 2)).toEqual(["get /healthz", "get /readyz"]);
  });
});

describe("the page at /api", () => {
  it("brings everything along and asks no other server", async () => {
    expect((await hub.app.http.inject("/api")).headers.location).toBe("/api/");
    const page = await hub.app.http.inject("/api/");
    expect(page.statusCode).toBe(200);
    expect(page.body).not.toMatch(/https?:\/\//);
    expect(page.body).toContain('"url": "/api/v1/openapi.json"');
    const source = /<script src="([^"]+)"/.exec(page.body)?.[1] ?? "";
    const script = await hub.app.http.inject(new URL(source, "http://localhost/api/").pathname);
    expect(script.headers["content-type"]).toContain("text/javascript");
    expect(script.body.length).toBeGreaterThan(1_000_000);
  });

  it("lets its own scripts run and no others", async () => {
    const { body, headers } = await hub.app.http.inject("/api/");
    const policy = String(headers["content-security-policy"]);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("connect-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    const scripts = /script-src ([^;]+)/.exec(policy)?.[1]?.split(" ") ?? [];
    const inside = /<script type="text\/javascript">([\s\S]*?)<\/script>/.exec(body)?.[1] ?? "";
    expect(inside).toContain("createApiReference");
    expect(scripts).toEqual(["'self'", `'sha256-${createHash("sha256").update(inside).digest("base64")}'`]);
  });
});
