import { afterEach, beforeEach, expect, it } from "vitest";
import type { NewWebinar } from "../../world/changes.ts";
import type { Webinar } from "../../world/model.ts";
import { type Desk, openDesk } from "../testing/desk.ts";
import { type Reply, testNow } from "../testing/host.ts";

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk[Symbol.asyncDispose]());

const vendor = "application/vnd.citrix.g2wapi-v1.1+json";
const day = 86_400_000;
const person = { firstName: "Person", lastName: "A", email: "person.a@example.com" };
const team = "4617283900441728390";
const why = "4617283900441728395";

/** A webinar in a week, which only the world can give such a form: no operation sets one. */
function webinarWith(changes: Partial<NewWebinar> = {}): Webinar {
  const { organizerKey, memberships } = desk.host.administrator;
  const [made] = desk.host.world.createWebinars({
    organizerKey,
    accountKey: memberships[0]?.accountKey ?? "",
    subject: "With a form",
    description: "",
    kind: "single_session",
    times: [{ startTime: testNow + 7 * day, endTime: testNow + 7 * day + 3_600_000 }],
    timeZone: "GMT",
    locale: "en_US",
    fields: [
      { field: "firstName", required: true, maxSize: 128 },
      { field: "lastName", required: true, maxSize: 128 },
      { field: "email", required: true, maxSize: 128 },
      { field: "organization", required: true, maxSize: 20 },
      { field: "industry", required: false, maxSize: 128, answers: ["Education", "Retail"] },
    ],
    questions: [
      {
        questionKey: team,
        question: "Which team?",
        required: true,
        type: "multipleChoice",
        maxSize: 1000,
        answers: [
          { answer: "Support", answerKey: "4617283900441728391" },
          { answer: "Sales", answerKey: "4617283900441728392" },
        ],
      },
      { questionKey: why, question: "Why?", required: false, type: "shortAnswer", maxSize: 30 },
    ],
    ...changes,
  });
  if (made === undefined) throw new Error("A webinar was made.");
  return made;
}

const plain = () => webinarWith({ fields: [], questions: [] });

function register(webinar: Webinar, body: unknown, accept?: string, query = ""): Promise<Reply> {
  return desk.host.call("POST", `${desk.mine}/webinars/${webinar.webinarKey}/registrants${query}`, {
    body,
    ...(accept !== undefined && { headers: { accept } }),
  });
}

function get(webinar: Webinar, rest = ""): Promise<Reply> {
  return desk.host.call("GET", `${desk.mine}/webinars/${webinar.webinarKey}/registrants${rest}`);
}

const answers = [{ questionKey: team, answerKey: "4617283900441728391" }];
const full = { ...person, organization: "Example Works", responses: answers };

it("answers the registrantKey as a number, with a join link that does not end in it", async () => {
  const { status, text } = await register(plain(), person);
  expect(status).toBe(201);
  const [, key, tail] =
    /^\{"registrantKey":(\d{19}),"joinUrl":"https:\/\/global\.gotowebinar\.com\/join\/\d+\/(\d{9})","status":"APPROVED","asset":true\}$/.exec(
      text,
    ) ?? [];
  expect(key?.endsWith(tail ?? "")).toBe(false);
});

it("reads and enforces the whole form for application/json, and without an Accept header", async () => {
  const webinar = webinarWith();
  const missing = await register(webinar, { ...person, responses: answers }, "application/json");
  expect(missing).toMatchObject({ status: 400, body: { errorCode: "InvalidRequest" } });
  expect(missing.text).toContain("organization is required");
  const unanswered = await register(webinar, { ...full, responses: [] }, "*/*");
  expect(unanswered.text).toContain("Which team?");
  const reply = await register(webinar, full, "application/json");
  expect(reply.status).toBe(201);
  const { registrantKey } = reply.body as { registrantKey: string };
  expect((await get(webinar, `/${registrantKey}`)).body).toMatchObject({
    organization: "Example Works",
    responses: [{ question: "Which team?", answer: "Support" }],
  });
});

