/** The page at /: says that Rostrum runs and what to do next. It shows no data. NOT the product's pages. */
import type { Http } from "../http/types.ts";
import { type Language, languageOf, page } from "./page.ts";

const bodies: Readonly<Record<Language, readonly [string, string]>> = {
  en: [
    "Rostrum is running",
    `<h1>Rostrum is running</h1>
<p>There are no pages for the browser yet; everything is in the terminal:</p>
<pre>npx rostrum connections list
npx rostrum connections add
npx rostrum entities
npx rostrum query Webinar --from -30d --limit 5
npx rostrum doctor</pre>
<p>Programs use the REST API: <a href="/api/">its reference</a>, <a href="/api/v1/openapi.json">OpenAPI</a>. They need an API key, which
<code>npx rostrum keys create</code> makes.</p>
<p><a href="/sign-in">Sign in</a></p>`,
  ],
  es: [
    "Rostrum está en marcha",
    `<h1>Rostrum está en marcha</h1>
<p>Todavía no hay páginas para el navegador; todo está en la terminal:</p>
<pre>npx rostrum connections list
npx rostrum connections add
npx rostrum entities
npx rostrum query Webinar --from -30d --limit 5
npx rostrum doctor</pre>
<p>Los programas usan la API REST: <a href="/api/">su referencia</a>, <a href="/api/v1/openapi.json">OpenAPI</a>. Necesitan una clave, que
crea <code>npx rostrum keys create</code>.</p>
<p><a href="/sign-in">Iniciar sesión</a></p>`,
  ],
};

export function registerStartPage(http: Http): void {
  http.get("/", { schema: { hide: true } }, async (request, reply) => {
    const language = languageOf(request.headers["accept-language"]);
    const [title, body] = bodies[language];
    return reply
      .type("text/html; charset=utf-8")
      .header("vary", "accept-language")
      .send(page(language, title, body));
  });
}
