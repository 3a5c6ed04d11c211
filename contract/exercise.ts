// Every operation of GoTo Webinar, called once or more through the client against a running sandbox, in an order in
// which each has something to answer. It asserts nothing itself: the caller checks what went over the wire.
import type { GoToClient } from "@rostrum/goto";

/** What the exercise needs to know of the sandbox; `moveClock` takes the control API's forms: "+2d" or an instant. */
export interface Stage {
  client: GoToClient;
  organizerKey: string;
  accountKey: string;
  /** Another organizer of the account, to be made co-organizer. */
  colleagueKey: string;
  callbackUrl: string;
  now(): Promise<number>;
  moveClock(to: string): Promise<void>;
}

const minute = 60_000;
const day = 1440 * minute;

function time(start: number, minutes = 60) {
  // GoTo writes instants without milliseconds (goto-webinar.md 3).
  const text = (instant: number) => new Date(instant).toISOString().replace(/\.\d{3}Z$/, "Z");
  return { startTime: text(start), endTime: text(start + minutes * minute) };
}

/** Calls all operations; rejects when a call fails that should not. */
export async function exercise(stage: Stage): Promise<void> {
  await readWhatIsThere(stage);
  const webinarKey = await makeWebinars(stage);
  await people(stage, webinarKey);
  await webhooks(stage);
  await running(stage, webinarKey);
}

async function readWhatIsThere({ client: { webinar }, organizerKey, accountKey, now }: Stage): Promise<void> {
  const range = {
    fromTime: time((await now()) - 400 * day).startTime,
    toTime: time((await now()) + 400 * day).startTime,
  };
  await webinar.getWebinars({ organizerKey, ...range, page: 0, size: 20 });
  await webinar.getWebinars({
    organizerKey,
    fromTime: "1990-01-01T00:00:00Z",
    toTime: "1990-01-02T00:00:00Z",
  });
  await webinar.getAllAccountWebinars({ accountKey, ...range, page: 0, size: 200 });
  const sessions = await webinar.getOrganizerSessions({ organizerKey, ...range, page: 0, size: 200 });
  await webinar.searchAssets({
    search: { accountKey },
    includes: ["recordingShareUrl", "webinarKey"],
    page: 0,
  });
  await webinar.searchAssetsForAdmin({
    accountKey,
    search: { organizerKey, sortField: "NAME", sortOrder: "ASC" },
  });

  // Several sessions, since not each has polls, surveys, questions and people that came back.
  for (const { webinarKey, sessionKey } of sessions.items.slice(0, 12)) {
    const path = { organizerKey, webinarKey, sessionKey };
    await webinar.getWebinar(path);
    await webinar.getAllSessions({ ...path, page: 0, size: 20 });
    await webinar.getAttendeesForAllWebinarSessions({ ...path, page: 0, size: 200 });
    await webinar.getPerformanceForAllWebinarSessions(path);
    await webinar.getRecordingAssets({ webinarKey });
    await webinar.getRecordingAssets({ webinarKey, page: 0, limit: 20 });
    await webinar.getWebinarSession(path);
    await webinar.getPerformance(path);
    await webinar.getPolls(path);
    await webinar.getSurveys(path);
    await webinar.getQuestions(path);
    await webinar.getRegistrationFields(path);
    await webinar.getAllRegistrantsForWebinar(path);
    await webinar.getAllRegistrantsForWebinar({ ...path, page: 0, limit: 50 });
    for (const { registrantKey } of (await webinar.getAttendees(path)).slice(0, 5)) {
      await webinar.getAttendee({ ...path, registrantKey });
      await webinar.getRegistrant({ ...path, registrantKey });
      await webinar.getAttendeePollAnswers({ ...path, registrantKey });
      await webinar.getAttendeeQuestions({ ...path, registrantKey });
      await webinar.getAttendeeSurveyAnswers({ ...path, registrantKey });
    }
  }
}

