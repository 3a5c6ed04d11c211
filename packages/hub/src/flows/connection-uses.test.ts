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
    whichever: { source: { endpoint: "goto", entity: "Webinar" }, target },
    neither: { source: { endpoint: "csv", table: "other.csv" }, target },
  };
  const connect = (name: string) =>
    hub.request("POST", "/api/v1/connections", { ...sandboxConnection(sandbox, name), alias: name });
  const usedBy = async (alias: string) => {
    const { body } = await hub.request("GET", `/api/v1/connections/${alias}`);
    return (body as { usedBy: readonly { name: string }[] }).usedBy.map(({ name }) => name);
  };
  expect((await connect("first")).status).toBe(201);
  for (const [name, flow] of Object.entries(flows)) {
    const { status, text } = await hub.request("PUT", `/api/v1/flows/${name}`, flow);
    expect(status, text).toBeLessThan(300);
  }
  expect(await usedBy("first")).toEqual(["named", "whichever"]);
  const second = await connect("second");
  expect(second.status, second.text).toBe(201);
  expect(await usedBy("first")).toEqual(["named"]);
  expect(await usedBy("second")).toEqual([]);
});
