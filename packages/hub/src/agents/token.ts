/** What the token of an agent looks like and what is kept of it. Pure but for chance. */
import { createHash, randomBytes } from "node:crypto";

/** Tells it from API keys, for people, for `redact.ts` and for scanners that look for leaked ones. */
const prefix = "rostrum_agent_";
const form = new RegExp(`^${prefix}[A-Za-z0-9_-]{43}$`);

/** A new token: shown once, never kept. */
export function newToken(): string {
  return `${prefix}${randomBytes(32).toString("base64url")}`;
}

export function isToken(text: string): boolean {
  return form.test(text);
}

/** What is kept. A plain hash is enough for 256 random bits: there is no dictionary of them to try. */
export function hashOfToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
