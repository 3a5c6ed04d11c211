/**
 * User subscriptions: whose events a webhook gets (goto-webinar.md 13.1). The caller is always the token's user.
 */
import { readHalMembers } from "../paging.ts";
import type { CallOptions } from "../ports.ts";
import { type Call, path, read } from "./call.ts";
import { type ActiveState, PRODUCT } from "./webhooks.ts";

export interface UserSubscription {
  userSubscriptionKey: string;
  webhookKey: string;
  callbackUrl?: string;
  eventName: string;
  eventVersion: string;
  product: string;
  userSubscriptionState: ActiveState;
  /** ACTIVE only if both the webhook and the subscription are (goto-webinar.md 6). */
  activationState: ActiveState;
  createTime: string;
}

export interface CreateUserSubscription {
  readonly webhookKey: string;
  /** Without it the webhook's is taken to be used (unconfirmed). https; checked by a GET. */
  readonly callbackUrl?: string | undefined;
  readonly userSubscriptionState?: ActiveState | undefined;
}

export interface UpdateUserSubscription {
  readonly webhookKey: string;
  readonly userSubscriptionKey: string;
  readonly callbackUrl?: string | undefined;
  readonly userSubscriptionState?: ActiveState | undefined;
}

export function userSubscriptionOperations(call: Call) {
  return {
    /** New ones are ACTIVE. POST /userSubscriptions (goto-webinar.md 13.1) */
    async createUserSubscriptions(
      input: { readonly userSubscriptions: readonly CreateUserSubscription[] },
      options?: CallOptions,
    ): Promise<UserSubscription[]> {
      const body = await call.json(
        {
          operation: "createUserSubscriptions",
          method: "POST",
          path: "/userSubscriptions",
          body: input.userSubscriptions,
        },
        options,
      );
      return readHalMembers(body, "userSubscriptions", readUserSubscription);
    },

    /** PUT /userSubscriptions (goto-webinar.md 13.1) */
    async updateUserSubscriptions(
      input: { readonly userSubscriptions: readonly UpdateUserSubscription[] },
      options?: CallOptions,
    ): Promise<void> {
      await call.nothing(
        {
          operation: "updateUserSubscriptions",
          method: "PUT",
          path: "/userSubscriptions",
          body: input.userSubscriptions,
        },
        options,
      );
    },

    /** GET /userSubscriptions?product=g2w (goto-webinar.md 13.1) */
    async getUserSubscriptions(options?: CallOptions): Promise<UserSubscription[]> {
      const body = await call.json(
        {
          operation: "getUserSubscriptions",
          method: "GET",
          path: "/userSubscriptions",
          query: { product: PRODUCT },
        },
        options,
      );
      return readHalMembers(body, "userSubscriptions", readUserSubscription);
    },

    /** DELETE /userSubscriptions with a JSON body (goto-webinar.md 13.1) */
    async deleteUserSubscriptions(
      input: { readonly userSubscriptionKeys: readonly string[] },
      options?: CallOptions,
    ): Promise<void> {
      await call.nothing(
        {
          operation: "deleteUserSubscriptions",
          method: "DELETE",
          path: "/userSubscriptions",
          body: input.userSubscriptionKeys,
        },
        options,
      );
    },

    /** GET /userSubscriptions/{userSubscriptionsKey} (goto-webinar.md 13.1) */
    async getUserSubscription(
      input: { readonly userSubscriptionKey: string },
      options?: CallOptions,
    ): Promise<UserSubscription> {
      const body = await call.json(
        {
          operation: "getUserSubscription",
          method: "GET",
          path: path`/userSubscriptions/${input.userSubscriptionKey}`,
        },
        options,
      );
      return readUserSubscription(body);
    },
  };
}

function readUserSubscription(item: unknown): UserSubscription {
  return read<UserSubscription>(item, ["userSubscriptionKey", "webhookKey"]);
}
