import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestHub, type TestHub } from "../testing/hub.ts";

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(() => hub.close());

it("files are brought to an endpoint's folder and taken along, never another's place unasked", async () => {
  const ask = (method: "GET" | "PUT", file: string, payload?: string) =>
    hub.app.http.inject({
      method,
      url: `/api/v1/endpoints/csv/files/${file}`,
      headers: {
        authorization: `Bearer ${hub.app.accessToken}`,
        ...(payload === undefined ? {} : { "content-type": "application/octet-stream" }),
      },
      ...(payload === undefined ? {} : { payload }),
    });
  const file = "2031%2Fpeople%20%C3%A1.csv";
  expect((await ask("PUT", file, "email\na@acme.example\n")).json()).toEqual({
    file: "2031/people á.csv",
    bytes: 21,
    replaced: false,
  });
  expect((await ask("PUT", file, "other\n")).json()).toMatchObject({
    error: { code: "endpoint.file-exists" },
  });
  const { headers, body } = await ask("GET", file);
  expect(body).toBe("email\na@acme.example\n");
  expect(headers).toMatchObject({
    "content-disposition": "attachment; filename*=UTF-8''people%20%C3%A1.csv",
    "content-type": "application/octet-stream",
    "x-content-type-options": "nosniff",
  });
  expect((await ask("PUT", `${file}?replace=true`, "other\n")).json()).toMatchObject({ replaced: true });
  expect((await ask("GET", file)).body).toBe("other\n");
  for (const name of ["..%2Faccess-token.csv", "%2Fetc%2Fpasswd.csv", "people.txt", ".hidden.csv"]) {
    for (const answer of [await ask("PUT", name, "x"), await ask("GET", name)])
      expect(answer.json(), name).toMatchObject({ error: { code: "endpoint.path-refused" } });
  }
  expect((await ask("GET", "none.csv")).statusCode).toBe(404);
  const audit = await hub.request("GET", "/api/v1/audit?action=file");
  expect((audit.body as { entries: object[] }).entries).toMatchObject([
    { action: "file.upload", id: "csv/2031/people á.csv", after: { bytes: 6, replaced: true } },
    { after: { bytes: 21, replaced: false } },
  ]);
});

it("the audit log tells who kept, ran and removed flows and endpoints, with what changed, and no preview", async () => {
  const flow = (table: string) => ({
    source: { endpoint: "csv", table },
    target: { endpoint: "csv", table: "out.csv", write: "replace" },
  });
  const ask = async (method: string, path: string, body?: unknown) => {
    const { status, text } = await hub.request(method, `/api/v1${path}`, body);
    expect(status, `${method} ${path} ${text}`).toBeLessThan(300);
  };
  const settings = { kind: "postgres", host: "127.0.0.1", database: "dw", user: "rostrum" };
  await ask("PUT", "/endpoints/dw", { settings, secret: "planted" });
  await ask("PUT", "/endpoints/dw", { settings: { ...settings, user: "other" }, secret: "planted" });
  await ask("DELETE", "/endpoints/dw");
  await ask("PUT", "/flows/copy", flow("one.csv"));
  await ask("PUT", "/flows/copy", flow("two.csv"));
  const trial = await hub.request("POST", "/api/v1/flows/preview/scopes", { flow: flow("one.csv") });
  expect(trial.text).toContain("one.csv");
  await ask("POST", "/flows/copy/runs", {});
  const alive = async () => {
    const { body } = await hub.request("GET", "/api/v1/flows/copy/runs");
    return (body as { runs: readonly { state: string }[] }).runs.filter(({ state }) => state !== "failed");
  };
  // Its source is not there.
  await expect.poll(alive, { timeout: 30_000 }).toEqual([]);
  await ask("POST", "/flows/copy/revisions/1/restore", {});
  await ask("DELETE", "/flows/copy");
  const { body, text } = await hub.request("GET", "/api/v1/audit?limit=100");
  const { entries } = body as { entries: readonly { action: string; before: unknown; after: unknown }[] };
  const done = entries.toReversed().filter(({ action }) => /^(flow|endpoint|request)/.test(action));
  expect(done.map(({ action }) => action)).toEqual([
    "endpoint.add",
    "endpoint.edit",
    "endpoint.remove",
    "flow.add",
    "flow.edit",
    "flow.run",
    "flow.edit",
    "flow.remove",
  ]);
  expect(done[1]).toMatchObject({ before: { user: "rostrum" }, after: { user: "other" } });
  expect(done[4]).toMatchObject({
    before: { source: { table: "one.csv" } },
    after: { source: { table: "two.csv" } },
  });
  expect(text).not.toContain("planted");
});
