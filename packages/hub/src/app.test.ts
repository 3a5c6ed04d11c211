import type { Sandbox } from "@rostrum/sandbox";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { addKey, addPerson, host, local, ownOrigin } from "./access/testing/callers.ts";
import { describeOnBothDatabases } from "./platform/database/testing.ts";
import { ErrorAnswer } from "./platform/http/errors.ts";
import { sandboxConnection, startTestHub, startTestSandbox, type TestHub } from "./testing/hub.ts";
import { type MadeRequest, operationsOf, requestsFor } from "./testing/requests.ts";

/** Makes the same requests again. Another one finds others: `npx vitest run packages/hub/src/app.test.ts`. */
const seed = 20310101;

describeOnBothDatabases("whatever is sent to the API", (databases) => {
  let hub: TestHub;
  let sandbox: Sandbox;
  /** What is about oneself is for people alone. */
  let asAna: Record<string, string>;
  beforeAll(async () => {
    sandbox = await startTestSandbox();
    hub = await startTestHub({ database: await databases.shared() });
    const here = local(hub.app);
    await here.request("POST", "/api/v1/connections", { json: sandboxConnection(sandbox, "Acme") });
    const ana = await addPerson(hub.app, "viewer", "ana@acme.example");
    asAna = { host, origin: ownOrigin, cookie: ana.browser.cookies() };
    await addKey(hub.app, "key", ["entities:read"]);
    await here.request("POST", "/api/v1/teams", { json: { name: "team" } });
  });
  afterAll(async () => {
    await hub.close();
    await sandbox.close();
  });

  /** Why an answer is not as promised; undefined when it is. */
  async function fault({ method, url, body, contentType }: MadeRequest): Promise<string | undefined> {
    const answer = await hub.app.http
      .inject({
        method: method as "GET",
        url,
        headers: {
          ...(url.startsWith("/api/v1/me") ? asAna : { authorization: `Bearer ${hub.app.accessToken}` }),
          ...(contentType === undefined ? {} : { "content-type": contentType }),
        },
        ...(body === undefined ? {} : { payload: body }),
      })
      // Rows that break off after the first are an honest answer.
      .catch((error: Error) => {
        if (/destroyed|aborted/.test(error.message)) return undefined;
        throw error;
      });
    if (answer === undefined || answer.statusCode < 400) return undefined;
    if (answer.statusCode === 500) return answer.body;
    // What GoTo says to a raw request goes through as it is.
    if (answer.headers["goto-status"] !== undefined || method === "HEAD") return undefined;
    return ErrorAnswer.safeParse(answer.json()).success ? undefined : `no error answer: ${answer.body}`;
  }

  it("is answered without a fault of ours, errors always in words", async () => {
    const world = {
      names: ["acme", "Acme", "ana@acme.example", "key", "team", "Webinar"],
      address: sandbox.url,
    };
    let requests = 0;
    for (const operation of operationsOf(hub.app.http.swagger())) {
      const entity = operation.path.startsWith("/api/v1/entities/");
      await fc.assert(
        fc.asyncProperty(requestsFor(operation, world), async (request) => {
          requests += 1;
          expect(await fault(request)).toBeUndefined();
        }),
        { seed, numRuns: entity ? 8 : 40, endOnFailure: false },
      );
    }
    expect(requests).toBeGreaterThan(1_500);
  }, 180_000);
});
