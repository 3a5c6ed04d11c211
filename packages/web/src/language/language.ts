/**
 * The language of the pages: English or Spanish, from the browser until somebody chooses. NOT the words themselves:
 * each page keeps its own beside it.
 */
import i18next from "i18next";
import { initReactI18next } from "react-i18next";

export const languages = ["en", "es"] as const;
export type Language = (typeof languages)[number];

/** The choice stands in a cookie, so that the hub's own pages before sign-in have it too (`platform/pages/language.ts`). */
const kept = "rostrum-language";
const yearSeconds = 365 * 24 * 60 * 60;

function firstLanguage(): Language {
  const chosen = new RegExp(`(?:^|;\\s*)${kept}=(\\w+)`).exec(document.cookie)?.[1];
  const wanted = [...(chosen === undefined ? [] : [chosen]), ...navigator.languages];
  const found = wanted.map((one) => one.slice(0, 2)).find((one) => languages.some((known) => known === one));
  return found === "es" ? "es" : "en";
}

void i18next.use(initReactI18next).init({
  lng: firstLanguage(),
  fallbackLng: "en",
  // Keys are whole words of ours: dots and colons in them mean nothing.
  keySeparator: false,
  nsSeparator: false,
  resources: {},
  // React escapes what it shows.
  interpolation: { escapeValue: false },
  initAsync: false,
});

export function currentLanguage(): Language {
  return i18next.language === "es" ? "es" : "en";
}

/** Switches all pages at once, and for the next visit. */
export async function chooseLanguage(language: Language): Promise<void> {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store is not in every browser of the last two years.
  document.cookie = `${kept}=${language}; Path=/; Max-Age=${yearSeconds}; SameSite=Lax`;
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

document.documentElement.lang = currentLanguage();
