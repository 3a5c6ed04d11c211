/** The five operations on user subscriptions (goto-webinar.md 13.1): which person's events go through a webhook. */

import type { Answer, Caller, Operation } from "../http/operation.ts";
import * as body from "../webinar/body.ts";
import { defineWebinarOperation } from "../webinar/define.ts";
import { instant } from "../webinar/instants.ts";
import { unknownKey } from "../webinar/refusal.ts";
import type { ActiveState, UserSubscription, Webhook } from "../world/model.ts";
import type { World } from "../world/world.ts";
import type { CheckCallbacks } from "./callback.ts";
import { changesOf, checkProduct, isOwn, keysFrom, replace } from "./webhooks.ts";

export function subscriptionOperations(
  checkCallbacks: CheckCallbacks,
  newUuid: () => string,
): readonly Operation[] {
  return [
    defineWebinarOperation({
      operationId: "createUserSubscriptions",
      method: "POST",
      path: "/userSubscriptions",
      async handle(context) {
        const { world, now, caller } = context;
        const wanted = body.itemsFrom(context.body).map((item) => {
          const members = body.objectFrom(item, "Each user subscription");
          const webhook = webhookOf(world, caller, body.requiredText(members, "webhookKey"));
          return { webhook, ...changesOf(members, "userSubscriptionState") };
        });
        await checkCallbacks(wanted.flatMap(({ callbackUrl }) => callbackUrl ?? []));
        const made = wanted.map(
          ({ webhook, callbackUrl, state }): UserSubscription => ({
            userSubscriptionKey: newUuid(),
            webhookKey: webhook.webhookKey,
            clientId: caller.client.clientId,
            organizerKey: caller.organizer.organizerKey,
            callbackUrl: callbackUrl ?? null,
            userSubscriptionState: state ?? "ACTIVE",
            createTime: now,
          }),
        );
        for (const one of made) world.userSubscriptions.set(one.userSubscriptionKey, one);
        return listOf(world, made);
      },
    }),
    defineWebinarOperation({
      operationId: "updateUserSubscriptions",
      method: "PUT",
      path: "/userSubscriptions",
      async handle(context) {
        const { world, caller } = context;
        const changes = body.itemsFrom(context.body).map((item) => {
          const members = body.objectFrom(item, "Each user subscription");
          const webhookKey = body.requiredText(members, "webhookKey");
          const subscription = ownSubscription(
            world,
            caller,
            body.requiredText(members, "userSubscriptionKey"),
          );
          if (subscription.webhookKey !== webhookKey)
            throw unknownKey(`That user subscription does not belong to webhook ${webhookKey}.`);
          return { subscription, ...changesOf(members, "userSubscriptionState") };
        });
        await checkCallbacks(changes.flatMap(({ callbackUrl }) => callbackUrl ?? []));
        for (const { subscription, callbackUrl, state } of changes)
          replace(world.userSubscriptions, subscription.userSubscriptionKey, {
            ...(callbackUrl !== undefined && { callbackUrl }),
            ...(state !== undefined && { userSubscriptionState: state }),
          });
        return { status: 204 };
      },
    }),
    defineWebinarOperation({
      operationId: "getUserSubscriptions",
      method: "GET",
      path: "/userSubscriptions",
      handle({ world, caller, query }) {
        checkProduct(query);
        return listOf(
          world,
          [...world.userSubscriptions.values()].filter((one) => isOwn(one, caller)),
        );
      },
    }),
    defineWebinarOperation({
      operationId: "deleteUserSubscriptions",
      method: "DELETE",
      path: "/userSubscriptions",
      handle(context) {
        const { world, caller } = context;
        const found = keysFrom(context.body).map((key) => ownSubscription(world, caller, key));
        for (const { userSubscriptionKey } of found) world.userSubscriptions.delete(userSubscriptionKey);
        return { status: 202 };
      },
    }),
    defineWebinarOperation({
      operationId: "getUserSubscription",
      method: "GET",
      path: "/userSubscriptions/:userSubscriptionsKey",
      handle({ world, caller, path }) {
        const subscription = ownSubscription(world, caller, path.userSubscriptionsKey);
        return { status: 200, body: wire(subscription, webhookFor(world, subscription)) };
      },
    }),
  ];
}

/** Where events of a subscription go: its own address, else its webhook's (goto-webinar.md 13.1). */
export function callbackUrlOf(subscription: UserSubscription, webhook: Webhook): string {
  return subscription.callbackUrl ?? webhook.callbackUrl;
}

/** ACTIVE only if both are (goto-webinar.md 6). */
export function activationState(subscription: UserSubscription, webhook: Webhook): ActiveState {
  return subscription.userSubscriptionState === "ACTIVE" && webhook.state === "ACTIVE"
    ? "ACTIVE"
    : "INACTIVE";
}

/** The webhook of a subscription that is there: a webhook takes its subscriptions with it when it goes. */
export function webhookFor(world: World, { webhookKey }: UserSubscription): Webhook {
  const webhook = world.webhooks.get(webhookKey);
  if (webhook === undefined) throw new Error(`A user subscription has outlived its webhook ${webhookKey}.`);
  return webhook;
}

/** Any person of the application may subscribe to its webhooks. */
function webhookOf(world: World, caller: Caller, webhookKey: string): Webhook {
  const webhook = world.webhooks.get(webhookKey);
  if (webhook?.clientId !== caller.client.clientId)
    throw unknownKey(`Webhook with key ${webhookKey} does not exist.`);
  return webhook;
}

function ownSubscription(world: World, caller: Caller, userSubscriptionKey: string): UserSubscription {
  const subscription = world.userSubscriptions.get(userSubscriptionKey);
  if (subscription === undefined || !isOwn(subscription, caller))
    throw unknownKey(`User subscription with key ${userSubscriptionKey} does not exist.`);
  return subscription;
}

/** Without a page block; nothing at all when there are none (goto-webinar.md 4). */
function listOf(world: World, subscriptions: readonly UserSubscription[]): Answer {
  if (subscriptions.length === 0) return { status: 200, body: {} };
  const userSubscriptions = subscriptions.map((one) => wire(one, webhookFor(world, one)));
  return { status: 200, body: { _embedded: { userSubscriptions } } };
}

function wire(subscription: UserSubscription, webhook: Webhook): Record<string, unknown> {
  return {
    callbackUrl: callbackUrlOf(subscription, webhook),
    eventName: webhook.eventName,
    eventVersion: webhook.eventVersion,
    product: webhook.product,
    webhookKey: webhook.webhookKey,
    userSubscriptionKey: subscription.userSubscriptionKey,
    userSubscriptionState: subscription.userSubscriptionState,
    activationState: activationState(subscription, webhook),
    createTime: instant(subscription.createTime),
  };
}
