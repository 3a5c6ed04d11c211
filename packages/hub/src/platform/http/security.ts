/** The headers that every answer carries. NOT who may come in: that is the room `access/`. */
import type { FastifyInstance } from "fastify";

/** Headers for pages and API alike: nothing is framed, guessed, cached or sent on. */
export const securityHeaders: Readonly<Record<string, string>> = {
  "content-security-policy":
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  // Not "no-referrer": browsers then hide the origin of our own forms, by which they are told from those of others.
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
  // No page of ours needs any of these, and none may get them by what is embedded in it.
  "permissions-policy":
    "camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), display-capture=()",
  "x-permitted-cross-domain-policies": "none",
  "cache-control": "no-store",
};

/** Half a year, as is usual for the first; without the subdomains, which are not ours to decide about. */
const httpsOnly = "max-age=15552000";

/**
 * Gives every answer these headers. Behind TLS also that browsers come back by https only: where the request came that way
 * (a trusted proxy says so), or where the public address does. Never over plain http, where it means nothing.
 */
export function installSecurityHeaders(http: FastifyInstance, publicHttps: boolean): void {
  http.addHook("onRequest", async (request, reply) => {
    void reply.headers(securityHeaders);
    if (publicHttps || request.protocol === "https")
      void reply.header("strict-transport-security", httpsOnly);
  });
}
