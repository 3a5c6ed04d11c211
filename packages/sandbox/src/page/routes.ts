/** Serves the overview at `/`, its live parts and its script. Guarded like the control API (`control/guard.ts`). */

import { readFileSync } from "node:fs";
import type { FastifyInstance } from "fastify";
import type { Control } from "../control/control.ts";
import type { Credentials } from "../credentials.ts";
import { pageHeaders } from "./frame.ts";
import { languageOf } from "./language.ts";
import { liveParts } from "./live.ts";
import { overviewPage } from "./overview.ts";

export function addPageRoutes(
  server: FastifyInstance,
  control: Control,
  credentials: Credentials,
  operations: readonly string[],
): void {
  const script = readFileSync(new URL("./page.client.js", import.meta.url), "utf8");
  server.get("/", (request, reply) => {
    const language = languageOf(request.headers["accept-language"]);
    return reply.headers(pageHeaders).send(overviewPage(language, control, credentials, operations));
  });
  server.get("/_sandbox/page/live", (request, reply) => {
    const parts = liveParts(languageOf(request.headers["accept-language"]), control);
    const texts = Object.fromEntries(Object.entries(parts).map(([name, { text }]) => [name, text]));
    return reply.header("cache-control", "no-store").send(texts);
  });
  server.get("/_sandbox/page.js", (_request, reply) =>
    reply
      .header("content-type", "text/javascript; charset=utf-8")
      .header("cache-control", "no-store")
      .send(script),
  );
}
