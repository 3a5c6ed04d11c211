import { describe, expect, it } from "vitest";
import { InvalidRequestError, UnexpectedAnswerError } from "../errors.ts";
import { parse, stringify } from "../json.ts";
import type { CallOptions } from "../ports.ts";
import type { Request } from "../transport-types.ts";
import { createWebinarApi, type WebinarApi } from "./webinar.ts";

const O = "/G2W/rest/v2/organizers/7340028811556042755";
const W = `${O}/webinars/5820913746120055301`;
const S = `${W}/sessions/27340618`;
const A = `${S}/attendees/6091172839004417283`;
const B = "/G2W/rest/v2";
const organizerKey = "7340028811556042755";
const webinarKey = "5820913746120055301";
const sessionKey = "27340618";
const registrantKey = "6091172839004417283";
const accountKey = "1100457730982213638";
const webinar = { organizerKey, webinarKey };
const session = { ...webinar, sessionKey };
const attendee = { ...session, registrantKey };
const range = { fromTime: "2031-01-01T00:00:00Z", toTime: "2031-02-01T00:00:00Z" };
const emptyHal = '{"page":{"size":20,"totalElements":0,"totalPages":0,"number":0}}';
const emptyFlat = '{"data":[],"total":0,"page":0,"limit":200,"pageSize":0}';

/** The operations over a Send that answers each request with this text, and what was asked. */
function answering(...texts: string[]) {
  const requests: Request[] = [];
  const options: (CallOptions | undefined)[] = [];
  const api = createWebinarApi(async (request, callOptions) => {
    requests.push(request);
    options.push(callOptions);
    const text = texts[Math.min(requests.length, texts.length) - 1] ?? "";
    return { status: 200, headers: {}, body: text === "" ? undefined : parse(text) };
  });
  return { api, requests, options };
}

type Row = [
  operation: string,
  call: (api: WebinarApi) => Promise<unknown>,
  expected: Partial<Request> & { method: string; path: string },
  answer: string,
];

