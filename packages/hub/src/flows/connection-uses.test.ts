import { afterAll, beforeAll, expect, it } from "vitest";
import { sandboxConnection, startTestHub, startTestSandbox, type TestHub } from "../testing/hub.ts";

let hub: TestHub;
let sandbox: Awaited<ReturnType<typeof startTestSandbox>>;
beforeAll(async () => {
  [hub, sandbox] = await Promise.all([startTestHub(), startTestSandbox()]);
});
afterAll(async () => {
  await hub.close();
  await sandbox.close();
});

it("a connection is used by flows that name it, and by those that name none while it is the only one", async () => {
  const target = { endpoint: "csv", table: "rows.csv", write: "replace" };
  const flows = {
    named: { source: { endpoint: "goto:first", entity: "Webinar" }, target },
    whichever: {
      source: { endpoint: "goto", entity: "Webinar" },
      steps: [{ send: { method: "GET", path: "/G2W/rest/v2/organizers/{organizerKey}/webinars" } }],
      target,
    },
    neither: { source: { endpoint: "csv", table: "other.csv" }, target },
  };
  const connect = (name: string) =>
    hub.request("POST", "/api/v1/connections", { ...sandboxConnection(sandbox, name), alias: name });
  const usedBy = async (alias: string) => {
    const { body } = await hub.request("GET", `/api/v1/connections/${alias}`);
    return (body as { usedBy: readonly { name: string }[] }).usedBy.map(({ name }) => name);
  };
  const definition = async (name: string) =>
    ((await hub.request("GET", `/api/v1/flows/${name}`)).body as { definition: unknown }).definition;
  expect((await connect("first")).status).toBe(201);
  for (const [name, flow] of Object.entries(flows)) {
    const { status, text } = await hub.request("PUT", `/api/v1/flows/${name}`, flow);
    expect(status, text).toBeLessThan(300);
  }
  expect(await usedBy("first")).toEqual(["named", "whichever"]);
  const second = await connect("second");
  expect(second.status, second.text).toBe(201);
  // What named none would not know which is meant: it names the first from now on, and whoever added the second hears of it.
  expect(second.body).toMatchObject({ pinned: { to: "first", uses: [{ kind: "flow", name: "whichever" }] } });
  expect(await usedBy("first")).toEqual(["named", "whichever"]);
  expect(await usedBy("second")).toEqual([]);
  expect(await definition("whichever")).toMatchObject({
    source: { endpoint: "goto:first" },
    steps: [{ send: { connection: "first" } }],
  });
  const run = await hub.request("POST", "/api/v1/flows/whichever/runs", {});
  expect(run.status, run.text).toBe(201);
  const { body: audit } = await hub.request("GET", "/api/v1/audit?action=flow.edit");
  expect(audit).toMatchObject({
    entries: [{ id: "whichever", before: { source: { endpoint: "goto" } }, after: { source: {} } }],
  });
  // Nor does a flow notice that its connection goes by another alias.
  expect((await hub.request("PATCH", "/api/v1/connections/first", { alias: "acme" })).status).toBe(200);
  expect(await definition("named")).toMatchObject({ source: { endpoint: "goto:acme" } });
  expect(await usedBy("acme")).toEqual(["named", "whichever"]);
});
