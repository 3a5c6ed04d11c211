import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type AgentProcess, startAgentProcess } from "../../hub/src/agents/testing/agent-process.ts";
import { temporaryFolder } from "../../hub/src/testing/hub.ts";
import { faultsOf, openStage, type Stage } from "./support/stage.ts";

describe("the settings", () => {
  let stage: Stage;
  let page: Page;
  beforeAll(async () => {
    stage = await openStage();
    page = await stage.administrator();
  });
  afterAll(() => stage.close());
  const button = (name: string | RegExp) => page.getByRole("button", { name });
  const dialog = (name: string | RegExp) => page.getByRole("dialog", { name });
  const open = (section: string) => page.goto(`${stage.address}/settings/${section}`);

  describe("how long data is kept", () => {
    it("is said for every kind of data, in words of the pages", async () => {
      const { body } = await stage.hub.request("GET", "/api/v1/retention");
      const kinds = (body as { kinds: unknown[] }).kinds.length;
      await open("retention");
      const list = page.getByRole("list", { name: "Kinds of data" });
      await list
        .getByRole("listitem")
        .nth(kinds - 1)
        .waitFor();
      await page.getByText("Kept for 730 days, since they were made.").waitFor();
      expect(await faultsOf(page)).toEqual([]);
    });

    it("is chosen in days or for ever", async () => {
      const item = page.getByRole("listitem").filter({ hasText: "Failed rows" });
      await item.getByText("Kept for ever.").waitFor();
      await button("Change: Failed rows that still wait").click();
      await page.getByRole("checkbox", { name: "For ever" }).uncheck();
      await page.getByLabel("Days").fill("0");
      await page.getByText("A whole number of days").waitFor();
      await page.getByLabel("Days").fill("30");
      await page.getByText("What is older goes with the next daily removal").waitFor();
      expect(await faultsOf(page)).toEqual([]);
      await button("Save").click();
      await item.getByText("Kept for 30 days, since their last try.").waitFor();
      await item.getByText("Usual is for ever.").waitFor();
    });

    it("is applied at once after asking, and says how much went", async () => {
      await button("Remove now what is over").click();
      await dialog("Remove now what is over?").getByText("Kept for 30 days").waitFor();
      await dialog("Remove now what is over?").getByRole("button", { name: "Remove" }).click();
      await page.getByText("Nothing was over.").waitFor();
    });
  });

  describe("personal data", () => {
    it("is found for an address, record by record, and never stands in the address bar", async () => {
      await stage.hub.request("POST", "/api/v1/invitations", { email: "olga@acme.example", role: "viewer" });
      await open("personal-data");
      await page.getByLabel("E-mail address").fill("nobody@acme.example");
      await button("Find").click();
      await page.getByText("Nothing is known of nobody@acme.example here.").waitFor();
      await page.getByLabel("E-mail address").fill("olga@acme.example");
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name: /records? (is|are) known of olga@acme.example/ }).waitFor();
      await page.getByRole("region", { name: "People of this hub" }).getByText("An invitation").click();
      expect(page.url()).not.toContain("olga");
      expect(await faultsOf(page)).toEqual([]);
      const [file] = await Promise.all([page.waitForEvent("download"), button("Export all of it").click()]);
      expect(file.suggestedFilename()).toBe("rostrum-personal-data.json");
    });

    it("is erased after saying what, with the result place by place", async () => {
      await button("Erase").click();
      await dialog("Erase what is known of olga@acme.example?").getByText("People of this hub: 1").waitFor();
      expect(await faultsOf(page)).toEqual([]);
      await dialog(/Erase what/)
        .getByRole("button", { name: "Erase" })
        .click();
      await page.getByText(/Erased: .*People of this hub: 1/).waitFor();
      await button("Find").click();
      await page.getByText("Nothing is known of olga@acme.example here.").waitFor();
    });
  });

  it("give a backup to download", async () => {
    await open("backup");
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Download a backup" }).click(),
    ]);
    expect(file.suggestedFilename()).toMatch(/^rostrum-\d{4}-\d{2}-\d{2}\.backup$/);
    expect(await file.failure()).toBeNull();
    expect(await faultsOf(page)).toEqual([]);
  });

  it("say how the hub is, and what to do", async () => {
    await open("health");
    await page.getByText("1 thing wants a look.").waitFor();
    await page.getByText("There is no connection to GoTo yet.").waitFor();
    await button("Look again").click();
    await page.getByRole("link", { name: "The reference of the API" }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
  });

  describe("agents", () => {
    let machine: ReturnType<typeof temporaryFolder>;
    let agent: AgentProcess;
    afterAll(async () => {
      await agent.kill("SIGTERM");
      machine.remove();
    });

    it("are added with a token shown once and the command to start them", async () => {
      await open("agents");
      await page.getByText("There is no agent yet").waitFor();
      await button("Add an agent").click();
      await page.getByLabel("Name").fill("Plant 7");
      await dialog("Add an agent").getByRole("button", { name: "Add an agent" }).click();
      await page.getByText("Small letters, digits and hyphens only").waitFor();
      await page.getByLabel("Name").fill("plant");
      await dialog("Add an agent").getByRole("button", { name: "Add an agent" }).click();
      await dialog("The token of plant").waitFor();
      await page.getByText(`export ROSTRUM_HUB=${stage.address}`).waitFor();
      expect(await faultsOf(page)).toEqual([]);
      const token = await page.getByRole("dialog").locator("pre").first().textContent();
      machine = temporaryFolder();
      agent = startAgentProcess({ hub: stage.address, token: token ?? "", folder: machine.folder });
      await page.getByText("It is there.").waitFor();
      await button("Done").click();
      await page.getByText(/^Heard of .*, version/).waitFor();
    });

    it("are tested where they stand, here and with each connection", async () => {
      await button("Test: plant").click();
      await page.getByText("there is nothing to test").waitFor();
      await stage.connect("Main");
      const made = await stage.hub.request("PUT", "/api/v1/flows/webinars-to-csv", {
        agent: "plant",
        source: { endpoint: "goto", entity: "Webinar", fields: ["webinarKey"] },
        target: { endpoint: "csv", table: "webinars.csv", write: "replace" },
      });
      expect(made.status, made.text).toBeLessThan(300);
      // Pressed again at once it would be a double press.
      await page.reload();
      await button("Test: plant").click();
      const reached = page.getByRole("list", { name: "What it reaches" });
      await reached.getByText("goto: Works").waitFor();
      await reached.getByText("csv: Works").waitFor();
      expect(await faultsOf(page)).toEqual([]);
      await page.goto(`${stage.address}/connections`);
      await button("Test").click();
      await page.getByText(/It works: \d+ webinars/).waitFor();
      await page.getByText("It works from the agent plant too.").waitFor();
      expect(await faultsOf(page)).toEqual([]);
      await open("agents");
    });

    it("get a new token after asking, and are removed after asking", async () => {
      await button("New token: plant").click();
      await dialog("A new token for plant?").getByRole("button", { name: "New token" }).click();
      await page.getByText("export ROSTRUM_AGENT_TOKEN=").waitFor();
      await button("Done").click();
      expect(await faultsOf(page)).toEqual([]);
      await button("Remove: plant").click();
      await dialog("Remove plant?").getByRole("button", { name: "Remove" }).click();
      await page.getByText("There is no agent yet").waitFor();
    });
  });

  it("are in Spanish for who wants that, on a narrow screen too", async () => {
    const narrow = await stage.administrator({ language: "es-ES", width: 390 });
    for (const [section, title] of [
      ["agents", "Agentes"],
      ["retention", "Cuánto se guardan los datos"],
      ["personal-data", "Datos personales"],
      ["backup", "Copia de seguridad"],
      ["health", "Cómo está el hub"],
    ] as const) {
      await narrow.goto(`${stage.address}/settings/${section}`);
      await narrow.getByRole("heading", { name: title, level: 1 }).waitFor();
      expect(await faultsOf(narrow)).toEqual([]);
      expect(await narrow.evaluate<boolean>("document.documentElement.scrollWidth > innerWidth")).toBe(false);
    }
    await narrow.getByText(/La base de datos integrada en .* responde/).waitFor();
    expect(await narrow.locator("main [lang=en]").allInnerTexts()).toEqual([]);
  });
});
