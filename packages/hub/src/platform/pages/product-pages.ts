/**
 * Serves the product's pages, which `packages/web` builds: files with a hash in their name, kept by browsers for ever,
 * and one HTML page for every address that is none of the hub's own. NOT what they show: they are a client of the API.
 */
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import staticFiles from "@fastify/static";
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Http } from "../http/types.ts";
import { type Language, languageOf } from "./language.ts";
import { page } from "./page.ts";

const builtFolder = fileURLToPath(new URL("../../../../web/dist", import.meta.url));

/** As the headers of `http/security.ts`, but with scripts and data of our own. Styles in elements are the library's way. */
const contentPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/** Where they are opened. */
export const places = [
  "/",
  "/connections",
  ...["/data", "/flows", "/replicas", "/endpoints", "/settings"].flatMap((place) => [place, `${place}/*`]),
] as const;

/** `folder` is where the pages were built to; without them the start page says how they come. */
export function registerProductPages(http: Http, folder: string = builtFolder): void {
  if (!existsSync(path.join(folder, "index.html"))) {
    http.get("/", { schema: { hide: true } }, (request, reply) => sendNotBuilt(reply, languageOf(request)));
    return;
  }
  void http.register(staticFiles, { root: folder, serve: false, preCompressed: true });
  http.get(
    "/assets/:file",
    { schema: { hide: true, params: z.object({ file: z.string() }) } },
    (request, reply) => {
      const { file } = request.params;
      // Names change with content, but for the mark. A name that is not there is not kept.
      const kept = file === "mark.svg" ? { maxAge: "1d" } : { maxAge: "365d", immutable: true };
      return reply.sendFile(`assets/${file}`, kept);
    },
  );
  for (const place of places) {
    http.get(place, { schema: { hide: true } }, (_request, reply) => sendPage(reply));
  }
  // A person at a mistyped address gets the page that says so; a program gets the answer for programs.
  http.get("/*", { schema: { hide: true } }, (request, reply) =>
    isPersons(request) ? sendPage(reply.code(404)) : reply.callNotFound(),
  );
}

function isPersons({ url, headers }: FastifyRequest): boolean {
  return headers.accept?.includes("text/html") === true && !/^\/(api|assets)\//.test(url);
}

function sendPage(reply: FastifyReply): FastifyReply {
  return reply
    .header("content-security-policy", contentPolicy)
    .header("cache-control", "no-cache")
    .sendFile("index.html", { cacheControl: false });
}

const notBuilt: Readonly<Record<Language, readonly [string, string]>> = {
  en: [
    "Rostrum is running",
    `<h1>Rostrum is running</h1>
<p>Its pages are not built yet. <code>npm start</code> builds them; everything else works.</p>
<p><a href="/sign-in">Sign in</a></p>`,
  ],
  es: [
    "Rostrum está en marcha",
    `<h1>Rostrum está en marcha</h1>
<p>Sus páginas aún no están construidas. <code>npm start</code> las construye; todo lo demás funciona.</p>
<p><a href="/sign-in">Iniciar sesión</a></p>`,
  ],
};

function sendNotBuilt(reply: FastifyReply, language: Language): FastifyReply {
  const [title, body] = notBuilt[language];
  return reply
    .type("text/html; charset=utf-8")
    .header("vary", "accept-language, cookie")
    .send(page(language, title, body));
}
