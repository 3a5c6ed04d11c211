import { describe, expect, it } from "vitest";
import { InvalidRequestError } from "../errors.ts";
import { stringify } from "../json.ts";
import {
  accountKey,
  answering,
  attendee,
  emptyFlat,
  emptyHal,
  organizerKey,
  range,
  registrantKey,
  session,
  webinar,
  webinarKey,
} from "../testing/webinar-answers.ts";
import type { Request } from "../transport/types.ts";
import type { WebinarApi } from "./webinar.ts";

const O = "/G2W/rest/v2/organizers/7340028811556042755";
const W = `${O}/webinars/5820913746120055301`;
const S = `${W}/sessions/27340618`;
const A = `${S}/attendees/6091172839004417283`;
const B = "/G2W/rest/v2";

type Row = [
  operation: string,
  call: (api: WebinarApi) => Promise<unknown>,
  expected: Partial<Request> & { method: string; path: string },
  answer: string,
];

const registrant = { firstName: "Person", lastName: "A", email: "person.a@example.com" };
const get = (path: string, query?: Request["query"]) => ({
  method: "GET" as const,
  path,
  ...(query && { query }),
});
const write = (method: "POST" | "PUT" | "DELETE", path: string, body?: unknown) => ({ method, path, body });

/** goto-webinar.md 7, in its order. */
const table: Row[] = [
  [
    "getAllAccountWebinars",
    (api) => api.getAllAccountWebinars({ accountKey, ...range, page: 1, size: 200 }),
    get(`${B}/accounts/${accountKey}/webinars`, { ...range, page: 1, size: 200 }),
    emptyHal,
  ],
  [
    "getWebinars",
    (api) => api.getWebinars({ organizerKey, ...range }),
    get(`${O}/webinars`, { ...range, page: undefined, size: undefined }),
    emptyHal,
  ],
  [
    "createWebinar",
    (api) => api.createWebinar({ organizerKey, webinar: { subject: "s", times: [] } }),
    write("POST", `${O}/webinars`, { subject: "s", times: [] }),
    '{"webinarKey":"1"}',
  ],
  [
    "getInSessionWebinars",
    (api) => api.getInSessionWebinars({ organizerKey }),
    get(`${O}/insessionWebinars`),
    "[]",
  ],
  ["getWebinar", (api) => api.getWebinar(webinar), get(W), "{}"],
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
  ["getWebinarMeetingTimes", (api) => api.getWebinarMeetingTimes(webinar), get(`${W}/meetingtimes`), "[]"],
  ["getAudioInformation", (api) => api.getAudioInformation(webinar), get(`${W}/audio`), "{}"],
  [
    "updateAudioInformation",
    (api) => api.updateAudioInformation({ ...webinar, audio: { type: "VOIP" } }),
    write("POST", `${W}/audio`, { type: "VOIP" }),
    "",
  ],
  [
    "getPerformanceForAllWebinarSessions",
    (api) => api.getPerformanceForAllWebinarSessions(webinar),
    get(`${W}/performance`),
    "{}",
  ],
  [
    "getAttendeesForAllWebinarSessions",
    (api) => api.getAttendeesForAllWebinarSessions({ ...webinar, page: 0, size: 5 }),
    get(`${W}/attendees`, { page: 0, size: 5 }),
    emptyHal,
  ],
  [
    "getStartUrl",
    (api) => api.getStartUrl({ webinarKey }),
    get(`${B}/webinars/${webinarKey}/startUrl`),
    "{}",
  ],
  [
    "copyWebinar",
    (api) => api.copyWebinar({ webinarKey, webinar: { subject: "s", times: [] } }),
    write("PUT", `${B}/webinars/${webinarKey}/copy`, { subject: "s", times: [] }),
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
  ["getCoorganizers", (api) => api.getCoorganizers(webinar), get(`${W}/coorganizers`), "[]"],
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
  ["getPanelists", (api) => api.getPanelists(webinar), get(`${W}/panelists`), "[]"],
  [
    "createPanelists",
    (api) => api.createPanelists({ ...webinar, panelists: [{ name: "A", email: "a@b.c" }] }),
    write("POST", `${W}/panelists`, [{ name: "A", email: "a@b.c" }]),
    "[]",
  ],
  [
    "deleteWebinarPanelist",
    (api) => api.deleteWebinarPanelist({ ...webinar, panelistKey: "8" }),
    write("DELETE", `${W}/panelists/8`),
    "",
  ],
  [
    "resendPanelistInvitation",
    (api) => api.resendPanelistInvitation({ ...webinar, panelistKey: "8" }),
    write("POST", `${W}/panelists/8/resendInvitation`),
    "",
  ],
  [
    "getAllRegistrantsForWebinar",
    (api) => api.getAllRegistrantsForWebinar({ ...webinar, page: 0, limit: 200 }),
    get(`${W}/registrants`, { page: 0, limit: 200 }),
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
    get(`${W}/registrants/${registrantKey}`),
    "{}",
  ],
  [
    "deleteRegistrant",
    (api) => api.deleteRegistrant({ ...webinar, registrantKey }),
    write("DELETE", `${W}/registrants/${registrantKey}`),
    "",
  ],
  [
    "getRegistrationFields",
    (api) => api.getRegistrationFields(webinar),
    get(`${W}/registrants/fields`),
    "{}",
  ],
  [
    "getOrganizerSessions",
    (api) => api.getOrganizerSessions({ organizerKey, ...range, page: 2 }),
    get(`${O}/sessions`, { ...range, page: 2, size: undefined }),
    emptyHal,
  ],
  [
    "getAllSessions",
    (api) => api.getAllSessions({ ...webinar, size: 7 }),
    get(`${W}/sessions`, { page: undefined, size: 7 }),
    emptyHal,
  ],
  ["getWebinarSession", (api) => api.getWebinarSession(session), get(S), "[]"],
  ["getPerformance", (api) => api.getPerformance(session), get(`${S}/performance`), "{}"],
  ["getPolls", (api) => api.getPolls(session), get(`${S}/polls`), "[]"],
  ["getQuestions", (api) => api.getQuestions(session), get(`${S}/questions`), "[]"],
  ["getSurveys", (api) => api.getSurveys(session), get(`${S}/surveys`), "[]"],
  ["getAttendees", (api) => api.getAttendees(session), get(`${S}/attendees`), "[]"],
  ["getAttendee", (api) => api.getAttendee(attendee), get(A), "{}"],
  ["getAttendeePollAnswers", (api) => api.getAttendeePollAnswers(attendee), get(`${A}/polls`), "[]"],
  ["getAttendeeQuestions", (api) => api.getAttendeeQuestions(attendee), get(`${A}/questions`), "[]"],
  ["getAttendeeSurveyAnswers", (api) => api.getAttendeeSurveyAnswers(attendee), get(`${A}/surveys`), "[]"],
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
    write("POST", `${B}/webhooks/secretkey`, {}),
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
    write("PUT", `${B}/webhooks`, [{ webhookKey: "u-1", state: "ACTIVE" }]),
    "",
  ],
  ["getWebhooks", (api) => api.getWebhooks(), get(`${B}/webhooks`, { product: "g2w" }), "{}"],
  [
    "deleteWebhooks",
    (api) => api.deleteWebhooks({ webhookKeys: ["u-1", "u-2"] }),
    write("DELETE", `${B}/webhooks`, ["u-1", "u-2"]),
    "",
  ],
  ["getWebhook", (api) => api.getWebhook({ webhookKey: "u-1" }), get(`${B}/webhooks/u-1`), "{}"],
  [
    "createUserSubscriptions",
    (api) => api.createUserSubscriptions({ userSubscriptions: [{ webhookKey: "u-1" }] }),
    write("POST", `${B}/userSubscriptions`, [{ webhookKey: "u-1" }]),
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
    get(`${B}/userSubscriptions`, { product: "g2w" }),
    "{}",
  ],
  [
    "deleteUserSubscriptions",
    (api) => api.deleteUserSubscriptions({ userSubscriptionKeys: ["s-1"] }),
    write("DELETE", `${B}/userSubscriptions`, ["s-1"]),
    "",
  ],
  [
    "getUserSubscription",
    (api) => api.getUserSubscription({ userSubscriptionKey: "s-1" }),
    get(`${B}/userSubscriptions/s-1`),
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

  it.each(table)("%s asks for the right thing", async (operation, call, expected, text) => {
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
  });

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
