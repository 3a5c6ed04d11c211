/** The pages of endpoints, against a real PostgreSQL and a real REST API in a real browser. */
import { text } from "node:stream/consumers";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startPostgres, type TestPostgres } from "../../hub/src/platform/database/testing.ts";
import { ana, faultsOf, openStage, type Stage } from "./support/stage.ts";

describe("the pages of endpoints", () => {
  let stage: Stage;
  let page: Page;
  let postgres: TestPostgres;
  let database: URL;
  beforeAll(async () => {
    [stage, postgres] = await Promise.all([openStage(), startPostgres()]);
    database = new URL(await postgres.newDatabase());
    page = await stage.administrator();
  });
  afterAll(async () => {
    await stage.close();
    await postgres.stop();
  });
  const button = (name: string | RegExp) => page.getByRole("button", { name });
  const input = (name: string | RegExp, exact = false) => page.getByRole("textbox", { name, exact });
  const choose = async (name: string, option: string) => {
    await page.getByRole("combobox", { name }).click();
    await page.getByRole("option", { name: option, exact: true }).click();
  };
  const card = (name: string) => page.getByRole("region", { name, exact: true });

  it("say on the first visit what endpoints are for, and which are there by themselves", async () => {
    await page.goto(`${stage.address}/endpoints`);
    await page.getByText("No endpoint was added yet.").waitFor();
    await button("csv").waitFor();
    expect(await faultsOf(page)).toEqual([]);
  });

  it("check the form while it is filled in", async () => {
    await button("Add an endpoint").click();
    await input("Name").fill("Ware House");
    await button("Save and test").click();
    await page.getByText("Use small letters, digits, dots and hyphens").waitFor();
    await page.getByText("This is needed.").first().waitFor();
    expect(await faultsOf(page)).toEqual([]);
  });

  it("keep a database by form, say at once that it does not work, and why", async () => {
    await input("Name").fill("warehouse");
    await input("Host").fill(database.hostname);
    await input("Port").fill(database.port);
    await input("Database").fill("nowhere");
    await input(/^User/).fill(database.username);
    await page.getByLabel("Password", { exact: true }).fill(database.password);
    await choose("Encryption", "Off: for a server on this very machine");
    await button("Save and test").click();
    await page.getByText(/warehouse is kept, but does not work yet:/).waitFor();
    await card("warehouse").getByText("Does not work", { exact: true }).waitFor();
    await card("warehouse").getByText("Its secret is kept sealed.").waitFor();
    expect(await faultsOf(page)).toEqual([]);
  });

  it("change it without asking for its secret again", async () => {
    await card("warehouse").getByRole("button", { name: "Change" }).click();
    await page.getByText("One is kept, and is not shown.").waitFor();
    expect(await page.getByLabel("Password", { exact: true }).inputValue()).toBe("");
    await input("Database").fill(database.pathname.slice(1));
    await button("Save and test").click();
    await card("warehouse").getByText("Works", { exact: true }).waitFor();
  });

  it("show its tables and their fields at an address of their own", async () => {
    const { Client } = (await import("pg")).default;
    const client = new Client(database.href);
    await client.connect();
    await client.query("create table people (id int primary key, name text not null)");
    await client.end();
    await card("warehouse").getByRole("button", { name: "Tables" }).click();
    await button("people").click();
    await page.getByText("Flows can do here: add, change, change or add, and delete.").waitFor();
    await page.getByRole("cell", { name: "required" }).first().waitFor();
    expect(page.url()).toContain("table=people");
    expect(await faultsOf(page)).toEqual([]);
    await page.keyboard.press("Escape");
  });

  it("bring a file to the hub, ask before one is replaced, and give it back", async () => {
    await page.goto(`${stage.address}/endpoints?of=csv`);
    const bring = async (text: string) =>
      page
        .locator("input[type=file]")
        .setInputFiles({ name: "people.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
    await bring("email\na@acme.example\n");
    await page.getByText("people.csv is in the folder.").waitFor();
    const link = page.getByRole("link", { name: "Download people.csv" });
    await link.waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await bring("email\nb@acme.example\n");
    const dialog = page.getByRole("dialog", { name: "Replace people.csv?" });
    await dialog.waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await dialog.getByRole("button", { name: "Replace" }).click();
    await dialog.waitFor({ state: "detached" });
    const [file] = await Promise.all([page.waitForEvent("download"), link.click()]);
    expect(file.suggestedFilename()).toBe("people.csv");
    expect(await text(await file.createReadStream())).toBe("email\nb@acme.example\n");
    await page.keyboard.press("Escape");
  });

  it("take a REST API by form, and no header that would show a secret", async () => {
    await button("Add an endpoint").click();
    await choose("Kind", "HTTP with JSON");
    await input("Name").fill("people-api");
    await input("Address").fill(`${stage.address}/api/v1`);
    await choose("How it knows us", "A token (bearer)");
    await page.getByLabel("Token", { exact: true }).fill(stage.hub.app.accessToken);
    await button("Add a table").click();
    await input("Name of the table").fill("staff");
    await input("Path for reading").fill("/people");
    await button("Headers, time limit and more").click();
    await button("Add a header").click();
    await input("Header", true).fill("X-Api-Key");
    await page.getByText("Such a header carries a secret and would be shown.").waitFor();
    await input("Header", true).fill("Accept-Language");
    await input("Value: Accept-Language").fill("en");
  });

  it("find the rows in what the API answers, and suggest the fields with their types", async () => {
    await button("Read the first page").click();
    await page
      .getByText(/has no list at its top/)
      .first()
      .waitFor();
    await page.getByRole("group", { name: "This answer has lists at:" }).getByRole("button").click();
    expect(await page.getByRole("combobox", { name: "Where the rows are in the answer" }).inputValue()).toBe(
      "people",
    );
    await button("Read the first page").click();
    await page.getByText(/1 row came\. Fields found: \d\./).waitFor();
    await button(/Take over the \d fields/).click();
    await page.getByText(ana.email).waitFor();
    expect(await page.getByRole("combobox", { name: "Type of createdAt" }).inputValue()).toMatch(/^Moment/);
    await page.getByRole("checkbox", { name: "id tells rows apart" }).check();
    await button("Parameters, filters, changes").click();
    await button("Add a parameter").click();
    await input("Parameter", true).fill("limit");
    await input("Value: limit").fill("50");
    await button("Add a filter").click();
    await page.getByRole("combobox", { name: "Field", exact: true }).fill("email");
    await input("Is", true).fill("email");
    await choose("Changing a row", "PATCH");
    await button("Save and test").click();
    await page.getByText("This is needed.").waitFor();
    await input("Path: Changing a row").fill("/people/{id}");
    expect(await faultsOf(page)).toEqual([]);
    await button("Save and test").click();
    await card("people-api").getByText("Works", { exact: true }).waitFor();
    const { body } = await stage.hub.request("GET", "/api/v1/endpoints");
    expect(body).toMatchObject({
      endpoints: [
        {
          settings: {
            headers: { "Accept-Language": "en" },
            tables: {
              staff: {
                fields: expect.arrayContaining([{ name: "id", type: "text", required: false, key: true }]),
                read: { query: { limit: "50" }, rows: "people", filters: { email: { equal: "email" } } },
                update: { method: "PATCH", path: "/people/{id}" },
              },
            },
          },
        },
        { name: "warehouse" },
      ],
    });
  });

  it("say which flows use an endpoint", async () => {
    const { status, text } = await stage.hub.request("PUT", "/api/v1/flows/copy", {
      source: { endpoint: "people-api", table: "staff" },
      target: { endpoint: "warehouse", table: "people", write: "upsert" },
    });
    expect(status, text).toBe(200);
    await page.reload();
    await card("people-api").getByText("Used by the flows: copy.").waitFor();
    await card("people-api").getByText("with 1 table").waitFor();
  });

  it("are in Spanish for who wants that, on a narrow screen too", async () => {
    const narrow = await stage.administrator({ language: "es-ES", width: 390 });
    await narrow.goto(`${stage.address}/endpoints`);
    await narrow.getByText("Lo usan los flujos: copy.").first().waitFor();
    await narrow.getByText("Funciona", { exact: true }).first().waitFor();
    await narrow.getByText("Conectado a PostgreSQL").first().waitFor();
    expect(await faultsOf(narrow)).toEqual([]);
    const tooWide = await narrow.evaluate<boolean>("document.documentElement.scrollWidth > innerWidth");
    expect(tooWide).toBe(false);
  });

  it("say before one is removed which flows will fail", async () => {
    await card("warehouse").getByRole("button", { name: "Remove" }).click();
    const dialog = page.getByRole("dialog", { name: "Remove warehouse?" });
    await dialog.getByText("These flows use it and will fail until they name another one: copy.").waitFor();
    await dialog.getByRole("button", { name: "Remove" }).click();
    await page.getByText("warehouse is removed.").waitFor();
    await card("warehouse").waitFor({ state: "detached" });
  });
});
