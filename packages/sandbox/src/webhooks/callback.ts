/** Callback addresses: which are allowed, and whether they answer (goto-webinar.md 13.1). */

import { badRequest } from "../webinar/refusal.ts";
import type { Outgoing } from "./outgoing.ts";
import type { WebhookSettings } from "./settings.ts";

/** Resolves when GoTo would take these addresses; refuses with 400 otherwise. */
export type CheckCallbacks = (urls: readonly string[]) => Promise<void>;

/** Each address must be https and answer 200 to a GET. Each is asked once. */
export function callbackCheck(outgoing: Outgoing, settings: WebhookSettings): CheckCallbacks {
  return async (urls) => {
    const distinct = [...new Set(urls)];
    for (const url of distinct) checkForm(url, settings);
    await Promise.all(distinct.map((url) => checkAnswer(url, outgoing, settings)));
  };
}

function checkForm(url: string, { allowLoopbackHttp }: WebhookSettings): void {
  const parsed = URL.parse(url);
  if (parsed === null) throw badRequest(`callbackUrl must be a URL, not "${url}".`);
  if (parsed.protocol === "https:") return;
  if (parsed.protocol === "http:" && allowLoopbackHttp && isLoopback(parsed.hostname)) return;
  throw badRequest(`callbackUrl must be an https URL, not "${url}".`);
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

async function checkAnswer(url: string, outgoing: Outgoing, { timeout }: WebhookSettings): Promise<void> {
  const status = await outgoing.call("GET", url, { timeout }).catch((error: unknown) => {
    throw badRequest(
      `callbackUrl ${url} must answer a GET with 200; it could not be reached (${reason(error)}).`,
    );
  });
  if (status !== 200)
    throw badRequest(`callbackUrl ${url} must answer a GET with 200; it answered ${status}.`);
}

/** In a word: the code of a network error (ECONNREFUSED), else its name (TimeoutError). */
export function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return "code" in error && typeof error.code === "string" ? error.code : error.name;
}
