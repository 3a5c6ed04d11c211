import { afterEach, beforeEach, expect, it } from "vitest";
import { type Desk, openDesk } from "../webinar/testing/desk.ts";
import { startCallback, type TestCallback } from "./testing/callback.ts";

let callback: TestCallback;
let desk: Desk;
beforeEach(async () => {
  callback = await startCallback();
  desk = await openDesk();
});
afterEach(async () => {
  await desk[Symbol.asyncDispose]();
  await callback[Symbol.asyncDispose]();
});

interface Webhook {
  readonly webhookKey: string;
  readonly state: string;
  readonly callbackUrl: string;
}
interface Subscription {
  readonly userSubscriptionKey: string;
  readonly userSubscriptionState: string;
  readonly activationState: string;
  readonly callbackUrl: string;
}

const webhook = (changes: Record<string, unknown> = {}) => ({
  callbackUrl: callback.url,
  eventName: "registrant.added",
  eventVersion: "1.0.0",
  product: "g2w",
  ...changes,
});

const call = (method: string, path: string, body?: unknown) => desk.host.call(method, path, { body });

async function createWebhook(changes: Record<string, unknown> = {}): Promise<Webhook> {
  const reply = await call("POST", "/webhooks", [webhook(changes)]);
  expect(reply.status, reply.text).toBe(200);
  return (reply.body as unknown as { _embedded: { webhooks: [Webhook] } })._embedded.webhooks[0];
}

async function subscribe(webhookKey: string, changes: Record<string, unknown> = {}): Promise<Subscription> {
  const reply = await call("POST", "/userSubscriptions", [{ webhookKey, ...changes }]);
  expect(reply.status, reply.text).toBe(200);
  const body = reply.body as unknown as { _embedded: { userSubscriptions: [Subscription] } };
  return body._embedded.userSubscriptions[0];
}

