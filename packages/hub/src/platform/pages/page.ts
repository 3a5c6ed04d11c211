/**
 * Small pages made on the server, for what must be seen without the web package: the start page and the end of a
 * consent. English and Spanish; no script, no data of others. NOT the pages of the product.
 */

/** Text that goes into HTML as text. Everything that is not a fixed part of a page goes through here. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

export type Language = "en" | "es";

/** The better of our languages for a browser's Accept-Language. */
export function languageOf(acceptLanguage: string | undefined): Language {
  const wanted = (acceptLanguage ?? "")
    .split(",")
    .map((part, index) => {
      const [tag = "", ...parameters] = part.trim().split(";");
      const quality = Number(/q=([\d.]+)/.exec(parameters.join(";"))?.[1] ?? 1);
      return { language: tag.slice(0, 2).toLowerCase(), quality, index };
    })
    .filter(({ language }) => language === "en" || language === "es")
    .sort((a, b) => b.quality - a.quality || a.index - b.index);
  return wanted[0]?.language === "es" ? "es" : "en";
}

/** A whole page around a body of HTML that is already safe. */
export function page(language: Language, title: string, body: string): string {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>${escapeHtml(title)} · Rostrum</title>
<style>
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 40rem; margin: 4rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; }
pre, code { font: 0.9em/1.6 ui-monospace, monospace; }
pre { padding: 1rem; border: 1px solid color-mix(in srgb, currentColor 25%, transparent); border-radius: 8px; overflow-x: auto; }
button { font: inherit; padding: 0.5rem 1rem; margin: 0.25rem 0; border-radius: 8px; border: 1px solid; background: none; color: inherit; cursor: pointer; display: block; width: 100%; text-align: left; }
button:hover, button:focus-visible { outline: 2px solid; }
label { display: block; margin: 1rem 0; }
input { font: inherit; color: inherit; background: none; box-sizing: border-box; width: 100%; padding: 0.5rem; margin-top: 0.25rem; border-radius: 8px; border: 1px solid; display: block; }
[role="alert"] { padding: 0.5rem 1rem; border-left: 4px solid; }
</style>
</head>
<body><main>
${body}
</main></body>
</html>
`;
}
