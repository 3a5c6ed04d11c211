import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rowsOf } from "../../hub/src/endpoints/excel/sheets.ts";
import { faultsOf, openStage, type Stage } from "./support/stage.ts";

describe("the page of a webinar", () => {
  let stage: Stage;
  let page: Page;
  /** What went wrong in the pages, also where they recovered by themselves. */
  const thrown: string[] = [];
  beforeAll(async () => {
    stage = await openStage({
      size: {
        webinars: 14,
        upcoming: 5,
        registrants: { from: 30, to: 40 },
        attendees: { from: 12, to: 20 },
        polls: 2,
        surveyQuestions: 4,
        questions: 3,
        panelists: 1,
        variety: "mixed",
      },
    });
    await stage.connect("Acme webinars");
    page = await stage.administrator();
    page.on("pageerror", (error) => thrown.push(error.message));
    page.on("console", (message) => {
      if (/(Type|Reference|Range)Error/.test(message.text())) thrown.push(message.text());
    });
  });
  afterAll(() => stage.close());

  const button = (name: string | RegExp) => page.getByRole("button", { name });
  const dialog = () => page.getByRole("dialog");
  const open = (webinarKey: string, search = "", on = page) =>
    on.goto(`${stage.address}/data/Webinar/${webinarKey}${search}`);
  type SandboxWebinar = typeof stage.sandbox.world.webinars extends IterableIterator<infer One> ? One : never;
  /** The first of its world that fits. */
  function webinarThat(fits: (webinar: SandboxWebinar, isComing: boolean) => boolean): SandboxWebinar {
    const found = [...stage.sandbox.world.webinars].find((webinar) =>
      fits(webinar, (webinar.times[0]?.startTime ?? 0) > Date.now()),
    );
    if (found === undefined) throw new Error("The world has no such webinar");
    return found;
  }
  const held = () =>
    webinarThat(({ kind, plan }, isComing) => !isComing && kind === "single_session" && plan.isHeld);
  const asking = () => webinarThat(({ questions }, isComing) => isComing && questions.length > 0);

  describe("of one that was held", () => {
    it("says when it was, and how many registered, came and stayed", async () => {
      await open(held().webinarKey);
      await page.getByRole("heading", { level: 1, name: held().subject }).waitFor();
      await page.getByText(/^Ended .+ \d+ people had registered\.$/).waitFor();
      const funnel = page.getByRole("figure", { name: "From registration to the end" });
      await funnel.getByText(/^\d+ registered, \d+ of them came \(.+%\), and \d+ stayed/).waitFor();
      await funnel.getByText("GoTo does not tell how many were invited.").waitFor();
      await page.getByRole("figure", { name: "Registrations over time" }).waitFor();
      expect(await faultsOf(page)).toEqual([]);
    });

    it("shows the people in the room minute by minute, and each of them", async () => {
      await page.getByRole("tab", { name: "Attendance" }).click();
      const room = page.getByRole("figure", { name: "People in the room" });
      await room.getByText(/^\d+ people came\. Most were there at .+: \d+\./).waitFor();
      await room.getByRole("button", { name: "Show the figures" }).click();
      await room.getByRole("columnheader", { name: "Minute" }).waitFor();
      await page.getByRole("columnheader", { name: "Minutes" }).click();
      await page.getByLabel("Search by name or address").fill("nobody of this name");
      await page.getByText("Nobody fits this search.").waitFor();
      expect(page.url()).toContain("q=nobody");
      expect(await faultsOf(page)).toEqual([]);
    });

    it("shows polls and survey as bars, and what people wrote as a list", async () => {
      await page.getByRole("tab", { name: "Polls and survey" }).click();
      const survey = page.getByRole("region", { name: "Survey" });
      await survey
        .getByRole("figure", { name: "How useful was it?" })
        .getByText(/people answered\. Chosen most/)
        .waitFor();
      await survey.getByText(/In their own words\./).waitFor();
      expect(await page.getByRole("region", { name: "Polls" }).getByRole("figure").count()).toBe(2);
      expect(await faultsOf(page)).toEqual([]);
    });

    it("shows what was asked, with the answers", async () => {
      await page.getByRole("tab", { name: "Questions" }).click();
      await page.getByText(/^3 questions were asked/).waitFor();
      expect(await faultsOf(page)).toEqual([]);
    });

    it("hands out who came, and who registered, as workbooks with keys as text and the webinar's own clock", async () => {
      const { subject, timeZone } = held();
      const sheetOf = async (label: string, sheet: string) => {
        const downloading = page.waitForEvent("download");
        await button(label).click();
        const download = await downloading;
        // A disk takes no colon.
        const name = `${subject.replace(/ ?: ?/, " ")} DAY ${sheet}.xlsx`;
        expect(download.suggestedFilename().replace(/\d{4}-\d\d-\d\d/, "DAY")).toBe(name);
        return (await Array.fromAsync(rowsOf(await download.path(), sheet))).map(({ cells }) => cells);
      };
      const person = [expect.any(String), expect.any(String), expect.stringContaining("@")];
      const [head, first] = await sheetOf("Attendees as Excel", "Attendees");
      const names = ["First name", "Last name", "E-mail address"];
      const times = [`Came (${timeZone})`, `Left (${timeZone})`, "Minutes"];
      expect(head).toEqual([...names, ...times, "Registrant key"]);
      const key = expect.stringMatching(/^\d{16,}$/);
      expect(first).toEqual([...person, expect.any(Date), expect.any(Date), expect.any(Number), key]);
      await page.getByRole("tab", { name: "Registrants" }).click();
      const rows = await sheetOf("These as Excel", "Registrants");
      expect(rows).toHaveLength([...stage.sandbox.world.registrants(held())].length + 1);
    });

    it("leads back to all of them, and says where there is no such part", async () => {
      await open(held().webinarKey, "?tab=polls");
      await page.getByText("A webinar has no part called “polls”.").waitFor();
      await page.getByRole("link", { name: "All webinars" }).click();
      await page.getByRole("grid", { name: "Webinars" }).waitFor();
    });
  });

  describe("of one to come", () => {
    it("registers somebody by the form of this webinar, says what GoTo sends, and shows the join link", async () => {
      await open(asking().webinarKey);
      await button("Register people").click();
      await page.getByRole("menuitem", { name: "Somebody, by form" }).click();
      await dialog().getByLabel("First name").fill("Ada");
      await dialog().getByLabel("Last name").fill("Lovelace");
      await dialog().getByLabel("E-mail address").fill("ada@example.com");
      await page.reload();
      await dialog().getByText("GoTo e-mails ada@example.com the confirmation").waitFor();
      await dialog().getByRole("button", { name: "Register" }).click();
      await dialog().getByText("This is needed.").waitFor();
      expect(await faultsOf(page)).toEqual([]);
      await dialog().getByLabel("Which team are you on?").selectOption("Support");
      // What was typed stays through a failure.
      await page.route("**/Registrant/upsert*", (route) => route.abort());
      await dialog().getByRole("button", { name: "Register" }).click();
      await dialog().getByText("The hub did not answer.").waitFor();
      await page.unroute("**/Registrant/upsert*");
      await dialog().getByRole("button", { name: "Register" }).click();
      await dialog().getByText("Ada Lovelace is registered.").waitFor();
      await dialog().getByText("https://global.gotowebinar.com/join/").waitFor();
      expect(await faultsOf(page)).toEqual([]);
      const there = [...stage.sandbox.world.registrants(asking())].find(
        ({ email }) => email === "ada@example.com",
      );
      expect(there?.responses).toMatchObject([{ answer: "Support" }]);
      await dialog().getByRole("button", { name: "Close" }).last().click();
    });

    it("shows a registration in a drawer, and cancels it after asking", async () => {
      await page.getByRole("tab", { name: "Registrants" }).click();
      await page.getByLabel("Search by name or address").fill("ada@ex");
      await page.getByText(/^1 of \d+ people$/).waitFor();
      await page.getByRole("gridcell", { name: "Ada Lovelace" }).click();
      await dialog().getByText("Which team are you on?").waitFor();
      await button("Send the confirmation again").click();
      await page.getByText("GoTo has been asked to send ada@example.com the confirmation again.").waitFor();
      expect(await faultsOf(page)).toEqual([]);
      await button("Cancel the registration").click();
      const asked = page.getByRole("dialog", { name: "Cancel the registration of Ada Lovelace?" });
      await asked.getByText("tell ada@example.com yourself").waitFor();
      await asked.getByRole("button", { name: "Cancel the registration" }).click();
      await page.getByText("Nobody fits this search.").waitFor();
    });

    it("registers many from a list: checks each row, says who gets an e-mail, tells what came of each", async () => {
      const [known] = [...stage.sandbox.world.registrants(asking())];
      await open(asking().webinarKey, "?action=register-many");
      await page
        .getByLabel("The list")
        .fill(
          [
            "Nombre;Apellidos;Correo;Which team are you on?;Dept",
            "Grace;Hopper;grace@example.com;Sales;Navy",
            `Some;Body;${known?.email};Sales`,
            "Alan;;alan@example.com;Support",
            "Mary;Jackson;mary@example.com;Space",
          ].join("\n"),
        );
      await page.getByText("The column “Dept” is not sent").waitFor();
      await button("Check 4 people").click();
      await page.getByText("Last name is missing").waitFor();
      // What was pasted survives a reload and Back.
      await page.reload();
      await page.getByText("Last name is missing").waitFor();
      await page.getByText("The column “Dept” is not sent").waitFor();
      await page.goBack();
      await button("Check 4 people").click();
      await page.getByText("1 of 4 can be registered. 1 is registered already. 2 have a problem").waitFor();
      await page.getByText("Last name is missing").waitFor();
      await page.getByRole("gridcell", { name: "Which team are you on?: none of the choices" }).click();
      await dialog().getByText("The choices of Which team are you on? are: Support").waitFor();
      await dialog().getByRole("button", { name: "Close" }).click();
      await page.getByText("GoTo e-mails 1 person the confirmation").waitFor();
      await page.getByText("1 person is registered already and gets no new e-mail.").waitFor();
      expect(await faultsOf(page)).toEqual([]);
      await button("Register 1 person").click();
      await page.getByText("Done. Registered: 1. Registered before: 0. Failed: 0.").waitFor();
      expect(await faultsOf(page)).toEqual([]);
      // It is found again after other pages.
      await button("Back to the webinar").click();
      await button("Register people").click();
      await page.getByRole("menuitem", { name: "Many, from a list" }).click();
      await page.getByText("Done. Registered: 1.").waitFor();
      await button("Another list").click();
      await page.getByLabel("The list").waitFor();
    });

    it("takes a panelist into the team", async () => {
      await open(asking().webinarKey, "?tab=team");
      const panelists = page.getByRole("region", { name: "Panelists" });
      await panelists.getByLabel("Full name").fill("Katherine Johnson");
      await panelists.getByLabel("E-mail address").fill("katherine@example.com");
      await panelists.getByText("GoTo e-mails katherine@example.com the invitation").waitFor();
      await button("Add a panelist").click();
      await panelists.getByRole("listitem").filter({ hasText: "Katherine Johnson" }).waitFor();
      expect(await faultsOf(page)).toEqual([]);
    });

    it("takes a co-organizer with a seat by the key that GoTo wants", async () => {
      const seat = asking().coOrganizers.find(({ external }) => !external);
      if (seat === undefined) throw new Error("The seeded webinar has a co-organizer with a seat");
      const team = page.getByRole("region", { name: "Co-organizers" });
      const item = team.getByRole("listitem").filter({ hasText: seat.email });
      await item.getByRole("button", { name: /^Remove / }).click();
      await dialog().getByRole("button", { name: "Remove" }).click();
      await item.waitFor({ state: "detached" });
      await team.getByRole("radio", { name: "Somebody with a seat in the account" }).check();
      const key = team.getByRole("combobox", { name: "Organizer key" });
      await key.fill(seat.email);
      await team.getByRole("button", { name: "Add a co-organizer" }).click();
      await team.getByText("This is no organizer key").waitFor();
      expect(await faultsOf(page)).toEqual([]);
      await key.fill(seat.memberKey);
      await team.getByText("the invitation as co-organizer").waitFor();
      await team.getByRole("button", { name: "Add a co-organizer" }).click();
      await item.waitFor();
    });

    it("is shown to who may not write without any control that writes", async () => {
      const answer = await stage.hub.request("POST", "/api/v1/invitations", {
        email: "vera@acme.example",
        role: "viewer",
      });
      const { address } = answer.body as { readonly address: string };
      const context = await stage.browser.newContext({ locale: "en-US" });
      const viewer = await context.newPage();
      await viewer.goto(address);
      await viewer.locator("[name=name]").fill("Vera Lind");
      await viewer.locator("[name=password]").fill("correct horse battery");
      await viewer.getByRole("button").click();
      await viewer.waitForURL(`${stage.address}/`);
      await open(asking().webinarKey, "?tab=team&action=cancel", viewer);
      await viewer.getByRole("region", { name: "Panelists" }).getByText("Katherine Johnson").waitFor();
      for (const name of [
        "Register people",
        "More",
        "Add a panelist",
        "Remove Katherine Johnson",
        "Cancel the webinar",
      ]) {
        expect(await viewer.getByRole("button", { name }).count()).toBe(0);
      }
      await viewer.goto(`${stage.address}/data/Webinar/new`);
      await viewer.getByText("Your role may look at webinars").waitFor();
      expect(await viewer.getByRole("textbox").count()).toBe(0);
      await context.close();
    });
  });

  describe("as somebody plans", () => {
    it("creates one by form: what is typed survives a reload, mistakes stand beside their field", async () => {
      await page.goto(`${stage.address}/data/Webinar/new`);
      await button("Create the webinar").click();
      await page.getByText("Something is missing or not right yet").waitFor();
      expect(await faultsOf(page)).toEqual([]);
      await page.getByRole("textbox", { name: "Title" }).fill("Heat pumps, once more");
      await page.getByLabel("Begins at").fill("14:30");
      await page.getByLabel("Minutes").fill("5000");
      await page.getByText("That is 83 h 20 min. Is it meant?").waitFor();
      await page.getByLabel("Minutes").fill("60");
      await page.reload();
      await page.getByText("This is what you typed before and did not send.").waitFor();
      await page.getByText("Creating it sends no e-mail.").waitFor();
      await button("Create the webinar").dblclick();
      await page.getByRole("heading", { level: 1, name: "Heat pumps, once more" }).waitFor();
      const made = webinarThat(({ subject }) => subject === "Heat pumps, once more");
      // Pressed twice, made once.
      const named = [...stage.sandbox.world.webinars].filter(({ subject }) => subject === made.subject);
      expect(named).toHaveLength(1);
      expect(page.url()).toContain(`/data/Webinar/${made.webinarKey}`);
    });

    it("changes one, and says who hears of it", async () => {
      await open(asking().webinarKey);
      await button("More").click();
      await page.getByRole("menuitem", { name: "Change the webinar" }).click();
      await page.getByText(/^GoTo e-mails nobody\. \d+ people are registered, and do not hear/).waitFor();
      await page.getByLabel(/^E-mail the \d+ registrants about the change$/).check();
      await page.getByText(/^GoTo e-mails \d+ registrants that the webinar has changed\.$/).waitFor();
      await page.getByRole("textbox", { name: "Description" }).fill("With a new description");
      expect(await faultsOf(page)).toEqual([]);
      await button("Save the changes").click();
      await page.getByText("With a new description").waitFor();
    });

    it("creates a series, and says why it does not change one of it", async () => {
      await page.goto(`${stage.address}/data/Webinar/new`);
      await page.getByRole("textbox", { name: "Title" }).fill("Choose your week");
      await page.getByLabel("Several times, people choose one").check();
      await page.getByRole("group", { name: "Meeting 2" }).waitFor();
      await button("Create the webinar").click();
      await page.getByRole("heading", { level: 1, name: "Choose your week" }).waitFor();
      await button("More").click();
      await page.getByRole("menuitem", { name: "Change the webinar" }).click();
      await page.getByText("This webinar belongs to a series.").waitFor();
    });

    it("cancels one after asking twice, with how many get an e-mail", async () => {
      const { webinarKey, subject } = asking();
      await open(webinarKey);
      await button("More").click();
      await page.getByRole("menuitem", { name: "Cancel the webinar" }).click();
      await dialog()
        .getByText(/^GoTo e-mails \d+ registrants that it is cancelled/)
        .waitFor();
      expect(await dialog().getByRole("button", { name: "Cancel the webinar" }).isDisabled()).toBe(true);
      await dialog().getByLabel("Yes, I want to cancel it for good").check();
      expect(await faultsOf(page)).toEqual([]);
      await dialog().getByRole("button", { name: "Cancel the webinar" }).click();
      await page.waitForURL(`${stage.address}/data/Webinar`);
      await page.getByText(`${subject} is cancelled.`).waitFor();
      await open(webinarKey);
      await page.getByText("GoTo knows no such webinar here.").waitFor();
    });
  });

  it("has thrown nothing in all this", () => {
    expect(thrown).toEqual([]);
  });

  it("is in Spanish for who wants that, on a narrow screen too", async () => {
    const narrow = await stage.administrator({ language: "es-ES", width: 390 });
    await open(held().webinarKey, "", narrow);
    await narrow.getByText(/^Terminó el .+ Se inscribieron \d+ personas\.$/).waitFor();
    await narrow.getByRole("figure", { name: "De la inscripción al final" }).waitFor();
    expect(await faultsOf(narrow)).toEqual([]);
    for (const tab of ["Inscritos", "Asistencia", "Encuestas", "Preguntas", "Equipo"]) {
      await narrow.getByRole("tab", { name: tab }).click();
      await expect.poll(() => narrow.getByText("Leyendo de GoTo").count(), { timeout: 10_000 }).toBe(0);
      expect(await narrow.evaluate<boolean>("document.documentElement.scrollWidth > innerWidth")).toBe(false);
    }
    await narrow.goto(`${stage.address}/data/Webinar/new`);
    await narrow.getByRole("heading", { name: "Nuevo webinar" }).waitFor();
    expect(await narrow.evaluate<boolean>("document.documentElement.scrollWidth > innerWidth")).toBe(false);
    expect(await faultsOf(narrow)).toEqual([]);
  });
});
