/** Flows built, changed and looked back at without a line of YAML, and with it. */
import { readFile } from "node:fs/promises";
import pg from "pg";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { endpointAt, examplesFolder } from "../../hub/src/flows/testing/bench.ts";
import { startPostgres, type TestPostgres } from "../../hub/src/platform/database/testing.ts";
import { faultsOf, openStage, type Stage } from "./support/stage.ts";

let stage: Stage;
let postgres: TestPostgres;
let client: pg.Client;
let page: Page;
beforeAll(async () => {
  [stage, postgres] = await Promise.all([openStage({ seed: 7 }), startPostgres()]);
  const far = await postgres.newDatabase();
  client = new pg.Client(far);
  await client.connect();
  await client.query(await readFile(`${examplesFolder}tables.sql`, "utf8"));
  await client.query("insert into campaigns values ('c1', 'Spring', '1')");
  await client.query(
    "insert into campaign_members (campaign_id, first_name, last_name, email, department, status) values " +
      "('c1', ' Ann ', 'Bell', 'ANN@EXAMPLE.COM', 'Sales', 'accepted'), ('c1', 'Bob', null, 'bob@example.com', 'IT', 'accepted')",
  );
  page = await stage.administrator();
  await stage.connect("Acme webinars");
  await stage.hub.request("POST", "/api/v1/agents", { name: "inside" });
  for (const name of ["crm", "warehouse"])
    await stage.hub.request("PUT", `/api/v1/endpoints/${name}`, endpointAt(far));
});
afterAll(async () => {
  await stage.close();
  await client.end();
  await postgres.stop();
});

const button = (name: string | RegExp) => page.getByRole("button", { name, exact: typeof name === "string" });
const section = (name: string) => page.getByRole("region", { name, exact: true });
async function choose(label: string, option: string | RegExp, within = "main") {
  await page.locator(within).getByRole("combobox", { name: label, exact: true }).click();
  await page.getByRole("option", { name: option, exact: typeof option === "string" }).click();
}
async function isInHand(field: Locator): Promise<boolean> {
  return (await field.and(page.locator(":focus")).count()) === 1;
}
/** What the keyboard is at. */
async function inHand(): Promise<string> {
  return page.evaluate<string>(
    "document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? ''",
  );
}
async function kept(name: string): Promise<Record<string, unknown>> {
  const { body } = await stage.hub.request("GET", `/api/v1/flows/${name}`);
  return (body as { definition: Record<string, unknown> }).definition;
}
async function yamlText(): Promise<string> {
  return (await page.locator(".cm-line").allInnerTexts()).map((line) => line.replace(/\n$/, "")).join("\n");
}

describe("the list of flows", () => {
  it("teaches while it is empty: ready-made ones to begin with", async () => {
    await page.goto(`${stage.address}/flows`);
    await page.getByText("There is no flow yet.").waitFor();
    expect(await page.getByRole("region").count()).toBe(6);
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole("link", { name: "Begin with this: Register people from a CRM" }).click();
    await page.getByRole("heading", { name: "New flow" }).waitFor();
    expect(await page.getByLabel("Name", { exact: true }).inputValue()).toBe("registrants-from-crm");
  });
});