it("reads three fields and ignores the rest for the vendor's media type", async () => {
  const webinar = webinarWith();
  const reply = await register(webinar, { ...person, organization: "Example Works" }, vendor);
  expect(reply.status).toBe(201);
  const { registrantKey } = reply.body as { registrantKey: string };
  const detailed = (await get(webinar, `/${registrantKey}`)).body as Record<string, unknown>;
  expect(detailed).toMatchObject({ ...person, responses: [] });
  expect(detailed.organization).toBeUndefined();
  expect((await register(webinar, { firstName: "Person", lastName: "B" }, vendor)).status).toBe(400);
});

it.each([
  ["firstName is required", { firstName: " " }],
  ["email is required", { email: undefined }],
  ["email must be a mail address", { email: "nobody" }],
  ["organization has 21 characters", { organization: "x".repeat(21) }],
  ["industry must be one of", { industry: "Alchemy" }],
  ["no question with questionKey 17", { responses: [...answers, { questionKey: 17, responseText: "x" }] }],
  ["has no answer with answerKey 17", { responses: [{ questionKey: team, answerKey: 17 }] }],
  ["it needs answerKey", { responses: [{ questionKey: team, responseText: "Support" }] }],
  ["it needs responseText", { responses: [...answers, { questionKey: why, answerKey: 17 }] }],
  ["has 31 characters", { responses: [...answers, { questionKey: why, responseText: "x".repeat(31) }] }],
  ["answered twice", { responses: [...answers, ...answers] }],
  ["responses must be a JSON array", { responses: {} }],
  ["questionKey is required", { responses: [{ responseText: "x" }] }],
])("refuses with 400: %s", async (reason, changes) => {
  const reply = await register(webinarWith(), { ...full, ...changes });
  expect(reply.status).toBe(400);
  expect(reply.text).toContain(reason);
});

it("answers 409 with the key that is there, whatever the case of the address", async () => {
  const webinar = plain();
  const { registrantKey } = (await register(webinar, person)).body as { registrantKey: string };
  const again = await register(webinar, { ...person, email: "Person.A@EXAMPLE.com" });
  expect(again.status).toBe(409);
  expect(again.body).toMatchObject({
    errorCode: "DuplicateRegistrant",
    description: "Registration failed, email address already in use.",
    registrantKey,
  });
  expect(again.text).toContain(`"registrantKey":${registrantKey}`);
  expect((await register(plain(), person)).status).toBe(201);
});

it("leaves the key out of the 409 when the switch says so", async () => {
  const webinar = plain();
  await register(webinar, person);
  desk.host.world.switches.duplicateRegistrantKey = false;
  const { status, body } = await register(webinar, person);
  expect(status).toBe(409);
  expect(Object.keys(body as object)).toEqual(["errorCode", "description", "incident"]);
});

it("answers a resent confirmation with 201 and the registrant that is there, or with 409 by switch", async () => {
  const webinar = plain();
  const first = await register(webinar, person);
  const again = await register(webinar, person, undefined, "?resendConfirmation=true");
  expect(again).toEqual(first);
  expect(desk.host.world.registrantCount(webinar)).toBe(1);
  desk.host.world.switches.resendConfirmationStatus = 409;
  expect((await register(webinar, person, undefined, "?resendConfirmation=true")).status).toBe(409);
});

it("lets people wait, without join link, until the organizer approves", async () => {
  const webinar = webinarWith({ approval: "MANUAL", fields: [], questions: [] });
  const reply = await register(webinar, person);
  expect(reply.text).toMatch(/^\{"registrantKey":\d{19},"status":"WAITING","asset":true\}$/);
  const { registrantKey } = reply.body as { registrantKey: string };
  expect((await get(webinar)).body).toMatchObject([{ status: "WAITING" }]);
  expect((await get(webinar)).text).not.toContain("joinUrl");
  const registrant = desk.host.world.registrant(webinar, registrantKey);
  if (registrant !== undefined) desk.host.world.decideRegistrant(webinar, registrant, "APPROVED");
  expect((await get(webinar, `/${registrantKey}`)).body).toMatchObject({ status: "APPROVED" });
  expect((await get(webinar)).text).toContain("joinUrl");
});

it("takes registrations for a past webinar as LATE", async () => {
  const webinar = plain();
  const type = async (email: string) => {
    const { registrantKey } = (await register(webinar, { ...person, email })).body as {
      registrantKey: string;
    };
    return (await get(webinar, `/${registrantKey}`)).body;
  };
  expect(await type("early@example.com")).toMatchObject({ type: "REGULAR" });
  desk.host.world.advance(testNow + 8 * day);
  expect(await type("late@example.com")).toMatchObject({ type: "LATE" });
});

