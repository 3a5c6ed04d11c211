import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { permissions } from "../../hub/src/access/permissions.ts";
import { ana, faultsOf, openStage, type Stage, signIn } from "./support/stage.ts";

/** Ana's password after she has changed it. */
const changed = ana.password.toUpperCase();

describe("the pages of oneself", () => {
  let stage: Stage;
  let page: Page;
  beforeAll(async () => {
    stage = await openStage();
    page = await stage.administrator();
  });
  afterAll(() => stage.close());
  const button = (name: string | RegExp, on = page) => on.getByRole("button", { name });
  const dialog = (name: string | RegExp) => page.getByRole("dialog", { name });
  /** A link or key that is shown to be copied. */
  const shown = async (like: string | RegExp) =>
    (await page.getByRole("dialog").locator("pre").filter({ hasText: like }).first().textContent()) ?? "";
  const open = (section: string) => page.goto(`${stage.address}/settings/${section}`);

  describe("my account", () => {
    it("is where the settings begin, and keeps a new name", async () => {
      await page.getByRole("link", { name: "Settings" }).click();
      await page.waitForURL(`${stage.address}/settings/account`);
      await page.getByRole("textbox", { name: "Name", exact: true }).fill("Ana R.");
      await button("Save").click();
      await page.getByText("Saved.").waitFor();
      await button("My account: Ana R.").waitFor();
      expect(await faultsOf(page)).toEqual([]);
    });

    it("shows where I am signed in, and ends the other sessions", async () => {
      const other = await stage.stranger();
      await signIn(other, stage.address, ana);
      await page.reload();
      await button("Sign out there").click();
      await button("Sign out there").waitFor({ state: "detached" });
      await other.goto(stage.address);
      await other.waitForURL(`${stage.address}/sign-in`);
      await signIn(other, stage.address, ana);
      await page.reload();
      await button("Sign out everywhere else").click();
      await page.getByText("One other session has ended.").waitFor();
    });

    it("refuses a wrong password with what was typed still there, and takes the right one", async () => {
      await page.getByRole("textbox", { name: "Current password" }).fill("not the right one");
      await page.getByRole("textbox", { name: "New password" }).fill("short");
      await button("Change password").click();
      await page.getByText("At least 10 characters.").waitFor();
      await page.getByRole("textbox", { name: "New password" }).fill(changed);
      await button("Change password").click();
      await page.getByRole("alert").waitFor();
      expect(await page.getByRole("textbox", { name: "New password" }).inputValue()).toBe(changed);
      await page.getByRole("textbox", { name: "Current password" }).fill(ana.password);
      await button("Change password").click();
      await page.getByText("The password is changed").waitFor();
    });
  });

  describe("API keys", () => {
    it("are made for a purpose in plain words, shown once, and do what was chosen", async () => {
      await open("api-keys");
      await page.getByText("There is no key yet").waitFor();
      await button("Create a key").click();
      await button("Create a key").last().click();
      await page.getByText("This is needed.").waitFor();
      await page.getByLabel("Name").fill("warehouse");
      // An administrator is offered every permission, in the words of the hub.
      for (const { allows } of Object.values(permissions))
        expect(await page.getByRole("checkbox", { name: allows, exact: true }).count(), allows).toBe(1);
      await page.getByRole("radio", { name: "Watch the hub: figures and checks" }).check();
      expect(await page.getByRole("checkbox", { name: /Read the figures/ }).isChecked()).toBe(true);
      expect(await page.getByRole("checkbox", { name: "Read the audit log" }).isChecked()).toBe(false);
      expect(await faultsOf(page)).toEqual([]);
      await dialog("Create an API key").getByRole("button", { name: "Create a key" }).click();
      await dialog("The key warehouse").waitFor();
      expect(await faultsOf(page)).toEqual([]);
      const key = await shown(/^rostrum_/);
      const ask = (path: string) =>
        fetch(`${stage.address}${path}`, { headers: { authorization: `Bearer ${key}` } });
      expect([(await ask("/api/v1/checks")).status, (await ask("/api/v1/people")).status]).toEqual([
        200, 403,
      ]);
      await button("I have copied it").click();
      await page.reload();
      await page.getByText("Last used").waitFor();
      expect(await page.content()).not.toContain(key);
      expect(await faultsOf(page)).toEqual([]);
    });

    it("are revoked after asking", async () => {
      await button("Revoke: warehouse").click();
      await dialog("Revoke warehouse?").getByRole("button", { name: "Revoke" }).click();
      await page.getByText("There is no key yet").waitFor();
    });
  });

  it("before sign-in are as the others: for narrow screens, in both languages, by keyboard", async () => {
    const visitor = await stage.stranger({ width: 360 });
    await visitor.goto(`${stage.address}/sign-in`);
    expect(await faultsOf(visitor)).toEqual([]);
    await visitor.getByRole("link", { name: "Español" }).click();
    await visitor.getByRole("heading", { name: "Iniciar sesión" }).waitFor();
    await visitor.getByLabel("Correo electrónico").fill(ana.email);
    await visitor.keyboard.press("Tab");
    await visitor.keyboard.type("not the right one");
    await visitor.keyboard.press("Enter");
    await visitor.getByRole("alert").waitFor();
    expect(await faultsOf(visitor)).toEqual([]);
    expect(await visitor.evaluate<boolean>("document.documentElement.scrollWidth > innerWidth")).toBe(false);
    await visitor.getByLabel("Contraseña").fill(changed);
    await visitor.keyboard.press("Enter");
    await visitor.getByRole("heading", { name: "Inicio" }).waitFor();
  });

  it("are in Spanish for who wants that, on a narrow screen too", async () => {
    const narrow = await stage.stranger({ language: "es-ES", width: 390 });
    await signIn(narrow, stage.address, { email: ana.email, password: changed });
    for (const [section, title] of [
      ["account", "Mi cuenta"],
      ["api-keys", "Claves de API"],
    ] as const) {
      await narrow.goto(`${stage.address}/settings/${section}`);
      await narrow.getByRole("heading", { name: title, level: 1 }).waitFor();
      expect(await faultsOf(narrow)).toEqual([]);
      expect(await narrow.evaluate<boolean>("document.documentElement.scrollWidth > innerWidth")).toBe(false);
    }
    await narrow.goto(`${stage.address}/settings/account`);
    await narrow.getByLabel("Contraseña actual").fill("not the right one");
    await narrow.getByLabel("Contraseña nueva").fill("a new and long one");
    await narrow.getByRole("button", { name: "Cambiar la contraseña" }).click();
    const failure = narrow.getByRole("alert").filter({ hasText: "La contraseña actual no es correcta." });
    // The technical text stays as the hub said it.
    await failure.getByRole("button", { name: "Texto técnico" }).click();
    await failure.getByText("The current password is wrong.").waitFor();
    expect(await faultsOf(narrow)).toEqual([]);
    await narrow.getByRole("combobox", { name: "Secciones de los ajustes" }).selectOption("Equipos");
    await narrow.waitForURL(`${stage.address}/settings/teams`);
  });
});
