/**
 * The page at /api: the description of the REST API for people, to read and to try out. Everything in it comes from this
 * hub; it works without a network. NOT the description itself (`platform/http/openapi.ts`).
 *
 * The page is @scalar/fastify-api-reference's. That is loaded when somebody first opens the page: it takes a quarter of a
 * second and 34 MB (measured on Node 24.21), which no other request needs.
 */
import { createHash } from "node:crypto";
import fastify from "fastify";
import { openApiPath } from "../http/openapi.ts";
import type { Http } from "../http/types.ts";

const pagePath = "/api";
const scriptPath = `${pagePath}/js/scalar.js`;

const configuration = {
  url: openApiPath,
  pageTitle: "Rostrum: the REST API",
  // All that would ask another server, or lead there.
  withDefaultFonts: false,
  telemetry: false,
  hideClientButton: true,
  showDeveloperTools: "never",
  agent: { disabled: true },
  mcp: { disabled: true },
  theme: "default",
  defaultHttpClient: { targetKey: "shell", clientKey: "curl" },
  persistAuth: false,
  authentication: { preferredSecurityScheme: "bearer" },
} as const;

interface Reference {
  readonly page: string;
  readonly script: string;
  readonly policy: string;
}

/** GET /api and its script. Open to all, as the description is. */
export function registerReferencePage(http: Http): void {
  let loading: Promise<Reference> | undefined;
  const reference = () => {
    loading ??= load();
    return loading;
  };
  const hidden = { hide: true } as const;

  // The page asks for its script by an address relative to its own.
  http.get(pagePath, { schema: hidden }, async (_request, reply) => reply.redirect(`${pagePath}/`, 301));
  http.get(`${pagePath}/`, { schema: hidden }, async (_request, reply) => {
    const { page, policy } = await reference();
    return reply.type("text/html; charset=utf-8").header("content-security-policy", policy).send(page);
  });
  http.get(scriptPath, { schema: hidden }, async (_request, reply) => {
    const { script } = await reference();
    return reply
      .type("text/javascript; charset=utf-8")
      .header("cache-control", "public, max-age=3600")
      .send(script);
  });
}

async function load(): Promise<Reference> {
  const { default: plugin } = await import("@scalar/fastify-api-reference");
  const maker = fastify();
  try {
    await maker.register(plugin, { routePrefix: pagePath, configuration });
    const [page, script] = await Promise.all(
      [`${pagePath}/`, scriptPath].map(async (url) => (await maker.inject(url)).body),
    );
    if (!page || !script) throw new Error("the reference page is empty");
    return { page, script, policy: policyOf(page) };
  } finally {
    await maker.close();
  }
}

/** As strict as elsewhere, but that the page's own scripts may run: the one file, and the few lines inside by their hash. */
function policyOf(page: string): string {
  const inside = [...page.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)];
  const hashes = inside.map(
    ([, text = ""]) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`,
  );
  return [
    "default-src 'none'",
    `script-src 'self' ${hashes.join(" ")}`,
    "style-src 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}