const registrant = { firstName: "Person", lastName: "A", email: "person.a@example.com" };
/** goto-webinar.md 7, in its order. */
const table: Row[] = [
  [
    "getAllAccountWebinars",
    (api) => api.getAllAccountWebinars({ accountKey, ...range, page: 1, size: 200 }),
    { method: "GET", path: `${B}/accounts/${accountKey}/webinars`, query: { ...range, page: 1, size: 200 } },
    emptyHal,
  ],
  [
    "getWebinars",
    (api) => api.getWebinars({ organizerKey, ...range }),
    { method: "GET", path: `${O}/webinars`, query: { ...range, page: undefined, size: undefined } },
    emptyHal,
  ],
  [
    "createWebinar",
    (api) => api.createWebinar({ organizerKey, webinar: { subject: "s", times: [] } }),
    { method: "POST", path: `${O}/webinars`, body: { subject: "s", times: [] } },
    '{"webinarKey":"1"}',
  ],
  [
    "getInSessionWebinars",
    (api) => api.getInSessionWebinars({ organizerKey }),
    { method: "GET", path: `${O}/insessionWebinars` },
    "[]",
  ],
  ["getWebinar", (api) => api.getWebinar(webinar), { method: "GET", path: W }, "{}"],
  [
    "updateWebinar",
    (api) => api.updateWebinar({ ...webinar, webinar: { subject: "s" }, notifyParticipants: true }),
    { method: "PUT", path: W, query: { notifyParticipants: true }, body: { subject: "s" } },
    "",
  ],
  [
    "cancelWebinar",
    (api) => api.cancelWebinar({ ...webinar, deleteAll: false, sendCancellationEmails: true }),
    { method: "DELETE", path: W, query: { deleteAll: false, sendCancellationEmails: true } },
    "",
  ],
  [
    "getWebinarMeetingTimes",
    (api) => api.getWebinarMeetingTimes(webinar),
    { method: "GET", path: `${W}/meetingtimes` },
    "[]",
  ],
  [
    "getAudioInformation",
    (api) => api.getAudioInformation(webinar),
    { method: "GET", path: `${W}/audio` },
    "{}",
  ],
  [
    "updateAudioInformation",
    (api) => api.updateAudioInformation({ ...webinar, audio: { type: "VOIP" } }),
    { method: "POST", path: `${W}/audio`, body: { type: "VOIP" } },
    "",
  ],
  [
    "getPerformanceForAllWebinarSessions",
    (api) => api.getPerformanceForAllWebinarSessions(webinar),
    { method: "GET", path: `${W}/performance` },
    "{}",
  ],
  [
    "getAttendeesForAllWebinarSessions",
    (api) => api.getAttendeesForAllWebinarSessions({ ...webinar, page: 0, size: 5 }),
    { method: "GET", path: `${W}/attendees`, query: { page: 0, size: 5 } },
    emptyHal,
  ],
  [
    "getStartUrl",
    (api) => api.getStartUrl({ webinarKey }),
    { method: "GET", path: `${B}/webinars/${webinarKey}/startUrl` },
    "{}",
  ],
  [
    "copyWebinar",
    (api) => api.copyWebinar({ webinarKey, webinar: { subject: "s", times: [] } }),
    { method: "PUT", path: `${B}/webinars/${webinarKey}/copy`, body: { subject: "s", times: [] } },
    "{}",
  ],
  [
    "getRecordingAssets",
    (api) => api.getRecordingAssets({ webinarKey, limit: 200 }),
    {
      method: "GET",
      path: `${B}/webinars/${webinarKey}/recordingAssets`,
      query: { page: undefined, limit: 200 },
    },
    emptyFlat,
  ],
  [
    "getCoorganizers",
    (api) => api.getCoorganizers(webinar),
    { method: "GET", path: `${W}/coorganizers` },
    "[]",
  ],
  [
    "createCoorganizers",
    (api) =>
      api.createCoorganizers({
        ...webinar,
        coorganizers: [{ external: true, givenName: "A B", email: "a@b.c" }],
      }),
    {
      method: "POST",
      path: `${W}/coorganizers`,
      body: [{ external: true, givenName: "A B", email: "a@b.c" }],
    },
    "[]",
  ],
  [
    "deleteCoorganizer",
    (api) => api.deleteCoorganizer({ ...webinar, coorganizerKey: "9", external: true }),
    { method: "DELETE", path: `${W}/coorganizers/9`, query: { external: true } },
    "",
  ],
  [
    "resendCoorganizerInvitation",
    (api) => api.resendCoorganizerInvitation({ ...webinar, coorganizerKey: "9", external: false }),
    { method: "POST", path: `${W}/coorganizers/9/resendInvitation`, query: { external: false } },
    "",
  ],
  ["getPanelists", (api) => api.getPanelists(webinar), { method: "GET", path: `${W}/panelists` }, "[]"],
  [
    "createPanelists",
    (api) => api.createPanelists({ ...webinar, panelists: [{ name: "A", email: "a@b.c" }] }),
    { method: "POST", path: `${W}/panelists`, body: [{ name: "A", email: "a@b.c" }] },
    "[]",
  ],
  [
    "deleteWebinarPanelist",
    (api) => api.deleteWebinarPanelist({ ...webinar, panelistKey: "8" }),
    { method: "DELETE", path: `${W}/panelists/8` },
    "",
  ],
  [
    "resendPanelistInvitation",
    (api) => api.resendPanelistInvitation({ ...webinar, panelistKey: "8" }),
    { method: "POST", path: `${W}/panelists/8/resendInvitation` },
    "",
  ],
  [
    "getAllRegistrantsForWebinar",
    (api) => api.getAllRegistrantsForWebinar({ ...webinar, page: 0, limit: 200 }),
    { method: "GET", path: `${W}/registrants`, query: { page: 0, limit: 200 } },
    emptyFlat,
  ],
  [
    "createRegistrant",
    (api) => api.createRegistrant({ ...webinar, registrant, resendConfirmation: true }),
    {
      method: "POST",
      path: `${W}/registrants`,
      query: { resendConfirmation: true },
      headers: { accept: "application/json" },
      body: registrant,
    },
    "{}",
  ],
  [
    "getRegistrant",
    (api) => api.getRegistrant({ ...webinar, registrantKey }),
    { method: "GET", path: `${W}/registrants/${registrantKey}` },
    "{}",
  ],
  [
    "deleteRegistrant",
    (api) => api.deleteRegistrant({ ...webinar, registrantKey }),
    { method: "DELETE", path: `${W}/registrants/${registrantKey}` },
    "",
  ],
  [
    "getRegistrationFields",
    (api) => api.getRegistrationFields(webinar),
    { method: "GET", path: `${W}/registrants/fields` },
    "{}",
  ],
  [
    "getOrganizerSessions",
    (api) => api.getOrganizerSessions({ organizerKey, ...range, page: 2 }),
    { method: "GET", path: `${O}/sessions`, query: { ...range, page: 2, size: undefined } },
    emptyHal,
  ],
  [
    "getAllSessions",
    (api) => api.getAllSessions({ ...webinar, size: 7 }),
    { method: "GET", path: `${W}/sessions`, query: { page: undefined, size: 7 } },
    emptyHal,
  ],
  ["getWebinarSession", (api) => api.getWebinarSession(session), { method: "GET", path: S }, "[]"],
  ["getPerformance", (api) => api.getPerformance(session), { method: "GET", path: `${S}/performance` }, "{}"],
  ["getPolls", (api) => api.getPolls(session), { method: "GET", path: `${S}/polls` }, "[]"],
  ["getQuestions", (api) => api.getQuestions(session), { method: "GET", path: `${S}/questions` }, "[]"],
  ["getSurveys", (api) => api.getSurveys(session), { method: "GET", path: `${S}/surveys` }, "[]"],
  ["getAttendees", (api) => api.getAttendees(session), { method: "GET", path: `${S}/attendees` }, "[]"],
  ["getAttendee", (api) => api.getAttendee(attendee), { method: "GET", path: A }, "{}"],
  [
    "getAttendeePollAnswers",
    (api) => api.getAttendeePollAnswers(attendee),
    { method: "GET", path: `${A}/polls` },
    "[]",
  ],
  [
    "getAttendeeQuestions",
    (api) => api.getAttendeeQuestions(attendee),
    { method: "GET", path: `${A}/questions` },
    "[]",
  ],
  [
    "getAttendeeSurveyAnswers",
    (api) => api.getAttendeeSurveyAnswers(attendee),
    { method: "GET", path: `${A}/surveys` },
    "[]",
  ],
  [
    "searchAssets",
    (api) => api.searchAssets({ search: { accountKey }, includes: ["webinarKey"], page: 0 }),
    {
      method: "POST",
      path: `${B}/recordingassets/search`,
      query: { page: 0, size: undefined, includes: ["webinarKey"] },
      body: { accountKey },
      repeatable: true,
    },
    emptyHal,
  ],
  [
    "searchAssetsForAdmin",
    (api) => api.searchAssetsForAdmin({ accountKey, search: { organizerKey } }),
    {
      method: "POST",
      path: `${B}/accounts/${accountKey}/recordingassets/search`,
      body: { organizerKey },
      repeatable: true,
    },
    emptyHal,
  ],
  [
    "createSecretKey",
    (api) => api.createSecretKey(),
    { method: "POST", path: `${B}/webhooks/secretkey`, body: {} },
    '{"id":17,"value":"v","validFrom":"t"}',
  ],
  [
    "createWebhooks",
    (api) =>
      api.createWebhooks({ webhooks: [{ callbackUrl: "https://a.b", eventName: "registrant.added" }] }),
    {
      method: "POST",
      path: `${B}/webhooks`,
      body: [
        { eventVersion: "1.0.0", callbackUrl: "https://a.b", eventName: "registrant.added", product: "g2w" },
      ],
    },
    "{}",
  ],
  [
    "updateWebhooks",
    (api) => api.updateWebhooks({ webhooks: [{ webhookKey: "u-1", state: "ACTIVE" }] }),
    { method: "PUT", path: `${B}/webhooks`, body: [{ webhookKey: "u-1", state: "ACTIVE" }] },
    "",
  ],
  [
    "getWebhooks",
    (api) => api.getWebhooks(),
    { method: "GET", path: `${B}/webhooks`, query: { product: "g2w" } },
    "{}",
  ],
  [
    "deleteWebhooks",
    (api) => api.deleteWebhooks({ webhookKeys: ["u-1", "u-2"] }),
    { method: "DELETE", path: `${B}/webhooks`, body: ["u-1", "u-2"] },
    "",
  ],
  [
    "getWebhook",
    (api) => api.getWebhook({ webhookKey: "u-1" }),
    { method: "GET", path: `${B}/webhooks/u-1` },
    "{}",
  ],
  [
    "createUserSubscriptions",
    (api) => api.createUserSubscriptions({ userSubscriptions: [{ webhookKey: "u-1" }] }),
    { method: "POST", path: `${B}/userSubscriptions`, body: [{ webhookKey: "u-1" }] },
    "{}",
  ],
  [
    "updateUserSubscriptions",
    (api) =>
      api.updateUserSubscriptions({ userSubscriptions: [{ webhookKey: "u-1", userSubscriptionKey: "s-1" }] }),
    {
      method: "PUT",
      path: `${B}/userSubscriptions`,
      body: [{ webhookKey: "u-1", userSubscriptionKey: "s-1" }],
    },
    "",
  ],
  [
    "getUserSubscriptions",
    (api) => api.getUserSubscriptions(),
    { method: "GET", path: `${B}/userSubscriptions`, query: { product: "g2w" } },
    "{}",
  ],
  [
    "deleteUserSubscriptions",
    (api) => api.deleteUserSubscriptions({ userSubscriptionKeys: ["s-1"] }),
    { method: "DELETE", path: `${B}/userSubscriptions`, body: ["s-1"] },
    "",
  ],
  [
    "getUserSubscription",
    (api) => api.getUserSubscription({ userSubscriptionKey: "s-1" }),
    { method: "GET", path: `${B}/userSubscriptions/s-1` },
    "{}",
  ],
];

