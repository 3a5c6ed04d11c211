import { readFile } from "node:fs/promises";
import type { Download, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rowsOf } from "../../hub/src/endpoints/excel/sheets.ts";
import { faultsOf, openStage, type Stage } from "./support/stage.ts";

let stage: Stage;
let page: Page;
let registrants: number;
beforeAll(async () => {
  stage = await openStage({
    seed: 3,
    size: { webinars: 12, registrants: 40, attendees: 6, polls: 1, surveyQuestions: 0, othersWebinars: 0 },
  });
  registrants = stage.sandbox.control.counts().Registrant;
  page = await stage.administrator();
});
afterAll(() => stage.close());

const go = (place: string) => page.goto(stage.address + place);
const button = (name: string | RegExp) => page.getByRole("button", { name });
const grid = () => page.getByRole("grid");
const addressOf = () => decodeURIComponent(new URL(page.url()).search);

describe("the pages of data", () => {
  it("say what to do while nothing is connected", async () => {
    for (const place of ["/data", "/data/Registrant"]) {
      await go(place);
      await page.getByText("No account is connected yet").waitFor();
    }
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole("link", { name: "Connect an account" }).click();
    await page.waitForURL(`${stage.address}/connections`);
  });

  it("let an entity be found by what it is", async () => {
    await stage.connect("Acme");
    await go("/data");
    await page.getByRole("searchbox", { name: "Find" }).fill("signed up");
    expect(await page.getByRole("region", { name: "GoTo Webinar" }).getByRole("link").count()).toBe(1);
    expect(addressOf()).toBe("?find=signed+up");
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole("link", { name: "Registrants" }).click();
    await page.getByText(`${registrants} rows, `).waitFor();
    await page.getByRole("columnheader", { name: "Webinar" }).waitFor();
    expect(await grid().getAttribute("aria-rowcount")).toBe(String(registrants + 1));
    expect(await faultsOf(page)).toEqual([]);
  });
});

