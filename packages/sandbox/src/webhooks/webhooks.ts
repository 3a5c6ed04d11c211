/** The five operations on webhooks (goto-webinar.md 13.1). A webhook is seen by the application and person that made it. */

import type { Json } from "../http/json.ts";
import type { Answer, Caller, Context, Operation } from "../http/operation.ts";
import * as body from "../webinar/body.ts";
import { defineWebinarOperation } from "../webinar/define.ts";
import { instant } from "../webinar/instants.ts";
import { badRequest, unknownKey } from "../webinar/refusal.ts";
import type { ActiveState, Webhook } from "../world/model.ts";
import type { World } from "../world/world.ts";
import type { CheckCallbacks } from "./callback.ts";
import { eventNames, eventVersion, product } from "./events.ts";

const activeStates: readonly ActiveState[] = ["INACTIVE", "ACTIVE"];

export function webhookOperations(
  checkCallbacks: CheckCallbacks,
  newUuid: () => string,
): readonly Operation[] {
  return [
    defineWebinarOperation({
      operationId: "createWebhooks",
      method: "POST",
      path: "/webhooks",
      async handle(context) {
        const { world, now, caller } = context;
        const wanted = body.itemsFrom(context.body).map(newWebhook);
        await checkCallbacks(wanted.map(({ callbackUrl }) => callbackUrl));
        const made = wanted.map(
          (one): Webhook => ({
            ...one,
            webhookKey: newUuid(),
            clientId: caller.client.clientId,
            organizerKey: caller.organizer.organizerKey,
            state: "INACTIVE",
            createTime: now,
          }),
        );
        for (const webhook of made) world.webhooks.set(webhook.webhookKey, webhook);
        return listOf(made);
      },
    }),
    defineWebinarOperation({
      operationId: "updateWebhooks",
      method: "PUT",
      path: "/webhooks",
      async handle(context) {
        const { world, caller } = context;
        const changes = body.itemsFrom(context.body).map((item) => {
          const members = body.objectFrom(item, "Each webhook");
          const webhook = ownWebhook(world, caller, body.requiredText(members, "webhookKey"));
          return { webhook, ...changesOf(members, "state") };
        });
        await checkCallbacks(changes.flatMap(({ callbackUrl }) => callbackUrl ?? []));
        for (const { webhook, callbackUrl, state } of changes)
          replace(world.webhooks, webhook.webhookKey, {
            ...(callbackUrl !== undefined && { callbackUrl }),
            ...(state !== undefined && { state }),
          });
        return { status: 204 };
      },
    }),
    defineWebinarOperation({
      operationId: "getWebhooks",
      method: "GET",
      path: "/webhooks",
      handle({ world, caller, query }) {
        checkProduct(query);
        return listOf([...world.webhooks.values()].filter((webhook) => isOwn(webhook, caller)));
      },
    }),
    defineWebinarOperation({
      operationId: "deleteWebhooks",
      method: "DELETE",
      path: "/webhooks",
      handle(context) {
        const { world, caller } = context;
        const keys = keysFrom(context.body).map((key) => ownWebhook(world, caller, key).webhookKey);
        for (const key of keys) remove(world, key);
        return { status: 202 };
      },
    }),
    defineWebinarOperation({
      operationId: "getWebhook",
      method: "GET",
      path: "/webhooks/:webhookKey",
      handle: ({ world, caller, path }) => ({
        status: 200,
        body: wire(ownWebhook(world, caller, path.webhookKey)),
      }),
    }),
  ];
}

/** Refuses a list that does not say `product=g2w` (goto-webinar.md 13.1). */
export function checkProduct(query: Context["query"]): void {
  if (query.get("product") !== product)
    throw badRequest(`The parameter product is required and must be ${product}.`);
}

/** A JSON array of keys, as the two deletes carry it in their body. */
export function keysFrom(value: Json | undefined): readonly string[] {
  return body.itemsFrom(value).map((item) => {
    if (typeof item !== "string") throw badRequest("The request body must be a JSON array of keys.");
    return item;
  });
}

/** What the two updates may change; `stateName` differs between them. */
export function changesOf(
  members: body.Members,
  stateName: string,
): { readonly callbackUrl: string | undefined; readonly state: ActiveState | undefined } {
  return {
    callbackUrl: body.text(members, "callbackUrl"),
    state: body.choice(members, stateName, activeStates),
  };
}

/** Puts changes over what is there; it may be gone meanwhile, since a callback was asked in between. */
export function replace<Item>(items: Map<string, Item>, key: string, changes: Partial<Item>): void {
  const current = items.get(key);
  if (current !== undefined) items.set(key, { ...current, ...changes });
}

/** True for what this application made for this person. */
export function isOwn(
  { clientId, organizerKey }: Pick<Webhook, "clientId" | "organizerKey">,
  { client, organizer }: Caller,
): boolean {
  return clientId === client.clientId && organizerKey === organizer.organizerKey;
}

function newWebhook(item: Json): Pick<Webhook, "callbackUrl" | "eventName" | "eventVersion" | "product"> {
  const members = body.objectFrom(item, "Each webhook");
  const required = <const Word extends string>(name: string, words: readonly Word[]): Word => {
    const word = body.choice(members, name, words);
    if (word === undefined) throw badRequest(`${name} is required.`);
    return word;
  };
  return {
    callbackUrl: body.requiredText(members, "callbackUrl"),
    eventName: required("eventName", eventNames),
    eventVersion: required("eventVersion", [eventVersion]),
    product: required("product", [product]),
  };
}

function ownWebhook(world: World, caller: Caller, webhookKey: string): Webhook {
  const webhook = world.webhooks.get(webhookKey);
  if (webhook === undefined || !isOwn(webhook, caller))
    throw unknownKey(`Webhook with key ${webhookKey} does not exist.`);
  return webhook;
}

/** Its subscriptions go with it (goto-webinar.md 13.1). */
function remove(world: World, webhookKey: string): void {
  world.webhooks.delete(webhookKey);
  for (const subscription of world.userSubscriptions.values())
    if (subscription.webhookKey === webhookKey)
      world.userSubscriptions.delete(subscription.userSubscriptionKey);
}

/** Without a page block; nothing at all when there are none (goto-webinar.md 4). */
function listOf(webhooks: readonly Webhook[]): Answer {
  return { status: 200, body: webhooks.length === 0 ? {} : { _embedded: { webhooks: webhooks.map(wire) } } };
}

function wire({
  clientId: _client,
  organizerKey: _organizer,
  createTime,
  ...rest
}: Webhook): Record<string, unknown> {
  return { ...rest, createTime: instant(createTime) };
}
