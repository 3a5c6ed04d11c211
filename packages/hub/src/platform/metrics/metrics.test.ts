import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addKey, addPerson, local, nobody, withKey } from "../../access/testing/callers.ts";
import { listenForMonitoring } from "../../server.ts";
import { sandboxConnection, startTestHub, startTestSandbox, type TestHub } from "../../testing/hub.ts";
import { startPostgres, type TestPostgres } from "../database/testing.ts";
import { createLog } from "../log/log.ts";
import { createMetrics } from "./metrics.ts";

const figuresOf = async (hub: TestHub) => (await local(hub.app).request("GET", "/metrics")).text;

describe("the metrics of a hub", () => {
  let hub: TestHub;
  let sandbox: Awaited<ReturnType<typeof startTestSandbox>>;
  beforeAll(async () => {
    [hub, sandbox] = await Promise.all([startTestHub(), startTestSandbox()]);
    const made = await hub.request("POST", "/api/v1/connections", sandboxConnection(sandbox, "Acme"));
    expect(made.status).toBe(201);
  });
  afterAll(async () => {
    await hub.close();
    await sandbox.close();
  });

  it("are for those who may: not for everybody, not for viewers, for a key with that one scope", async () => {
    expect((await nobody(hub.app).request("GET", "/metrics")).status).toBe(401);
    const { browser } = await addPerson(hub.app, "viewer");
    expect((await browser.request("GET", "/metrics")).status).toBe(403);
    const other = await addKey(hub.app, "other", ["status:read"]);
    expect((await withKey(hub.app, other).request("GET", "/metrics")).status).toBe(403);
    const collector = await addKey(hub.app, "prometheus", ["metrics:read"]);
    const answer = await withKey(hub.app, collector).request("GET", "/metrics");
    expect(answer.status).toBe(200);
    expect(answer.headers["content-type"]).toContain("text/plain; version=0.0.4");
  });

  it("are given by a process without the API too, with its health, on a port of their own", async () => {
    await using closing = new AsyncDisposableStack();
    const listening = await listenForMonitoring(hub.app, "127.0.0.1", 0);
    closing.defer(() => listening.close());
    const ask = async (path: string, headers = {}) =>
      fetch(`http://127.0.0.1:${listening.port}${path}`, { headers });
    expect([(await ask("/healthz")).status, (await ask("/readyz")).status]).toEqual([200, 200]);
    expect([(await ask("/metrics")).status, (await ask("/api/v1/flows")).status]).toEqual([401, 404]);
    const answer = await ask("/metrics", { authorization: `Bearer ${hub.app.accessToken}` });
    expect(await answer.text()).toContain('rostrum_metrics_source_up{source="database"} 1');
    await expect(listenForMonitoring(hub.app, "127.0.0.1", listening.port)).rejects.toMatchObject({
      code: "port.taken",
    });
  });

  it("count requests by route and never by address", async () => {
    for (const name of ["secret-name-1", "secret-name-2"]) await hub.request("GET", `/api/v1/flows/${name}`);
    await hub.request("GET", "/secret-name-3");
    await hub.app.http.inject({ method: "PROPFIND", url: "/secret-name-4" });
    const text = await figuresOf(hub);
    expect(text).toContain(
      'rostrum_http_request_seconds_count{method="GET",route="/api/v1/flows/:name",status="404"} 2',
    );
    expect(text).toMatch(
      /rostrum_http_request_seconds_count\{method="any",route="unknown",status="404"\} [12]/,
    );
    expect(text).not.toContain("secret-name");
  });

  it("tell calls to GoTo by API and outcome, the budget, and how connections are", async () => {
    sandbox.control.faults.order({ kind: "status", operation: "getWebinars", status: 503, times: 1 });
    const rows = await hub.request(
      "GET",
      "/api/v1/entities/Webinar/rows?from=2000-01-01&to=2100-01-01&format=csv",
    );
    expect(rows.status).toBe(200);
    const text = await figuresOf(hub);
    expect(text).toMatch(/rostrum_goto_call_seconds_count\{api="webinar",outcome="ok"\} \d+/);
    expect(text).toMatch(/rostrum_goto_call_seconds_count\{api="webinar",outcome="server"\} 1/);
    expect(text).toMatch(/rostrum_budget_used_ratio\{client="[^"]+",api="webinar"\} [\d.e-]+/);
    expect(text).toMatch(/rostrum_connection_state\{connection="acme",state="working"\} 1/);
  });

  it("tell runs and rows of flows by what became of them, jobs, and the process", async () => {
    const flow = {
      source: { endpoint: "goto", entity: "Webinar", from: "2000-01-01", to: "2100-01-01" },
      steps: [{ map: { subject: 'subject ? $error("no") : subject' } }],
      target: { endpoint: "ndjson", table: "out.ndjson", write: "insert" },
    };
    expect(await hub.request("PUT", "/api/v1/flows/refused", flow)).toMatchObject({ status: 200 });
    expect((await hub.request("POST", "/api/v1/flows/refused/runs")).status).toBe(201);
    await expect
      .poll(() => figuresOf(hub), { timeout: 30_000 })
      .toContain('rostrum_flow_runs{flow="refused",state="done"} 1');
    const text = await figuresOf(hub);
    expect(text).toMatch(/rostrum_flow_rows\{flow="refused",outcome="read"\} [1-9]/);
    expect(text).toMatch(/rostrum_flow_rows\{flow="refused",outcome="failed"\} [1-9]/);
    expect(text).toMatch(/rostrum_flow_failed_rows_kept\{flow="refused"\} [1-9]/);
    expect(text).toMatch(/rostrum_flow_last_done_seconds\{flow="refused"\} \d/);
    expect(text).toMatch(/rostrum_jobs\{queue="[^"]+",state="ready"\} 0/);
    expect(text).toContain("process_resident_memory_bytes");
    expect(text).toContain("nodejs_eventloop_lag_p99_seconds");
  });
});

describe("a part of the metrics that cannot be looked up", () => {
  it("is told as missing, does not hide the others, and does not keep the asker waiting", async () => {
    const metrics = createMetrics(createLog("silent"));
    const one = { name: "x_one", help: "one", labels: [], values: [{ labels: {}, value: 1 }] };
    metrics.addSource({ name: "whole", figures: async () => [one] });
    metrics.addSource({ name: "broken", figures: async () => Promise.reject(new Error("no")) });
    const forever = new AbortController();
    metrics.addSource({
      name: "slow",
      figures: async () => wait(60_000, [], { signal: forever.signal, ref: false }),
    });
    const { text } = await metrics.text();
    forever.abort();
    expect(text).toContain("x_one 1");
    expect(text).toContain('rostrum_metrics_source_up{source="whole"} 1');
    expect(text).toContain('rostrum_metrics_source_up{source="broken"} 0');
    expect(text).toContain('rostrum_metrics_source_up{source="slow"} 0');
  });
});

describe("a hub whose database is stopped", () => {
  let postgres: TestPostgres;
  let hub: TestHub;
  beforeAll(async () => {
    postgres = await startPostgres();
    hub = await startTestHub({ environment: { DATABASE_URL: await postgres.newDatabase() } });
  });
  afterAll(() => hub.close());

  it("lives, is not ready, and says so in every answer without a fault of its own", async () => {
    const states = async () => [
      (await hub.request("GET", "/healthz")).status,
      (await hub.request("GET", "/readyz")).status,
      (await hub.request("GET", "/api/v1/connections")).status,
    ];
    expect(await states()).toEqual([200, 200, 200]);
    expect(await figuresOf(hub)).toMatch(/rostrum_database_connections\{state="idle"\} [1-9]/);
    await postgres.stop();

    expect(await states()).toEqual([200, 503, 503]);
    const ready = await hub.request("GET", "/readyz");
    expect(ready.body).toMatchObject({
      error: { code: "not-ready", message: expect.stringContaining("Not ready: Database") },
    });
    const answer = await hub.request("GET", "/api/v1/connections");
    expect(answer.body).toMatchObject({ error: { code: "database.gone" } });
    expect(await hub.request("GET", "/api/v1/checks")).toMatchObject({
      status: 200,
      body: {
        checks: expect.arrayContaining([expect.objectContaining({ name: "Database", state: "failed" })]),
      },
    });
    const text = await figuresOf(hub);
    expect(text).toContain('rostrum_metrics_source_up{source="flows"} 0');
    expect(text).toContain("process_resident_memory_bytes");
    for (const path of ["/readyz", "/api/v1/connections", "/api/v1/checks", "/metrics"]) {
      expect((await hub.request("GET", path)).text).not.toContain("postgres:rostrum");
    }
  });
});
