/** Webhook: an address at which GoTo Webinar posts one kind of event (goto-webinar.md 13). */
import { type EntityDefinition, keyOf, whole } from "../entity.ts";
import { choice, instant, key, text } from "../field.ts";
import { activeStates } from "./shared.ts";

export const eventNames = [
  "registrant.added",
  "registrant.joined",
  "webinar.created",
  "webinar.changed",
  "survey.submitted",
] as const;

export const webhook: EntityDefinition = {
  name: "Webhook",
  product: "webinar",
  description: "An address at which GoTo posts one kind of event.",
  source: "goto-webinar.md 13",
  keys: ["webhookKey"],
  fields: {
    webhookKey: key("The webhook", "goto-webinar.md 13.1", { looks: "uuid" }),
    callbackUrl: text("Where events are posted; https, checked by GoTo with a GET", "goto-webinar.md 13.1"),
    eventName: choice(eventNames, "The kind of event", "goto-webinar.md 13.2"),
    eventVersion: text("Always 1.0.0", "goto-webinar.md 13.1"),
    product: text("Always g2w", "goto-webinar.md 13"),
    state: choice(activeStates, "New ones are INACTIVE", "goto-webinar.md 13.1"),
    createTime: instant("When it was made", "goto-webinar.md 13.1"),
  },
  brief: ["webhookKey", "eventName", "state", "callbackUrl"],
  readings: [
    {
      operation: "getWebhooks",
      form: "list",
      needs: [],
      paged: false,
      read: async ({ goto }, _ask, options) => whole(await goto.webinar.getWebhooks(options)),
    },
    {
      operation: "getWebhook",
      form: "byKey",
      needs: ["webhookKey"],
      paged: false,
      read: async ({ goto }, ask, options) =>
        whole([await goto.webinar.getWebhook({ webhookKey: keyOf(ask, "webhookKey") }, options)]),
    },
  ],
  writes: {
    create: {
      how: "GoTo makes it INACTIVE; it is activated where state is ACTIVE",
      fields: ["callbackUrl", "eventName", "state"],
      required: ["callbackUrl", "eventName"],
      switches: [],
    },
    update: {
      how: "changes address and state",
      fields: ["webhookKey", "callbackUrl", "state"],
      required: ["webhookKey"],
      switches: [],
    },
    upsert: {
      how: "by webhookKey, or by callbackUrl and eventName where there is no key",
      fields: ["webhookKey", "callbackUrl", "eventName", "state"],
      required: [],
      switches: [],
    },
    delete: {
      how: "with its subscriptions",
      fields: ["webhookKey"],
      required: ["webhookKey"],
      switches: [],
    },
  },
  settles: { when: "never", why: "it can be changed at any time" },
};
