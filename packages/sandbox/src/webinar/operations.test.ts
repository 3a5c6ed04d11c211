import { expect, it } from "vitest";
import { startCallback } from "../webhooks/testing/callback.ts";
import type { Key } from "../world/model.ts";
import { startHost } from "./testing/host.ts";
import { pastWebinar, timeIn, webinarBody } from "./testing/webinars.ts";

/** The operation index of goto-webinar.md section 7, with its abbreviations. */
const index = `
  GET    /accounts/A/webinars                   getAllAccountWebinars               200
  GET    O/webinars                             getWebinars                         200
  POST   O/webinars                             createWebinar                       201
  GET    O/insessionWebinars                    getInSessionWebinars                200
  GET    W                                      getWebinar                          200
  PUT    W                                      updateWebinar                       202
  GET    W/meetingtimes                         getWebinarMeetingTimes              200
  GET    W/audio                                getAudioInformation                 200
  POST   W/audio                                updateAudioInformation              204
  GET    P/performance                          getPerformanceForAllWebinarSessions 200
  GET    P/attendees                            getAttendeesForAllWebinarSessions   200
  GET    /webinars/WEBINAR/startUrl             getStartUrl                         200
  PUT    /webinars/WEBINAR/copy                 copyWebinar                         201
  GET    /webinars/PAST/recordingAssets         getRecordingAssets                  200
  POST   W/coorganizers                         createCoorganizers                  201
  GET    W/coorganizers                         getCoorganizers                     200
  POST   W/coorganizers/COLLEAGUE/resendInvitation resendCoorganizerInvitation      204
  DELETE W/coorganizers/COLLEAGUE               deleteCoorganizer                   204
  POST   W/panelists                            createPanelists                     201
  GET    W/panelists                            getPanelists                        200
  POST   W/panelists/PANELIST/resendInvitation  resendPanelistInvitation            204
  DELETE W/panelists/PANELIST                   deleteWebinarPanelist               204
  POST   W/registrants                          createRegistrant                    201
  GET    W/registrants                          getAllRegistrantsForWebinar         200
  GET    W/registrants/fields                   getRegistrationFields               200
  GET    W/registrants/REGISTRANT               getRegistrant                       200
  DELETE W/registrants/REGISTRANT               deleteRegistrant                    204
  GET    O/sessions                             getOrganizerSessions                200
  GET    P/sessions                             getAllSessions                      200
  GET    S                                      getWebinarSession                   200
  GET    S/performance                          getPerformance                      200
  GET    S/polls                                getPolls                            200
  GET    S/questions                            getQuestions                        200
  GET    S/surveys                              getSurveys                          200
  GET    S/attendees                            getAttendees                        200
  GET    S/attendees/ATTENDEE                   getAttendee                         200
  GET    S/attendees/ATTENDEE/polls             getAttendeePollAnswers              200
  GET    S/attendees/ATTENDEE/questions         getAttendeeQuestions                200
  GET    S/attendees/ATTENDEE/surveys           getAttendeeSurveyAnswers            200
  POST   /recordingassets/search                searchAssets                        200
  POST   /accounts/A/recordingassets/search     searchAssetsForAdmin                200
  DELETE W                                      cancelWebinar                       204
  POST   /webhooks/secretkey                    createSecretKey                     200
  POST   /webhooks                              createWebhooks                      200
  PUT    /webhooks                              updateWebhooks                      204
  GET    /webhooks                              getWebhooks                         200
  GET    /webhooks/WEBHOOK                      getWebhook                          200
  POST   /userSubscriptions                     createUserSubscriptions             200
  PUT    /userSubscriptions                     updateUserSubscriptions             204
  GET    /userSubscriptions                     getUserSubscriptions                200
  GET    /userSubscriptions/SUBSCRIPTION        getUserSubscription                 200
  DELETE /userSubscriptions                     deleteUserSubscriptions             202
  DELETE /webhooks                              deleteWebhooks                      202`;