describe("the operations of GoTo Webinar", () => {
  it("are 53", () => {
    expect(new Set(table.map(([operation]) => operation)).size).toBe(53);
    const { api } = answering();
    const operations = Object.keys(api).filter((name) => !/^all[A-Z]/.test(name));
    expect(operations.toSorted()).toEqual(table.map(([operation]) => operation).toSorted());
  });

  it.each(table)(
    "%s asks for the right thing, and gives up with the caller's signal",
    async (operation, call, expected, text) => {
      const { api, requests } = answering(text);
      await call(api);
      const { body, ...request } = requests[0] as Request;
      const { body: expectedBody, ...rest } = expected;
      expect(request).toMatchObject({
        api: "webinar",
        operation,
        ...rest,
        expect: text === "" ? "none" : "json",
      });
      expect(body === undefined ? undefined : JSON.parse(stringify(body))).toEqual(expectedBody);
    },
  );

  it("pass the caller's signal and priority on", async () => {
    const { api, options } = answering("{}");
    const callOptions = { signal: new AbortController().signal, priority: "bulk" } as const;
    await api.getWebinar(webinar, callOptions);
    expect(options[0]).toBe(callOptions);
  });

  it("refuse an empty key before anything is sent: a DELETE without its key would address the list", async () => {
    const { api, requests } = answering("");
    for (const key of ["", ".", "..", undefined as unknown as string]) {
      await expect(api.cancelWebinar({ organizerKey, webinarKey: key })).rejects.toThrow(InvalidRequestError);
    }
    expect(requests).toEqual([]);
    await api.deleteRegistrant({ ...webinar, registrantKey: "a/b?c" });
    expect(requests[0]?.path).toBe(`${W}/registrants/a%2Fb%3Fc`);
  });

  it("send the keys of questions and answers as numbers, exactly", async () => {
    const { api, requests } = answering('{"registrantKey":6091172839004417283}');
    const responses = [
      { questionKey: "4417283900441728390", answerKey: "4417283900441728391" },
      { questionKey: "4417283900441728395", responseText: "Through a colleague" },
    ];
    await api.createRegistrant({ ...webinar, registrant: { ...registrant, responses } });
    expect(stringify(requests[0]?.body)).toContain(
      '"responses":[{"questionKey":4417283900441728390,"answerKey":4417283900441728391},{"questionKey":4417283900441728395,"responseText":"Through a colleague"}]',
    );
    const wrong = [{ questionKey: "1,2", responseText: "" }];
    await expect(
      api.createRegistrant({ ...webinar, registrant: { ...registrant, responses: wrong } }),
    ).rejects.toThrow();
  });
});

