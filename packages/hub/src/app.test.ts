import type { Sandbox } from "@rostrum/sandbox";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { addKey, addPerson, host, local, ownOrigin } from "./access/testing/callers.ts";
import { describeOnBothDatabases, freePort } from "./platform/database/testing.ts";
import { ErrorAnswer } from "./platform/http/errors.ts";
import { sandboxConnection, startTestHub, startTestSandbox, type TestHub } from "./testing/hub.ts";
import { type MadeRequest, type Operation, operationsOf, pathWith, requestsFor } from "./testing/requests.ts";
import { type Schema, valueLike, type World } from "./testing/values.ts";

/** Makes the same requests again. Another one finds others: FUZZ_SEED=1 npx vitest run packages/hub/src/app.test.ts */
const seed = Number(process.env.FUZZ_SEED ?? 20310101);

/** Signs of the inside of a program, which no answer may show. */
const inside = /node_modules|\bat (?:async )?[\w.<>]+ \(|\.ts:\d+|select \*|polluted/;

describeOnBothDatabases("whatever is sent to the API", (databases) => {
  let hub: TestHub;
  let sandbox: Sandbox;
  let world: World;
  let operations: readonly Operation[];
  /** What is about oneself is for people alone. */
  let asSomebody: Record<string, string>;

  beforeAll(async () => {
    sandbox = await startTestSandbox();
    hub = await startTestHub({ database: await databases.shared() });
    const here = local(hub.app);
    const make = async (method: string, path: string, json: unknown) => {
      const { status, text } = await here.request(method, `/api/v1${path}`, { json });
      expect(status, text).toBeLessThan(300);
    };
    await make("POST", "/connections", sandboxConnection(sandbox, "Acme"));
    const ana = await addPerson(hub.app, "viewer", "ana@acme.example");
    asSomebody = { host, origin: ownOrigin, cookie: ana.browser.cookies() };
    await addKey(hub.app, "key", ["entities:read"]);
    await make("POST", "/teams", { name: "team" });
    const closed = await freePort();
    const database = { host: "127.0.0.1", port: closed, database: "d", user: "u", tls: "off" };
    await make("PUT", "/endpoints/away", { settings: { kind: "postgres", ...database }, secret: "secret" });
    const source = { endpoint: "goto", entity: "Webinar", limit: 2 };
    const target = { endpoint: "ndjson", table: "out.ndjson", write: "insert" };
    await make("PUT", "/flows/flow", { source, target });
    await make("POST", "/replicas", { name: "replica", entities: ["Webinar"] });
    world = {
      names: [
        ...[
          "acme",
          "Acme",
          "ana@acme.example",
          "key",
          "team",
          "Webinar",
          "away",
          "flow",
          "replica",
          "ndjson",
        ],
        ...["1", "subject", "out.ndjson"],
      ],
      places: {
        address: sandbox.url,
        url: sandbox.url,
        host: "127.0.0.1",
        port: closed,
        database: `postgres://u:p@127.0.0.1:${closed}/d`,
        tls: "off",
      },
    };
    const schema = (await here.request("GET", "/api/v1/flows/schema")).body as Schema;
    // The description leaves flows open, and gives their schema at an address of its own.
    const body: Record<string, Schema> = {
      "put /api/v1/flows/{name}": schema,
      "post /api/v1/flows/preview": { ...schema, properties: { flow: schema } },
    };
    operations = operationsOf(hub.app.http.swagger()).map((operation) => ({
      ...operation,
      body: body[`${operation.method} ${operation.path}`] ?? operation.body,
    }));
  });
  afterAll(async () => {
    await hub.close();
    await sandbox.close();
  });

  async function send({ method, url, headers, body }: MadeRequest) {
    return hub.app.http
      .inject({
        method: method as "GET",
        url,
        headers: {
          ...(url.startsWith("/api/v1/me") ? asSomebody : { authorization: `Bearer ${hub.app.accessToken}` }),
          ...headers,
        },
        ...(body === undefined ? {} : { payload: body }),
      })
      .catch((error: Error) => {
        // Rows that break off after the first are an honest answer.
        if (/destroyed|aborted/.test(error.message)) return undefined;
        throw error;
      });
  }

  /** Why an answer is not as promised; undefined when it is. */
  async function fault(request: MadeRequest): Promise<string | undefined> {
    const answer = await send(request);
    if (answer === undefined || answer.statusCode < 400) return undefined;
    // What GoTo says to a raw request goes through as it is.
    if (answer.headers["goto-status"] !== undefined || request.method === "HEAD") return undefined;
    const { success, data } = ErrorAnswer.strict().safeParse(answer.json());
    if (!success) return `no error answer: ${answer.body}`;
    const { code, message, meaning, remedy } = data.error;
    if (answer.statusCode === 500 || code === "fault") return answer.body;
    if ([code, message, meaning, remedy].some((words) => words.trim() === ""))
      return `no words: ${answer.body}`;
    // What was sent may be said again, and may look like anything.
    const own = answer.body.replace(/"(?:message|details|problems)":.*/s, "");
    return inside.test(own) ? `shows the inside: ${answer.body}` : undefined;
  }

  it("is answered without a fault of ours, errors always in words", async () => {
    let requests = 0;
    for (const operation of operations) {
      const entity = operation.path.startsWith("/api/v1/entities/");
      await fc.assert(
        fc.asyncProperty(requestsFor(operation, world), async (request) => {
          requests += 1;
          expect(await fault(request)).toBeUndefined();
        }),
        { seed, numRuns: entity ? 10 : 60, endOnFailure: false },
      );
    }
    expect(requests).toBeGreaterThan(3_500);
    expect(Object.prototype).not.toHaveProperty("polluted");
  }, 300_000);

  const newNames = new Set([
    "/api/v1/lookup-tables/{name}",
    "/api/v1/endpoints/{name}/tables/{table}/sample",
  ]);

  it("finds nothing under a name that nobody gave, and says so", async () => {
    // Whoever was there before may have been removed by what was sent.
    const eva = await addPerson(hub.app, "viewer", "eva@acme.example");
    asSomebody = { host, origin: ownOrigin, cookie: eva.browser.cookies() };
    const wrong: string[] = [];
    // What agents alone may ask is tried with an agent's token in agents/refused.test.ts.
    const named = operations.filter(({ path, permission }) => path.includes("{") && permission !== "agent");
    for (const operation of named) {
      const { method, body } = operation;
      const url = pathWith(operation, unheardOf);
      const name = `${method.toUpperCase()} ${url}`;
      const headers = { "content-type": "application/json" };
      // Bodies are checked first: one that fits is needed to get to the name.
      const bodies =
        body === undefined ? [undefined] : fc.sample(valueLike(body, world), { seed, numRuns: 60 });
      const statuses = new Set<number>();
      for (const made of bodies) {
        const sent =
          made === undefined ? { headers: {}, body: undefined } : { headers, body: JSON.stringify(made) };
        const request = { method: method.toUpperCase(), url, ...sent };
        const problem = await fault(request);
        if (problem !== undefined) wrong.push(`${name}: ${problem}`);
        const status = (await send(request))?.statusCode ?? 0;
        statuses.add(status);
        if (status === 404) break;
      }
      // Who puts something, or entries, under a new name makes it; and a form tries out what is not kept yet.
      const mayBeNew = method === "put" || newNames.has(operation.path);
      if (!statuses.has(404) && !mayBeNew) wrong.push(`${name}: ${[...statuses].join()}, not 404`);
    }
    expect(wrong).toEqual([]);
  }, 120_000);

  it("bears a NUL in any name", async () => {
    const wrong: string[] = [];
    for (const operation of operations.filter(({ path }) => path.includes("{"))) {
      const url = pathWith(operation, () => "a%00b");
      const problem = await fault({
        method: operation.method.toUpperCase(),
        url,
        headers: {},
        body: undefined,
      });
      if (problem !== undefined) wrong.push(`${operation.method} ${url}: ${problem}`);
    }
    expect(wrong).toEqual([]);
  });
});

/** A value of the right form for a parameter, which nobody has given to anything. */
function unheardOf({ type, format, pattern }: Schema): string {
  if (format === "uuid") return "6f9619ff-8b86-4011-b42d-00cf4fc964ff";
  if (type === "integer" || type === "number") return "999999999";
  return typeof pattern === "string" && pattern.includes("\\d") ? "999999999" : "unheard-of";
}
