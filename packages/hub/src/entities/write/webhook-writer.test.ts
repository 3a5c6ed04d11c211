/** Webhooks written to the sandbox, with a receiver on a real socket. */
import { afterEach, describe, expect, it } from "vitest";
import { type ConnectedSandbox, connectedSandbox } from "../testing/connect.ts";
import { startReceiver } from "../testing/receiver.ts";
import { empty, writing } from "../testing/writing.ts";

let connected: ConnectedSandbox;
afterEach(() => connected[Symbol.asyncDispose]());
const { api, write } = writing(() => connected);

describe("webhooks", () => {
  it("are made, activated, found again, changed and removed", async () => {
    connected = await connectedSandbox({ size: empty });
    await using receiver = await startReceiver();
    const values = { callbackUrl: receiver.url, eventName: "registrant.added" };
    const made = await write("create", "Webhook", { ...values, state: "ACTIVE" });
    expect(made).toMatchObject({ outcome: "created", result: { state: "ACTIVE" } });
    expect((await write("create", "Webhook", values)).error?.code).toBe("webhook.exists");
    expect(await write("upsert", "Webhook", values)).toMatchObject({ outcome: "exists", key: made.key });
    expect(await write("upsert", "Webhook", { ...values, state: "INACTIVE" })).toMatchObject({
      outcome: "updated",
    });
    const { webhookKey } = made.key ?? {};
    expect(await write("update", "Webhook", { webhookKey, state: "ACTIVE" })).toMatchObject({
      outcome: "updated",
    });
    expect(await api().getWebhooks()).toMatchObject([{ webhookKey, state: "ACTIVE" }]);
    expect(await write("delete", "Webhook", { webhookKey })).toMatchObject({ outcome: "deleted" });
    expect((await write("delete", "Webhook", { webhookKey })).error?.code).toBe("webhook.unknown");
  });

  it("are refused for an address that is not https", async () => {
    connected = await connectedSandbox({ size: empty });
    const { error } = await write("create", "Webhook", {
      callbackUrl: "http://example.com/x",
      eventName: "webinar.created",
    });
    expect(error?.code).toBe("webhook.address");
  });
});
