/**
 * GoTo's rate limit: ten calls a second for each API (goto-webinar.md 14). What it is counted per is not
 * published; here it is the OAuth client (goto-webinar.md 16.12).
 *
 * "bucket" (default) is the usual gateway: ten at once, then ten a second. "sliding" is stricter than any
 * gateway is likely to be: never more than ten within any one second; a client that passes it passes all.
 */

import type { Instant } from "../world/model.ts";

export type LimitMode = "bucket" | "sliding" | "off";

export interface LimitSettings {
  mode: LimitMode;
  /** Calls a second, for each API and client. */
  perSecond: number;
}

interface Account {
  tokens: number;
  filledAt: Instant;
  /** Instants of the calls let through in the last second, oldest first (sliding only). */
  admitted: Instant[];
}

export class RateLimit {
  readonly settings: LimitSettings;
  readonly #accounts = new Map<string, Account>();

  constructor(settings: Partial<LimitSettings> = {}) {
    this.settings = { mode: "bucket", perSecond: 10, ...settings };
  }

  /** Whether a call for `name` (API and client) may pass at `now` (real time); counts it if so. */
  admits(name: string, now: Instant): boolean {
    const { mode, perSecond } = this.settings;
    if (mode === "off") return true;
    const account = this.#accountOf(name, now);
    if (mode === "sliding") {
      account.admitted = account.admitted.filter((instant) => instant > now - 1000);
      if (account.admitted.length >= perSecond) return false;
      account.admitted.push(now);
      return true;
    }
    account.tokens = Math.min(perSecond, account.tokens + ((now - account.filledAt) / 1000) * perSecond);
    account.filledAt = now;
    if (account.tokens < 1) return false;
    account.tokens -= 1;
    return true;
  }

  change(settings: Partial<LimitSettings>): void {
    Object.assign(this.settings, settings);
    this.#accounts.clear();
  }

  #accountOf(name: string, now: Instant): Account {
    let account = this.#accounts.get(name);
    if (account === undefined) {
      account = { tokens: this.settings.perSecond, filledAt: now, admitted: [] };
      this.#accounts.set(name, account);
    }
    return account;
  }
}
