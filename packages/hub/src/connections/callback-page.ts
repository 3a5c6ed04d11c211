/**
 * Where GoTo sends people back to after consent, and what they read there: how it went, in their language, and the
 * choice of an account when they are in several. NOT the rules of consent (`authorize.ts`).
 */
import type { FastifyReply } from "fastify";
import { z } from "zod";
import type { Http } from "../platform/http/types.ts";
import { type Language, languageOf } from "../platform/pages/language.ts";
import { escapeHtml, page } from "../platform/pages/page.ts";
import { callbackPath } from "./addresses.ts";
import type { Authorization, CallbackOutcome } from "./authorize.ts";

const texts = {
  en: {
    doneTitle: "Connected",
    done: (name: string, email: string, account: string) =>
      `The connection “${name}” works in the name of ${email}, for ${account}.`,
    close: "You can close this page.",
    chooseTitle: "Which account?",
    choose: (name: string) => `You are in several GoTo accounts. Which one is the connection “${name}” for?`,
    failedTitle: "Not connected",
    retry: "Begin again from where you came, or in the terminal:",
  },
  es: {
    doneTitle: "Conectado",
    done: (name: string, email: string, account: string) =>
      `La conexión «${name}» funciona en nombre de ${email}, para ${account}.`,
    close: "Puede cerrar esta página.",
    chooseTitle: "¿Qué cuenta?",
    choose: (name: string) => `Usted está en varias cuentas de GoTo. ¿Para cuál es la conexión «${name}»?`,
    failedTitle: "No conectado",
    retry: "Empiece de nuevo donde estaba, o en la terminal:",
  },
} as const;

/** The failures that a person at the browser can bring about, in Spanish; all others are shown as they are. */
const spanishFailures: Readonly<Record<string, string>> = {
  "authorize.stale":
    "Esta autorización no se espera, o ya no: comenzó hace demasiado tiempo, ya terminó o no comenzó aquí. Nada ha cambiado.",
  "authorize.declined": "El consentimiento fue rechazado en la página de GoTo. La conexión sigue como antes.",
  "authorize.refused": "GoTo no envió ningún código. La conexión sigue como antes.",
  "authorize.gone": "La conexión fue eliminada entretanto; el consentimiento no se guardó.",
  "connection.other-owner":
    "La conexión pertenece a otra persona o cuenta. El consentimiento anterior no se ha tocado; entre con la misma persona.",
};

const one = z.string().max(4096).optional();

/** GET and POST on the callback path. Open to all: the state value, known to one browser only, is the ticket. */
export function registerCallbackPage(http: Http, authorization: Authorization): void {
  http.get(
    callbackPath,
    {
      schema: {
        hide: true,
        querystring: z.object({ code: one, state: one, error: one, error_description: one }),
      },
    },
    async (request, reply) => {
      const outcome = await authorization.callback(request.query);
      return show(reply, languageOf(request), outcome);
    },
  );

  http.post(
    callbackPath,
    { schema: { hide: true, body: z.object({ state: z.string().max(4096), account: z.string().max(100) }) } },
    async (request, reply) => {
      const outcome = await authorization.choose(request.body.state, request.body.account);
      return show(reply, languageOf(request), outcome);
    },
  );
}

function show(reply: FastifyReply, language: Language, outcome: CallbackOutcome): FastifyReply {
  const [title, body] = parts(language, outcome);
  return reply
    .code(outcome.kind === "failed" ? 400 : 200)
    .type("text/html; charset=utf-8")
    .send(page(language, title, `<h1>${escapeHtml(title)}</h1>\n${body}`));
}

function parts(language: Language, outcome: CallbackOutcome): readonly [string, string] {
  const text = texts[language];
  const paragraph = (words: string) => `<p>${escapeHtml(words)}</p>`;
  switch (outcome.kind) {
    case "done": {
      const { email, accountName, accountKey } = outcome.owner;
      const words = text.done(outcome.connection.name, email, accountName ?? accountKey);
      return [text.doneTitle, `${paragraph(words)}\n${paragraph(text.close)}`];
    }
    case "choose": {
      const buttons = outcome.accounts.map(
        ({ accountKey, name }) => `<form method="post" action="${callbackPath}">
<input type="hidden" name="state" value="${escapeHtml(outcome.state)}">
<button name="account" value="${escapeHtml(accountKey)}">${escapeHtml(name ?? "")} <code>${escapeHtml(accountKey)}</code></button>
</form>`,
      );
      return [text.chooseTitle, `${paragraph(text.choose(outcome.connection.name))}\n${buttons.join("\n")}`];
    }
    case "failed": {
      const { code, message, meaning } = outcome.error;
      const spanish = language === "es" ? spanishFailures[code] : undefined;
      const words = spanish ?? `${message} ${meaning}`;
      // Without the name that the person gave it, the list is where to find it.
      const { alias } = outcome;
      const command =
        alias === undefined ? "rostrum connections list" : `rostrum connections authorize ${alias}`;
      return [
        text.failedTitle,
        `${paragraph(words)}\n${paragraph(text.retry)}\n<pre>${escapeHtml(command)}</pre>`,
      ];
    }
  }
}