describe("what GoTo sends", () => {
  it("comes out with all keys as strings, whether they came as long numbers, short numbers or strings", async () => {
    const one = answering(
      '{"webinarKey":5820913746120055301,"organizerKey":12,"accountKey":"1100457730982213638","webinarID":"418207733"}',
    );
    expect(await one.api.getWebinar(webinar)).toEqual({
      webinarKey: "5820913746120055301",
      organizerKey: "12",
      accountKey,
      webinarID: "418207733",
    });
    const people = answering('[{"registrantKey":6091172839004417283,"sessionKey":27340618,"attendance":[]}]');
    expect(await people.api.getAttendees(session)).toEqual([{ registrantKey, sessionKey, attendance: [] }]);
    const live = answering(
      '[{"webinarKey":1,"organizerKey":2,"webinarId":"418207733","coorganizers":[{"email":"e","organizerKey":7340028811556042755}]}]',
    );
    expect(await live.api.getInSessionWebinars({ organizerKey })).toEqual([
      {
        webinarKey: "1",
        organizerKey: "2",
        webinarID: "418207733",
        coorganizers: [{ email: "e", organizerKey }],
      },
    ]);
    const form = answering(
      '{"fields":[],"questions":[{"questionKey":4417283900441728390,"answers":[{"answer":"Support","answerKey":5}]}]}',
    );
    expect((await form.api.getRegistrationFields(webinar)).questions).toEqual([
      { questionKey: "4417283900441728390", answers: [{ answer: "Support", answerKey: "5" }] },
    ]);
    const asked = answering('[{"askerKey":6,"answers":[{"answeredBy":7340028811556042755}]}]');
    expect(await asked.api.getQuestions(session)).toEqual([
      { askerKey: "6", answers: [{ answeredBy: organizerKey }] },
    ]);
    const figures = answering('{"27340618":{"sessionInfo":{"sessionKey":27340618,"webinarId":418207733}}}');
    expect(await figures.api.getPerformanceForAllWebinarSessions(webinar)).toEqual({
      "27340618": { sessionInfo: { sessionKey, webinarId: "418207733" } },
    });
  });

  it("comes out with one name for a panelist's key and one for the short number, whichever GoTo used", async () => {
    const list = answering('[{"panelistId":8112233445566778899,"name":"A"}]');
    expect(await list.api.getPanelists(webinar)).toEqual([{ panelistKey: "8112233445566778899", name: "A" }]);
    const created = answering('[{"panelistKey":"8112233445566778899","name":"A"}]');
    expect(await created.api.createPanelists({ ...webinar, panelists: [] })).toEqual([
      { panelistKey: "8112233445566778899", name: "A" },
    ]);
    const hal = (member: string) =>
      `{"_embedded":{"webinars":[{"webinarKey":"1",${member}}]},"page":{"size":20,"totalElements":1,"totalPages":1,"number":0}}`;
    for (const member of ['"webinarID":"418207733"', '"webinarId":"418207733"']) {
      const { items } = await answering(hal(member)).api.getWebinars({ organizerKey, ...range });
      expect(items).toEqual([{ webinarKey: "1", webinarID: "418207733" }]);
    }
  });

  it("keeps fields that nobody knows yet", async () => {
    const { api } = answering('{"webinarKey":"1","omid":"x","newThing":{"deep":[1]}}');
    expect(await api.getWebinar(webinar)).toMatchObject({ omid: "x", newThing: { deep: [1] } });
  });

  it("is refused when it is not what was asked for, rather than taken for nothing", async () => {
    for (const text of ["[]", "7", '"x"', "null"]) {
      await expect(answering(text).api.getWebinar(webinar)).rejects.toThrow(UnexpectedAnswerError);
    }
    for (const text of ["{}", '{"data":[]}', "null"]) {
      await expect(answering(text).api.getAttendees(session)).rejects.toThrow(UnexpectedAnswerError);
    }
    await expect(answering("[1]").api.getAttendees(session)).rejects.toThrow(UnexpectedAnswerError);
  });
});

