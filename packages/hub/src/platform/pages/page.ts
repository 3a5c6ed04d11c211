/**
 * Small pages made on the server, for what must be seen without the web package: the start page and the end of a
 * consent. English and Spanish; no script, no data of others. NOT the pages of the product.
 */

import { type Language, languages } from "./language.ts";

/** As `packages/web/public/assets/mark.svg`: these pages must do without the files of others. */
const mark =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" width="28" height="28" aria-hidden="true"><rect width="32" height="32" rx="8" fill="#0b7285"/><path d="M9 25V7h9a5.5 5.5 0 0 1 1.6 10.8L24 25h-4.4l-4-6.800h-2.700V25zm3.900-10.200h4.600a2.200 2.200 0 0 0 0-4.400h-4.600z" fill="#fff"/></svg>';

/** The looks of the product's pages (`packages/web/src/app/theme.ts`): their colours, letters and grid of 8 pixels. */
const style = `
:root { color-scheme: light dark; --text: light-dark(#000, #c9c9c9); --body: light-dark(#fff, #242424); --line: light-dark(#ced4da, #424242); --field: light-dark(#fff, #2e2e2e); --accent: light-dark(#095c6b, #0b7285); --link: light-dark(#0b7285, #3bc9db); --red: light-dark(#c92a2a, #ff8787); }
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; color: var(--text); background: var(--body); }
header { display: flex; align-items: center; justify-content: space-between; height: 56px; padding: 0 16px; border-bottom: 1px solid var(--line); }
header span { display: flex; align-items: center; gap: 12px; font-weight: 600; }
main { max-width: 432px; margin: 48px auto; padding: 0 16px; overflow-wrap: anywhere; }
h1 { font-size: 26px; line-height: 1.35; margin: 0 0 16px; }
p { margin: 0 0 16px; }
a { color: var(--link); }
pre, code { font: 14px/1.6 ui-monospace, "Cascadia Mono", Menlo, monospace; }
pre { padding: 8px 16px; border: 1px solid var(--line); border-radius: 8px; overflow-x: auto; }
label { display: block; margin: 0 0 16px; font-size: 14px; font-weight: 600; }
input { display: block; width: 100%; height: 40px; margin-top: 4px; padding: 0 12px; font: inherit; font-size: 16px; font-weight: 400; color: inherit; background: var(--field); border: 1px solid var(--line); border-radius: 8px; }
button { width: 100%; min-height: 40px; margin: 0 0 8px; padding: 8px 16px; font: inherit; font-weight: 600; color: #fff; background: var(--accent); border: 0; border-radius: 8px; cursor: pointer; }
button:hover { filter: brightness(0.9); }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
[role="alert"] { padding: 8px 16px; border: 1px solid var(--line); border-left: 4px solid var(--red); border-radius: 8px; }
`;

/** Text that goes into HTML as text. Everything that is not a fixed part of a page goes through here. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** A whole page around a body of HTML that is already safe. With `parameters` its GET address takes `?language` beside them. */
export function page(
  language: Language,
  title: string,
  body: string,
  parameters?: Readonly<Record<string, string>>,
): string {
  const other = language === "en" ? "es" : "en";
  const chosen = new URLSearchParams({ ...parameters, language: other }).toString();
  const choice = parameters
    ? `<a href="?${escapeHtml(chosen)}" lang="${other}" hreflang="${other}">${languages[other]}</a>`
    : "";
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>${escapeHtml(title)} · Rostrum</title>
<style>${style}</style>
</head>
<body>
<header><span>${mark}Rostrum</span>${choice}</header>
<main>
${body}
</main>
</body>
</html>
`;
}
