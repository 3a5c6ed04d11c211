import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ana, faultsOf, openStage, type Stage } from "./support/stage.ts";

/** The main path of somebody who has just installed Rostrum, without a mouse. */
describe("from the one-time link to the first exported file, by keyboard alone", () => {
  let stage: Stage;
  let page: Page;
  beforeAll(async () => {
    stage = await openStage();
    page = await stage.visitor();
    // The sandbox is known as an application with an address of its own; one of GoTo's needs no address.
    const { clientId, clientSecret } = stage.sandbox.credentials;
    const { status } = await stage.hub.request("POST", "/api/v1/oauth-clients", {
      name: "Sandbox",
      clientId,
      clientSecret,
      apiAddress: stage.sandbox.url,
      authenticationAddress: stage.sandbox.url,
    });
    expect(status).toBe(201);
  });
  afterAll(() => stage.close());
  const type = (text: string) => page.keyboard.type(text);
  const press = (key: string) => page.keyboard.press(key);

  /** Presses Tab until what is called so has the focus; fails when it never has. */
  async function tabTo(name: string | RegExp) {
    for (let times = 0; times < 60; times++) {
      await press("Tab");
      const focused: string = await page.evaluate(
        "(document.activeElement.labels?.[0] ?? document.activeElement).textContent || document.activeElement.ariaLabel || ''",
      );
      if (typeof name === "string" ? focused.trim() === name : name.test(focused)) return;
    }
    throw new Error(`the keyboard does not reach ${name}`);
  }

  it("becomes administrator", async () => {
    const link = await stage.hub.app.access.firstSetupLink();
    await page.goto(link?.address ?? "");
    expect(await faultsOf(page)).toEqual([]);
    await page.locator("[name=email]").focus();
    await type(ana.email);
    await press("Tab");
    await type(ana.name);
    await press("Tab");
    await type(ana.password);
    await press("Enter");
    await page.getByText("Nothing is connected yet").waitFor();
  });

  it("connects an account", async () => {
    await tabTo("Connect an account");
    await press("Enter");
    await page.getByText("There is no connection yet").waitFor();
    await tabTo("Add a connection");
    await press("Enter");
    await page.getByRole("radio", { name: "Sandbox" }).waitFor();
    await tabTo("Next");
    await press("Enter");
    await page.getByRole("textbox", { name: "Name" }).waitFor();
    await type("Acme webinars");
    await press("Enter");
    await page.getByRole("button", { name: "Authenticate at GoTo" }).waitFor();
    await tabTo("Or with a personal access token");
    await press("Enter");
    await tabTo(/^Or with a personal access token/);
    await type(stage.sandbox.credentials.personalAccessToken);
    await press("Enter");
    await page.getByText("Connected. Acme webinars works.").waitFor();
    await press("Enter");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.getByText("Working. Signed in as", { exact: false }).waitFor();
  });

  it("finds the registrants, opens one, and has them as a file", async () => {
    await tabTo("Data");
    await press("Enter");
    await page.getByRole("heading", { name: "Data" }).waitFor();
    await tabTo(/^Find/);
    await type("signed up");
    await tabTo(/^Registrants/);
    await press("Enter");
    await page.getByRole("heading", { name: "Registrants" }).waitFor();
    await page.getByRole("grid").getByRole("row").nth(1).waitFor();
    await tabTo("Export");
    await press("Enter");
    await page.getByRole("menuitem").first().waitFor();
    const saved = page.waitForEvent("download");
    // After Excel comes CSV for it.
    await press("ArrowDown");
    await press("ArrowDown");
    await press("Enter");
    const file = await (await saved).path();
    await page
      .getByText(/is whole|rows? in/)
      .first()
      .waitFor();
    const { text } = await stage.hub.request("GET", "/api/v1/entities/Registrant/rows?limit=500");
    const lines = (await readFile(file, "utf8")).trimEnd().split("\n");
    expect(lines).toHaveLength(text.trimEnd().split("\n").length + 1);
    expect(lines[0]).toContain("email");
  });
});
