import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { faultsOf, openStage, type Stage } from "./support/stage.ts";

describe("Home", () => {
  let stage: Stage;
  let page: Page;
  beforeAll(async () => {
    stage = await openStage({ size: { webinars: 16, registrants: 5, attendees: 2, othersWebinars: 1 } });
    page = await stage.administrator();
    await stage.connect("Acme webinars");
    await page.reload();
  });
  afterAll(() => stage.close());
  const section = (name: string) => page.getByRole("region", { name });

  it("shows the next webinars with their registrations, and how these came about", async () => {
    const upcoming = section("Webinars to come");
    await upcoming
      .getByText(/\d+ registrants?/)
      .first()
      .waitFor();
    const figures = upcoming.getByRole("figure", { name: "Registrations over the last 30 days" });
    await figures.getByText(/registered for these webinars; \d+ in the last week/).waitFor();
    await figures.getByRole("button", { name: "Show the figures" }).click();
    expect(await figures.getByRole("row").count()).toBe(31);
    expect(await faultsOf(page)).toEqual([]);
  });

  it("shows the calls of the last hour against what GoTo allows", async () => {
    await page.reload();
    const budget = section("Calls to GoTo in the last hour");
    await budget
      .getByText(/\d+ calls, .* of what GoTo allows\. None was refused\./)
      .first()
      .waitFor();
    await section("Connections").getByText("Working. Signed in as", { exact: false }).waitFor();
  });

  it("says what wants a hand, and leads there", async () => {
    await section("Wants a hand").getByText("Nothing wants a hand.", { exact: false }).waitFor();
    const flow = {
      source: { endpoint: "goto", entity: "Webinar" },
      target: { endpoint: "nowhere", table: "webinars", write: "insert" },
    };
    const settings = { kind: "postgres", host: "127.0.0.1", port: 1, database: "none", user: "none" };
    for (const [method, path, body] of [
      ["PUT", "/api/v1/endpoints/nowhere", { settings }],
      ["PUT", "/api/v1/flows/webinars-away", flow],
      ["POST", "/api/v1/flows/webinars-away/runs", {}],
    ] as const) {
      const { status, text } = await stage.hub.request(method, path, body);
      expect(status, text).toBeLessThan(300);
    }
    await page.reload();
    await section("Wants a hand").getByText("The flow webinars-away failed", { exact: false }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await section("Wants a hand").getByRole("link", { name: "Look" }).click();
    await page.waitForURL(/\/flows\/webinars-away\/runs\//);
  });

  it("is in Spanish for who wants that, on a narrow screen and in the dark", async () => {
    const narrow = await stage.administrator({ language: "es-ES", width: 360 });
    await narrow.emulateMedia({ colorScheme: "dark" });
    await narrow.goto(`${stage.address}/`);
    await narrow.getByRole("heading", { name: "Próximos webinars" }).waitFor();
    await narrow
      .getByText(/\d+ inscritos?/)
      .first()
      .waitFor();
    await narrow.getByText(/El flujo webinars-away falló/).waitFor();
    expect(await faultsOf(narrow)).toEqual([]);
    expect(await narrow.evaluate<boolean>("document.documentElement.scrollWidth > innerWidth")).toBe(false);
  });
});
