/** How deliveries behave: what the control API may turn while the sandbox runs. */

export interface WebhookSettings {
  /** Whether a callback on this machine may be http; GoTo takes https only (goto-webinar.md 13.1). */
  allowLoopbackHttp: boolean;
  /** `hex`: the HMAC alone. `timestamped`: `t=<ms>,s=<hex>` over `<t>.<body>` (goto-webinar.md 13.3). */
  signatureForm: "hex" | "timestamped";
  /** How many times more than once each event is sent. Delivery is at least once: a receiver must cope. */
  duplicates: number;
  /** Whether events that come close together go out newest first. */
  reorder: boolean;
  /** Tries per delivery, the first included. */
  attempts: number;
  /** Milliseconds before the second try; doubled before each further one. */
  retryDelay: number;
  /** Milliseconds a callback may take to answer. */
  timeout: number;
}

/** How GoTo retries is not known (goto-webinar.md 13.3); these are short, so that tests are. */
export function defaultWebhookSettings(): WebhookSettings {
  return {
    allowLoopbackHttp: true,
    signatureForm: "hex",
    duplicates: 0,
    reorder: false,
    attempts: 4,
    retryDelay: 500,
    timeout: 5000,
  };
}