describe("a query", () => {
  it("is a sentence of chips, and its address shows the same to others", async () => {
    await go("/data/Registrant");
    await button("Add a condition").click();
    await page.getByRole("combobox", { name: "Field" }).fill("Email");
    await page.getByRole("option", { name: "Email", exact: true }).click();
    await page.getByRole("combobox", { name: "How" }).click();
    await page.getByRole("option", { name: "contains" }).click();
    await button("Apply").click();
    await page.getByText("This is needed.").waitFor();
    await page.getByRole("textbox", { name: "Value" }).fill("an");
    expect(await faultsOf(page)).toEqual([]);
    await page.keyboard.press("Enter");
    await button("Email contains an").first().waitFor();
    expect(addressOf()).toContain("email~an");
    const sentence = await page.getByText(/^\d+ rows?, \d+ calls? to GoTo/).textContent();
    const other = await stage.visitor();
    await other.goto(page.url());
    await other.getByText(sentence?.split(",")[0] ?? "").waitFor();
    await other.context().close();
    await button("up to 500 rows").click();
    await button("up to 100 rows").click();
    await button("up to 100 rows").waitFor();
    await button("Remove the condition: Email contains an").click();
    await page.getByText("100 rows, ").waitFor();
    expect(await page.getByText("There may be more").count()).toBe(1);
  });

  it("says what is wrong with it, and teaches where nothing fits", async () => {
    await go("/data/Registrant?where=emial~x");
    await page.getByText('Registrant has no field "emial"').waitFor();
    await page.getByText('Did you mean "email"?').waitFor();
    await go("/data/Registrant?where=email~nobody-of-that-name");
    await page.getByText("No rows fit this.").waitFor();
    await button("Take all conditions away").click();
    await page.getByText(`${registrants} rows, `).waitFor();
  });

  it("can be stopped, and says that there is more", async () => {
    stage.sandbox.control.latency.set({ ms: 300 });
    await go("/data/Attendee?limit=all");
    await page.getByText(/Reading.*calls? to GoTo/).waitFor();
    await button("Stop").click();
    await page.getByText(/Stopped at .* There is more\./).waitFor();
    stage.sandbox.control.latency.set({ ms: 0 });
    await button("Read again").click();
    const { Attendee } = stage.sandbox.control.counts();
    await page.getByText(`${Attendee} rows, `).waitFor();
  });

  it("never shows a part as the whole", async () => {
    const fault = stage.sandbox.control.faults.order({
      kind: "status",
      operation: "getAllRegistrantsForWebinar",
      status: 400,
      every: 6,
    });
    await go("/data/Registrant");
    await page.getByText(/^Cut off: these .* are not all\.$/).waitFor();
    expect(await page.getByRole("alert").count()).toBe(1);
    stage.sandbox.control.faults.remove(fault.id);
    await button("Try again").click();
    await page.getByText(`${registrants} rows, `).waitFor();
  });

  it("is read by itself once the hub is back", async () => {
    for (const place of ["**/api/**/rows?*", "**/api/**/runs/**", "**/healthz"]) {
      await page.context().route(place, (route) => route.abort());
    }
    await page.getByRole("button", { name: "Read again" }).click();
    await page.getByRole("alert").getByText("The hub did not answer.").waitFor();
    await page.context().unrouteAll();
    await page.getByText(`${registrants} rows, `).waitFor();
  });

  it("is of one connection, where there are several", async () => {
    await stage.connect("Second");
    await go("/data/Webinar");
    await button("Acme").click();
    await button("Second").click();
    await page.getByText("12 rows, ").waitFor();
    expect(addressOf()).toBe("?connection=second");
    // The latest first, in words and without keys.
    await page.locator("[aria-sort=descending]").getByText("Times").waitFor();
    expect(await page.getByRole("columnheader").allTextContents()).toEqual([
      "Subject",
      "Times↓",
      "Recurrence type",
      "Experience type",
    ]);
    await page.getByRole("gridcell", { name: "Single session" }).first().waitFor();
  });

  it("is copied as a command", async () => {
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await go("/data/Registrant?where=email~an&limit=5&fields=email");
    await button("Use elsewhere").click();
    await page.getByRole("menuitem", { name: "Copy as a command" }).click();
    await page.getByText("Copied").waitFor();
    expect(await page.evaluate("navigator.clipboard.readText()")).toBe(
      "rostrum query Registrant --where 'email~an' --fields email --limit 5 --connection acme",
    );
  });
});

