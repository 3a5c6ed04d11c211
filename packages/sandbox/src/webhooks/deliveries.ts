/**
 * The way of an event to its callback: at least once, in order per subscription as long as nothing fails, tried again
 * with a growing pause, and written down.
 *
 * Time, chance and network are ports. Nothing outlives `close`.
 */

import type { Instant } from "../world/model.ts";
import { reason } from "./callback.ts";
import type { Outgoing } from "./outgoing.ts";
import type { WebhookSettings } from "./settings.ts";
import { signatureOf } from "./signature.ts";

interface DeliveryAttempt {
  /** Of this machine's clock, not the world's. */
  readonly at: Instant;
  readonly milliseconds: number;
  /** Null when no answer came; then `error` says why. */
  readonly status: number | null;
  readonly error: string | null;
}

/** One event on its way to one subscription, as the control API shows it. */
export interface WebhookDelivery {
  readonly id: number;
  readonly eventKey: string;
  readonly eventName: string;
  readonly webhookKey: string;
  readonly userSubscriptionKey: string;
  readonly callbackUrl: string;
  /** The raw body that is signed and sent. */
  readonly body: string;
  readonly state: "waiting" | "delivered" | "failed";
  readonly attempts: readonly DeliveryAttempt[];
}

type Route = Omit<WebhookDelivery, "id" | "state" | "attempts">;
/** `secret` stays out of the log. Without one a delivery goes out unsigned. */
export interface Parcel extends Route {
  readonly secret: string | undefined;
}

interface Delivery extends Route {
  readonly id: number;
  readonly secret: string | undefined;
  readonly attempts: DeliveryAttempt[];
  state: WebhookDelivery["state"];
}

export interface DeliveryPorts {
  readonly outgoing: Outgoing;
  readonly settings: WebhookSettings;
  /** This machine's clock. */
  readonly now: () => Instant;
  /** Resolves after so many milliseconds, or rejects when `signal` says so. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

/** Deliveries that are over are forgotten beyond this many. */
const remembered = 1000;

/** With `reorder`, how long events are held so that later ones overtake them. */
const holdForReorder = 100;

export class Deliveries {
  readonly #ports: DeliveryPorts;
  readonly #closing = new AbortController();
  readonly #log: Delivery[] = [];
  /** By subscription: what is to be sent, in order. Absent while nothing is. */
  readonly #lanes = new Map<string, Delivery[]>();
  readonly #held: Delivery[] = [];
  #made = 0;
  #open = 0;
  #settled: PromiseWithResolvers<void> | null = null;

  constructor(ports: DeliveryPorts) {
    this.#ports = ports;
  }

  /** The latest deliveries, oldest first. */
  list(): readonly WebhookDelivery[] {
    return this.#log.map(({ secret: _, ...shown }) => ({ ...shown, attempts: [...shown.attempts] }));
  }

  send(parcel: Parcel): void {
    for (let copy = 0; copy <= this.#ports.settings.duplicates; copy++) {
      const delivery: Delivery = { ...parcel, id: ++this.#made, state: "waiting", attempts: [] };
      this.#log.push(delivery);
      this.#open++;
      if (this.#ports.settings.reorder) this.#hold(delivery);
      else this.#enqueue(delivery);
    }
    this.#forget();
  }

  /** Resolves when nothing is on its way or waiting for a retry. */
  settle(): Promise<void> {
    if (this.#open === 0 || this.#closing.signal.aborted) return Promise.resolve();
    this.#settled ??= Promise.withResolvers<void>();
    return this.#settled.promise;
  }

  /** Stops retries at once. What is on its way stays `waiting` in the log. */
  close(): void {
    this.#closing.abort();
    this.#settled?.resolve();
  }

  /** Newest first after a short while. */
  #hold(delivery: Delivery): void {
    this.#held.unshift(delivery);
    if (this.#held.length > 1) return;
    this.#later(holdForReorder, () => {
      for (const held of this.#held.splice(0)) this.#enqueue(held);
    });
  }

  #enqueue(delivery: Delivery): void {
    const lane = this.#lanes.get(delivery.userSubscriptionKey);
    if (lane !== undefined) {
      lane.push(delivery);
      return;
    }
    const fresh = [delivery];
    this.#lanes.set(delivery.userSubscriptionKey, fresh);
    void this.#drain(delivery.userSubscriptionKey, fresh);
  }

  async #drain(name: string, lane: Delivery[]): Promise<void> {
    for (let next = lane.shift(); next !== undefined; next = lane.shift()) {
      if (this.#closing.signal.aborted) break;
      await this.#attempt(next);
    }
    this.#lanes.delete(name);
  }

  async #attempt(delivery: Delivery): Promise<void> {
    const { now, settings } = this.#ports;
    const at = now();
    const outcome = await this.#post(delivery, at).then(
      (status) => ({ status, error: null }),
      (error: unknown) => ({ status: null, error: reason(error) }),
    );
    delivery.attempts.push({ at, milliseconds: now() - at, ...outcome });
    if (outcome.status !== null && outcome.status >= 200 && outcome.status < 300)
      this.#end(delivery, "delivered");
    else if (delivery.attempts.length >= settings.attempts) this.#end(delivery, "failed");
    else {
      const pause = settings.retryDelay * 2 ** (delivery.attempts.length - 1);
      this.#later(pause, () => this.#enqueue(delivery));
    }
  }

  #post({ callbackUrl, body, secret }: Delivery, at: Instant): Promise<number> {
    const { outgoing, settings } = this.#ports;
    return outgoing.call("POST", callbackUrl, {
      timeout: settings.timeout,
      body,
      headers: {
        "content-type": "application/json",
        ...(secret !== undefined && {
          "x-webhook-signature": signatureOf(body, secret, settings.signatureForm, at),
        }),
      },
    });
  }

  /** A sleep rejects only when it is cut short by closing; then there is nothing left to do. */
  #later(milliseconds: number, act: () => void): void {
    this.#ports.sleep(milliseconds, this.#closing.signal).then(act, () => undefined);
  }

  #end(delivery: Delivery, state: "delivered" | "failed"): void {
    delivery.state = state;
    this.#open--;
    this.#forget();
    if (this.#open > 0) return;
    this.#settled?.resolve();
    this.#settled = null;
  }

  /** From the oldest on, but never one that is still on its way. */
  #forget(): void {
    while (this.#log.length > remembered && this.#log[0]?.state !== "waiting") this.#log.shift();
  }
}
