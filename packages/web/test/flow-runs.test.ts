/** The pages of one flow, its runs and its failed rows, against a real hub and sandbox in a real browser. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openLine } from "./support/line.ts";
import { faultsOf, openStage, type Stage } from "./support/stage.ts";

/** A webinar to come that asks nobody anything. */
async function newWebinar(stage: Stage): Promise<string> {
  const day = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 11);
  const { text } = await stage.hub.request("POST", "/api/v1/entities/Webinar/create", [
    {
      subject: "Heat pumps",
      description: "All of it",
      startTime: `${day}10:00:00Z`,
      endTime: `${day}11:00:00Z`,
    },
  ]);
  const { key } = JSON.parse(text.split("\n")[0] ?? "") as { key: { webinarKey: string } };
  return key.webinarKey;
}

function writePeople(stage: Stage, file: string, people: readonly string[]): void {
  const folder = path.join(stage.hub.folder, "files");
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, file), `first,last,email\n${people.join("\n")}\n`);
}

async function keepFlow(stage: Stage, name: string, file: string, webinarKey: string): Promise<void> {
  const { status, text } = await stage.hub.request("PUT", `/api/v1/flows/${name}`, {
    source: { endpoint: "csv", table: file },
    steps: [
      {
        map: { webinarKey: `"${webinarKey}"`, firstName: "first", lastName: "last", email: "email" },
        note: "Everybody for the same webinar",
      },
    ],
    target: { endpoint: "goto", entity: "Registrant", write: "upsert" },
  });
  if (status !== 200) throw new Error(text);
}

