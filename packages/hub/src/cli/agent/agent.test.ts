/** `rostrum agent`, as a person types it. That agents work is shown in `agents/`. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestHub, type TestHub, temporaryFolder } from "../../testing/hub.ts";
import { run } from "../testing/run.ts";

let hub: TestHub;
let address: string;
const machine = temporaryFolder();
beforeAll(async () => {
  hub = await startTestHub();
  address = await hub.app.http.listen({ host: "127.0.0.1", port: 0 });
});
afterAll(async () => {
  await hub.close();
  machine.remove();
});

const atHub = (...words: string[]) =>
  run(words, {
    environment: { ROSTRUM_URL: address, ROSTRUM_TOKEN: hub.app.accessToken, ROSTRUM_DATA: hub.folder },
  });
const atMachine = (environment: Record<string, string>, ...words: string[]) =>
  run(words, { environment: { ROSTRUM_DATA: machine.folder, ...environment } });

it("adds an agent and shows its token once, on standard output alone", async () => {
  const added = await atHub("agent", "add", "plant");
  expect(added.stdout.trim()).toMatch(/^rostrum_agent_[A-Za-z0-9_-]{43}$/);
  expect(added.stderr).toContain("agent: plant");
  expect((await atHub("agent", "add", "plant")).stderr).toContain("There is an agent plant already");
  const listed = await atHub("agent", "list");
  expect(listed.stdout).toMatch(/plant\s+new\s+never/);
  const renewed = await atHub("agent", "renew", "plant");
  expect(renewed.stdout.trim()).not.toBe(added.stdout.trim());
  expect((await atHub("agent", "list", "--json")).stdout).not.toContain("rostrum_agent_");
});

it("says of a run for an agent that is not there what it waits for", async () => {
  const flow = { agent: "plant", source: { endpoint: "csv", table: "a.csv" } };
  const target = { endpoint: "csv", table: "b.csv", write: "replace" };
  await hub.request("PUT", "/api/v1/flows/pinned", { ...flow, target });
  await hub.request("POST", "/api/v1/flows/pinned/runs");
  const history = await atHub("flow", "history", "pinned");
  expect(history.stdout).toContain("Waits for the agent plant, which was never started");
  const tested = await atHub("agent", "test", "plant");
  expect([tested.code, tested.stderr]).toEqual([
    3,
    expect.stringContaining("The agent plant cannot be asked"),
  ]);
  expect((await atHub("endpoint", "test", "csv", "--agent", "plant")).code).toBe(3);
  const doctor = await atHub("doctor");
  expect(doctor.stdout).toContain("plant was never started; a run waits for it");
});

it("keeps the endpoints of an agent on its own machine, their secrets sealed", async () => {
  const secret = "a planted password";
  const added = await atMachine(
    { ROSTRUM_ENDPOINT_SECRET: secret },
    ...[
      "agent",
      "endpoint",
      "add",
      "erp",
      "--kind",
      "postgres",
      "--set",
      "host=127.0.0.1",
      "--set",
      "port=1",
    ],
    ...["--set", "database=erp", "--set", "user=rostrum", "--set", "tls=off"],
  );
  // Nothing listens there; it is kept all the same, and the test says why.
  expect([added.code, added.stdout]).toEqual([3, expect.stringContaining("erp: ")]);
  expect((await atMachine({}, "agent", "endpoint", "list")).stdout).toMatch(/erp\s+postgres\s+kept/);
  const file = await readFile(path.join(machine.folder, "agent", "endpoints.json"), "utf8");
  expect(file).not.toContain(secret);
  const refused = await atMachine({}, "agent", "endpoint", "add", "csv", "--kind", "csv");
  expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('cannot be called "csv"')]);
  const wrong = await atMachine({}, "agent", "endpoint", "add", "x", "--kind", "postgres");
  expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining("host:")]);
  expect((await atMachine({}, "agent", "endpoint", "remove", "erp")).code).toBe(0);
  expect((await atMachine({}, "agent", "endpoint", "test", "erp")).code).toBe(2);
});

it("does not begin without a hub and a right token, and says what to do", async () => {
  const none = await atMachine({}, "agent");
  expect([none.code, none.stderr]).toEqual([2, expect.stringContaining("ROSTRUM_HUB")]);
  const hubOnly = await atMachine({ ROSTRUM_HUB: address }, "agent");
  expect([hubOnly.code, hubOnly.stderr]).toEqual([2, expect.stringContaining("rostrum agent add NAME")]);
  const wrong = await atMachine({ ROSTRUM_HUB: address, ROSTRUM_AGENT_TOKEN: "x" }, "agent");
  expect([wrong.code, wrong.stderr]).toEqual([
    3,
    expect.stringContaining("The hub does not know this token"),
  ]);
  const key = { ROSTRUM_HUB: address, ROSTRUM_AGENT_TOKEN: hub.app.accessToken };
  const noAgent = await atMachine(key, "agent");
  expect([noAgent.code, noAgent.stderr]).toEqual([3, expect.stringContaining("is no agent")]);
});

it("removes an agent, and its runs end", async () => {
  expect((await atHub("agent", "remove", "plant")).code).toBe(0);
  expect((await atHub("flow", "history", "pinned")).stdout).toContain("was removed");
  const again = await atHub("flow", "run", "pinned");
  expect([again.code, again.stderr]).toEqual([2, expect.stringContaining('There is no agent "plant"')]);
});
