/**
 * The parts of the overview that change by themselves, each a piece of HTML. The page is made of them when it
 * is served, and replaces them by newer ones while it is open; so every text and every escape is here, once.
 */

import type { CallsSnapshot } from "../calls/calls.ts";
import type { Control } from "../control/control.ts";
import type { WebinarLine } from "../control/world-summary.ts";
import type { Instant } from "../world/model.ts";
import { type Html, html } from "./html.ts";
import type { Language } from "./language.ts";
import { type PageWords, pageWords } from "./words.ts";

export type LiveParts = Readonly<
  Record<"clock" | "chart" | "webinars" | "faults" | "operations" | "recent" | "tokens", Html>
>;

export function liveParts(language: Language, control: Control): LiveParts {
  const words = pageWords[language];
  const calls = control.calls.snapshot();
  return {
    clock: clockPart(language, words, control),
    chart: chartPart(words, calls, Date.parse(control.clock.state().real)),
    webinars: webinarsPart(language, words, control),
    faults: faultsPart(words, control),
    operations: operationsPart(words, calls),
    recent: recentPart(language, words, calls),
    tokens: tokensPart(words, control, calls),
  };
}

function clockPart(language: Language, words: PageWords, control: Control): Html {
  const { now, offset } = control.clock.state();
  const length = lengthOf(language, Math.round(Math.abs(offset) / 1000) * 1000);
  const relation =
    Math.abs(offset) < 1000 ? words.inStep : offset > 0 ? words.ahead(length) : words.behind(length);
  return html`<p class="clock">${timeOf(language, Date.parse(now), "medium")}</p><p class="quiet">${relation}</p>`;
}

const chartSeconds = 60;

function chartPart(words: PageWords, calls: CallsSnapshot, real: Instant): Html {
  const end = Math.floor(real / 1000);
  const seconds = calls.seconds.filter(({ second }) => second > end - chartSeconds);
  const sum = (name: "done" | "limited" | "failed") =>
    seconds.reduce((total, second) => total + second[name], 0);
  const text = words.lastMinute(sum("done"), sum("limited"), sum("failed"));
  const highest = Math.max(10, ...seconds.map(({ done, limited, failed }) => done + limited + failed));
  const bars = seconds.flatMap((second) => {
    const left = (second.second - end + chartSeconds - 1) * 10;
    let top = 96;
    return (["done", "limited", "failed"] as const).map((name) => {
      const height = (second[name] / highest) * 92;
      top -= height;
      return html`<rect class="${name}" x="${left}" y="${top.toFixed(1)}" width="8" height="${height.toFixed(1)}"/>`;
    });
  });
  const peaks = Object.entries(calls.apis).map(
    ([api, { peakPerSecond }]) => html`<li>${words.peak(api, peakPerSecond)}</li>`,
  );
  return html`<svg class="chart" viewBox="0 0 600 96" preserveAspectRatio="none" role="img" aria-label="${text}">
<line x1="0" y1="95.5" x2="600" y2="95.5"/>${bars}</svg>
<p>${text}<br><span class="quiet">${words.sinceStart(calls.calls, calls.rateLimited)}</span></p>
<ul class="plain quiet">${peaks}</ul>`;
}

function webinarsPart(language: Language, words: PageWords, control: Control): Html {
  const { running, next, last } = control.world();
  return html`${webinarTable(language, words, words.running, running)}
${webinarTable(language, words, words.next, next)}
${webinarTable(language, words, words.last, last)}`;
}

function webinarTable(
  language: Language,
  words: PageWords,
  title: string,
  lines: readonly WebinarLine[],
): Html {
  if (lines.length === 0) return html`<h3>${title}</h3><p class="quiet">${words.none}</p>`;
  return html`<table><caption>${title}</caption><thead><tr><th scope="col">${words.webinar}</th><th scope="col">${words.organizer}</th>
<th scope="col">${words.starts}</th><th scope="col" class="number">${words.registrants}</th></tr></thead><tbody>
${lines.map(
  (
    line,
  ) => html`<tr><td><bdi>${line.subject}</bdi><br><code class="quiet">${line.webinarKey}</code></td><td><bdi>${line.organizer}</bdi></td>
<td>${timeOf(language, line.startTime, "short")}</td><td class="number">${line.registrants}</td></tr>`,
)}</tbody></table>`;
}