describe("the pages of a flow", () => {
  let stage: Stage;
  let page: Page;
  let webinarKey: string;
  beforeAll(async () => {
    stage = await openStage();
    page = await stage.administrator();
    await stage.connect("Main");
    webinarKey = await newWebinar(stage);
    writePeople(stage, "people.csv", [
      "Ada,Lovelace,ada@example.com",
      "Alan,Turing,no address",
      "Grace,Hopper,grace@example.com",
    ]);
    await keepFlow(stage, "people-to-webinar", "people.csv", webinarKey);
  });
  afterAll(() => stage.close());
  const button = (name: string | RegExp) => page.getByRole("button", { name });

  it("say what the flow does, and what a run will do before it does it", async () => {
    await page.goto(`${stage.address}/flows/people-to-webinar`);
    await page.getByText("Takes rows of people.csv (csv), takes each row through 1 step").waitFor();
    await page.getByText("It has not run yet.").waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await button("Run now").click();
    const dialog = page.getByRole("dialog", { name: "Run people-to-webinar now?" });
    await dialog.getByText("It reads rows of people.csv (csv).").waitFor();
    await dialog.getByText("GoTo e-mails everybody who is newly registered").waitFor();
    expect(await faultsOf(page)).toEqual([]);
  });

  it("run it, and show what came of it and where a row failed", async () => {
    await page.getByRole("dialog").getByRole("button", { name: "Run now" }).click();
    await page.getByText(/Done in .*3 rows read: 2 new, 1 failed and kept\./).waitFor();
    await page.getByText(/1 row failed: /).waitFor();
    expect(await faultsOf(page)).toEqual([]);
  });

  it("lead from the run to the row that failed, with its data and the reason", async () => {
    await page.getByRole("link", { name: "See the failed rows" }).click();
    await page.getByText("1 row failed and waits.").waitFor();
    expect(await faultsOf(page)).toEqual([]);
    // By what is in it somebody knows whose row it is; the whole line opens it.
    await page.getByRole("cell", { name: "Alan · Turing · no address" }).click();
    const drawer = page.getByRole("dialog", { name: "row 2" });
    await drawer.getByText(/It failed: "no address" does not fit email/).waitFor();
    expect(await drawer.getByRole("textbox", { name: "first" }).inputValue()).toBe("Alan");
    // In the order of the source, whatever the database made of it.
    await expect
      .poll(() => drawer.locator("label").allInnerTexts())
      .toEqual(expect.arrayContaining(["first", "last", "email"]));
    const fields = (await drawer.locator("label").allInnerTexts()).filter((one) =>
      /^(first|last|email)$/.test(one),
    );
    expect(fields).toEqual(["first", "last", "email"]);
    expect(await faultsOf(page)).toEqual([]);
  });

  it("keep what was typed through a reload, and say that the row stands at this address", async () => {
    await page.getByRole("textbox", { name: "email" }).fill("alan@example.com");
    await page.reload();
    expect(await page.getByRole("textbox", { name: "email" }).inputValue()).toBe("alan@example.com");
    await page.getByText("As JSON").click();
    const json = page.getByRole("textbox", { name: "Data of the source" });
    expect(JSON.parse(await json.inputValue())).toEqual({
      ...{ first: "Alan", last: "Turing", email: "alan@example.com" },
    });
  });

  it("send the corrected row again, and count all of it right", async () => {
    await button("Save and send again").click();
    await page.getByText("The row that was sent again is through.").waitFor();
    await page.getByText("No row of this run waits any more.").waitFor();
    expect(await faultsOf(page)).toEqual([]);
    const { text } = await stage.hub.request(
      "GET",
      `/api/v1/entities/Registrant/rows?where=webinarKey=${webinarKey}&fields=email`,
    );
    expect(text.split("\n").filter(Boolean).length).toBe(3);
    await page.goto(`${stage.address}/flows/people-to-webinar`);
    await page
      .getByText("In the last 2 runs 3 rows were written or were there already, and 1 failed.")
      .waitFor();
    await button("Show the figures").click();
    expect(await page.getByRole("table").nth(1).getByRole("row").count()).toBe(3);
    expect(await faultsOf(page)).toEqual([]);
  });

  it("set a schedule without cron, with the next times, and turn it off again", async () => {
    await button("Set a schedule").click();
    const dialog = page.getByRole("dialog", { name: "When it runs" });
    await dialog.getByRole("combobox", { name: "When" }).click();
    await page.getByRole("option", { name: "On weekdays" }).click();
    await dialog.getByLabel("At").fill("07:30");
    await dialog.getByText(/On weekdays at 07:30/).waitFor();
    await expect.poll(() => dialog.locator("time").count()).toBe(5);
    expect(await faultsOf(page)).toEqual([]);
    await dialog.getByRole("button", { name: "Save" }).click();
    await page.getByText(/On weekdays at 07:30 .*Next run/).waitFor();
    await page.getByRole("switch", { name: "Its schedule is on" }).click();
    await page.getByText("Its schedule is turned off.").waitFor();
  });

  it("let people be told, by a form", async () => {
    await button("Have somebody told").click();
    const dialog = page.getByRole("dialog", { name: "Who is told" });
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.getByText("Give an address or a webhook.").waitFor();
    await dialog.getByLabel("E-mail addresses").fill("ops@example.com");
    await page.keyboard.press("Enter");
    await dialog.getByText("This hub has no mail server").waitFor();
    await dialog.getByRole("button", { name: "Send a test message" }).click();
    await dialog.getByText("Nothing reached ops@example.com. No mail server is configured.").waitFor();
    await dialog.getByLabel("Webhook").fill("https://chat.example.com/secret-path");
    expect(await faultsOf(page)).toEqual([]);
    await dialog.getByRole("button", { name: "Save" }).click();
    await page
      .getByText(/Told are ops@example\.com and the webhook chat\.example\.com, at most once/)
      .waitFor();
    await button("New signing secret").click();
    await page.getByRole("dialog").getByRole("button", { name: "New signing secret" }).click();
    await page.getByText(/^whsec_/).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await button("Done").click();
  });

  it("tell failed rows apart by what went wrong, give some up and take that back, send the others again", async () => {
    writePeople(stage, "mixed.csv", [
      "Ada,Lovelace,nowhere",
      "Alan,Turing,no address",
      ",Hopper,g@example.com",
    ]);
    await keepFlow(stage, "mixed", "mixed.csv", webinarKey);
    await page.goto(`${stage.address}/flows/mixed`);
    await button("Run now").click();
    await page.getByRole("dialog").getByRole("button", { name: "Run now" }).click();
    await page.getByText(/Done in .*3 rows read: 3 failed and kept\./).waitFor();
    await page.goto(`${stage.address}/flows/mixed/failed-rows`);
    await page
      .getByRole("group", { name: "What went wrong" })
      .getByText(/\(2\)$/)
      .click();
    await button("Send 2 rows again").waitFor();
    expect(page.url()).toContain("code=");
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole("checkbox", { name: "Choose row 1" }).check();
    await button("Give up 1 row").click();
    await page.getByText("1 row was given up.").waitFor();
    await page.getByText("2 rows failed and wait.").waitFor();
    await button("Take it back").click();
    await page.getByText("3 rows failed and wait.").waitFor();
    await button("Send 2 rows again").click();
    await page
      .getByText("0 of 2 rows sent again are through; 2 failed again, to be found among the failed rows.")
      .waitFor();
    expect(await faultsOf(page)).toEqual([]);
  });

  it("follow a run while the hub is away and when it is back, stop it and let it go on", async () => {
    const people = Array.from({ length: 100 }, (_, n) => `Person,${n},person${n}@example.com`);
    writePeople(stage, "many.csv", people);
    await keepFlow(stage, "many", "many.csv", webinarKey);
    await using line = await openLine(stage.address);
    await page.goto(`${line.address}/flows/many`);
    await button("Run now").click();
    await page.getByRole("dialog").getByRole("button", { name: "Run now" }).click();
    await page.getByText(/Running for/).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await line.cut();
    await page.getByText("The hub does not answer. If it is at work, the run goes on").waitFor();
    await line.mend();
    await page
      .getByText("The hub does not answer. If it is at work, the run goes on")
      .waitFor({ state: "detached" });
    await button("Stop").click();
    await page.getByText(/Stopped after .*can go on there/).waitFor();
    await page.reload();
    await button("Let it go on").click();
    await page.getByText(/Done in .*100 rows read: 100 new\./).waitFor({ timeout: 30_000 });
  });

  it("give the file that was written, at the end of the run", async () => {
    await stage.hub.request("PUT", "/api/v1/flows/copy", {
      source: { endpoint: "csv", table: "people.csv" },
      target: { endpoint: "ndjson", table: "out/people.ndjson", write: "replace" },
    });
    const { body } = await stage.hub.request("POST", "/api/v1/flows/copy/runs", {});
    await page.goto(`${stage.address}/flows/copy/runs/${(body as { id: string }).id}`);
    const link = page.getByRole("link", { name: "out/people.ndjson" });
    const [file] = await Promise.all([page.waitForEvent("download"), link.click()]);
    expect(file.suggestedFilename()).toBe("people.ndjson");
  });

  it("are in Spanish for who wants that, on a narrow screen too", async () => {
    const narrow = await stage.administrator({ language: "es-ES", width: 390 });
    for (const [place, words] of [
      ["/flows/people-to-webinar", "Cuándo se ejecuta"],
      ["/flows/people-to-webinar/failed-rows", "No espera ninguna fila"],
    ] as const) {
      await narrow.goto(`${stage.address}${place}`);
      await narrow.getByText(words).first().waitFor();
      expect(await faultsOf(narrow)).toEqual([]);
      const tooWide = await narrow.evaluate<boolean>("document.documentElement.scrollWidth > innerWidth");
      expect(tooWide).toBe(false);
    }
    await narrow.goto(`${stage.address}/flows/people-to-webinar`);
    await narrow.getByRole("table").getByRole("link").first().click();
    await narrow
      .getByText(/filas? leídas?/)
      .first()
      .waitFor();
    expect(await faultsOf(narrow)).toEqual([]);
  });
});
