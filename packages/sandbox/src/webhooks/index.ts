/**
 * Webhooks of GoTo Webinar (goto-webinar.md 13): the operations 43 to 53, and the events that go out.
 *
 * `attachWebhooks` listens to the world and sends what happens to whoever subscribed. It calls out for real: a GET
 * to check a callback, a POST to deliver. It is NOT a receiver, and keeps nothing but a log: webhooks, subscriptions
 * and secret keys stand in the world.
 */

import { setTimeout as sleep } from "node:timers/promises";
import type { Operation } from "../http/operation.ts";
import type { Happening } from "../world/happening.ts";
import { uuidAt } from "../world/keys.ts";
import type { Instant } from "../world/model.ts";
import type { World } from "../world/world.ts";
import { callbackCheck } from "./callback.ts";
import { Deliveries, type DeliveryPorts, type WebhookDelivery } from "./deliveries.ts";
import { eventNameOf, eventOf } from "./events.ts";
import { type Outgoing, outgoingCalls } from "./outgoing.ts";
import { secretKeyOperation } from "./secret-keys.ts";
import { defaultWebhookSettings, type WebhookSettings } from "./settings.ts";
import { signingSecret } from "./signature.ts";
import { activationState, callbackUrlOf, subscriptionOperations, webhookFor } from "./subscriptions.ts";
import { webhookOperations } from "./webhooks.ts";

export type { WebhookDelivery } from "./deliveries.ts";
export type { WebhookSettings } from "./settings.ts";

export interface WebhookOptions {
  readonly settings?: Partial<WebhookSettings>;
  /** Default: real calls. */
  readonly outgoing?: Outgoing;
  /** This machine's clock, for the log and the timestamped signature. Default: Date.now. */
  readonly now?: () => Instant;
  /** Default: a timer that does not keep the process alive. */
  readonly sleep?: DeliveryPorts["sleep"];
}

export interface AttachedWebhooks {
  /** Operations 43 to 53. */
  readonly operations: readonly Operation[];
  /** May be changed at any time; counts from the next call on. */
  readonly settings: WebhookSettings;
  /** The latest deliveries, oldest first; without secrets. */
  deliveries(): readonly WebhookDelivery[];
  /** Resolves when nothing is on its way or waiting for a retry. */
  settle(): Promise<void>;
  /** Stops listening, cuts calls under way, drops retries. */
  close(): Promise<void>;
}

/** Joins webhooks to a world. To be closed. */
export function attachWebhooks(world: World, options: WebhookOptions = {}): AttachedWebhooks {
  const settings = { ...defaultWebhookSettings(), ...options.settings };
  const outgoing = options.outgoing ?? outgoingCalls();
  const deliveries = new Deliveries({
    outgoing,
    settings,
    now: options.now ?? Date.now,
    sleep:
      options.sleep ?? ((milliseconds, signal) => sleep(milliseconds, undefined, { signal, ref: false })),
  });
  let uuids = 0;
  const newUuid = () => uuidAt(world.seed, webhookUuids, uuids++);
  const stopListening = world.listen((happening) => send(world, deliveries, happening, newUuid));
  const checkCallbacks = callbackCheck(outgoing, settings);
  return {
    operations: [
      secretKeyOperation(newUuid),
      ...webhookOperations(checkCallbacks, newUuid),
      ...subscriptionOperations(checkCallbacks, newUuid),
    ],
    settings,
    deliveries: () => deliveries.list(),
    settle: () => deliveries.settle(),
    async close() {
      stopListening();
      deliveries.close();
      await outgoing.close();
    },
  };
}

/** Sets the UUIDs of this room apart from others made from the same seed. */
const webhookUuids = 80;

/** One event, with one eventKey, to each active subscription of the webinar's organizer. */
function send(world: World, deliveries: Deliveries, happening: Happening, newUuid: () => string): void {
  const eventName = eventNameOf(happening);
  const { organizerKey } = happening.webinar;
  const targets = [...world.userSubscriptions.values()]
    .filter((subscription) => subscription.organizerKey === organizerKey)
    .map((subscription) => ({ subscription, webhook: webhookFor(world, subscription) }))
    .filter(({ subscription, webhook }) => {
      return webhook.eventName === eventName && activationState(subscription, webhook) === "ACTIVE";
    });
  if (targets.length === 0) return;
  const eventKey = newUuid();
  const body = JSON.stringify(eventOf(happening, eventKey));
  for (const { subscription, webhook } of targets)
    deliveries.send({
      eventKey,
      eventName,
      webhookKey: webhook.webhookKey,
      userSubscriptionKey: subscription.userSubscriptionKey,
      callbackUrl: callbackUrlOf(subscription, webhook),
      body,
      secret: signingSecret(world.secretKeys.get(webhook.clientId) ?? [], happening.at),
    });
}
