import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ana, faultsOf, openStage, type Stage } from "./support/stage.ts";

describe("the pages of people, teams and the audit log", () => {
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

  describe("people", () => {
    let viewer: Page;

    it("are invited by a link, and come in with the role that it gives", async () => {
      await open("people");
      await button("Invite somebody").click();
      await page.getByLabel("E-mail address").fill("olga");
      await button("Make the link").click();
      await page.getByText("This is no e-mail address.").waitFor();
      await page.getByLabel("E-mail address").fill("olga@acme.example");
      await page.getByRole("radio", { name: "Viewer" }).check();
      expect(await faultsOf(page)).toEqual([]);
      await button("Make the link").click();
      await dialog("The link for olga@acme.example").waitFor();
      const link = await shown("/invitation/");
      const mail = await page.getByRole("link", { name: "Write an e-mail with it" }).getAttribute("href");
      expect(mail).toContain(encodeURIComponent(link));
      await button("Done").click();
      await page.getByRole("heading", { name: "Invited" }).waitFor();

      viewer = await stage.stranger();
      await viewer.goto(link);
      expect(await faultsOf(viewer)).toEqual([]);
      await viewer.getByLabel("Name").fill("Olga Berg");
      await viewer.getByLabel("New password").fill("a good password");
      await viewer.getByRole("button", { name: "Accept" }).click();
      await viewer.waitForURL(`${stage.address}/`);
    });

    it("who may only look see no controls and no rooms that are closed to them", async () => {
      await viewer.goto(`${stage.address}/settings/retention`);
      await viewer.getByRole("heading", { name: "How long data is kept" }).waitFor();
      const sections = viewer.getByRole("navigation", { name: "Sections of the settings" });
      expect(await sections.getByRole("link").allInnerTexts()).toEqual([
        "My account",
        "Agents",
        "How long data is kept",
        "How the hub is",
      ]);
      expect(await button(/Change|Remove/, viewer).count()).toBe(0);
      await viewer.goto(`${stage.address}/settings/agents`);
      await viewer.getByText("There is no agent yet").waitFor();
      expect(await button("Add an agent", viewer).count()).toBe(0);
      await viewer.goto(`${stage.address}/settings/people`);
      await viewer.getByRole("heading", { name: "This page could not be shown" }).waitFor();
      expect(await faultsOf(viewer)).toEqual([]);
    });

    it("get another role, which counts at once", async () => {
      await page.reload();
      await button("Change role: Olga Berg").click();
      await page.getByRole("radio", { name: "Operator" }).check();
      await button("Save").click();
      await page.getByRole("dialog").waitFor({ state: "detached" });
      await viewer.goto(`${stage.address}/settings/agents`);
      await button("Add an agent", viewer).waitFor();
    });

    it("get a link for a new password", async () => {
      await button("New password: Olga Berg").click();
      await button("Make the link").click();
      const link = await shown("/password/");
      await button("Done").click();
      await viewer.goto(link);
      expect(await faultsOf(viewer)).toEqual([]);
      await viewer.getByLabel("New password").fill("another good one");
      await viewer.getByRole("button", { name: "Change password" }).click();
      await viewer.waitForURL(`${stage.address}/`);
    });

    it("are gathered in teams", async () => {
      await open("teams");
      await button("Create a team").click();
      await page.getByLabel("Name").fill("Marketing");
      await dialog("Create a team").getByRole("button", { name: "Create a team" }).click();
      await page.getByText("Nobody is in it yet.").waitFor();
      await page
        .getByRole("combobox", { name: "Put somebody into Marketing" })
        .selectOption({ label: "Olga Berg (olga@acme.example)" });
      await page.getByText("1 member", { exact: true }).waitFor();
      expect(await faultsOf(page)).toEqual([]);
      await button("Take Olga Berg out of Marketing").click();
      await page.getByText("Nobody is in it yet.").waitFor();
    });

    it("are deactivated: out at once, told why at sign-in, and back as they were", async () => {
      await open("people");
      await button("Deactivate: Olga Berg").click();
      await dialog("Deactivate Olga Berg?").getByRole("button", { name: "Deactivate" }).click();
      await page.getByText("Deactivated since").waitFor();
      expect(await faultsOf(page)).toEqual([]);
      await viewer.goto(`${stage.address}/settings/account?from=mail`);
      await viewer.waitForURL(/\/sign-in\?next=/);
      await viewer.locator("[name=email]").fill("olga@acme.example");
      await viewer.locator("[name=password]").fill("another good one");
      await viewer.getByRole("main").getByRole("button").click();
      await viewer.getByText("This person is deactivated.").waitFor();
      await button("Reactivate: Olga Berg").click();
      await dialog("Reactivate Olga Berg?").getByRole("button", { name: "Reactivate" }).click();
      await button("Deactivate: Olga Berg").waitFor();
      // The page that they wanted was kept all the while.
      await viewer.locator("[name=password]").fill("another good one");
      await viewer.getByRole("main").getByRole("button").click();
      await viewer.waitForURL(`${stage.address}/settings/account?from=mail`);
    });

    it("are removed after asking, and are out at once", async () => {
      await open("people");
      await button("Remove: Olga Berg").click();
      await dialog("Remove Olga Berg?").getByRole("button", { name: "Remove" }).click();
      await page.getByText("Olga Berg is removed.").waitFor();
      await viewer.goto(stage.address);
      await viewer.waitForURL(`${stage.address}/sign-in`);
    });
  });

  describe("the audit log", () => {
    it("is found by who, what and when, and the address bar keeps the question", async () => {
      await open("audit");
      await page.getByRole("combobox", { name: "What" }).selectOption({ label: "team" });
      await page.getByText("That is all: 3 entries.").waitFor();
      expect(page.url()).toContain("kind=team");
      await page.getByRole("textbox", { name: "Who" }).fill("nobody@acme.example");
      await page.getByText("Nothing was changed that this filter finds.").waitFor();
      await page.getByRole("textbox", { name: "Who" }).fill(ana.email);
      await page.getByText("That is all: 3 entries.").waitFor();
      await page.getByRole("textbox", { name: "From" }).fill("2099-01-01");
      await page.getByText("Nothing was changed that this filter finds.").waitFor();
      await button("Show everything").click();
      await page.getByRole("row").nth(5).waitFor();
      expect(await faultsOf(page)).toEqual([]);
    });

    it("shows what changed from what to what, beside the list, and by its link", async () => {
      await page.getByRole("combobox", { name: "What" }).selectOption({ label: "person" });
      await page.getByRole("textbox", { name: "Which" }).fill("olga@acme.example");
      await page.waitForURL(/id=olga/);
      const changes = page.getByRole("row").filter({ hasText: "olga@acme.example" });
      await changes.getByRole("button", { name: "Changed", exact: true }).click();
      const drawer = page.getByRole("dialog");
      const role = drawer.getByRole("row").filter({ hasText: "role" });
      await role.waitFor();
      expect(await role.getByRole("cell").allInnerTexts()).toEqual(["viewer", "operator"]);
      expect(await faultsOf(page)).toEqual([]);
      await page.reload();
      await role.waitFor();
      await drawer.getByRole("button", { name: "Close" }).click();
      await drawer.waitFor({ state: "detached" });
      expect(page.url()).not.toContain("entry=");
    });

    it("is exported whole, as it is filtered", async () => {
      expect(page.url()).toContain("id=olga");
      const [file] = await Promise.all([page.waitForEvent("download"), button("Export as JSON").click()]);
      const chunks: Buffer[] = [];
      for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer);
      const entries = JSON.parse(Buffer.concat(chunks).toString()) as { id: string }[];
      expect(new Set(entries.map(({ id }) => id))).toEqual(new Set(["olga@acme.example"]));
    });
  });

  it("are in Spanish for who wants that, on a narrow screen too", async () => {
    const narrow = await stage.administrator({ language: "es-ES", width: 390 });
    for (const [section, title] of [
      ["people", "Personas"],
      ["teams", "Equipos"],
      ["audit", "Registro de auditoría"],
    ] as const) {
      await narrow.goto(`${stage.address}/settings/${section}`);
      await narrow.getByRole("heading", { name: title, level: 1 }).waitFor();
      expect(await faultsOf(narrow)).toEqual([]);
      expect(await narrow.evaluate<boolean>("document.documentElement.scrollWidth > innerWidth")).toBe(false);
    }
  });
});