describe("the table", () => {
  const firstCells = async () =>
    (await page.getByRole("gridcell").and(page.locator("[aria-colindex='1']")).allTextContents()).slice(0, 3);

  it("is sorted and led by the keyboard, and a row opens beside it", async () => {
    await go("/data/Registrant?fields=email,registrationDate");
    await page.getByText(`${registrants} rows, `).waitFor();
    await grid().focus();
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
    await page
      .getByRole("columnheader", { name: "Email" })
      .and(page.locator("[aria-sort=ascending]"))
      .waitFor();
    const sorted = await firstCells();
    expect(sorted).toEqual(sorted.toSorted((one, other) => one.localeCompare(other)));
    await page.keyboard.press("Control+End");
    const last = page.locator(`[aria-rowindex='${registrants + 1}']`);
    await last.waitFor();
    const email = await last.locator("[aria-colindex='1']").textContent();
    await page.keyboard.press("Enter");
    const drawer = page.getByRole("dialog");
    await drawer
      .getByText(email ?? "")
      .first()
      .waitFor();
    expect(addressOf()).toContain("row=webinarKey=");
    expect(await faultsOf(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await drawer.waitFor({ state: "detached" });
    await expect.poll(() => grid().evaluate("document.activeElement?.role")).toBe("grid");
    expect(await grid().getAttribute("aria-activedescendant")).not.toBeNull();
    // Back undoes the sort, and does not open again what was closed.
    await page.goBack();
    await page.locator("[aria-sort]").waitFor({ state: "detached" });
    expect(await drawer.count()).toBe(0);
  });

  it("remembers which columns were chosen, and reads nothing again to take one away", async () => {
    await go("/data/Registrant");
    await page.getByText(`${registrants} rows, `).waitFor();
    const { calls } = stage.sandbox.control.calls.snapshot();
    await button("Columns").click();
    await page.getByRole("checkbox", { name: "First name" }).uncheck();
    await page.getByRole("columnheader", { name: "First name" }).waitFor({ state: "detached" });
    expect(stage.sandbox.control.calls.snapshot().calls).toBe(calls);
    expect(await faultsOf(page)).toEqual([]);
    await go("/data/Registrant");
    await page.getByRole("columnheader", { name: "Last name" }).waitFor();
    expect(await page.getByRole("columnheader", { name: "First name" }).count()).toBe(0);
    await button("Columns").click();
    await button("The usual ones").click();
    await page.getByRole("columnheader", { name: "First name" }).waitFor();
  });
});

describe("a row", () => {
  it("shows what belongs to it, as a list and as a page", async () => {
    await go("/data/Webinar?sort=subject");
    await page.getByRole("gridcell").first().click();
    const drawer = page.getByRole("dialog");
    // Also what no column shows, without another call.
    await drawer.getByText("Time zone").waitFor();
    await drawer.getByRole("button", { name: "Raw JSON" }).click();
    await drawer.getByText('"webinarKey": "').waitFor();
    await drawer.getByRole("button", { name: "Registrants" }).click();
    await drawer.getByRole("link", { name: "Show all as a page" }).waitFor();
    expect(await drawer.getByRole("row").count()).toBe(11);
    expect(await faultsOf(page)).toEqual([]);
    const { webinarKey = "" } = /webinarKey=(?<webinarKey>\d+)/.exec(addressOf())?.groups ?? {};
    expect(await drawer.getByRole("link", { name: "Open the webinar" }).getAttribute("href")).toContain(
      `/data/Webinar/${webinarKey}`,
    );
    await drawer.getByRole("link", { name: "Show all as a page" }).click();
    await button(`Webinar key is ${webinarKey}`).first().waitFor();
    await page.getByText("40 rows, ").waitFor();
  });

  it("is found by its address alone, also when the table does not have it", async () => {
    await page.getByRole("gridcell").last().click();
    const drawer = page.getByRole("dialog");
    const title = await drawer.getByRole("heading").first().textContent();
    const address = new URL(page.url());
    address.searchParams.set("limit", "1");
    await page.goto(address.href);
    await drawer.getByRole("heading", { name: title ?? "", exact: true }).waitFor();
    await drawer.getByRole("button", { name: "Read all its fields" }).click();
    await drawer.getByText("Organization").waitFor();
  });
});

describe("an export", () => {
  const choose = async (format: string): Promise<Download> => {
    await button("Export").click();
    const download = page.waitForEvent("download");
    await page.getByRole("menuitem", { name: format }).click();
    return download;
  };

  it("is a file with all rows, and says that it is whole", async () => {
    await go("/data/Registrant?fields=email,subject&limit=all");
    await page.getByText(`${registrants} rows, `).waitFor();
    const download = await choose("CSV exact");
    expect(download.suggestedFilename()).toMatch(/^Registrant-\d{4}-\d\d-\d\d\.csv$/);
    const text = await readFile(await download.path(), "utf8");
    expect(text.startsWith("email,subject\r\n")).toBe(true);
    expect(text.trimEnd().split("\r\n")).toHaveLength(registrants + 1);
    await page.getByText(`.csv is whole: ${registrants} rows`).waitFor();
    await go("/data/Registrant?limit=7");
    await page.getByText("7 rows, ").waitFor();
    await button("Export").click();
    await page.getByRole("menuitemcheckbox", { name: "Also columns that are not shown" }).click();
    expect(await faultsOf(page)).toEqual([]);
    await page.keyboard.press("Escape");
    const cut = await choose("JSON lines");
    const [line = ""] = (await readFile(await cut.path(), "utf8")).split("\n", 1);
    expect(Object.keys(JSON.parse(line) as object)).toEqual(
      expect.arrayContaining(["subject", "joinUrl", "registrantKey"]),
    );
    await page.getByText(".ndjson is cut at 7 rows, as you chose.").waitFor();
  });

  it("is a workbook with the rows that the query gives, in the columns that were chosen", async () => {
    await go("/data/Registrant?fields=registrantKey,registrationDate,subject&where=email~an&limit=all");
    const shown = await page.getByText(/^\d+ rows, /).textContent();
    const download = await choose("Excel a workbook");
    expect(download.suggestedFilename()).toMatch(/^Registrant-\d{4}-\d\d-\d\d\.xlsx$/);
    const [head, first, ...others] = (await Array.fromAsync(rowsOf(await download.path(), "Registrant"))).map(
      ({ cells }) => cells,
    );
    expect(head).toEqual(["registrantKey", "registrationDate", "subject"]);
    expect(first).toEqual([expect.stringMatching(/^\d{5,}$/), expect.any(Date), expect.any(String)]);
    expect(`${others.length + 1} rows`).toBe(shown?.split(",")[0]);
    await page.getByText(`.xlsx is whole: ${others.length + 1} rows`).waitFor();
  });

  it("that was cut off is not whole for the browser, and the page says so", async () => {
    const fault = stage.sandbox.control.faults.order({
      kind: "status",
      operation: "getAllRegistrantsForWebinar",
      status: 400,
      every: 6,
    });
    for (const [format, extension] of [
      ["JSON lines", "ndjson"],
      ["Excel a workbook", "xlsx"],
    ] as const) {
      const download = await choose(format);
      expect(await download.failure()).not.toBeNull();
      await page.getByText(`.${extension} was cut off and is not whole`).waitFor();
    }
    expect(await faultsOf(page)).toEqual([]);
    stage.sandbox.control.faults.remove(fault.id);
  });
});

describe("an export that takes long", () => {
  it("says how far it is, also on other pages, and can be stopped", async () => {
    await go("/data/Attendee?limit=1");
    await button("up to 1 row").click();
    await button("all rows").click();
    await page.getByText(/^\d+ rows, /).waitFor();
    stage.sandbox.control.latency.set({ ms: 4_000 });
    await button("Export").click();
    await page.getByRole("menuitem", { name: "CSV for Excel" }).click();
    await page.getByRole("link", { name: "Data", exact: true }).first().click();
    await page.getByText(/Your browser is saving Attendee.*rows? so far/).waitFor();
    await page.getByRole("alert").getByRole("button", { name: "Stop" }).click();
    await page.getByText(".csv was stopped and is not whole").waitFor();
    expect(await faultsOf(page)).toEqual([]);
    stage.sandbox.control.latency.set({ ms: 0 });
  });
});

describe("in Spanish on a narrow screen", () => {
  it("the pages of data are whole too", async () => {
    const narrow = await stage.administrator({ language: "es-ES", width: 390 });
    const isTooWide = () => narrow.evaluate("document.documentElement.scrollWidth > innerWidth");
    await narrow.goto(`${stage.address}/data`);
    await narrow.getByRole("link", { name: "Inscritos" }).waitFor();
    expect(await isTooWide()).toBe(false);
    await narrow.goto(`${stage.address}/data/Registrant?from=-30d&to=now&where=email~an`);
    await narrow.getByRole("button", { name: "de los últimos 30 días" }).waitFor();
    await narrow.getByRole("button", { name: "Correo contiene an", exact: true }).waitFor();
    await narrow.getByRole("grid").or(narrow.getByText("Ninguna fila cumple esto.")).waitFor();
    expect(await faultsOf(narrow)).toEqual([]);
    expect(await isTooWide()).toBe(false);
  });
});
