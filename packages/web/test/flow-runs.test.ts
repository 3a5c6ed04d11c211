/** The pages of one flow, its runs and its failed rows, against a real hub and sandbox in a real browser. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { faultsOf, openStage, type Stage } from "./support/stage.ts";

describe("the pages of a flow", () => {
  let stage: Stage;
  let page: Page;
  beforeAll(async () => {
    stage = await openStage({ size: { webinars: 3, upcoming: 2, registrants: 2, attendees: 1 } });
    page = await stage.administrator();
    await stage.connect("Main");
    const { text } = await stage.hub.request("GET", "/api/v1/entities/UpcomingWebinar/rows?limit=1");
    const { webinarKey } = JSON.parse(text.split("\n")[0] ?? "") as { webinarKey: string };
    const folder = path.join(stage.hub.folder, "files");
    mkdirSync(folder, { recursive: true });
    writeFileSync(
      path.join(folder, "people.csv"),
      "first,last,email\nAda,Lovelace,ada@example.com\nAlan,Turing,no address\nGrace,Hopper,grace@example.com\n",
    );
    const { status, text: answer } = await stage.hub.request("PUT", "/api/v1/flows/people-to-webinar", {
      source: { endpoint: "csv", table: "people.csv" },
      steps: [
        {
          map: { webinarKey: `"${webinarKey}"`, firstName: "first", lastName: "last", email: "email" },
          note: "Everybody for the same webinar",
        },
      ],
      target: { endpoint: "goto", entity: "Registrant", write: "upsert" },
    });
    if (status !== 200) throw new Error(answer);
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
    await dialog.getByText("GoTo is asked to send no e-mails.").waitFor();
    expect(await faultsOf(page)).toEqual([]);
  });

  it("run it, and show what came of it and where a row failed", async () => {
    await page.getByRole("dialog").getByRole("button", { name: "Run now" }).click();
    await page.waitForTimeout(4000);
    await page.screenshot({ path: "/work/tmp/pages-runs-look/shots/t.png" });
    await page.getByText(/Done in .*3 rows read: 2 new, 1 failed and kept\./).waitFor();
    await page.getByText(/1 row failed: /).waitFor();
    expect(await faultsOf(page)).toEqual([]);
  });
});
