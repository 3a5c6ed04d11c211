import { createHmac } from "node:crypto";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type Desk, openDesk } from "../webinar/testing/desk.ts";
import { testNow } from "../webinar/testing/host.ts";
import { timeIn } from "../webinar/testing/webinars.ts";
import { type EventName, eventNames } from "./events.ts";
import { startCallback, type TestCallback } from "./testing/callback.ts";

let callback: TestCallback;
let desk: Desk;
beforeEach(async () => {
  callback = await startCallback();
  desk = await openDesk();
  desk.host.webhooks.settings.retryDelay = 5;
});
afterEach(async () => {
  await desk[Symbol.asyncDispose]();
  await callback[Symbol.asyncDispose]();
});

const day = 86_400_000;

/** A secret, and an active subscription to each of these events. Returns the secret. */
async function listenTo(...names: readonly EventName[]): Promise<string> {
  const { host } = desk;
  const secret = (await host.call("POST", "/webhooks/secretkey")).body as { value: string };
  const body = names.map((eventName) => ({
    callbackUrl: callback.url,
    eventName,
    eventVersion: "1.0.0",
    product: "g2w",
  }));
  await host.call("POST", "/webhooks", { body });
  const keys = [...host.world.webhooks.keys()].map((webhookKey) => ({ webhookKey }));
  await host.call("PUT", "/webhooks", { body: keys.map((key) => ({ ...key, state: "ACTIVE" })) });
  const reply = await host.call("POST", "/userSubscriptions", { body: keys });
  expect(reply.status, reply.text).toBe(200);
  return secret.value;
}

async function register(webinarKey: string, changes: Record<string, unknown> = {}): Promise<string> {
  const person = { firstName: "Person", lastName: "A", email: "person.a@example.com", ...changes };
  const reply = await desk.host.call("POST", `${desk.mine}/webinars/${webinarKey}/registrants`, {
    body: person,
  });
  expect(reply.status, reply.text).toBe(201);
  return (reply.body as { registrantKey: string }).registrantKey;
}

/** The receiver's events once everything has arrived. */
async function events(): Promise<TestCallback["received"][number]["event"][]> {
  await desk.host.webhooks.settle();
  return callback.received.map(({ event }) => event);
}

