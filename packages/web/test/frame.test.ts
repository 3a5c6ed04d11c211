import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { faultsOf, openStage, type Stage } from "./support/stage.ts";

describe("the frame", () => {
  let stage: Stage;
  let page: Page;
  beforeAll(async () => {
    stage = await openStage();
    page = await stage.administrator();
  });
  afterAll(() => stage.close());

  it("says that a page could not be shown after a 500, and shows it when the trouble is over", async () => {
    const trouble = {
      error: { code: "fault", message: "The hub stumbled.", meaning: "Nothing was lost.", remedy: "Wait." },
    };
    await page.route("**/api/v1/connections", (route) => route.fulfill({ status: 500, json: trouble }));
    await page.goto(`${stage.address}/connections`);
    await page.getByText("The hub stumbled.").waitFor();
    await page.getByText("It is tried again every few seconds.").waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.unroute("**/api/v1/connections");
    await page.getByText("There is no connection yet").waitFor();
  });

  it("says that a page is on its way while the network is slow", async () => {
    let go = () => {};
    const held = new Promise<void>((resolve) => {
      go = resolve;
    });
    await page.route("**/api/v1/connections", async (route) => {
      await held;
      await route.continue();
    });
    await page.goto(`${stage.address}/connections`);
    await page.getByText("Loading").waitFor();
    go();
    await page.getByText("There is no connection yet").waitFor();
    await page.unroute("**/api/v1/connections");
  });

  it("knows where there is no page", async () => {
    await page.goto(`${stage.address}/settings/nothing-here`);
    await page.getByText("There is no such page").waitFor();
    await page.getByRole("link", { name: "To the start" }).click();
    await page.getByText("Nothing is connected yet").waitFor();
  });

  it("is walked through with the keyboard alone", async () => {
    await page.goto(`${stage.address}/`);
    await page.getByText("Nothing is connected yet").waitFor();
    await page.keyboard.press("Tab");
    expect(await focused()).toBe("To the content");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    expect(await focused()).toBe("Connect an account");
    await page.keyboard.press("Enter");
    await page.waitForURL(`${stage.address}/connections`);

    function focused(): Promise<string> {
      return page.evaluate("document.activeElement.textContent");
    }
  });

  it("changes language and colours at once, and keeps them", async () => {
    await page.getByRole("button", { name: /My account/ }).click();
    await page.getByRole("menuitem", { name: "Idioma: español" }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole("menuitem", { name: "Idioma: español" }).click();
    await page.getByRole("heading", { name: "Conexiones" }).waitFor();
    await page.getByRole("button", { name: /Mi cuenta/ }).click();
    await page.getByRole("menuitem", { name: "Oscuro" }).click();
    await page.reload();
    await page.getByRole("heading", { name: "Conexiones" }).waitFor();
    const html = page.locator("html");
    expect(await html.getAttribute("data-mantine-color-scheme")).toBe("dark");
    expect(await html.getAttribute("lang")).toBe("es");
    expect(await faultsOf(page)).toEqual([]);
  });
});
