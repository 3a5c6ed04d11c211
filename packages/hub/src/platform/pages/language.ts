/**
 * The language of the pages made on the server: the one that was chosen, else the browser's. The choice stands in a cookie
 * that the product's pages read and write too (`packages/web/src/language`), so that it counts before and after sign-in.
 */
import type { FastifyReply, FastifyRequest } from "fastify";

export const languages = { en: "English", es: "Español" } as const;
export type Language = keyof typeof languages;

const cookieName = "rostrum-language";
const yearSeconds = 365 * 24 * 60 * 60;

const isLanguage = (text: unknown): text is Language => text === "en" || text === "es";

export function languageOf({ headers }: Pick<FastifyRequest, "headers">): Language {
  const chosen = new RegExp(`(?:^|;\\s*)${cookieName}=(\\w+)`).exec(headers.cookie ?? "")?.[1];
  return isLanguage(chosen) ? chosen : wantedOf(headers["accept-language"]);
}

/** The better of our languages for a browser's Accept-Language. */
function wantedOf(acceptLanguage: string | undefined): Language {
  const wanted = (acceptLanguage ?? "")
    .split(",")
    .map((part, index) => {
      const [tag = "", ...parameters] = part.trim().split(";");
      const quality = Number(/q=([\d.]+)/.exec(parameters.join(";"))?.[1] ?? 1);
      return { language: tag.slice(0, 2).toLowerCase(), quality, index };
    })
    .filter(({ language }) => isLanguage(language))
    .sort((a, b) => b.quality - a.quality || a.index - b.index);
  return wanted[0]?.language === "es" ? "es" : "en";
}

/** For pages with a choice of languages: `?language=es` keeps it and shows the same page. To be used as `onRequest`. */
export async function takeLanguage(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { pathname, searchParams } = new URL(request.url, "http://here");
  const chosen = searchParams.get("language");
  if (!isLanguage(chosen)) return;
  void reply.header("set-cookie", `${cookieName}=${chosen}; Path=/; Max-Age=${yearSeconds}; SameSite=Lax`);
  searchParams.delete("language");
  await reply.redirect(searchParams.size === 0 ? pathname : `${pathname}?${searchParams.toString()}`, 303);
}
