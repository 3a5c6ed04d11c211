/** The pages of replicas, against a real hub, sandbox and PostgreSQL in a real browser. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startPostgres, type TestPostgres } from "../../hub/src/platform/database/testing.ts";
import { faultsOf, openStage, type Stage } from "./support/stage.ts";

describe("the pages of replicas", () => {
  let stage: Stage;
  let page: Page;
  let postgres: TestPostgres;
  let database: URL;
  beforeAll(async () => {
    // Slow enough to be watched.
    const size = { webinars: 24, upcoming: 4, registrants: 3, attendees: 2 };
    [stage, postgres] = await Promise.all([openStage({ size, latency: { ms: 100 } }), startPostgres()]);
    database = new URL(await postgres.newDatabase());
    page = await stage.administrator();
    await stage.connect("Main");
  });
  afterAll(async () => {
    await stage.close();
    await postgres.stop();
  });
  const button = (name: string | RegExp) => page.getByRole("button", { name });
  const input = (name: string | RegExp) => page.getByRole("textbox", { name });

  it("say on the first visit what a replica is for", async () => {
    await page.goto(`${stage.address}/replicas`);
    await page.getByText("There is no replica yet.").waitFor();
    expect(await faultsOf(page)).toEqual([]);
  });

  it("add one by form: what, where to, when", async () => {
    await button("Add a replica").click();
    await input("Name").fill("warehouse");
    await page.getByRole("radio", { name: "What I choose" }).check();
    await page.getByRole("checkbox", { name: "Panelists" }).check();
    await page.getByRole("radio", { name: "Another PostgreSQL" }).check();
    await button("Save").click();
    await page.getByText("This is needed.").first().waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await input("Host").fill(database.hostname);
    await input("Port").fill(database.port);
    await input("Database").fill(database.pathname.slice(1));
    await input("User").fill(database.username);
    await page.getByLabel("Password", { exact: true }).fill(database.password);
    await page.getByRole("combobox", { name: "Encryption" }).click();
    await page.getByRole("option", { name: /^Off/ }).click();
    await page.getByText(/Every day at 03:15/).waitFor();
    await button("Save").click();
    await page.getByText(/Never synced\. Every day at 03:15 .*Next sync/).waitFor();
    expect(await faultsOf(page)).toEqual([]);
  });

  it("sync it with progress for each entity, stop it, and let the next one go on to the end", async () => {
    await page.getByRole("link", { name: "warehouse" }).click();
    await button("Sync now").click();
    await page.getByText(/A sync is under way: .*call/).waitFor();
    await page.getByRole("row", { name: /^Webinars/ }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await button("Stop").click();
    await page.getByText(/A sync was stopped .*the next one goes on from there/).waitFor();
    await button("Sync now").click();
    await page.getByText(/Up to date as of/).waitFor({ timeout: 40_000 });
    await page.getByText("What the last sync found").waitFor();
    await expect.poll(() => page.getByText("Done", { exact: true }).count()).toBe(1);
    expect(await faultsOf(page)).toEqual([]);
    const { Client } = (await import("pg")).default;
    const client = new Client(database.href);
    await client.connect();
    const { rows } = await client.query("select count(*)::int as webinars from goto.webinar");
    await client.end();
    expect(rows).toEqual([{ webinars: 24 }]);
  });

  it("move into a kept endpoint, whose secret is not asked for again", async () => {
    const settings = {
      ...{ kind: "postgres", host: database.hostname, port: Number(database.port), tls: "off" },
      ...{ database: database.pathname.slice(1), user: database.username },
    };
    const secret = database.password;
    const kept = await stage.hub.request("PUT", "/api/v1/endpoints/dwh", { settings, secret });
    expect(kept.status, kept.text).toBe(200);
    await page.reload();
    await button("Change").click();
    await page.getByRole("radio", { name: "A PostgreSQL that is kept as an endpoint" }).check();
    await button("Save").click();
    await page.getByText("This is needed.").waitFor();
    await page.getByRole("combobox", { name: "Endpoint" }).click();
    await page.getByRole("option", { name: /^dwh/ }).click();
    expect(await faultsOf(page)).toEqual([]);
    await button("Save").click();
    await page.getByText(/Into the endpoint dwh \(/).waitFor();
    await page.goto(`${stage.address}/endpoints`);
    await page.getByText("Replicas are copied into it: warehouse.").waitFor();
    await page.goBack();
  });

  it("change when it syncs", async () => {
    await button("Change").click();
    await page.getByRole("combobox", { name: "When" }).click();
    await page.getByRole("option", { name: "Only when somebody asks" }).click();
    expect(await faultsOf(page)).toEqual([]);
    await button("Save").click();
    await page.getByText(/Up to date as of .*Only when somebody asks\./).waitFor();
  });

  it("are in Spanish for who wants that, on a narrow screen too", async () => {
    const narrow = await stage.administrator({ language: "es-ES", width: 390 });
    for (const place of ["/replicas", "/replicas/warehouse"]) {
      await narrow.goto(`${stage.address}${place}`);
      await narrow.getByText(/Al día desde/).waitFor();
      expect(await faultsOf(narrow)).toEqual([]);
      const tooWide = await narrow.evaluate<boolean>("document.documentElement.scrollWidth > innerWidth");
      expect(tooWide).toBe(false);
    }
  });

  it("say before one is removed what happens to its tables", async () => {
    await button("Remove").click();
    const dialog = page.getByRole("dialog", { name: "Remove warehouse?" });
    await dialog.getByText(/Leave the tables in .*goto/).waitFor();
    await dialog.getByRole("radio", { name: /Drop the tables/ }).check();
    expect(await faultsOf(page)).toEqual([]);
    await dialog.getByRole("button", { name: "Remove" }).click();
    await page.getByText("There is no replica yet.").waitFor();
  });
});
