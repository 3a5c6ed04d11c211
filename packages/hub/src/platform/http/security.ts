/**
 * What every answer carries and every request below /api/v1 must show. Until people and API keys come there is
 * one access token per data folder: who may read the folder may use the hub. NOT the place of roles.
 */
import { createHash, timingSafeEqual } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { HubError } from "../errors.ts";

/** Headers for pages and API alike: nothing is framed, guessed, cached or sent on. */
const headers: Readonly<Record<string, string>> = {
  "content-security-policy":
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "cache-control": "no-store",
};

export function installSecurityHeaders(http: FastifyInstance): void {
  http.addHook("onRequest", async (_request, reply) => {
    void reply.headers(headers);
  });
}

/** Lets only requests with the access token through, on this scope and those inside it. */
export function requireAccessToken(http: FastifyInstance, token: string): void {
  const expected = digest(token);
  http.addHook("onRequest", async (request, reply) => {
    const given = /^Bearer (.+)$/i.exec(request.headers.authorization ?? "")?.[1];
    // Hashes are of one length and are compared in constant time: neither length nor beginning leaks.
    if (given !== undefined && timingSafeEqual(digest(given), expected)) return;
    void reply.header("www-authenticate", 'Bearer realm="rostrum"');
    throw new HubError({
      kind: "unauthenticated",
      code: given === undefined ? "access.no-token" : "access.wrong-token",
      message:
        given === undefined
          ? "The request carries no access token."
          : "The access token is not the right one.",
      meaning: "Nothing was done.",
      remedy:
        "Send `Authorization: Bearer TOKEN` with the token in the file `access-token` of the hub's data folder; " +
        "for the command line, set ROSTRUM_TOKEN.",
    });
  });
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
