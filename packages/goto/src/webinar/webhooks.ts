/**
 * Webhooks: where GoTo Webinar posts its events for an application (goto-webinar.md 13.1). Order of set-up: secret
 * key, webhook, activate, subscribe users (`user-subscriptions.ts`). NOT here: receiving and checking events.
 */
import { readHalMembers } from "../paging.ts";
import type { CallOptions } from "../ports.ts";
import { type Call, path, read } from "./call.ts";

/** goto-webinar.md 13.2; all in version "1.0.0". */
export type WebinarEventName =
  | "registrant.added"
  | "registrant.joined"
  | "webinar.created"
  | "webinar.changed"
  | "survey.submitted";

export type ActiveState = "ACTIVE" | "INACTIVE";

export interface Webhook {
  webhookKey: string;
  callbackUrl: string;
  eventName: string;
  eventVersion: string;
  product: string;
  state: ActiveState;
  createTime: string;
}

export interface CreateWebhook {
  /** https; GoTo checks it by a GET that must answer 200. */
  readonly callbackUrl: string;
  readonly eventName: WebinarEventName;
  /** Default "1.0.0". */
  readonly eventVersion?: string | undefined;
}

export interface UpdateWebhook {
  readonly webhookKey: string;
  readonly callbackUrl?: string | undefined;
  readonly state?: ActiveState | undefined;
}

/** Signs the events; one per application. `value` is secret. */
export interface SecretKey {
  id: string;
  value: string;
  validFrom: string;
}

/** The one product with these webhooks (goto-webinar.md 13). */
export const PRODUCT = "g2w";

export function webhookOperations(call: Call) {
  return {
    /**
     * Makes the application's secret key, valid at once or from `validFrom` (ISO 8601).
     * POST /webhooks/secretkey (goto-webinar.md 13.1)
     */
    async createSecretKey(
      input: { readonly validFrom?: string | undefined } = {},
      options?: CallOptions,
    ): Promise<SecretKey> {
      const body = await call.json(
        {
          operation: "createSecretKey",
          method: "POST",
          path: "/webhooks/secretkey",
          body: { validFrom: input.validFrom },
        },
        options,
      );
      return read<SecretKey>(body, ["id"]);
    },

    /** New ones are INACTIVE. POST /webhooks (goto-webinar.md 13.1) */
    async createWebhooks(
      input: { readonly webhooks: readonly CreateWebhook[] },
      options?: CallOptions,
    ): Promise<Webhook[]> {
      const body = await call.json(
        {
          operation: "createWebhooks",
          method: "POST",
          path: "/webhooks",
          body: input.webhooks.map((webhook) => ({ eventVersion: "1.0.0", ...webhook, product: PRODUCT })),
        },
        options,
      );
      return readHalMembers(body, "webhooks", readWebhook);
    },

    /** PUT /webhooks (goto-webinar.md 13.1) */
    async updateWebhooks(
      input: { readonly webhooks: readonly UpdateWebhook[] },
      options?: CallOptions,
    ): Promise<void> {
      await call.nothing(
        { operation: "updateWebhooks", method: "PUT", path: "/webhooks", body: input.webhooks },
        options,
      );
    },

    /** GET /webhooks?product=g2w (goto-webinar.md 13.1) */
    async getWebhooks(options?: CallOptions): Promise<Webhook[]> {
      const body = await call.json(
        { operation: "getWebhooks", method: "GET", path: "/webhooks", query: { product: PRODUCT } },
        options,
      );
      return readHalMembers(body, "webhooks", readWebhook);
    },

    /** Deletes their subscriptions too. DELETE /webhooks with a JSON body (goto-webinar.md 13.1) */
    async deleteWebhooks(
      input: { readonly webhookKeys: readonly string[] },
      options?: CallOptions,
    ): Promise<void> {
      await call.nothing(
        { operation: "deleteWebhooks", method: "DELETE", path: "/webhooks", body: input.webhookKeys },
        options,
      );
    },

    /** GET /webhooks/{webhookKey} (goto-webinar.md 13.1) */
    async getWebhook(input: { readonly webhookKey: string }, options?: CallOptions): Promise<Webhook> {
      const body = await call.json(
        { operation: "getWebhook", method: "GET", path: path`/webhooks/${input.webhookKey}` },
        options,
      );
      return readWebhook(body);
    },
  };
}

function readWebhook(item: unknown): Webhook {
  return read<Webhook>(item, ["webhookKey"]);
}
