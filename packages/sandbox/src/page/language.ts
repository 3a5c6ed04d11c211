/** Which of the two languages of the pages a browser asks for. */

export type Language = "en" | "es";

/** By Accept-Language (RFC 9110 section 12.5.4); English when neither is wanted. */
export function languageOf(acceptLanguage: string | undefined): Language {
  let best: { language: Language; weight: number } = { language: "en", weight: 0 };
  for (const item of (acceptLanguage ?? "").split(",")) {
    const [tag = "", ...parameters] = item.trim().split(";");
    const language = tag.slice(0, 2).toLowerCase();
    if (language !== "en" && language !== "es") continue;
    const weight = Number(parameters.map((text) => /^\s*q=([\d.]+)/.exec(text)?.[1]).find(Boolean) ?? 1);
    if (weight > best.weight) best = { language, weight };
  }
  return best.language;
}
