/** Serves the control API (`endpoints.ts`) and its index. Guarded: see `guard.ts`. */

import type { FastifyInstance } from "fastify";
import { queryOf } from "../http/server.ts";
import { documentOf, pageHeaders } from "../page/frame.ts";
import { html } from "../page/html.ts";
import type { ControlEndpoint } from "./endpoints.ts";
import { refuseForeign } from "./guard.ts";
import { bodyOf, WrongInput } from "./input.ts";

/** `hosts`: further host names under which the sandbox may be called, in lower case. */
export function addControlRoutes(
  server: FastifyInstance,
  endpoints: readonly ControlEndpoint[],
  hosts: ReadonlySet<string>,
): void {
  server.addHook("onRequest", (request, reply, done) => {
    const guarded =
      request.url === "/" || request.url.startsWith("/?") || request.url.startsWith("/_sandbox");
    const refusal = guarded ? refuseForeign(request.method, request.headers, hosts) : undefined;
    if (refusal === undefined) done();
    else reply.code(403).send({ error: refusal });
  });
  for (const { method, path, answer } of endpoints)
    server.route({
      method,
      url: path,
      handler: (request, reply) => {
        try {
          const result = answer({
            body: bodyOf(request.body),
            query: queryOf(request.url),
            path: request.params as Record<string, string>,
          });
          return reply.header("cache-control", "no-store").send(result ?? { done: true });
        } catch (error) {
          // Both say in a sentence what is wrong with the call; anything else is a bug and goes to the log.
          if (error instanceof WrongInput || error instanceof RangeError)
            return reply.code(400).send({ error: error.message });
          throw error;
        }
      },
    });
  server.get("/_sandbox", (request, reply) => {
    const shown = endpoints.map(({ method, path, what, example }) => ({ method, path, what, example }));
    if (!request.headers.accept?.includes("text/html")) return reply.send({ endpoints: shown });
    return reply.headers(pageHeaders).send(indexPage(endpoints));
  });
}

/** For developers, and in English like the API it lists. */
function indexPage(endpoints: readonly ControlEndpoint[]): string {
  const main = html`<main>
<h1>Control API of the sandbox</h1>
<p class="quiet">Turn it with any HTTP client; bodies are JSON. The <a href="/">overview</a> shows it live.</p>
<div class="sheet scroll tall" tabindex="0" role="region" aria-label="Endpoints"><table>
<thead><tr><th scope="col">Call</th><th scope="col">What it does</th><th scope="col">Try</th></tr></thead>
<tbody>
${endpoints.map(
  ({ method, path, what, example }) => html`<tr>
<th scope="row"><code>${method} ${path}</code></th><td>${what}</td>
<td>${example === undefined ? (method === "GET" ? html`<a href="${path}">${path}</a>` : "") : html`<code>curl ':8090${path}' -d '${example}'</code>`}</td>
</tr>`,
)}
</tbody></table></div>
</main>`;
  return documentOf("en", "Control API of the sandbox", main);
}
