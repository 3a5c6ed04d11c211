/** The page at `/`: what the world holds, what is called, and everything that can be turned. */

import type { Control } from "../control/control.ts";
import type { Credentials } from "../credentials.ts";
import { faultKinds } from "../faults/fault.ts";
import { documentOf } from "./frame.ts";
import { type Html, html } from "./html.ts";
import type { Language } from "./language.ts";
import { type LiveParts, liveParts } from "./live.ts";
import { type PageWords, pageWords } from "./words.ts";

export function overviewPage(
  language: Language,
  control: Control,
  credentials: Credentials,
  operations: readonly string[],
): string {
  const words = pageWords[language];
  const live = liveParts(language, control);
  const { webinars, organizers, seed } = control.world();
  const main = html`<main data-done="${words.done}" data-failed="${words.failed}" data-lost="${words.lost}">
<h1>${words.title}</h1>
<p class="quiet">${words.lead(webinars, organizers.length, seed)}</p>
<noscript><p class="warn">${words.noScript}</p></noscript>
<p id="message" role="status" aria-live="polite"></p>
<div class="grid">
${section("clock", words.clock, clockSection(words, live))}
${section("calls", words.calls, callsSection(words, control, live))}
${section("webinars", words.world, scrolling(words.world, part("webinars", live), "tall"), "wide")}
${section("faults", words.faults, faultsSection(words, operations, live), "wide")}
${section("operations", words.operations, scrolling(words.operations, part("operations", live)))}
${section("tokens", words.tokens, tokensSection(words, control, live))}
${section("recent", words.recent, scrolling(words.recent, part("recent", live)), "wide")}
${section("connect", words.connect, connectSection(words, credentials), "wide")}
</div>
</main>
<script src="/_sandbox/page.js" defer></script>`;
  return documentOf(language, words.title, main);
}

function section(id: string, title: string, content: Html, wide = ""): Html {
  return html`<section class="sheet ${wide}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>
${content}</section>`;
}

/** A part that is replaced while the page is open. */
function part(name: keyof LiveParts, live: LiveParts): Html {
  return html`<div data-live="${name}">${live[name]}</div>`;
}

/** Can be scrolled with the keyboard too. */
function scrolling(label: string, content: Html, tall: "tall" | "" = ""): Html {
  return html`<div class="scroll ${tall}" tabindex="0" role="group" aria-label="${label}">${content}</div>`;
}

function clockSection(words: PageWords, live: LiveParts): Html {
  const buttons = Object.entries(words.moves).map(
    ([to, label]) =>
      html`<button type="button" data-send="/_sandbox/clock" data-body="${JSON.stringify({ to })}">${label}</button>`,
  );
  return html`${part("clock", live)}
<p class="row" role="group" aria-label="${words.moveBy}"><span class="quiet">${words.moveBy}</span> ${buttons}</p>
<p><button type="button" class="main" data-send="/_sandbox/clock" data-body="${JSON.stringify({ to: "next" })}">${words.nextEnd}</button></p>
<form class="row" data-send="/_sandbox/clock">
<label>${words.moveTo}<input name="to" required size="26" autocomplete="off"></label><button>${words.move}</button>
</form>`;
}

function callsSection(words: PageWords, control: Control, live: LiveParts): Html {
  const limit = control.limit.settings();
  const latency = control.latency.settings();
  const modes = Object.entries(words.limitModes).map(([mode, label]) =>
    option(mode, label, mode === limit.mode),
  );
  return html`${part("chart", live)}
<form class="row" data-send="/_sandbox/limit">
<label>${words.limit}<select name="mode">${modes}</select></label>
<label>${words.perSecond}<input name="perSecond" type="number" min="1" value="${limit.perSecond}"></label>
<button>${words.apply}</button></form>
<form class="row" data-send="/_sandbox/latency">
<label>${words.latency}<input name="ms" type="number" min="0" value="${latency.ms}"></label>
<label>${words.jitter}<input name="jitter" type="number" min="0" value="${latency.jitter}"></label>
<button>${words.apply}</button></form>
<p><button type="button" data-method="DELETE" data-send="/_sandbox/calls">${words.resetCounters}</button></p>`;
}

function faultsSection(words: PageWords, operations: readonly string[], live: LiveParts): Html {
  const kinds = faultKinds.map((kind) => option(kind, words.faultKinds[kind], false));
  return html`${scrolling(words.faults, part("faults", live))}
<form class="row" data-send="/_sandbox/faults">
<label>${words.fault}<select name="kind">${kinds}</select></label>
<label>${words.operation} (${words.everyOperation})<input name="operation" value="*" list="operation-names" autocomplete="off"></label>
<datalist id="operation-names">${operations.map((name) => html`<option value="${name}"></option>`)}</datalist>
<label>${words.status}<input name="status" type="number" min="200" max="599" placeholder="503"></label>
<label>${words.times}<input name="times" type="number" min="1"></label>
<label>${words.chance}<input name="chance" type="number" min="0" max="1" step="0.01"></label>
<button>${words.order}</button></form>`;
}

function tokensSection(words: PageWords, control: Control, live: LiveParts): Html {
  const { rotation } = control.tokens.settings();
  const rotations = Object.entries(words.rotations).map(([name, label]) =>
    option(name, label, name === rotation),
  );
  return html`${part("tokens", live)}
<form class="row" data-send="/_sandbox/tokens/settings">
<label>${words.rotation}<select name="rotation">${rotations}</select></label><button>${words.apply}</button></form>
<p><button type="button" data-send="/_sandbox/tokens/expire" data-body="{}">${words.expireAccess}</button></p>`;
}

function connectSection(words: PageWords, credentials: Credentials): Html {
  const rows: readonly (readonly [string, string])[] = [
    [words.clientId, credentials.clientId],
    [words.clientSecret, credentials.clientSecret],
    [words.personalAccessToken, `${credentials.personalAccessToken} (${credentials.organizerEmail})`],
    [words.organizerKey, credentials.organizerKey],
    [words.accountKey, credentials.accountKey],
    [words.redirectUris, credentials.redirectUris.join(", ")],
  ];
  return html`<dl>${rows.map(([name, value]) => html`<dt>${name}</dt><dd><code>${value}</code></dd>`)}</dl>
<p class="quiet">${words.controlApi} <a href="/_sandbox">/_sandbox</a></p>`;
}

function option(value: string, label: string, selected: boolean): Html {
  return selected
    ? html`<option value="${value}" selected>${label}</option>`
    : html`<option value="${value}">${label}</option>`;
}