it("sends all five events, each key a number, instants with milliseconds", async () => {
  await listenTo(...eventNames);
  const [past] = [...desk.host.world.webinars];
  if (past === undefined) throw new Error("There is a past webinar.");
  const [webinar] = desk.host.world.createWebinars({
    organizerKey: past.organizerKey,
    accountKey: past.accountKey,
    subject: "Summer review",
    description: "What is to come",
    kind: "single_session",
    times: [{ startTime: testNow + day, endTime: testNow + day + 3_600_000 }],
    timeZone: "GMT",
    locale: "en_US",
    survey: {
      name: "Afterwards",
      questions: [{ question: "How was it?", type: "RATING", choices: ["1", "2"] }],
    },
    questions: [
      {
        questionKey: "4617283900441728390",
        question: "Team?",
        required: true,
        type: "multipleChoice",
        maxSize: 100,
        answers: [{ answer: "Support", answerKey: "4617283900441728391" }],
      },
    ],
  });
  const webinarKey = webinar?.webinarKey ?? "";
  const registrantKey = await register(webinarKey, {
    organization: "Example Works",
    source: "newsletter-17",
    questionsAndComments: "None",
    responses: [{ questionKey: "4617283900441728390", answerKey: "4617283900441728391" }],
  });
  await desk.host.call("PUT", `${desk.mine}/webinars/${webinarKey}`, { body: { subject: "Autumn review" } });
  desk.host.world.advance(testNow + 2 * day);
  await desk.host.call("DELETE", `${desk.mine}/webinars/${webinarKey}`);
  const received = await events();
  expect(received).toHaveLength(6);
  const one = (eventName: EventName, status?: string) =>
    received.find(
      (event) => event.eventName === eventName && (status === undefined || event.status === status),
    );
  const joined = one("registrant.joined");
  const common = {
    eventVersion: "1.0.0",
    product: "g2w",
    eventKey: expect.stringMatching(/^[0-9a-f-]{36}$/),
  };
  const keys = {
    webinarKey,
    webinarCreatorKey: past.organizerKey,
    registrantKey,
    experienceType: "CLASSIC",
  };
  expect(one("webinar.created")).toEqual({
    ...common,
    eventName: "webinar.created",
    accountKey: past.accountKey,
    organizerKey: past.organizerKey,
    webinarKey,
    webinarTitle: "Summer review",
    description: "What is to come",
    experienceType: "CLASSIC",
    recurrenceType: "single_session",
    recurrenceKey: null,
    webinarCreationDate: "2031-02-28T12:00:00.000Z",
    status: "NEW",
    times: [timeIn(1)],
    timeZone: "GMT",
    timestamp: "2031-02-28T12:00:00.000Z",
  });
  expect(one("registrant.added")).toEqual({
    ...common,
    ...keys,
    eventName: "registrant.added",
    firstName: "Person",
    lastName: "A",
    email: "person.a@example.com",
    organization: "Example Works",
    comments: "None",
    registrationSource: "newsletter-17",
    registrationDate: "2031-02-28T12:00:00.000Z",
    status: "APPROVED",
    webinarTitle: "Summer review",
    recurrenceType: "single_session",
    joinUrl: expect.stringContaining(`/join/${webinarKey}/`),
    responses: [{ questionText: "Team?", questionType: "MULTIPLE_CHOICE", answerText: ["Support"] }],
    timestamp: "2031-02-28T12:00:00.000Z",
  });
  const changed = one("webinar.changed", "UPDATED");
  expect(changed).toMatchObject({
    eventName: "webinar.changed",
    status: "UPDATED",
    webinarTitle: "Autumn review",
  });
  expect(Object.keys(changed ?? {})).not.toContain("recurrenceKey");
  expect(Object.keys(changed ?? {})).not.toContain("webinarCreationDate");
  expect(joined).toEqual({
    ...common,
    ...keys,
    eventName: "registrant.joined",
    firstName: "Person",
    lastName: "A",
    email: "person.a@example.com",
    webinarTitle: "Autumn review",
    recurrenceType: "single_session",
    sessionKey: expect.stringMatching(/^\d{19}$/),
    joinTime: expect.any(Number),
    timestamp: expect.stringMatching(/^2031-03-01T12:\d\d:\d\d\.\d{3}Z$/),
  });
  expect(new Date(joined?.joinTime as number).toISOString()).toBe(joined?.timestamp);
  expect(one("survey.submitted")).toEqual({
    ...common,
    ...keys,
    eventName: "survey.submitted",
    webinarTitle: "Autumn review",
    sessionKey: joined?.sessionKey,
    surveyName: "Afterwards",
    responses: [{ questionText: "How was it?", questionType: "RATING", answerText: [expect.any(String)] }],
    timestamp: expect.any(String),
  });
  expect(one("webinar.changed", "DELETED")).toMatchObject({ webinarTitle: "Autumn review" });
  for (const { text } of callback.received)
    expect(text).toMatch(new RegExp(`"webinarKey":${webinarKey}[,}]`));
});

it("signs the raw body with the secret, in hex, or with the time by switch", async () => {
  const secret = await listenTo("webinar.created");
  await desk.create();
  await desk.host.webhooks.settle();
  desk.host.webhooks.settings.signatureForm = "timestamped";
  await desk.create();
  await desk.host.webhooks.settle();
  const [plain, timed] = callback.received;
  const hmac = (text: string) => createHmac("sha256", secret).update(text).digest("hex");
  expect(plain?.headers["x-webhook-signature"]).toBe(hmac(plain?.text ?? ""));
  expect(plain?.headers["content-type"]).toBe("application/json");
  const [, sentAt, signature] =
    /^t=(\d{13}),s=([0-9a-f]{64})$/.exec(String(timed?.headers["x-webhook-signature"])) ?? [];
  expect(signature).toBe(hmac(`${sentAt}.${timed?.text}`));
});

it("signs with the old secret until the new one is valid", async () => {
  const secret = await listenTo("webinar.created");
  const validFrom = new Date(testNow + day).toISOString();
  const next = (await desk.host.call("POST", "/webhooks/secretkey", { body: { validFrom } })).body;
  const { value } = next as { value: string };
  await desk.create();
  desk.host.world.advance(testNow + 2 * day);
  await desk.create();
  await desk.host.webhooks.settle();
  const expected = [secret, value].map((key, place) =>
    createHmac("sha256", key)
      .update(callback.received[place]?.text ?? "")
      .digest("hex"),
  );
  expect(callback.received.map(({ headers }) => headers["x-webhook-signature"])).toEqual(expected);
});

it("sends nothing while webhook or subscription is inactive, and nothing of another organizer's webinars", async () => {
  await listenTo("webinar.created");
  const [webhookKey] = [...desk.host.world.webhooks.keys()];
  const [userSubscriptionKey] = [...desk.host.world.userSubscriptions.keys()];
  const setWebhook = (state: string) => desk.host.call("PUT", "/webhooks", { body: [{ webhookKey, state }] });
  await setWebhook("INACTIVE");
  await desk.create();
  await setWebhook("ACTIVE");
  const inactive = [{ webhookKey, userSubscriptionKey, userSubscriptionState: "INACTIVE" }];
  await desk.host.call("PUT", "/userSubscriptions", { body: inactive });
  await desk.create();
  const active = [{ webhookKey, userSubscriptionKey, userSubscriptionState: "ACTIVE" }];
  await desk.host.call("PUT", "/userSubscriptions", { body: active });
  await desk.host.call("POST", `/organizers/${desk.host.colleague.organizerKey}/webinars`, {
    as: desk.host.colleague,
    body: { subject: "Hers", times: [timeIn(3)] },
  });
  const { webinarKey } = await desk.create();
  expect(await events()).toMatchObject([{ webinarKey }]);
});