it("serves all 53 operations, and each answers its declared success status", async () => {
  await using callback = await startCallback();
  await using host = await startHost({ webinars: (owner) => [pastWebinar(owner)] });
  const { world, administrator, colleague } = host;
  const accountKey = administrator.memberships[0]?.accountKey ?? "";
  const [past] = [...world.webinars];
  const session = past === undefined ? undefined : world.sessions(past)[0];
  if (past === undefined || session === undefined) throw new Error("The past webinar has a session.");
  const [webinar] = world.createWebinars({
    organizerKey: administrator.organizerKey,
    accountKey,
    subject: "Subject",
    description: "",
    kind: "single_session",
    times: [{ startTime: world.now + 86_400_000, endTime: world.now + 90_000_000 }],
    timeZone: "GMT",
    locale: "en_US",
  });
  if (webinar === undefined) throw new Error("A webinar was made.");
  const attendeeKey = world.attendees(past, session)[0]?.registrant.registrantKey;
  const keys = {
    PANELIST: () => webinar.panelists[0]?.panelistKey,
    REGISTRANT: () => world.registrants(webinar)[0]?.registrantKey,
    WEBHOOK: () => [...world.webhooks.keys()][0],
    SUBSCRIPTION: () => [...world.userSubscriptions.keys()][0],
  } satisfies Record<string, () => Key | undefined>;
  const path = (pattern: string) =>
    pattern
      .replace(/^S/, `P/sessions/${session.sessionKey}`)
      .replace(/^W/, `O/webinars/${webinar.webinarKey}`)
      .replace(/^P/, `O/webinars/${past.webinarKey}`)
      .replace(/^O/, `/organizers/${administrator.organizerKey}`)
      .replace(/accounts\/A/, `accounts/${accountKey}`)
      .replace(/WEBINAR/, webinar.webinarKey)
      .replace(/PAST/, past.webinarKey)
      .replace(/COLLEAGUE/, colleague.organizerKey)
      .replace(/ATTENDEE/, attendeeKey ?? "")
      .replace(/PANELIST|REGISTRANT|WEBHOOK|SUBSCRIPTION/, (name) => keys[name as keyof typeof keys]() ?? "");
  const range = "fromTime=2031-01-01T00%3A00%3A00Z&toTime=2031-12-31T00%3A00%3A00Z";
  const queries: Record<string, string> = {
    getAllAccountWebinars: range,
    getWebinars: range,
    getOrganizerSessions: range,
    getWebhooks: "product=g2w",
    getUserSubscriptions: "product=g2w",
  };
  const bodies: Record<string, () => unknown> = {
    createWebinar: () => webinarBody(),
    updateWebinar: () => ({ subject: "New subject" }),
    updateAudioInformation: () => ({ type: "VOIP" }),
    copyWebinar: () => ({ subject: "Copy", times: [timeIn(9)] }),
    createCoorganizers: () => [{ external: false, organizerKey: colleague.organizerKey }],
    createPanelists: () => [{ name: "Paula Panelist", email: "paula@example.com" }],
    createRegistrant: () => ({ firstName: "Person", lastName: "A", email: "person.a@example.com" }),
    searchAssets: () => ({ accountKey }),
    searchAssetsForAdmin: () => ({ organizerKey: administrator.organizerKey }),
    createWebhooks: () => [
      { callbackUrl: callback.url, eventName: "registrant.added", eventVersion: "1.0.0", product: "g2w" },
    ],
    updateWebhooks: () => [{ webhookKey: keys.WEBHOOK(), state: "ACTIVE" }],
    deleteWebhooks: () => [keys.WEBHOOK()],
    createUserSubscriptions: () => [{ webhookKey: keys.WEBHOOK() }],
    updateUserSubscriptions: () => [
      {
        webhookKey: keys.WEBHOOK(),
        userSubscriptionKey: keys.SUBSCRIPTION(),
        userSubscriptionState: "INACTIVE",
      },
    ],
    deleteUserSubscriptions: () => [keys.SUBSCRIPTION()],
  };

  const served = new Map(host.operations.map((operation) => [operation.operationId, operation]));
  const declared = index.trim().split("\n");
  expect(declared).toHaveLength(53);
  expect(served.size).toBe(53);
  for (const line of declared) {
    const [method = "", pattern = "", operationId = "", status] = line.trim().split(/\s+/);
    expect(served.get(operationId)?.method, operationId).toBe(method);
    const query = queries[operationId];
    const body = bodies[operationId]?.();
    const reply = await host.call(method, `${path(pattern)}${query === undefined ? "" : `?${query}`}`, {
      body,
    });
    expect({ operationId, status: reply.status, text: reply.status < 300 ? "" : reply.text }).toEqual({
      operationId,
      status: Number(status),
      text: "",
    });
    const isEmpty = reply.status === 202 || reply.status === 204;
    expect(reply.text === "", `${operationId} ${isEmpty ? "has no" : "has a"} body`).toBe(isEmpty);
  }
});
