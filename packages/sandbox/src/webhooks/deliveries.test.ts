import { expect, it } from "vitest";
import { Deliveries, type Parcel } from "./deliveries.ts";
import { defaultWebhookSettings } from "./settings.ts";

const parcel: Parcel = {
  eventKey: "0d1f7c52-6a0e-4c58-9d1e-5f0f4a3c2b11",
  eventName: "webinar.created",
  webhookKey: "webhook",
  userSubscriptionKey: "subscription",
  callbackUrl: "https://example.com/callback",
  body: "{}",
  secret: "hush",
};

it("waits twice as long before each further try, and then gives up", async () => {
  const pauses: number[] = [];
  const deliveries = new Deliveries({
    settings: { ...defaultWebhookSettings(), attempts: 4, retryDelay: 500 },
    now: () => 0,
    sleep: async (milliseconds) => {
      pauses.push(milliseconds);
    },
    outgoing: { call: async () => 503, close: async () => undefined },
  });
  deliveries.send(parcel);
  await deliveries.settle();
  expect(pauses).toEqual([500, 1000, 2000]);
  expect(deliveries.list()).toMatchObject([{ state: "failed", attempts: [{}, {}, {}, { status: 503 }] }]);
});

it("remembers the latest thousand, and shows no secret", async () => {
  const deliveries = new Deliveries({
    settings: defaultWebhookSettings(),
    now: () => 0,
    sleep: () => Promise.resolve(),
    outgoing: { call: async () => 200, close: async () => undefined },
  });
  for (let place = 0; place < 1500; place++) deliveries.send(parcel);
  await deliveries.settle();
  deliveries.send(parcel);
  const list = deliveries.list();
  expect(list).toHaveLength(1000);
  expect(list.at(-1)?.id).toBe(1501);
  expect(JSON.stringify(list)).not.toContain("hush");
});