function faultsPart(words: PageWords, control: Control): Html {
  const faults = control.faults.list();
  if (faults.length === 0) return html`<p class="quiet">${words.noFaults}</p>`;
  return html`<table><thead><tr><th scope="col">${words.fault}</th><th scope="col">${words.operation}</th>
<th scope="col" class="number">${words.times}</th><th scope="col" class="number">${words.chance}</th>
<th scope="col" class="number">${words.hits}</th><td></td></tr></thead><tbody>
${faults.map((fault) => {
  const kind = `${words.faultKinds[fault.kind]}${fault.status === undefined ? "" : ` ${fault.status}`}`;
  return html`<tr><td>${kind}</td><td><code>${fault.operation}</code></td><td class="number">${fault.times ?? "∞"}</td>
<td class="number">${fault.chance ?? 1}</td><td class="number">${fault.hits}</td>
<td><button type="button" data-method="DELETE" data-send="/_sandbox/faults/${fault.id}" aria-label="${words.removeFault(kind, fault.operation)}">${words.remove}</button></td></tr>`;
})}</tbody></table>
<p><button type="button" data-method="DELETE" data-send="/_sandbox/faults">${words.clearFaults}</button></p>`;
}

function operationsPart(words: PageWords, calls: CallsSnapshot): Html {
  const operations = Object.entries(calls.operations).sort(([, one], [, other]) => other.calls - one.calls);
  if (operations.length === 0) return html`<p class="quiet">${words.noCalls}</p>`;
  return html`<table><thead><tr><th scope="col">${words.operation}</th><th scope="col" class="number">${words.count}</th>
<th scope="col">${words.outcomes}</th></tr></thead><tbody>
${operations.map(
  ([
    name,
    { calls: count, outcomes },
  ]) => html`<tr><td><code>${name}</code></td><td class="number">${count}</td>
<td>${Object.entries(outcomes).map(([outcome, times]) => html`<span class="${toneOf(outcome)}">${outcome}</span>&nbsp;×&nbsp;${times} `)}</td></tr>`,
)}</tbody></table>`;
}

const shownCalls = 20;

function recentPart(language: Language, words: PageWords, calls: CallsSnapshot): Html {
  if (calls.recent.length === 0) return html`<p class="quiet">${words.noCalls}</p>`;
  return html`<table><thead><tr><th scope="col">${words.when}</th><th scope="col">${words.call}</th>
<th scope="col">${words.outcome}</th><th scope="col" class="number">${words.took}</th></tr></thead><tbody>
${calls.recent.slice(0, shownCalls).map(
  (
    call,
  ) => html`<tr><td>${clockTime(language, call.arrivedAt)}</td><td><code>${call.method} ${call.path}</code></td>
<td class="${toneOf(String(call.outcome ?? ""))}">${call.outcome ?? "…"}${call.fault === null ? "" : ` (${call.fault})`}</td>
<td class="number">${call.milliseconds === null ? "" : `${call.milliseconds} ms`}</td></tr>`,
)}</tbody></table>`;
}

function tokensPart(words: PageWords, control: Control, { tokens }: CallsSnapshot): Html {
  const list = (counts: Readonly<Record<string, number>>) =>
    Object.entries(counts)
      .map(([name, count]) => `${name} × ${count}`)
      .join(", ") || words.none;
  return html`<dl><dt>${words.issued}</dt><dd>${list(tokens.issued)}</dd><dt>${words.refused}</dt><dd>${list(tokens.refused)}</dd></dl>
<p class="quiet">${words.grants(control.tokens.list().length)}. ${words.rotation}: ${words.rotations[control.tokens.settings().rotation]}.</p>`;
}

function toneOf(outcome: string): string {
  if (outcome === "429") return "warn";
  return /^[123]/.test(outcome) ? "good" : "bad";
}

function timeOf(language: Language, instant: Instant, timeStyle: "short" | "medium"): Html {
  const format = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle, timeZone: "UTC" });
  return html`<time datetime="${new Date(instant).toISOString()}">${format.format(instant)} UTC</time>`;
}

function clockTime(language: Language, instant: Instant): string {
  return new Intl.DateTimeFormat(language, { timeStyle: "medium" }).format(instant);
}

/** "2 days, 3 hours": the two largest units. */
function lengthOf(language: Language, milliseconds: number): string {
  const units = [
    ["day", 86_400_000],
    ["hour", 3_600_000],
    ["minute", 60_000],
    ["second", 1000],
  ] as const;
  let rest = milliseconds;
  const parts: string[] = [];
  for (const [unit, size] of units) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0 && parts.length < 2)
      parts.push(new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" }).format(count));
  }
  return new Intl.ListFormat(language, { type: "unit" }).format(parts);
}