it("leaves the join link out of registrant.added until the organizer has approved", async () => {
  await listenTo("registrant.added");
  const { organizerKey, memberships } = desk.host.administrator;
  const [webinar] = desk.host.world.createWebinars({
    organizerKey,
    accountKey: memberships[0]?.accountKey ?? "",
    subject: "Checked",
    description: "",
    kind: "single_session",
    times: [{ startTime: testNow + day, endTime: testNow + 2 * day }],
    timeZone: "GMT",
    locale: "en_US",
    approval: "MANUAL",
  });
  await register(webinar?.webinarKey ?? "");
  const [event] = await events();
  expect(event).toMatchObject({ status: "WAITING" });
  expect(Object.keys(event ?? {})).not.toContain("joinUrl");
});

it("tries again when a callback fails or is cut, with the same eventKey, and writes every try down", async () => {
  await listenTo("webinar.created");
  callback.postStatuses.push(500, "reset");
  const { webinarKey } = await desk.create();
  expect(await events()).toMatchObject([{ webinarKey }]);
  const [delivery, ...more] = desk.host.webhooks.deliveries();
  expect(more).toEqual([]);
  expect(delivery).toMatchObject({
    eventName: "webinar.created",
    eventKey: callback.received[0]?.event.eventKey,
    callbackUrl: callback.url,
    body: callback.received[0]?.text,
    state: "delivered",
    attempts: [{ status: 500, error: null }, { status: null, error: "UND_ERR_SOCKET" }, { status: 200 }],
  });
  expect(JSON.stringify(delivery)).not.toContain("secret");
});

it("gives up after the last try, and goes on with the next event", async () => {
  await listenTo("webinar.created");
  callback.postStatuses.push(500, 500, 500, 500);
  await desk.create();
  await desk.host.webhooks.settle();
  const { webinarKey } = await desk.create();
  expect(await events()).toMatchObject([{ webinarKey }]);
  expect(desk.host.webhooks.deliveries().map(({ state }) => state)).toEqual(["failed", "delivered"]);
});

it("does not let one failing event hold up those after it", async () => {
  await listenTo("webinar.created");
  desk.host.webhooks.settings.retryDelay = 500;
  callback.postStatuses.push(503);
  const first = await desk.create();
  const second = await desk.create();
  expect((await events()).map((event) => event.webinarKey)).toEqual([second.webinarKey, first.webinarKey]);
});

it("sends events in order, and to order more than once and newest first", async () => {
  await listenTo("webinar.created");
  const series = { type: "series", times: [timeIn(1), timeIn(2), timeIn(3)] };
  await desk.create(series);
  const starts = async () =>
    (await events()).map(({ times }) => (times as unknown as [{ startTime: string }])[0].startTime);
  const inOrder = series.times.map(({ startTime }) => startTime);
  expect(await starts()).toEqual(inOrder);
  desk.host.webhooks.settings.duplicates = 1;
  desk.host.webhooks.settings.reorder = true;
  await desk.create(series);
  const all = await events();
  const later = (await starts()).slice(3);
  expect(later).toEqual(inOrder.toReversed().flatMap((start) => [start, start]));
  expect(new Set(all.map(({ eventKey }) => eventKey)).size).toBe(6);
});

it("delivers unsigned as long as there is no secret key", async () => {
  await listenTo("webinar.created");
  desk.host.world.secretKeys.clear();
  await desk.create();
  await desk.host.webhooks.settle();
  expect(callback.received[0]?.headers["x-webhook-signature"]).toBeUndefined();
});

it("ends at once when it is closed, whatever is under way", async () => {
  await using silent = await startCallback({ silent: true });
  await listenTo("webinar.created");
  for (const [key, webhook] of desk.host.world.webhooks)
    desk.host.world.webhooks.set(key, { ...webhook, callbackUrl: silent.url });
  desk.host.webhooks.settings.timeout = 60_000;
  await desk.create();
  await silent.firstPost;
  const settled = desk.host.webhooks.settle();
  await desk.host.webhooks.close();
  await settled;
  expect(desk.host.webhooks.deliveries()).toMatchObject([{ state: "waiting" }]);
});