/** Makes one of each kind, changes, copies and cancels; answers the key of a single session an hour from now. */
async function makeWebinars({ client: { webinar }, organizerKey, now }: Stage): Promise<string> {
  const start = (await now()) + 60 * minute;
  const single = await webinar.createWebinar({
    organizerKey,
    webinar: {
      subject: "Contract: one session",
      description: "Made by the contract test",
      times: [time(start)],
      timeZone: "Europe/Amsterdam",
      locale: "es_ES",
      isPasswordProtected: false,
      experienceType: "CLASSIC",
      isOndemand: false,
      isBreakout: false,
      emailSettings: {
        confirmationEmail: { enabled: true },
        reminderEmail: { enabled: false },
        absenteeFollowUpEmail: { enabled: false },
        attendeeFollowUpEmail: { enabled: true, includeCertificate: true },
      },
    },
  });
  const series = await webinar.createWebinar({
    organizerKey,
    webinar: {
      type: "series",
      subject: "Contract: a series",
      description: "Pick one",
      times: [time(start + day), time(start + 2 * day)],
    },
  });
  const sequence = await webinar.createWebinar({
    organizerKey,
    webinar: {
      type: "sequence",
      subject: "Contract: a sequence",
      description: "Come to all",
      recurrenceStart: time(start + 3 * day),
      recurrencePattern: "weekly",
      recurrenceEnd: new Date(start + 30 * day).toISOString().slice(0, 10),
    },
  });
  for (const { webinarKey } of [single, series, sequence])
    await webinar.getWebinar({ organizerKey, webinarKey });
  const path = { organizerKey, webinarKey: single.webinarKey };
  await webinar.getWebinarMeetingTimes({ organizerKey, webinarKey: sequence.webinarKey });
  await webinar.updateWebinar({
    ...path,
    webinar: { subject: "Contract: one session, renamed", times: [time(start)] },
    notifyParticipants: false,
  });
  await webinar.getStartUrl({ webinarKey: single.webinarKey });
  const copy = await webinar.copyWebinar({
    webinarKey: single.webinarKey,
    webinar: { subject: "Contract: the copy", description: "Copied", times: [time(start + 5 * day)] },
  });
  await webinar.updateAudioInformation({
    ...path,
    audio: { type: "Hybrid", pstnInfo: { tollCountries: ["ES", "US"], tollFreeCountries: ["US"] } },
    notifyParticipants: false,
  });
  await webinar.getAudioInformation(path);
  await webinar.updateAudioInformation({
    organizerKey,
    webinarKey: copy.webinarKey,
    audio: { type: "Private", privateInfo: { attendee: "Dial 1", organizer: "Dial 2", panelist: "Dial 3" } },
  });
  await webinar.getAudioInformation({ organizerKey, webinarKey: copy.webinarKey });
  for (const { webinarKey } of [series, sequence, copy]) {
    await webinar.cancelWebinar({ organizerKey, webinarKey, sendCancellationEmails: false, deleteAll: true });
  }
  return single.webinarKey;
}

async function people(stage: Stage, webinarKey: string): Promise<void> {
  const { organizerKey, colleagueKey } = stage;
  const { webinar } = stage.client;
  const path = { organizerKey, webinarKey };

  await webinar.createCoorganizers({
    ...path,
    coorganizers: [
      { external: true, givenName: "Nuria Ferrer", email: "nuria@example.test" },
      { external: false, organizerKey: colleagueKey },
    ],
  });
  for (const { memberKey, external } of await webinar.getCoorganizers(path)) {
    await webinar.resendCoorganizerInvitation({ ...path, coorganizerKey: memberKey, external });
    await webinar.deleteCoorganizer({ ...path, coorganizerKey: memberKey, external });
  }

  await webinar.createPanelists({ ...path, panelists: [{ name: "Ana Pérez", email: "ana@example.test" }] });
  for (const { panelistKey } of await webinar.getPanelists(path)) {
    await webinar.resendPanelistInvitation({ ...path, panelistKey });
    await webinar.deleteWebinarPanelist({ ...path, panelistKey });
  }

  for (const [index, firstName] of ["Björk", "O'Neil", "李"].entries()) {
    await webinar.createRegistrant({
      ...path,
      registrant: {
        firstName,
        lastName: "Contract",
        email: `contract-${index}@example.test`,
        source: "contract",
        organization: "Example Works",
        jobTitle: "Tester",
        phone: "+34 900 000 000",
      },
      resendConfirmation: false,
    });
  }
  await registerWithAnswers(stage);
  const [first] = (await webinar.getAllRegistrantsForWebinar(path)).items;
  if (!first) throw new Error("The registrants that were just made are not in the list.");
  await webinar.deleteRegistrant({ ...path, registrantKey: first.registrantKey });
}

