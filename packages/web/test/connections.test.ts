import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ana, faultsOf, openStage, type Stage } from "./support/stage.ts";

describe("the pages of connections", () => {
  let stage: Stage;
  let page: Page;
  beforeAll(async () => {
    stage = await openStage({ tokens: {} });
    page = await stage.administrator();
  });
  afterAll(() => stage.close());
  const button = (name: string | RegExp) => page.getByRole("button", { name });

  it("say on the first visit what to do next", async () => {
    await page.getByText("Nothing is connected yet").waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole("link", { name: "Connect an account" }).click();
    await page.getByText("There is no connection yet").waitFor();
    expect(page.url()).toBe(`${stage.address}/connections`);
    expect(await faultsOf(page)).toEqual([]);
  });

  it("lead from an application at GoTo to consent in GoTo's own window", async () => {
    // The application is known with the addresses of the sandbox; a new one would be one of GoTo's own.
    const { clientId, clientSecret } = stage.sandbox.credentials;
    const { status } = await stage.hub.request("POST", "/api/v1/oauth-clients", {
      name: "Sandbox",
      clientId,
      clientSecret,
      apiAddress: stage.sandbox.url,
      authenticationAddress: stage.sandbox.url,
    });
    expect(status).toBe(201);
    await page.reload();
    await button("Add a connection").click();
    await page.getByRole("radio", { name: "Sandbox" }).check();
    await button("Next").click();
    await button("Next").click();
    await page.getByText("This is needed.").waitFor();
    await page.getByLabel("Name").fill("Acme webinars");
    await button("Next").click();
    const opening = page.waitForEvent("popup");
    await button("Authenticate at GoTo").click();
    const window = await opening;
    await window.getByRole("button").first().click();
    await window.getByRole("button", { name: "Allow", exact: true }).click();
    await page.getByText("Connected. Acme webinars works.").waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await window.close();
    await page.getByRole("dialog").getByRole("button", { name: "Close" }).last().click();
    await page.getByText("Working. Signed in as", { exact: false }).waitFor();
  });

  it("test a connection and say what came back", async () => {
    await button("Test").click();
    await page.getByText(/It works: \d+ webinars/).waitFor();
    expect(await faultsOf(page)).toEqual([]);
  });

  it("go on where somebody was when the session ended, with what was typed", async () => {
    await button("Add a connection").click();
    await button("Next").click();
    await page.getByLabel("Name").fill("Half typed");
    await page.context().clearCookies();
    await button("Next").click();
    const dialog = page.getByRole("dialog", { name: "Your session has ended" });
    await dialog.getByRole("textbox", { name: "Password" }).fill("wrong one, surely");
    await dialog.getByRole("button", { name: "Sign in" }).click();
    await dialog.getByText("does not know this address and password").waitFor();
    await dialog.getByRole("textbox", { name: "Password" }).fill(ana.password);
    await dialog.getByRole("button", { name: "Sign in" }).click();
    await dialog.waitFor({ state: "detached" });
    expect(await page.getByLabel("Name").inputValue()).toBe("Half typed");
    await page.keyboard.press("Escape");
  });

  it("say that the hub is away, and recover by themselves", async () => {
    await page.context().route("**/api/**", (route) => route.abort());
    await page.context().route("**/healthz", (route) => route.abort());
    await button("Test").click();
    await page.getByText("The hub does not answer.").waitFor();
    await page.context().unrouteAll();
    await page.getByText("The hub does not answer.").waitFor({ state: "detached" });
  });

  it("are in Spanish for who wants that, on a narrow screen too", async () => {
    const narrow = await stage.administrator({ language: "es-ES", width: 390 });
    await narrow.goto(`${stage.address}/connections`);
    await narrow.getByRole("heading", { name: "Conexiones" }).waitFor();
    await narrow.getByText("Funciona. Sesión de").waitFor();
    expect(await narrow.locator("html").getAttribute("lang")).toBe("es");
    expect(await faultsOf(narrow)).toEqual([]);
    const tooWide = await narrow.evaluate<boolean>("document.documentElement.scrollWidth > innerWidth");
    expect(tooWide).toBe(false);
  });

  it("ask twice before a connection is removed", async () => {
    await button("Remove").click();
    await page.getByRole("dialog", { name: "Remove Acme webinars?" }).waitFor();
    await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
    await page.getByText("There is no connection yet").waitFor();
  });
});
