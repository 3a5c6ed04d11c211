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
  "cache-control": "no-store",
};

export function installSecurityHeaders(http: FastifyInstance): void {
  http.addHook("onRequest", async (_request, reply) => {
    void reply.headers(securityHeaders);
  });
}