/** Custom questions can be made on GoTo's website only, so a webinar that has some is looked for. */
async function registerWithAnswers({ client: { webinar }, organizerKey, now }: Stage): Promise<void> {
  const fromTime = time(await now()).startTime;
  const toTime = time((await now()) + 400 * day).startTime;
  const { items } = await webinar.getWebinars({ organizerKey, fromTime, toTime, size: 200 });
  for (const { webinarKey } of items) {
    const path = { organizerKey, webinarKey };
    const { fields, questions } = await webinar.getRegistrationFields(path);
    if (questions.length === 0) continue;
    const standard = Object.fromEntries(
      fields
        .filter(({ field, required }) => required && !["firstName", "lastName", "email"].includes(field))
        .map(({ field, answers }) => [field, answers?.[0] ?? "Contract"]),
    );
    const made = await webinar.createRegistrant({
      ...path,
      registrant: {
        firstName: "Answers",
        lastName: "Everything",
        email: "answers@example.test",
        ...standard,
        responses: questions.map(({ questionKey, answers }) => ({
          questionKey,
          ...(answers?.[0] ? { answerKey: answers[0].answerKey } : { responseText: "Through a colleague" }),
        })),
      },
    });
    await webinar.getRegistrant({ ...path, registrantKey: made.registrantKey });
    return;
  }
  throw new Error("No webinar to come has custom questions: the world of this test must have one.");
}

async function webhooks({ client: { webinar }, callbackUrl }: Stage): Promise<void> {
  await webinar.createSecretKey();
  const [webhook] = await webinar.createWebhooks({
    webhooks: [{ callbackUrl, eventName: "registrant.added" }],
  });
  if (!webhook) throw new Error("A webhook was made but not answered.");
  const { webhookKey } = webhook;
  await webinar.updateWebhooks({ webhooks: [{ webhookKey, callbackUrl, state: "ACTIVE" }] });
  await webinar.getWebhooks();
  await webinar.getWebhook({ webhookKey });
  const [subscription] = await webinar.createUserSubscriptions({
    userSubscriptions: [{ webhookKey, callbackUrl }],
  });
  if (!subscription) throw new Error("A subscription was made but not answered.");
  const { userSubscriptionKey } = subscription;
  await webinar.updateUserSubscriptions({
    userSubscriptions: [{ webhookKey, userSubscriptionKey, userSubscriptionState: "INACTIVE" }],
  });
  await webinar.getUserSubscriptions();
  await webinar.getUserSubscription({ userSubscriptionKey });
  await webinar.deleteUserSubscriptions({ userSubscriptionKeys: [userSubscriptionKey] });
  await webinar.deleteWebhooks({ webhookKeys: [webhookKey] });
}

/** Moves the clock into the webinar, looks, and moves it past the end: the session then has its data. */
async function running(
  { client: { webinar }, organizerKey, moveClock }: Stage,
  webinarKey: string,
): Promise<void> {
  const path = { organizerKey, webinarKey };
  await moveClock("+75m");
  const inSession = await webinar.getInSessionWebinars({ organizerKey });
  if (!inSession.some((running) => running.webinarKey === webinarKey)) {
    throw new Error("The clock stands inside the webinar, yet it is not in session.");
  }
  await webinar.getWebinar(path);
  await moveClock("+2h");
  await webinar.getAllSessions(path);
}