describe("the iterators", () => {
  const page = (number: number, keys: number[]) =>
    `{"_embedded":{"webinars":[${keys.map((key) => `{"webinarKey":"${key}"}`)}]},"page":{"size":2,"totalElements":3,"totalPages":2,"number":${number}}}`;

  it("yield one array per page, with the page size GoTo allows at most", async () => {
    const { api, requests } = answering(page(0, [1, 2]), page(1, [3]));
    const pages: string[][] = [];
    for await (const items of api.allWebinars({ organizerKey, ...range }))
      pages.push(items.map((item) => item.webinarKey));
    expect(pages).toEqual([["1", "2"], ["3"]]);
    expect(requests.map((request) => request.query)).toMatchObject([
      { page: 0, size: 200 },
      { page: 1, size: 200 },
    ]);
  });

  it("exist for every list that has pages", async () => {
    const hal = answering(emptyHal).api;
    const flat = answering(emptyFlat).api;
    const walks: AsyncGenerator<unknown[]>[] = [
      hal.allWebinars({ organizerKey, ...range }),
      hal.allAccountWebinars({ accountKey, ...range }),
      hal.allOrganizerSessions({ organizerKey, ...range }),
      hal.allSessions(webinar),
      hal.allAttendees(webinar),
      hal.allAssets({ search: { accountKey } }),
      hal.allAssetsForAdmin({ accountKey, search: { organizerKey } }),
      flat.allRegistrants(webinar),
      flat.allRecordingAssets({ webinarKey }),
    ];
    for (const walk of walks) expect(await walk.next()).toEqual({ done: true, value: undefined });
  });
});
