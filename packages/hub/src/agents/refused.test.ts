/** Who is no agent, or not this one, or not any more: refused on every route. And whatever an agent sends, no fault. */
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { addKey, addPerson, codeOf, local, withKey } from "../access/testing/callers.ts";
import { describeOnBothDatabases } from "../platform/database/testing.ts";
import { ErrorAnswer } from "../platform/http/errors.ts";
import { startTestHub, type TestHub } from "../testing/hub.ts";
import { operationsOf, requestsFor } from "../testing/requests.ts";

const instance = "11111111-1111-4111-8111-111111111111";
const seed = 20310101;

describeOnBothDatabases("what an agent may ask", (databases) => {
  let hub: TestHub;
  let own: string;
  let others: string;
  let run: { id: string; attempt: number };
  beforeAll(async () => {
    hub = await startTestHub({ database: await databases.shared() });
    own = await addAgent("own");
    others = await addAgent("others");
    await put("pinned", { agent: "own", source: { endpoint: "csv", table: "in.csv" } });
    await here("POST", "/flows/pinned/runs");
    run = await givenTo(own);
  });
  afterAll(() => hub.close());

  const here = async (method: string, path: string, json?: unknown) =>
    local(hub.app).request(method, `/api/v1${path}`, json === undefined ? {} : { json });
  const by =
    (token: string) =>
    (path: string, json: unknown, method = "POST") =>
      withKey(hub.app, token).request(method, `/api/v1/agent${path}`, { json });
  async function addAgent(name: string): Promise<string> {
    const made = await here("POST", "/agents", { name });
    expect(made.status, made.text).toBe(201);
    return (made.body as { token: string }).token;
  }
  async function put(flow: string, definition: object): Promise<void> {
    const target = { endpoint: "csv", table: "out.csv", write: "replace" };
    const kept = await here("PUT", `/flows/${flow}`, { target, ...definition });
    expect(kept.status, kept.text).toBe(200);
  }
  async function givenTo(token: string, holding: readonly string[] = []) {
    const wish = { instance, holding, room: 4, endpoints: [], testing: [], previewing: [], stopping: [] };
    expect((await by(token)("/hello", { instance, version: "1" })).status).toBe(200);
    const answer = await by(token)("/jobs", wish);
    expect(answer.status, answer.text).toBe(200);
    const [first] = (answer.body as { runs: { id: string; attempt: number }[] }).runs;
    if (first === undefined) throw new Error("no run was given");
    return first;
  }
  const step = (attempt: number, number: number) => ({
    attempt,
    number,
    checkpoint: { writers: {} },
    counts: {
      ...{ read: number, dropped: 0, inserted: 0, updated: 0, unchanged: 0, deleted: 0, written: 0 },
      ...{ missing: 0, failed: 0, ignored: 0, writtenBack: 0, calls: 0, ignoredBecause: {} },
    },
    failed: [
      {
        place: "row 1",
        path: [],
        source: { id: 1 },
        step: "target",
        failure: { code: "a", words: "b", passing: false },
      },
    ],
    mended: [],
  });
  const call = (what: object, attempt = run.attempt) => ({ attempt, call: what, received: [], from: 1 });
  /** One right request for every route of agents. */
  const requests = (): readonly (readonly [string, unknown, string?])[] => [
    ["/hello", { instance, version: "1" }],
    [
      "/jobs",
      { instance, holding: [run.id], room: 0, endpoints: [], testing: [], previewing: [], stopping: [] },
    ],
    [`/runs/${run.id}/steps`, step(run.attempt, 1)],
    [`/runs/${run.id}/end`, { attempt: run.attempt, state: "stopped" }],
    [`/runs/${run.id}/calls/1`, call({ what: "open", endpoint: "csv" })],
    ["/previews/11111111-1111-4111-8111-111111111111", {}, "PUT"],
    ["/tests/csv/here", {}],
    ["/tests/csv", { instance, works: true, message: "" }, "PUT"],
  ];

  it("is refused to whoever is no agent, the administrator included", async () => {
    const viewer = await addPerson(hub.app, "viewer");
    const key = await addKey(hub.app, "all", ["flows:run", "flows:write", "agents:write"]);
    for (const [path, json, method] of requests()) {
      const url = `/api/v1/agent${path}`;
      const answers = [
        await by(key)(path, json, method),
        await by(hub.app.accessToken)(path, json, method),
        await viewer.browser.request(method ?? "POST", url, { json }),
      ];
      for (const answer of answers)
        expect([answer.status, codeOf(answer)]).toEqual([403, "access.agents-only"]);
      const unknown = await by(`rostrum_agent_${"x".repeat(43)}`)(path, json, method);
      expect([unknown.status, codeOf(unknown)]).toEqual([401, "access.wrong-token"]);
    }
  });

  it("is not more than its own routes", async () => {
    for (const path of [
      "/me",
      "/agents",
      "/flows",
      "/endpoints",
      "/connections",
      "/runs/12345678",
      "/audit",
    ]) {
      const answer = await withKey(hub.app, own).request("GET", `/api/v1${path}`);
      expect([path, answer.status]).toEqual([path, 403]);
      expect(codeOf(answer)).toBe("access.agent-elsewhere");
    }
  });

  it("is made, renewed and removed by operators, never by viewers", async () => {
    const viewer = withKey(hub.app, await addKey(hub.app, "sees", ["agents:read"]));
    expect((await viewer.request("GET", "/api/v1/agents")).status).toBe(200);
    for (const [method, path, json] of [
      ["POST", "/agents", { name: "mine" }],
      ["POST", "/agents/own/token", undefined],
      ["POST", "/agents/own/tests", {}],
      ["DELETE", "/agents/own", undefined],
    ] as const) {
      const refused = await viewer.request(method, `/api/v1${path}`, json === undefined ? {} : { json });
      expect(refused.status).toBe(403);
    }
  });

  it("is about its own runs alone: another agent's token finds none of them", async () => {
    for (const [path, json] of requests().filter(([path]) => path.startsWith("/runs/"))) {
      const answer = await by(others)(path, json);
      expect([answer.status, codeOf(answer)]).toEqual([409, "agent.run-lost"]);
    }
    expect((await by(others)("/hello", { instance, version: "1" })).status).toBe(200);
    const none = await by(others)("/jobs", {
      instance,
      holding: [],
      room: 4,
      endpoints: [],
      testing: [],
      previewing: [],
      stopping: [],
    });
    expect(none.body).toEqual({ runs: [], stops: [], tests: [], previews: [] });
  });

  it("is what the flow says: other endpoints, tables, writes and calls are refused", async () => {
    const open = { what: "open", endpoint: "csv" };
    expect((await by(own)(`/runs/${run.id}/calls/1`, call(open))).body).toMatchObject({
      state: "done",
      answer: { kind: "csv" },
    });
    const calls = [
      { what: "open", endpoint: "goto" },
      { what: "describe", endpoint: "csv", table: "other.csv" },
      { what: "read", endpoint: "csv", table: "out.csv", whole: false },
      { what: "read", endpoint: "goto", table: "Registrant", whole: true },
      { what: "write to", endpoint: "csv", table: "in.csv", operation: "insert" },
      { what: "write to", endpoint: "csv", table: "out.csv", operation: "delete" },
      {
        what: "send",
        method: "DELETE",
        path: "/G2W/rest/v2/organizers/1/webinars/2",
        query: {},
        headers: {},
      },
      { what: "kept rows" },
      { what: "lookup table", name: "secrets" },
    ];
    for (const [index, what] of calls.entries()) {
      const { body } = await by(own)(`/runs/${run.id}/calls/${index + 2}`, call(what));
      expect(body, JSON.stringify(what)).toMatchObject({
        state: "failed",
        error: { code: "agent.not-permitted" },
      });
    }
    const test = await by(own)("/tests/goto/here", {});
    expect([test.status, codeOf(test)]).toEqual([403, "agent.not-asked"]);
  });

  it("counts once: a step told again, or too late, changes nothing", async () => {
    const tell = async (number: number, attempt = run.attempt) =>
      by(own)(`/runs/${run.id}/steps`, step(attempt, number));
    const tries = async () => {
      const { body } = await here("GET", "/flows/pinned/failed-rows");
      return (body as { rows: { tries: number }[] }).rows.map((row) => row.tries);
    };
    expect((await tell(1)).body).toEqual({ wish: "go on" });
    expect((await tell(1)).body).toEqual({ wish: "go on" });
    expect(await tries()).toEqual([1]);
    expect((await Promise.all([tell(2), tell(2), tell(2)])).map(({ status }) => status)).toEqual([
      200, 200, 200,
    ]);
    expect(await tries()).toEqual([2]);
    expect(codeOf(await tell(1))).toBe("agent.run-lost");
    await here("POST", `/flow-runs/${run.id}/stop`);
    expect((await tell(2)).body).toEqual({ wish: "stop" });
    expect(await tries()).toEqual([2]);
  });

  it("is nothing more for a process that lost its run, or the agent", async () => {
    const before = run.attempt;
    run = await givenTo(own);
    expect(run.attempt).toBe(before + 1);
    for (const [path, json] of requests().filter(([path]) => path.startsWith("/runs/"))) {
      const answer = await by(own)(path, { ...(json as object), attempt: before });
      expect([answer.status, codeOf(answer)]).toEqual([409, "agent.run-lost"]);
    }
    const late = {
      instance: "22222222-2222-4222-8222-222222222222",
      holding: [],
      room: 1,
      endpoints: [],
      testing: [],
      previewing: [],
      stopping: [],
    };
    expect(codeOf(await by(own)("/jobs", late))).toBe("agent.superseded");
  });

  it("whatever it sends is answered without a fault of ours", async () => {
    const names = ["own", "pinned", run.id, "csv", "in.csv", "out.csv"];
    let requestsMade = 0;
    const forAgents = operationsOf(hub.app.http.swagger()).filter(({ path }) =>
      path.startsWith("/api/v1/agent/"),
    );
    expect(forAgents).toHaveLength(requests().length);
    for (const operation of forAgents) {
      await fc.assert(
        fc.asyncProperty(requestsFor(operation, { names, places: {} }), async (made) => {
          requestsMade += 1;
          // One that holds its question open would make the test long.
          const body = made.body?.replace(/"room":\d+/, '"room":99');
          const answer = await hub.app.http.inject({
            method: made.method as "POST",
            url: made.url,
            headers: {
              ...made.headers,
              authorization: `Bearer ${own}`,
            },
            ...(body === undefined ? {} : { payload: body }),
          });
          expect(answer.statusCode, answer.body).not.toBe(500);
          if (answer.statusCode >= 400) expect(ErrorAnswer.safeParse(answer.json()).success).toBe(true);
        }),
        { seed, numRuns: 60, endOnFailure: false },
      );
    }
    expect(requestsMade).toBe(60 * forAgents.length);
  });

  it("ends with its token, and with the agent, whose runs end in words", async () => {
    const renewed = await here("POST", "/agents/own/token");
    const { token } = renewed.body as { token: string };
    expect((await by(own)("/hello", { instance, version: "1" })).status).toBe(401);
    expect((await by(token)("/hello", { instance, version: "1" })).status).toBe(200);
    expect((await here("DELETE", "/agents/own")).status).toBe(204);
    expect((await by(token)("/hello", { instance, version: "1" })).status).toBe(401);
    const { body } = await here("GET", `/flow-runs/${run.id}`);
    expect(body).toMatchObject({ state: "failed", error: { code: "agent.removed" } });
    expect(codeOf(await here("POST", "/flows/pinned/runs"))).toBe("agent.unknown");
    const { text } = await here("GET", "/audit?kind=agent");
    for (const action of ["agent.add", "agent.renew", "agent.remove"]) expect(text).toContain(action);
    for (const secret of [own, others, token]) expect(text + hub.logged()).not.toContain(secret);
    const rows = await (await databases.shared()).sql.selectFrom("agent").selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(others);
  });
});
