/** UserSubscription: that a webhook gets the events of the signed-in user (goto-webinar.md 13). */
import { type EntityDefinition, keyOf, whole } from "../entity.ts";
import { choice, instant, key, text } from "../field.ts";
import { activeStates } from "./shared.ts";
import { eventNames } from "./webhook.ts";

export const userSubscription: EntityDefinition = {
  name: "UserSubscription",
  product: "webinar",
  description: "That a webhook gets the events of the signed-in user.",
  source: "goto-webinar.md 13",
  keys: ["userSubscriptionKey"],
  fields: {
    userSubscriptionKey: key("The subscription", "goto-webinar.md 13.1", { looks: "uuid" }),
    webhookKey: key("The webhook", "goto-webinar.md 13.1", { looks: "uuid" }),
    callbackUrl: text("Where events are posted, if not to the webhook's address", "goto-webinar.md 13.1"),
    eventName: choice(eventNames, "The kind of event", "goto-webinar.md 13.2"),
    eventVersion: text("Always 1.0.0", "goto-webinar.md 13.1"),
    product: text("Always g2w", "goto-webinar.md 13"),
    userSubscriptionState: choice(activeStates, "New ones are ACTIVE", "goto-webinar.md 13.1"),
    activationState: choice(
      activeStates,
      "ACTIVE only if webhook and subscription both are",
      "goto-webinar.md 6",
    ),
    createTime: instant("When it was made", "goto-webinar.md 13.1"),
  },
  brief: ["userSubscriptionKey", "webhookKey", "eventName", "activationState"],
  readings: [
    {
      operation: "getUserSubscriptions",
      form: "list",
      needs: [],
      paged: false,
      read: async ({ goto }, _ask, options) => whole(await goto.webinar.getUserSubscriptions(options)),
    },
    {
      operation: "getUserSubscription",
      form: "byKey",
      needs: ["userSubscriptionKey"],
      paged: false,
      read: async ({ goto }, ask, options) =>
        whole([
          await goto.webinar.getUserSubscription(
            { userSubscriptionKey: keyOf(ask, "userSubscriptionKey") },
            options,
          ),
        ]),
    },
  ],
  writes: {},
  settles: { when: "never", why: "it can be changed at any time" },
};