async function read<Body>(path: string): Promise<Body> {
  return (await call("GET", path)).body as Body;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

it("makes one secret key per application, now or from a date on, with milliseconds and a small number", async () => {
  const first = await call("POST", "/webhooks/secretkey");
  expect(first.text).toMatch(/^\{"value":"[0-9a-f-]{36}","validFrom":"2031-02-28T12:00:00\.000Z","id":1\}$/);
  const second = await call("POST", "/webhooks/secretkey", { validFrom: "2031-07-01T22:00:00Z" });
  expect(second.body).toMatchObject({ validFrom: "2031-07-01T22:00:00.000Z", id: 2 });
  expect((await call("POST", "/webhooks/secretkey", { validFrom: "soon" })).status).toBe(400);
});

it("makes a webhook INACTIVE after its callback answered a GET with 200", async () => {
  const made = await createWebhook();
  expect(callback.gets).toBe(1);
  expect(made).toMatchObject({ ...webhook(), state: "INACTIVE", createTime: "2031-02-28T12:00:00Z" });
  expect(made.webhookKey).toMatch(uuid);
  expect(await read(`/webhooks/${made.webhookKey}`)).toEqual(made);
  expect(await read("/webhooks?product=g2w")).toEqual({ _embedded: { webhooks: [made] } });
});

it("asks a callback once, though several webhooks of one request share it", async () => {
  await call("POST", "/webhooks", [webhook(), webhook({ eventName: "registrant.joined" })]);
  expect(callback.gets).toBe(1);
});

it.each([
  ["answered 404", () => ({ callbackUrl: callback.url }), 404],
  ["answered 204", () => ({ callbackUrl: callback.url }), 204],
  ["answered 302", () => ({ callbackUrl: callback.url }), 302],
  ["could not be reached (ECONNREFUSED)", () => ({ callbackUrl: "http://127.0.0.1:1/" }), 200],
  ["must be an https URL", () => ({ callbackUrl: "http://example.com/callback" }), 200],
  ["must be an https URL", () => ({ callbackUrl: "ftp://127.0.0.1/callback" }), 200],
  ["must be a URL", () => ({ callbackUrl: "callback" }), 200],
  ["callbackUrl is required", () => ({ callbackUrl: undefined }), 200],
  ["eventName must be one of", () => ({ eventName: "webinar.deleted" }), 200],
  ["eventVersion must be one of", () => ({ eventVersion: "2.0.0" }), 200],
  ["product must be one of", () => ({ product: "g2m" }), 200],
])("refuses a webhook with 400 and keeps nothing: %s", async (reason, changes, getStatus) => {
  callback.getStatus = getStatus;
  expect(await desk.refused("POST", "/webhooks", [webhook(), webhook(changes())])).toContain(reason);
  expect(await read("/webhooks?product=g2w")).toEqual({});
});

it("takes http on this machine only while the switch allows it", async () => {
  desk.host.webhooks.settings.allowLoopbackHttp = false;
  expect(await desk.refused("POST", "/webhooks", [webhook()])).toContain("must be an https URL");
});

it("gives up on a callback that does not answer in time", async () => {
  desk.host.webhooks.settings.timeout = 50;
  await using silent = await startCallback({ silent: true });
  const body = [webhook({ callbackUrl: silent.url })];
  expect(await desk.refused("POST", "/webhooks", body)).toContain("TimeoutError");
});

it("changes state and callback of a webhook, asking the new callback", async () => {
  await using other = await startCallback();
  const { webhookKey } = await createWebhook();
  const reply = await call("PUT", "/webhooks", [{ webhookKey, state: "ACTIVE", callbackUrl: other.url }]);
  expect({ status: reply.status, text: reply.text }).toEqual({ status: 204, text: "" });
  expect(other.gets).toBe(1);
  expect(await read(`/webhooks/${webhookKey}`)).toMatchObject({ state: "ACTIVE", callbackUrl: other.url });
  other.getStatus = 500;
  await desk.refused("PUT", "/webhooks", [{ webhookKey, callbackUrl: other.url, state: "INACTIVE" }]);
  expect(await read(`/webhooks/${webhookKey}`)).toMatchObject({ state: "ACTIVE" });
  await desk.refused("PUT", "/webhooks", [{ webhookKey, state: "SLEEPING" }]);
  expect((await call("PUT", "/webhooks", [{ webhookKey: "unknown", state: "ACTIVE" }])).status).toBe(404);
});

it("wants the product in lists", async () => {
  for (const path of ["/webhooks", "/userSubscriptions", "/webhooks?product=g2m"])
    expect(await desk.refused("GET", path)).toContain("product");
});

it("subscribes ACTIVE, with the webhook's callback unless told another, and activates when both are", async () => {
  await using own = await startCallback();
  const { webhookKey } = await createWebhook();
  const one = await subscribe(webhookKey);
  expect(one).toMatchObject({
    callbackUrl: callback.url,
    eventName: "registrant.added",
    userSubscriptionState: "ACTIVE",
    activationState: "INACTIVE",
  });
  expect(one.userSubscriptionKey).toMatch(uuid);
  const other = await subscribe(webhookKey, { callbackUrl: own.url, userSubscriptionState: "INACTIVE" });
  expect(own.gets).toBe(1);
  expect(other).toMatchObject({ callbackUrl: own.url, userSubscriptionState: "INACTIVE" });
  await call("PUT", "/webhooks", [{ webhookKey, state: "ACTIVE" }]);
  const activation = async ({ userSubscriptionKey }: Subscription) =>
    (await read<Subscription>(`/userSubscriptions/${userSubscriptionKey}`)).activationState;
  expect(await activation(one)).toBe("ACTIVE");
  expect(await activation(other)).toBe("INACTIVE");
  const { userSubscriptionKey } = other;
  const change = [{ webhookKey, userSubscriptionKey, userSubscriptionState: "ACTIVE" }];
  expect((await call("PUT", "/userSubscriptions", change)).status).toBe(204);
  expect(await activation(other)).toBe("ACTIVE");
  const { webhookKey: wrong } = await createWebhook();
  const mixed = [{ webhookKey: wrong, userSubscriptionKey, userSubscriptionState: "INACTIVE" }];
  expect((await call("PUT", "/userSubscriptions", mixed)).status).toBe(404);
  expect((await call("POST", "/userSubscriptions", [{ webhookKey: "unknown" }])).status).toBe(404);
});

it("deletes by a JSON array in the body, all or none, and a webhook takes its subscriptions with it", async () => {
  const { webhookKey } = await createWebhook();
  const { userSubscriptionKey } = await subscribe(webhookKey);
  const other = await subscribe(webhookKey);
  expect((await call("DELETE", "/userSubscriptions", [userSubscriptionKey, "unknown"])).status).toBe(404);
  const gone = await call("DELETE", "/userSubscriptions", [userSubscriptionKey]);
  expect({ status: gone.status, text: gone.text }).toEqual({ status: 202, text: "" });
  expect((await call("GET", `/userSubscriptions/${userSubscriptionKey}`)).status).toBe(404);
  await desk.refused("DELETE", "/webhooks", { webhookKey });
  await desk.refused("DELETE", "/webhooks", [17]);
  expect((await call("DELETE", "/webhooks", [webhookKey])).status).toBe(202);
  expect((await call("GET", `/webhooks/${webhookKey}`)).status).toBe(404);
  expect((await call("GET", `/userSubscriptions/${other.userSubscriptionKey}`)).status).toBe(404);
  expect(await read("/userSubscriptions?product=g2w")).toEqual({});
});

it("shows webhooks and subscriptions to whoever made them only; a colleague may subscribe for himself", async () => {
  const { webhookKey } = await createWebhook();
  const as = desk.host.colleague;
  const mine = await desk.host.call("GET", `/webhooks/${webhookKey}`, { as });
  expect(mine.status).toBe(404);
  const reply = await desk.host.call("POST", "/userSubscriptions", { as, body: [{ webhookKey }] });
  expect(reply.status).toBe(200);
  expect(await read("/userSubscriptions?product=g2w")).toEqual({});
});
