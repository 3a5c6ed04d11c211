/**
 * What an API key looks like and what is kept of it. Pure but for chance.
 *
 * Ours and not @better-auth/api-key: 1.7.5, its latest, is bound to releases of its peers that better-auth 1.7.25 has left
 * behind, writes a row for every request, removes keys that have expired instead of saying so, and cannot take part in
 * the transaction that holds the audit entry. What is left of it is a random text and its hash.
 */
import { createHash, randomBytes } from "node:crypto";

/** Tells it apart from other tokens, for people, for `redact.ts` and for scanners that look for leaked ones. */
const keyPrefix = "rostrum_";
const secretBytes = 32;
const form = new RegExp(`^${keyPrefix}[A-Za-z0-9_-]{43}$`);

/** A new key: shown once, never kept. */
export function newKey(): string {
  return `${keyPrefix}${randomBytes(secretBytes).toString("base64url")}`;
}

export function isKey(text: string): boolean {
  return form.test(text);
}

/** What is kept. A plain hash is enough for 256 random bits: there is no dictionary of them to try. */
export function hashOfKey(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}

/** The first letters, by which people recognise a key; 30 of its 256 bits. */
export function beginningOf(key: string): string {
  return key.slice(0, keyPrefix.length + 5);
}
