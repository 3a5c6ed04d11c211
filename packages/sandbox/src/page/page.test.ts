import { describe, expect, test } from "vitest";
import { start } from "../testing/started.ts";
import { escapeHtml, html } from "./html.ts";
import { languageOf } from "./language.ts";

describe("HTML by template", () => {
  test("escapes what is put in, also into attributes, and leaves HTML alone", () => {
    const name = `<b onclick="x('y')">&`;
    expect(html`<i title="${name}">${[name, html`<br>`]}</i>`.text).toBe(
      `<i title="${escapeHtml(name)}">${escapeHtml(name)}<br></i>`,
    );
    expect(escapeHtml(name)).not.toMatch(/[<>"']/);
  });
});

test.each([
  [undefined, "en"],
  ["es", "es"],
  ["de-DE, es;q=0.5, en;q=0.4", "es"],
  ["en-GB, es;q=0.9", "en"],
  ["fr", "en"],
])("Accept-Language %s means %s", (header, language) => {
  expect(languageOf(header)).toBe(language);
});

describe("the overview", () => {
  test("shows world, clock and calls in the language asked for, with nothing unescaped", async () => {
    await using started = await start({ seed: 7 });
    await started.connect();
    await started.call("/G2W/rest/v2/<script>alert(1)</script>?x='");
    const english = await (await fetch(`${started.url}/`, { headers: { "accept-language": "en" } })).text();
    const spanish = await (await fetch(`${started.url}/`, { headers: { "accept-language": "es" } })).text();
    expect(english).toContain('<html lang="en">');
    expect(english).toContain("Rate limit");
    expect(spanish).toContain('<html lang="es">');
    expect(spanish).toContain("Límite de llamadas");
    for (const page of [english, spanish]) {
      expect(page).not.toContain("<script>");
      expect(page).not.toMatch(/undefined|\[object|NaN/);
      expect(page).toContain("15 abr 2031".split(" ")[2]);
    }
  });

  test("labels every field, names every table's columns, and gives the chart a text", async () => {
    await using started = await start();
    await started.connect();
    started.sandbox.control.faults.order({ kind: "reset", operation: "*", chance: 0 });
    const page = await (await fetch(`${started.url}/`)).text();
    const fields = [...page.matchAll(/<(input|select)[^>]*>/g)].length;
    const labelled = [...page.matchAll(/<label>[^<]*<(input|select)/g)].length;
    expect(labelled).toBe(fields);
    expect(page).toMatch(/<svg[^>]*role="img" aria-label="In the last minute: 1 answered/);
    expect([...page.matchAll(/<button(?![^>]*>[^<]+<)/g)]).toEqual([]);
    for (const [id] of page.matchAll(/(?<=aria-labelledby=")[^"]+/g)) expect(page).toContain(`id="${id}"`);
  });

  test("serves its live parts and its script, and forbids everything from elsewhere", async () => {
    await using started = await start();
    const parts = (await started.control("GET", "/page/live")).json;
    expect(Object.keys(parts)).toEqual([
      "clock",
      "chart",
      "webinars",
      "faults",
      "operations",
      "recent",
      "tokens",
    ]);
    const page = await fetch(`${started.url}/`);
    const text = await page.text();
    for (const name of Object.keys(parts)) expect(text).toContain(`data-live="${name}"`);
    expect(page.headers.get("content-security-policy")).toMatch(/default-src 'none'.*script-src 'self'/);
    const script = await fetch(`${started.url}/_sandbox/page.js`);
    expect(script.headers.get("content-type")).toContain("text/javascript");
  });
});
