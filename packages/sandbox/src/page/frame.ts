/** The frame of every page of the sandbox: head, colours, type. One accent, light and dark, no outside files. */

import { Html, html } from "./html.ts";
import type { Language } from "./language.ts";

/** A whole document. */
export function documentOf(language: Language, title: string, main: Html): string {
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${new Html(style)}</style>
</head>
<body>
${main}
</body>
</html>`.text;
}

/** Pages load nothing from elsewhere and must not be put into a frame. */
export const pageHeaders: Readonly<Record<string, string>> = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy":
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'self'; img-src data:; connect-src 'self'; " +
    "base-uri 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cache-control": "no-store",
};

const style = `
:root {
  --ground: #f7f8f9; --sheet: #fff; --ink: #1d2329; --quiet: #5b6570; --line: #dde1e6;
  --accent: #0b63b6; --on-accent: #fff; --good: #1a7f4b; --warn: #9a6200; --bad: #b3261e;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #14181c; --sheet: #1c2228; --ink: #e6eaee; --quiet: #9aa5b1; --line: #323b45;
    --accent: #7ab8f5; --on-accent: #0c1722; --good: #63c897; --warn: #e0b35c; --bad: #f2938c;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 72rem; margin: 0 auto; padding: 32px 24px 64px; }
main.narrow { max-width: 30rem; padding-top: 12vh; }
h1 { font-size: 24px; line-height: 32px; margin: 0 0 8px; font-weight: 600; }
caption { text-align: start; font-weight: 600; padding: 12px 0 4px; }
h3 { font-size: 14px; margin: 12px 0 4px; }
h2 { font-size: 16px; line-height: 24px; margin: 0 0 12px; font-weight: 600; }
p { margin: 0 0 16px; }
.quiet { color: var(--quiet); }
.sheet { background: var(--sheet); border: 1px solid var(--line); border-radius: 8px; padding: 24px; margin: 0 0 24px; }
.grid { display: grid; gap: 24px; grid-template-columns: repeat(auto-fit, minmax(min(28rem, 100%), 1fr)); align-items: start; }
.grid > * { margin: 0; min-width: 0; }
.wide { grid-column: 1 / -1; }
.row { display: flex; gap: 8px; flex-wrap: wrap; align-items: end; margin: 0 0 16px; }
.row > span { align-self: center; }
.sheet > :last-child { margin-bottom: 0; }
label { display: block; font-size: 14px; color: var(--quiet); }
label { min-width: 0; max-width: 100%; }
label > input, label > select { display: block; margin-top: 4px; }
input, select, button { font: inherit; color: inherit; border-radius: 6px; border: 1px solid var(--line); padding: 6px 12px; min-height: 40px; background: var(--sheet); max-width: 100%; }
input[type=number] { width: 7rem; }
button { cursor: pointer; }
button:hover { border-color: var(--accent); }
button.main { background: var(--accent); color: var(--on-accent); border-color: var(--accent); font-weight: 600; }
button.person { display: block; width: 100%; text-align: start; margin: 0 0 8px; padding: 10px 16px; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
a { color: var(--accent); }
table { border-collapse: collapse; width: 100%; font-size: 14px; }
th { text-align: start; font-weight: 600; color: var(--quiet); }
th, td { padding: 4px 12px 4px 0; border-bottom: 1px solid var(--line); vertical-align: top; }
time { white-space: nowrap; }
.clock time { white-space: normal; }
td.number, th.number { text-align: end; font-variant-numeric: tabular-nums; }
code { font: 13px/1.5 ui-monospace, monospace; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 16px; margin: 0; }
dt { color: var(--quiet); }
dd { margin: 0; }
ul.plain { list-style: none; padding: 0; margin: 0 0 16px; }
.clock { font-size: 28px; line-height: 40px; font-variant-numeric: tabular-nums; }
.bad { color: var(--bad); } .good { color: var(--good); } .warn { color: var(--warn); }
.scroll { overflow: auto; max-height: 32rem; margin: 0 0 16px; }
.scroll.tall { max-height: none; }
.scroll td > code, .scroll th > code { display: inline-block; min-width: 12rem; }
#message:not(:empty) { position: sticky; top: 8px; z-index: 1; background: var(--sheet); border: 1px solid var(--line); border-radius: 8px; padding: 8px 16px; }
.chart { display: block; width: 100%; height: 96px; }
.chart .done { fill: var(--accent); } .chart .limited { fill: var(--warn); } .chart .failed { fill: var(--bad); }
.chart line { stroke: var(--line); }
@media (prefers-reduced-motion: no-preference) { button { transition: border-color .15s; } }
`;
