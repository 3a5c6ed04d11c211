/**
 * The pages of sign-in and of one-time links: small forms made on the server, in English and Spanish, that work without
 * script. They take forms from our own pages only. NOT the product's pages, and no rules: those are in `service.ts` and
 * `links/redeem.ts`.
 */
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { HubError } from "../../platform/errors.ts";
import { statusOf, toHubError } from "../../platform/http/errors.ts";
import type { Http } from "../../platform/http/types.ts";
import { type Language, languageOf, takeLanguage } from "../../platform/pages/language.ts";
import { escapeHtml, page } from "../../platform/pages/page.ts";
import { foreignOrigin, isFromOwnPage } from "../guard.ts";
import type { Redeem } from "../links/redeem.ts";
import type { OneTimeLink } from "../links/store.ts";
import { Email, Line, longestPassword, NewPassword, shortestPassword } from "../people/model.ts";
import type { People } from "../people/service.ts";
import type { Origin, SignInEngine } from "./engine.ts";
import { linkForm, signedInBody, signInForm, signInLink } from "./forms.ts";
import { nextOf, safeNext } from "./next.ts";
import type { SignIn } from "./service.ts";
import { spanishFailures, words } from "./words.ts";

export interface PageDeps {
  readonly engine: SignInEngine;
  readonly signIn: SignIn;
  readonly redeem: Redeem;
  readonly people: People;
  readonly publicOrigin: string | undefined;
}

/** Forms are read leniently: what is missing or too long is said on the page, not by an error answer. */
const Form = z.object({
  email: z.string().catch(""),
  name: z.string().catch(""),
  password: z.string().catch(""),
  next: z.string().optional().catch(undefined),
});
type Form = z.infer<typeof Form>;

const hidden = { hide: true } as const;
const Code = z.object({ code: z.string() });

export function registerSignInPages(http: Http, deps: PageDeps): void {
  const { engine, signIn, redeem } = deps;

  http.get("/sign-in", { schema: hidden, onRequest: takeLanguage }, async (request, reply) => {
    const email = await signedInEmail(request, deps);
    const next = nextOf(request.url);
    const body = (language: Language) =>
      email === undefined ? signInForm(language, "", next) : signedInBody(language, email, next);
    return send(reply, request, 200, email === undefined ? "signIn" : "signedInTitle", body);
  });

  http.post("/sign-in", { schema: { ...hidden, body: Form } }, async (request, reply) => {
    const next = safeNext(request.body.next);
    try {
      checkOrigin(request, deps);
      return goOn(reply, await signIn.signIn(request.body, originOf(request)), next);
    } catch (error) {
      return sendFailure(reply, request, error, (language) => signInForm(language, request.body.email, next));
    }
  });

  http.post("/sign-out", { schema: hidden }, async (request, reply) => {
    try {
      checkOrigin(request, deps);
      const { cookie } = request.headers;
      return goOn(reply, cookie === undefined ? [] : await signIn.signOut(cookie, request.ip));
    } catch (error) {
      return sendFailure(reply, request, error, undefined);
    }
  });

  for (const kind of ["setup", "invitation", "password"] as const) {
    const path = `/${kind}/:code`;

    http.get(
      path,
      { schema: { ...hidden, params: Code }, onRequest: takeLanguage },
      async (request, reply) => {
        try {
          const link = await redeem.find(kind, request.params.code, request.ip);
          return send(reply, request, 200, `${kind}Title`, (language) => linkForm(language, link, undefined));
        } catch (error) {
          return sendFailure(reply, request, error, signInLink);
        }
      },
    );

    http.post(path, { schema: { ...hidden, params: Code, body: Form } }, async (request, reply) => {
      const { code } = request.params;
      const { ip } = request;
      let link: OneTimeLink | undefined;
      try {
        checkOrigin(request, deps);
        link = await redeem.find(kind, code, ip);
        const answers = complete(link, request.body);
        const { email } = await redeem.use(code, answers, ip);
        return goOn(reply, await signIn.signIn({ email, password: answers.password }, originOf(request)));
      } catch (error) {
        const again = link;
        const form =
          again === undefined || toHubError(error, []).code === "link.stale"
            ? signInLink
            : (language: Language) => linkForm(language, again, request.body);
        return sendFailure(reply, request, error, form);
      }
    });
  }

  async function signedInEmail(request: FastifyRequest, { people }: PageDeps): Promise<string | undefined> {
    const { cookie } = request.headers;
    if (cookie === undefined || !engine.mayHaveSession(cookie)) return undefined;
    const session = await engine.session(cookie);
    return session === undefined ? undefined : (await people.find(session.personId)).email;
  }
}

function checkOrigin(request: FastifyRequest, { publicOrigin }: PageDeps): void {
  if (!isFromOwnPage(request, publicOrigin)) throw foreignOrigin();
}

function originOf(request: FastifyRequest): Origin {
  return { address: request.ip, userAgent: request.headers["user-agent"] ?? "" };
}

/** What the person filled in, checked as far as the link needs it. */
function complete(link: OneTimeLink, form: Form): Form {
  const email = link.kind === "setup" ? Email.safeParse(form.email) : { success: true, data: link.email };
  const name = link.kind === "password" ? { success: true, data: "" } : Line.safeParse(form.name);
  const password = NewPassword.safeParse(form.password);
  if (email.success && name.success && password.success) {
    return { email: email.data ?? "", name: name.data ?? "", password: password.data };
  }
  throw new HubError({
    kind: "usage",
    code: "sign-in.incomplete",
    message: `Give a real e-mail address, a name, and a password of ${shortestPassword} to ${longestPassword} characters.`,
    meaning: "Nothing was changed; the link still works.",
    remedy: "Correct the form and send it again.",
  });
}

type Title = "signIn" | "signedInTitle" | "setupTitle" | "invitationTitle" | "passwordTitle" | "failedTitle";

function send(
  reply: FastifyReply,
  request: FastifyRequest,
  status: number,
  title: Title,
  body: (language: Language) => string,
): FastifyReply {
  const language = languageOf(request);
  const heading = words[language][title];
  const next = nextOf(request.url);
  return reply
    .code(status)
    .type("text/html; charset=utf-8")
    .header("vary", "accept-language, cookie")
    .send(
      page(
        language,
        heading,
        `<h1>${escapeHtml(heading)}</h1>\n${body(language)}`,
        next === undefined ? {} : { next },
      ),
    );
}

/** Tells what went wrong, above the form to try again with, if there is one. Faults go to the log as everywhere. */
function sendFailure(
  reply: FastifyReply,
  request: FastifyRequest,
  thrown: unknown,
  form: ((language: Language) => string) | undefined,
): FastifyReply {
  const error = toHubError(thrown, []);
  if (error.kind === "fault") throw thrown;
  const wait = error.details?.retryAfterSeconds;
  if (wait !== undefined) void reply.header("retry-after", String(wait));
  return send(reply, request, statusOf(error), "failedTitle", (language) => {
    const text =
      (language === "es" ? spanishFailures[error.code] : undefined) ?? `${error.message} ${error.meaning}`;
    return `<p role="alert">${escapeHtml(text)}</p>\n${form?.(language) ?? ""}`;
  });
}

function goOn(reply: FastifyReply, cookies: readonly string[], next = "/"): FastifyReply {
  for (const cookie of cookies) void reply.header("set-cookie", cookie);
  return reply.redirect(next, 303);
}
