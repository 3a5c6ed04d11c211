/**
 * The signature of a delivery, `X-Webhook-Signature`. GoTo's own scheme is not published; this one is the choice of
 * goto-webinar.md 13.3. Pure.
 */

import { createHmac } from "node:crypto";
import type { Instant, SecretKey } from "../world/model.ts";
import type { WebhookSettings } from "./settings.ts";

/** Lower-case hex HMAC-SHA256 of the raw body, or the timestamped form of it. */
export function signatureOf(
  body: string,
  secret: string,
  form: WebhookSettings["signatureForm"],
  sentAt: Instant,
): string {
  const hmac = (text: string) => createHmac("sha256", secret).update(text).digest("hex");
  return form === "hex" ? hmac(body) : `t=${sentAt},s=${hmac(`${sentAt}.${body}`)}`;
}

/** The secret that signs at `now`: of those that are valid the one made last. Undefined when none is valid yet. */
export function signingSecret(keys: readonly SecretKey[], now: Instant): string | undefined {
  return keys.findLast(({ validFrom }) => validFrom <= now)?.value;
}