describe("the editor of flows", () => {
  it("builds a flow from GoTo's attendees to a CSV file by clicking alone", async () => {
    await page.goto(`${stage.address}/flows`);
    await page.getByRole("link", { name: "New flow" }).click();
    // Nothing is sent that cannot be kept: what is missing is marked, and said in words.
    await button("Save").click();
    await page.getByText("It is not whole yet: 3 things are missing").waitFor();
    expect(await page.getByLabel("Name", { exact: true }).getAttribute("aria-invalid")).toBe("true");
    expect(await faultsOf(page)).toEqual([]);
    await page.getByLabel("Name", { exact: true }).fill("Años");
    await page.getByText("Small letters, digits, dots and hyphens; it begins").first().waitFor();
    await page.getByLabel("Name", { exact: true }).fill("Attendees to CSV");
    await choose("From", "GoTo: Acme webinars");
    await choose("What of it", "Attendees");
    await page.getByText(/fields come: webinarKey[^…]*\./).waitFor();
    await page.getByLabel("From (included)").fill("-400d");
    await choose("To", "CSV file");
    await page.getByRole("combobox", { name: "File" }).fill("attendees.csv");
    await choose("What is done there", "Begin empty and write all anew");
    await button("Choose what goes into which field").click();
    await button("Take all that come").click();
    // What the first rows hold stands beside each.
    const email = page.getByRole("group", { name: "email", exact: true });
    await email
      .getByText(/@example\.com/)
      .first()
      .waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await email.getByRole("textbox").fill("$upper");
    await page.getByRole("option", { name: "$uppercase(text)" }).click();
    await page.keyboard.type("em");
    await page.getByRole("option", { name: /^email/ }).click();
    await email
      .getByText(/@EXAMPLE\.COM/)
      .first()
      .waitFor();
  });

  it("previews it on real rows, with nothing written", async () => {
    await button("Check and preview").click();
    const dialog = page.getByRole("dialog", { name: "Check and preview" });
    await dialog.getByText(/Of the first rows \d+ would be written, 0 would fail/).waitFor();
    await dialog
      .getByText(/@EXAMPLE\.COM/)
      .first()
      .waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
  });

  it("saves it, and runs it after saying what that will do", async () => {
    await button("Save").click();
    await page.waitForURL(`${stage.address}/flows/attendees-to-csv/edit`);
    expect(await kept("attendees-to-csv")).toMatchObject({
      // Named, although it is the only one: another one may come.
      source: { endpoint: "goto:acme_webinars", entity: "Attendee", from: "-400d" },
      steps: [{ map: { email: "$uppercase(email)", firstName: "firstName" } }],
      target: { endpoint: "csv", table: "attendees.csv", write: "replace" },
    });
    await page.getByText("Saved.", { exact: true }).waitFor();
    await page.getByText("It is not whole yet", { exact: false }).waitFor({ state: "detached" });
    await button("Run now").click();
    await page.getByRole("dialog").getByRole("button", { name: "Run now" }).click();
    await page.waitForURL(/\/flows\/attendees-to-csv\/runs\//);
  });

  it("is the same flow as YAML in both directions, with comments", async () => {
    await page.goto(`${stage.address}/flows/attendees-to-csv/edit?tab=yaml`);
    const code = page.getByRole("textbox", { name: "The flow as YAML" });
    await code.waitFor();
    const text = await yamlText();
    expect(text).toContain("email: $uppercase(email)");
    expect(await faultsOf(page)).toEqual([]);
    await code.fill(
      `# For the training team.\n${text.replace("flow: attendees-to-csv", "flow: attendees-to-csv\ndescription: From YAML")}`,
    );
    await page.getByRole("tab", { name: "Form" }).click();
    expect(await page.getByLabel("In a sentence").inputValue()).toBe("From YAML");
    await page.getByLabel("In a sentence").fill("From the form");
    await page.getByRole("tab", { name: "YAML" }).click();
    await page.getByText("description: From the form").waitFor();
    expect(await yamlText()).toContain("# For the training team.");
  });

  it("says in which line YAML cannot be read, and keeps what was typed over a reload", async () => {
    const code = page.getByRole("textbox", { name: "The flow as YAML" });
    const text = await yamlText();
    await code.fill(`${text}\nerrors: { row: keep`);
    await page
      .getByRole("listitem")
      .filter({ hasText: /Line \d+: / })
      .waitFor();
    expect(await button("Save").isDisabled()).toBe(true);
    await page.reload();
    await page.getByText(/Your draft of .* is here/).waitFor();
    await page.getByRole("textbox", { name: "The flow as YAML" }).waitFor();
    expect(await yamlText()).toContain("errors: { row: keep");
    await page.getByRole("textbox", { name: "The flow as YAML" }).fill(text);
    await page.getByLabel("Why it was changed (optional)").fill("Said what it is for");
    await button("Save").click();
    await page.getByText("Saved.", { exact: true }).waitFor();
    expect(await kept("attendees-to-csv")).toMatchObject({ description: "From the form" });
    await page.reload();
    await page.getByText("# For the training team.").waitFor();
  });

  it("writes over nobody's work unseen: says who saved meanwhile, and keeps what was typed", async () => {
    await page.getByRole("tab", { name: "Form" }).click();
    await page.getByLabel("In a sentence").fill("Mine");
    const theirs = { ...(await kept("attendees-to-csv")), description: "Theirs" };
    const { status } = await stage.hub.request(
      "PUT",
      "/api/v1/flows/attendees-to-csv?comment=Shorter",
      theirs,
    );
    expect(status).toBe(200);
    await button("Save").click();
    await page.getByText(/saved this flow while you changed it/).waitFor();
    await page.getByText(/as version 3\. Their reason: “Shorter”/).waitFor();
    expect(await kept("attendees-to-csv")).toMatchObject({ description: "Theirs" });
    expect(await page.getByLabel("In a sentence").inputValue()).toBe("Mine");
    expect(await faultsOf(page)).toEqual([]);
    await button("Take theirs, drop mine").click();
    await page.getByText(/saved this flow while you changed it/).waitFor({ state: "detached" });
    expect(await page.getByLabel("In a sentence").inputValue()).toBe("Theirs");
    await page.getByLabel("In a sentence").fill("Mine again");
    await stage.hub.request("PUT", "/api/v1/flows/attendees-to-csv", {
      ...theirs,
      description: "Theirs too",
    });
    await button("Save").click();
    await button("Save mine over it").click();
    await page.getByText("Saved.", { exact: true }).waitFor();
    expect(await kept("attendees-to-csv")).toMatchObject({ description: "Mine again" });
  });

  it("shows earlier versions, what changed, and takes one back", async () => {
    await page.getByRole("tab", { name: "Earlier versions" }).click();
    await section("Version 2").getByText("Said what it is for").waitFor();
    await section("Version 2").getByRole("button", { name: "Show what changed" }).click();
    await section("Version 2").getByRole("cell", { name: "From the form" }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await section("Version 1").getByRole("button", { name: "Take back" }).click();
    await section("Version 6").getByText("in use").waitFor();
    expect((await kept("attendees-to-csv")).description).toBeUndefined();
    await page.getByRole("tab", { name: "Form" }).click();
    expect(await page.getByLabel("In a sentence").inputValue()).toBe("");
  });
});

describe("a mapping to a table", () => {
  it("suggests by name and meaning, marks what is required, and says errors where they are", async () => {
    await page.goto(`${stage.address}/flows/new`);
    await page.getByLabel("Name", { exact: true }).fill("attendees-to-warehouse");
    await choose("From", "GoTo: Acme webinars");
    await choose("What of it", "Attendees");
    await choose("To", /^warehouse/);
    await choose("Table", "attendee");
    await choose("What is done there", "Change rows that are there, add the others");
    await button("Choose what goes into which field").click();
    const key = page.getByRole("group", { name: "session_key" });
    await key.getByText("required").waitFor();
    await button("Accept sessionKey for session_key").click();
    await button("Accept all").click();
    expect(await key.getByRole("textbox").inputValue()).toBe("sessionKey");
    const seconds = page.getByRole("group", { name: "seconds" });
    if ((await seconds.count()) === 0) await button(/Show .* more field/).click();
    await seconds.getByRole("textbox").fill("attendanceTimeInSecond");
    await button("Check and preview").click();
    const dialog = page.getByRole("dialog", { name: "Check and preview" });
    await dialog.getByText("It cannot run yet: one thing is wrong").waitFor();
    await dialog.getByRole("button", { name: "Step 1, seconds" }).click();
    await expect.poll(inHand).toBe("1. Choose what goes into which field");
    await seconds.getByText(/Did you mean "attendanceTimeInSeconds"/).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await seconds.getByRole("textbox").fill("attendanceTimeInSeconds");
    await button("Check and preview").click();
    await page.getByRole("dialog").getByText("It can run").waitFor();
    await page.keyboard.press("Escape");
    await button("Save").click();
    await page.waitForURL(/attendees-to-warehouse\/edit/);
    expect(await kept("attendees-to-warehouse")).toMatchObject({
      steps: [
        {
          map: {
            session_key: "sessionKey",
            registrant_key: "registrantKey",
            webinar_key: "webinarKey",
            email: "email",
            seconds: "attendanceTimeInSeconds",
          },
        },
      ],
    });
  });

  it("is made by keyboard alone, a step before it too", async () => {
    await page.getByRole("region", { name: /^1\. / }).waitFor();
    const add = button("Add a step").first();
    await add.focus();
    await page.keyboard.press("Enter");
    await page.getByRole("menuitem", { name: /^Keep only some rows/ }).waitFor();
    await page.keyboard.press("Enter");
    await expect.poll(inHand).toBe("2. Keep only some rows");
    await page.keyboard.press("Alt+ArrowUp");
    const first = page.getByRole("region", { name: "1. Keep only some rows" });
    await expect.poll(inHand).toBe("1. Keep only some rows");
    const condition = first.getByRole("textbox", { name: "Condition" });
    for (let stop = 0; stop < 8 && !(await isInHand(condition)); stop++) await page.keyboard.press("Tab");
    await page.keyboard.type("$exi");
    await page.getByRole("option", { name: "$exists(value)" }).waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.keyboard.type("ema");
    await page.getByRole("option", { name: /^email/ }).waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    expect(await condition.inputValue()).toBe("$exists(email)");
    await first.getByText(/true · true/).waitFor();
    await page.keyboard.press("Tab");
    const mapping = page.getByRole("region", { name: /^2\. Choose what goes/ });
    const email = mapping.getByRole("textbox", { name: "What goes into email" });
    await email.focus();
    await page.keyboard.press("Control+A");
    await page.keyboard.type("$lower");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.keyboard.type("email");
    expect(await email.inputValue()).toBe("$lowercase(email)");
    await button("Save").focus();
    await page.keyboard.press("Enter");
    await page.getByText("Saved.", { exact: true }).waitFor();
    expect(await kept("attendees-to-warehouse")).toMatchObject({
      steps: [{ filter: "$exists(email)" }, { map: { email: "$lowercase(email)" } }],
    });
  });
});

describe("a flow to GoTo", () => {
  it("takes in what the registration form of a webinar asks, and keeps what no form can say", async () => {
    await page.goto(`${stage.address}/flows/new?template=registrants-from-crm`);
    const mapping = page.getByRole("region", { name: /^2\. Choose what goes/ });
    // One webinar for all rows goes in by its title, with its key in quotes; without them it would lose digits.
    const key = mapping.getByRole("group", { name: "webinarKey" });
    await key.getByRole("textbox").fill("7190486204790255123");
    await key.getByText("A number this long loses its last digits.").waitFor();
    await key.getByRole("button", { name: "Put it in quotes" }).click();
    expect(await key.getByRole("textbox").inputValue()).toBe('"7190486204790255123"');
    await key.getByRole("combobox", { name: "Or one webinar for all rows" }).click();
    await page.getByRole("option").first().click();
    expect(await key.getByRole("textbox").inputValue()).toMatch(/^"\d+"$/);
    expect(await faultsOf(page)).toEqual([]);
    await key.getByRole("textbox").fill("campaign.webinar_key");
    // What a look-up found can be used after it.
    await mapping.getByRole("button", { name: /campaign\.webinar_key/ }).waitFor();
    await mapping
      .getByRole("group", { name: "email" })
      .getByText(/ann@example.com · bob@example.com/)
      .waitFor();
    await mapping.getByRole("combobox", { name: "Show the form of" }).click();
    await page.getByRole("option", { name: /^Q&A/ }).click();
    const question = mapping.getByRole("group", { name: "Which team are you on?" });
    await question.getByText("required").waitFor();
    await question.getByRole("textbox").fill("department");
    await question.getByText(/Sales · IT/).waitFor();
    await mapping.getByRole("group", { name: "organization" }).getByText("required").waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await button("Show as YAML: 1. Look something up").click();
    const raw = page.getByRole("textbox", { name: "1. Look something up, as YAML" });
    await raw.fill(
      "lookup: { as: campaign, endpoint: crm, table: campaigns, where: { id: =campaign_id }, default: { webinar_key: none } }",
    );
    await button("Show as a form: 1. Look something up").click();
    await page.getByText("Instead, if there is none").waitFor();
    // Values stand in look-ups and after the target too; what the target will say is not guessed.
    await page
      .getByRole("region", { name: /^1\. Look/ })
      .getByText("c1 · c1")
      .waitFor();
    const back = page.getByRole("region", { name: "then.1. Change a row elsewhere" });
    await back.getByText("1 · 2").waitFor();
    await back.getByText("What the target answers is known once a row is written").waitFor();
    await page.getByLabel("Days for which its history is kept").fill("30");
    await choose("Where it runs", "At the agent inside");
    await page.getByText("It runs at the agent inside").waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await choose("Where it runs", "At the hub");
    await button("Save").click();
    await page.waitForURL(/registrants-from-crm\/edit/);
    expect(await kept("registrants-from-crm")).toMatchObject({
      steps: [
        { lookup: { default: { webinar_key: "none" } } },
        {
          map: {
            responses: { "Which team are you on?": "=department" },
            lastName: 'last_name ? $trim(last_name) : "-"',
          },
        },
      ],
      keep_days: 30,
      schedule: { cron: "*/15 * * * *", zone: "Europe/Madrid" },
      // biome-ignore lint/suspicious/noThenProperty: the word of the flow file; it is data and never awaited
      then: [{ update: { set: { join_url: "=result.joinUrl" } } }],
    });
  });

  it("is in the list in a sentence, and can be found, turned off and on", async () => {
    await page.goto(`${stage.address}/flows`);
    const card = section("registrants-from-crm");
    await card.getByText("From campaign_members of crm to Registrants of GoTo.").waitFor();
    await section("attendees-to-csv")
      .getByText(/The last run came to its end/)
      .waitFor();
    await page.getByLabel("Search flows").fill("crm");
    await section("attendees-to-csv").waitFor({ state: "detached" });
    expect(page.url()).toContain("search=crm");
    await card.getByRole("switch").press("Space");
    await card.getByText("Turned off: nobody can run it.").waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await card.getByRole("switch").press("Space");
    await card.getByText("Turned off: nobody can run it.").waitFor({ state: "detached" });
  });

  it("is removed after a word of warning; and ready-made ones are offered for the next", async () => {
    await page.goto(`${stage.address}/flows`);
    await button("Remove attendees-to-warehouse").click();
    const dialog = page.getByRole("dialog", { name: "Remove attendees-to-warehouse?" });
    await dialog.getByText(/with its schedule, its earlier versions/).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await dialog.getByRole("button", { name: "Remove", exact: true }).click();
    await section("attendees-to-warehouse").waitFor({ state: "detached" });
    await page.goto(`${stage.address}/flows/new`);
    await button("Begin with a ready-made one").click();
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole("link", { name: "Begin with this: Sessions" }).click();
    await expect
      .poll(() => page.getByLabel("Name", { exact: true }).inputValue())
      .toBe("all-to-postgres-sessions");
    // A system of another name is said once, with the way to add it.
    await page.getByRole("tab", { name: "YAML" }).click();
    const code = page.getByRole("textbox", { name: "The flow as YAML" });
    await code.waitFor();
    await code.fill((await yamlText()).replace("warehouse", "depot"));
    await page.getByRole("tab", { name: "Form" }).click();
    await page.getByText("A system is named that is not known here: depot").waitFor();
    expect(await page.getByText(/There is no endpoint/).count()).toBe(0);
    await page.getByRole("link", { name: "Add a system" }).click();
    await page.getByRole("dialog").waitFor();
  });

  it("says to screen readers too that rows are still being read", async () => {
    const page = await stage.administrator();
    const held = Promise.withResolvers<void>();
    await page.route("**/api/v1/flows/preview/scopes", async (route) => {
      await held.promise;
      await route.continue();
    });
    await page.goto(`${stage.address}/flows/registrants-from-crm/edit`);
    const waiting = page.getByRole("status").getByText("Reading a few rows");
    await waiting.waitFor();
    expect(await faultsOf(page)).toEqual([]);
    held.resolve();
    await waiting.waitFor({ state: "detached" });
    await page.close();
  });

  it("is in Spanish for who wants that, on a narrow screen too", async () => {
    const narrow = await stage.administrator({ language: "es-ES", width: 390 });
    for (const [path, sign] of [
      ["/flows", narrow.getByText("De campaign_members de crm a Inscritos de GoTo.")],
      ["/flows/registrants-from-crm/edit", narrow.getByText("Lo que sale")],
      [
        "/flows/registrants-from-crm/edit?tab=yaml",
        narrow.getByRole("textbox", { name: "El flujo en YAML" }),
      ],
    ] as const) {
      await narrow.goto(stage.address + path);
      await sign.waitFor();
      expect(await faultsOf(narrow), path).toEqual([]);
      expect(await narrow.evaluate<boolean>("document.documentElement.scrollWidth > innerWidth"), path).toBe(
        false,
      );
    }
    await narrow.close();
  });
});