it("leaves the type out for a series", async () => {
  const time = (days: number) => ({ startTime: testNow + days * day, endTime: testNow + days * day + 1 });
  const member = webinarWith({ kind: "series", times: [time(1), time(2)], fields: [], questions: [] });
  const { registrantKey } = (await register(member, person)).body as { registrantKey: string };
  expect(Object.keys((await get(member, `/${registrantKey}`)).body as object)).not.toContain("type");
});

it("answers 403 when all places are taken", async () => {
  const webinar = webinarWith({ registrationLimit: 1, fields: [], questions: [] });
  expect((await register(webinar, person)).status).toBe(201);
  const reply = await register(webinar, { ...person, email: "b@example.com" });
  expect(reply).toMatchObject({ status: 403, body: { errorCode: "AccessDenied" } });
});

it("shows twins of two fields, and answers as pairs of texts", async () => {
  const webinar = plain();
  const details = { numberOfEmployees: "10-50", purchasingTimeFrame: "1-3 months", source: "newsletter-17" };
  const { registrantKey } = (await register(webinar, { ...person, ...details })).body as {
    registrantKey: string;
  };
  const reply = await get(webinar, `/${registrantKey}`);
  expect(reply.body).toMatchObject({
    ...details,
    employeeCount: "10-50",
    implementationTimeFrame: "1-3 months",
    unsubscribed: false,
    responses: [],
    registrationDate: "2031-02-28T12:00:00Z",
    timeZone: "GMT",
  });
  expect(reply.text).toContain(`"registrantKey":${registrantKey},`);
});

it("lists everybody in a bare array, or flat pages with page or limit; size is not known here", async () => {
  const [past] = [...desk.host.world.webinars];
  if (past === undefined) throw new Error("There is a past webinar.");
  const bare = (await get(past, "?size=5")).body as object[];
  expect(bare).toHaveLength(230);
  const second = (await get(past, "?page=1&limit=200")).body as { data: object[] };
  expect(second).toMatchObject({ total: 230, page: 1, limit: 200, pageSize: 30 });
  expect(second.data).toEqual(bare.slice(200));
  expect((await get(past, "?page=0")).body).toMatchObject({ limit: 20, pageSize: 20 });
  expect((await get(past, "?page=12")).body).toEqual({
    data: [],
    total: 230,
    page: 12,
    limit: 20,
    pageSize: 0,
  });
  expect((await get(past, "?limit=201")).status).toBe(400);
  expect(Object.keys(bare[0] ?? {})).not.toContain("organization");
});

it("deletes for good, and only while the webinar is still to come", async () => {
  const webinar = plain();
  const { registrantKey } = (await register(webinar, person)).body as { registrantKey: string };
  const path = `${desk.mine}/webinars/${webinar.webinarKey}/registrants/${registrantKey}`;
  const gone = await desk.host.call("DELETE", path);
  expect({ status: gone.status, text: gone.text }).toEqual({ status: 204, text: "" });
  expect((await desk.host.call("GET", path)).status).toBe(404);
  expect((await desk.host.call("DELETE", path)).status).toBe(404);
  expect((await desk.host.call("DELETE", path.replace(registrantKey, "bad"))).status).toBe(400);
  const again = (await register(webinar, person)).body as { registrantKey: string };
  expect(again.registrantKey).not.toBe(registrantKey);
  desk.host.world.advance(testNow + 8 * day);
  await desk.refused("DELETE", path.replace(registrantKey, again.registrantKey));
});

it("shows the form with its keys as numbers", async () => {
  const { text, body } = await get(webinarWith(), "/fields");
  expect(text).toContain(`"questionKey":${team},`);
  expect(text).toContain('"answerKey":4617283900441728391}');
  expect(body).toMatchObject({
    fields: [
      { field: "firstName" },
      {},
      {},
      { required: true, maxSize: 20 },
      { answers: ["Education", "Retail"] },
    ],
    questions: [
      { type: "multipleChoice", required: true },
      { type: "shortAnswer", maxSize: 30 },
    ],
  });
});
