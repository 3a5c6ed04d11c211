import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Json } from "../../http/json.ts";
import { startHost, type TestHost, testNow } from "../testing/host.ts";
import { pastWebinar, timeIn, webinarBody } from "../testing/webinars.ts";

let host: TestHost;
let mine: string;
beforeEach(async () => {
  host = await startHost({ webinars: (owner) => [pastWebinar(owner)] });
  mine = `/organizers/${host.administrator.organizerKey}`;
});
afterEach(() => host[Symbol.asyncDispose]());

interface Read {
  readonly type: string;
  readonly times: readonly { startTime: string; endTime: string }[];
  readonly [name: string]: Json;
}

async function create(
  changes: Record<string, unknown> = {},
): Promise<{ webinarKey: string; recurrenceKey?: string }> {
  const reply = await host.call("POST", `${mine}/webinars`, { body: webinarBody(changes) });
  expect(reply.status, reply.text).toBe(201);
  return reply.body as { webinarKey: string; recurrenceKey?: string };
}

async function read(webinarKey: string): Promise<Read> {
  const reply = await host.call("GET", `${mine}/webinars/${webinarKey}`);
  expect(reply.status, reply.text).toBe(200);
  return reply.body as unknown as Read;
}

async function refused(method: string, path: string, body?: unknown): Promise<string> {
  const reply = await host.call(method, path, { body });
  expect(reply.status, reply.text).toBe(400);
  const error = reply.body as { errorCode: string; description: string; incident: string };
  expect(error.errorCode).toBe("InvalidRequest");
  expect(reply.text).toContain(`"incident":${error.incident}`);
  return error.description;
}

const all = "fromTime=2031-01-01T00%3A00%3A00Z&toTime=2032-12-31T00%3A00%3A00Z";

async function listed(query = ""): Promise<{ _embedded?: { webinars: Read[] }; page: Json }> {
  const reply = await host.call("GET", `${mine}/webinars?${all}${query}`);
  expect(reply.status, reply.text).toBe(200);
  return reply.body as unknown as { _embedded?: { webinars: Read[] }; page: Json };
}

describe("create", () => {
  it("answers the key as a string above 2^53, and no recurrenceKey for a single session", async () => {
    const reply = await host.call("POST", `${mine}/webinars`, { body: webinarBody() });
    expect(reply.text).toMatch(/^\{"webinarKey":"\d{19}"\}$/);
  });

  it("takes zone, locale and mail settings from the body, else from the profile", async () => {
    const { webinarKey } = await create({
      timeZone: "europe/london",
      locale: "de_DE",
      emailSettings: { reminderEmail: { enabled: false } },
    });
    expect(await read(webinarKey)).toMatchObject({ timeZone: "Europe/London", locale: "de_DE" });
    expect(host.world.webinar(webinarKey)?.emailSettings).toMatchObject({
      confirmationEmail: { enabled: true },
      reminderEmail: { enabled: false },
    });
    const plain = await create({ timeZone: undefined });
    expect(await read(plain.webinarKey)).toMatchObject({ timeZone: "America/New_York", locale: "en_US" });
  });

  it("makes one webinar per time of a series, with a shared recurrenceKey, and names the first in time", async () => {
    const made = await create({ type: "series", times: [timeIn(9), timeIn(7), timeIn(8)] });
    const { _embedded } = await listed();
    const members = (_embedded?.webinars ?? []).filter(({ recurrenceType }) => recurrenceType === "series");
    expect(members.map(({ times }) => times)).toEqual([[timeIn(7)], [timeIn(8)], [timeIn(9)]]);
    expect(members[0]?.webinarKey).toBe(made.webinarKey);
    expect(new Set(members.map(({ webinarKey }) => webinarKey)).size).toBe(3);
    expect(made.recurrenceKey).toMatch(/^\d{19}$/);
    expect(host.world.seriesMembers(made.recurrenceKey ?? "")).toHaveLength(3);
  });

  it("expands a sequence in its zone across the change to summer time, into one webinar", async () => {
    const made = await create({
      type: "sequence",
      times: undefined,
      recurrenceStart: { startTime: "2031-03-23T16:00:00Z", endTime: "2031-03-23T17:00:00Z" },
      recurrencePattern: "weekly",
      recurrenceEnd: "2031-04-06",
    });
    expect(made).toEqual({ webinarKey: made.webinarKey });
    const webinar = await read(made.webinarKey);
    expect(webinar.type).toBe("sequence");
    expect(webinar.times.map(({ startTime }) => startTime)).toEqual([
      "2031-03-23T16:00:00Z",
      "2031-03-30T15:00:00Z",
      "2031-04-06T15:00:00Z",
    ]);
  });

  it.each([
    ["subject is required", { subject: undefined }],
    ["subject has 129 characters", { subject: "x".repeat(129) }],
    ["description has 2049 characters", { description: "x".repeat(2049) }],
    ["times is required", { times: undefined }],
    ["endTime must be after", { times: [{ startTime: timeIn(7).endTime, endTime: timeIn(7).startTime }] }],
    ["must lie in the future", { times: [timeIn(-1)] }],
    ["endTime is required", { times: [{ startTime: timeIn(7).startTime }] }],
    ["must be ISO 8601", { times: [{ startTime: "tomorrow", endTime: "later" }] }],
    ["exactly one item", { times: [timeIn(7), timeIn(8)] }],
    ["two or more items", { type: "series" }],
    ["type must be one of", { type: "weekly" }],
    ["needs recurrenceStart", { type: "sequence" }],
    ["timeZone must be one of", { timeZone: "Mars/Olympus" }],
    ["locale must be one of", { locale: "de-DE" }],
    ["experienceType must be one of", { experienceType: "CINEMA" }],
    ["needs recordingAssetKey", { experienceType: "SIMULIVE" }],
    [
      "no completed recording asset",
      { experienceType: "SIMULIVE", recordingAssetKey: "5820913746120055301" },
    ],
    ["must be true or false", { isOndemand: "perhaps" }],
  ])("refuses with 400: %s", async (reason, changes) => {
    expect(await refused("POST", `${mine}/webinars`, webinarBody(changes))).toContain(reason);
  });

  it("refuses a sequence whose pattern or end is missing, too early or with a time", async () => {
    const sequence = {
      type: "sequence",
      recurrenceStart: timeIn(7),
      recurrencePattern: "daily",
      recurrenceEnd: "2031-03-20",
    };
    const refusal = (changes: Record<string, unknown>) =>
      refused("POST", `${mine}/webinars`, webinarBody({ ...sequence, ...changes }));
    expect(await refusal({ recurrencePattern: undefined })).toContain("recurrencePattern");
    expect(await refusal({ recurrencePattern: "hourly" })).toContain("recurrencePattern");
    expect(await refusal({ recurrenceEnd: undefined })).toContain("recurrenceEnd is required");
    expect(await refusal({ recurrenceEnd: "2031-03-20T00:00:00Z" })).toContain("must be a date");
    expect(await refusal({ recurrenceEnd: "2031-03-01" })).toContain("must not be before");
    expect(await refusal({ recurrenceEnd: "2131-03-01" })).toContain("more than 1000");
  });

  it("makes a simulive webinar from a recording, with the polls and survey of what was recorded", async () => {
    const [past] = [...host.world.webinars];
    const recording = past === undefined ? undefined : host.world.recordings(past)[0];
    const { webinarKey } = await create({
      experienceType: "SIMULIVE",
      recordingAssetKey: recording?.recordingAssetKey,
    });
    expect((await read(webinarKey)).experienceType).toBe("simulive");
    const made = host.world.webinar(webinarKey);
    expect(made?.polls).toEqual(past?.polls);
    expect(made?.survey).toEqual(past?.survey);
  });

  it("takes what careless clients send: null for nothing, booleans as strings, no description", async () => {
    const { webinarKey } = await create({
      description: undefined,
      locale: null,
      isPasswordProtected: "false",
    });
    expect(await read(webinarKey)).toMatchObject({ description: "", isPasswordProtected: false });
  });
});

describe("get", () => {
  it("sends two keys as numbers and one as a string, in the same object", async () => {
    const { webinarKey } = await create();
    const { text } = await host.call("GET", `${mine}/webinars/${webinarKey}`);
    const { organizerKey, memberships } = host.administrator;
    expect(text).toContain(`"webinarKey":${webinarKey},`);
    expect(text).toContain(`"organizerKey":${organizerKey},`);
    expect(text).toContain(`"accountKey":"${memberships[0]?.accountKey}"`);
    expect(text).toMatch(/"webinarID":"\d{9}"/);
  });

  it("shows only times to come of a sequence, and all of them as meeting times", async () => {
    const { webinarKey } = await create({
      type: "sequence",
      recurrenceStart: timeIn(1),
      recurrencePattern: "daily",
      recurrenceEnd: "2031-03-04",
    });
    host.world.advance(testNow + 2.5 * 86_400_000);
    expect((await read(webinarKey)).times).toEqual([timeIn(3), timeIn(4)]);
    const { body } = await host.call("GET", `${mine}/webinars/${webinarKey}/meetingtimes`);
    expect(body).toEqual([timeIn(1), timeIn(2), timeIn(3), timeIn(4)]);
  });

  it("says that a webinar is in session while it runs, and lists it among those", async () => {
    const { webinarKey } = await create({ times: [timeIn(1)] });
    expect((await host.call("GET", `${mine}/insessionWebinars`)).text).toBe("[]");
    host.world.advance(testNow + 86_400_000 + 60_000);
    expect((await read(webinarKey)).inSession).toBe(true);
    const running = await host.call("GET", `${mine}/insessionWebinars`);
    expect(running.text).toContain(`"webinarKey":${webinarKey},`);
    expect(running.body).toMatchObject([{ inSession: true, coorganizers: [], isOndemand: false }]);
    const earlier = "?fromTime=2031-01-01T00%3A00%3A00Z&toTime=2031-02-01T00%3A00%3A00Z";
    expect((await host.call("GET", `${mine}/insessionWebinars${earlier}`)).text).toBe("[]");
  });
});

describe("list", () => {
  it("omits _embedded when nothing matches, and past the last page, where the totals stay true", async () => {
    const none = `${mine}/webinars?fromTime=1999-01-01T00%3A00%3A00Z&toTime=1999-12-31T00%3A00%3A00Z`;
    expect((await host.call("GET", none)).body).toEqual({
      page: { size: 20, totalElements: 0, totalPages: 0, number: 0 },
    });
    expect(await listed("&page=7")).toEqual({
      page: { size: 20, totalElements: 1, totalPages: 1, number: 7 },
    });
  });

  it("pages with size, 20 when not given, and ignores parameters it does not know, limit among them", async () => {
    for (let count = 0; count < 21; count++) await create();
    const first = await listed("&limit=5&colour=blue");
    expect(first._embedded?.webinars).toHaveLength(20);
    expect(first.page).toEqual({ size: 20, totalElements: 22, totalPages: 2, number: 0 });
    const second = await listed("&page=1");
    expect(second._embedded?.webinars).toHaveLength(2);
    const keys = [first, second].flatMap(
      ({ _embedded }) => _embedded?.webinars.map((one) => one.webinarKey) ?? [],
    );
    expect(new Set(keys).size).toBe(22);
    expect((await listed("&size=200"))._embedded?.webinars).toHaveLength(22);
  });

  it("sends every key as a string, the experience in lower case, and the ID spelt as the switch says", async () => {
    const { webinarKey } = await create({ experienceType: "BROADCAST" });
    const item = async () =>
      (await listed())._embedded?.webinars.find((one) => one.webinarKey === webinarKey) ?? {};
    const { text } = await host.call("GET", `${mine}/webinars?${all}`);
    expect(text).toContain(`"webinarKey":"${webinarKey}"`);
    expect(await item()).toMatchObject({ experienceType: "broadcast", recurrenceType: "single_session" });
    expect(Object.keys(await item())).toContain("webinarID");
    host.world.switches.webinarIdSpelling = "webinarId";
    expect(Object.keys(await item())).toContain("webinarId");
    expect(Object.keys(await item())).not.toContain("webinarID");
  });

  it("refuses a missing or broken date, a size above 200, and a page that is no number", async () => {
    const to = "toTime=2031-12-31T00%3A00%3A00Z";
    expect(await refused("GET", `${mine}/webinars?${to}`)).toContain("fromTime is required");
    expect(await refused("GET", `${mine}/webinars?fromTime=2031-01-01T00%3A00%3A00Z`)).toContain(
      "toTime is required",
    );
    expect(await refused("GET", `${mine}/webinars?fromTime=2031-01-01&${to}`)).toContain("ISO 8601");
    expect(await refused("GET", `${mine}/webinars?fromTime=2031-01-01T00:00:00+02:00&${to}`)).toContain(
      "%2B",
    );
    expect(await refused("GET", `${mine}/webinars?fromTime=2032-01-01T00:00:00Z&${to}`)).toContain("after");
    expect(await refused("GET", `${mine}/webinars?${all}&size=201`)).toContain("between 1 and 200");
    expect(await refused("GET", `${mine}/webinars?${all}&size=0`)).toContain("between 1 and 200");
    expect(await refused("GET", `${mine}/webinars?${all}&page=-1`)).toContain("page");
  });

  it("takes dates with an encoded offset and ranges of any width", async () => {
    const wide = "fromTime=1970-01-01T00%3A00%3A00%2B02%3A00&toTime=3000-12-31T00%3A00%3A00Z";
    expect((await host.call("GET", `${mine}/webinars?${wide}`)).status).toBe(200);
  });
});

describe("update replaces", () => {
  const sequence = {
    type: "sequence",
    recurrenceStart: timeIn(1),
    recurrencePattern: "daily",
    recurrenceEnd: "2031-03-04",
  };
  const put = async (webinarKey: string, body: unknown) => {
    const reply = await host.call("PUT", `${mine}/webinars/${webinarKey}?notifyParticipants=true`, { body });
    expect({ status: reply.status, text: reply.text }).toEqual({ status: 202, text: "" });
  };

  it("keeps a single session's time when the body has none", async () => {
    const { webinarKey } = await create();
    await put(webinarKey, { subject: "New", timeZone: "Europe/Amsterdam" });
    expect(await read(webinarKey)).toMatchObject({
      subject: "New",
      description: "What changed and why",
      times: [timeIn(7)],
      timeZone: "Europe/Amsterdam",
    });
  });

  it("falls back to the organizer's own zone when the body has none", async () => {
    const { webinarKey } = await create();
    await put(webinarKey, { subject: "New" });
    expect((await read(webinarKey)).timeZone).toBe("America/New_York");
  });

  it("turns a sequence into a single session when the body has no times, and its times are lost", async () => {
    const { webinarKey } = await create(sequence);
    await put(webinarKey, { subject: "Only a new name" });
    expect(await read(webinarKey)).toMatchObject({ type: "single_session", times: [timeIn(1)] });
    host.world.advance(testNow + 10 * 86_400_000);
    const sessions = await host.call("GET", `${mine}/webinars/${webinarKey}/sessions`);
    expect(sessions.body).toMatchObject({ page: { totalElements: 1 } });
  });

  it("keeps a sequence with just the times in the body", async () => {
    const { webinarKey } = await create(sequence);
    await put(webinarKey, { times: [timeIn(5), timeIn(2)] });
    expect(await read(webinarKey)).toMatchObject({ type: "sequence", times: [timeIn(2), timeIn(5)] });
  });

  it("keeps the sessions of a sequence that have taken place", async () => {
    const { webinarKey } = await create(sequence);
    host.world.advance(testNow + 2.5 * 86_400_000);
    await put(webinarKey, { times: [timeIn(5), timeIn(6)] });
    const { body } = await host.call("GET", `${mine}/webinars/${webinarKey}/meetingtimes`);
    expect(body).toEqual([timeIn(1), timeIn(2), timeIn(5), timeIn(6)]);
  });

  it("leaves of a series only the addressed member when the body has no times", async () => {
    const { webinarKey } = await create({ type: "series", times: [timeIn(7), timeIn(8), timeIn(9)] });
    await put(webinarKey, { subject: "Only a new name" });
    expect(await read(webinarKey)).toMatchObject({ type: "single_session", times: [timeIn(7)] });
    expect((await listed()).page).toMatchObject({ totalElements: 2 });
  });

  it("defines a series anew through any member: kept, moved, made and removed", async () => {
    const made = await create({ type: "series", times: [timeIn(7), timeIn(8), timeIn(9)] });
    const recurrenceKey = made.recurrenceKey ?? "";
    const keys = () =>
      host.world
        .seriesMembers(recurrenceKey)
        .map(({ webinarKey, times }) => `${webinarKey} ${times[0]?.startTime}`);
    const [first = "", , third = ""] = keys();
    await put(made.webinarKey, { subject: "New", times: [timeIn(7), timeIn(9), timeIn(10), timeIn(11)] });
    const after = keys();
    expect(after).toHaveLength(4);
    expect(after[0]).toBe(first);
    expect(after[1]).toBe(third);
    const { _embedded } = await listed();
    const members = _embedded?.webinars.filter(({ recurrenceType }) => recurrenceType === "series") ?? [];
    expect(members.map(({ subject }) => subject)).toEqual(["New", "New", "New", "New"]);
    expect(members.map(({ times }) => times[0])).toEqual([timeIn(7), timeIn(9), timeIn(10), timeIn(11)]);
    await put(made.webinarKey, { times: [timeIn(9), timeIn(11)] });
    expect(keys()).toHaveLength(2);
    expect((await read(made.webinarKey)).times).toEqual([timeIn(11)]);
  });

  it("refuses an empty body, a second time for a single session, and a webinar in session or over", async () => {
    const { webinarKey } = await create({ times: [timeIn(1)] });
    const path = `${mine}/webinars/${webinarKey}`;
    expect(await refused("PUT", path, {})).toContain("at least one of");
    expect(await refused("PUT", path, { type: "series" })).toContain("at least one of");
    expect(await refused("PUT", path, { times: [timeIn(2), timeIn(3)] })).toContain("exactly one");
    expect(await refused("PUT", path, { times: [timeIn(-2)] })).toContain("future");
    host.world.advance(testNow + 86_400_000 + 60_000);
    expect(await refused("PUT", path, { subject: "New" })).toContain("in progress");
    host.world.advance(testNow + 2 * 86_400_000);
    expect(await refused("PUT", path, { subject: "New" })).toContain("has ended");
  });
});

describe("cancel", () => {
  const cancel = (webinarKey: string, query = "") =>
    host.call("DELETE", `${mine}/webinars/${webinarKey}${query}`);

  it("answers 204 without a body, and 404 for every read afterwards", async () => {
    const { webinarKey } = await create();
    const reply = await cancel(webinarKey, "?sendCancellationEmails=true");
    expect({ status: reply.status, text: reply.text }).toEqual({ status: 204, text: "" });
    for (const rest of ["", "/registrants", "/sessions", "/audio"]) {
      const gone = await host.call("GET", `${mine}/webinars/${webinarKey}${rest}`);
      expect(gone.status).toBe(404);
      expect(gone.body).toMatchObject({
        errorCode: "NotFound",
        description: "Webinar with specified key does not exist.",
      });
    }
    expect((await cancel(webinarKey)).status).toBe(404);
  });

  it("wipes all scheduled members of a series, and with deleteAll=false the addressed one alone", async () => {
    const series = { type: "series", times: [timeIn(1), timeIn(8), timeIn(9)] };
    const one = await create(series);
    const other = await create(series);
    expect((await cancel(one.webinarKey, "?deleteAll=false")).status).toBe(204);
    expect(host.world.seriesMembers(one.recurrenceKey ?? "")).toHaveLength(2);
    expect((await cancel(other.webinarKey)).status).toBe(204);
    expect(host.world.seriesMembers(other.recurrenceKey ?? "")).toHaveLength(0);
  });

  it("leaves members of a series that have taken place", async () => {
    const { recurrenceKey = "" } = await create({ type: "series", times: [timeIn(1), timeIn(8), timeIn(9)] });
    host.world.advance(testNow + 2 * 86_400_000);
    const second = host.world.seriesMembers(recurrenceKey)[1]?.webinarKey ?? "";
    expect((await cancel(second)).status).toBe(204);
    expect(host.world.seriesMembers(recurrenceKey)).toHaveLength(1);
  });

  it("answers 409 in session, and removes a past webinar", async () => {
    const { webinarKey } = await create({ times: [timeIn(1)] });
    host.world.advance(testNow + 86_400_000 + 60_000);
    expect((await cancel(webinarKey)).status).toBe(409);
    host.world.advance(testNow + 2 * 86_400_000);
    expect((await cancel(webinarKey)).status).toBe(204);
  });
});

describe("copy", () => {
  const copy = (webinarKey: string, body: unknown, as = host.administrator) =>
    host.call("PUT", `/webinars/${webinarKey}/copy`, { body, as });

  it("answers 201 with the key alone, and takes over what the body leaves out", async () => {
    const { webinarKey } = await create({ locale: "fr_FR" });
    const reply = await copy(webinarKey, { subject: "Copy", times: [timeIn(20)] });
    expect(reply.status).toBe(201);
    expect(reply.text).toMatch(/^\{"webinarKey":"\d{19}"\}$/);
    const made = await read((reply.body as { webinarKey: string }).webinarKey);
    expect(made).toMatchObject({
      subject: "Copy",
      description: "What changed and why",
      locale: "fr_FR",
      timeZone: "America/New_York",
      times: [timeIn(20)],
    });
  });

  it("makes a sequence from times, and no series from a series", async () => {
    const series = await create({ type: "series", times: [timeIn(7), timeIn(8)] });
    const body = { subject: "Copy", type: "sequence", times: [timeIn(20), timeIn(21)] };
    const reply = await copy(series.webinarKey, body);
    const made = await read((reply.body as { webinarKey: string }).webinarKey);
    expect(made).toMatchObject({ type: "sequence", times: body.times });
    expect((await copy(series.webinarKey, { ...body, type: "series" })).status).toBe(400);
    expect((await copy(series.webinarKey, { subject: "Copy" })).status).toBe(400);
    expect((await copy(series.webinarKey, { times: [timeIn(20)] })).status).toBe(400);
  });

  it("refuses a sequence from a simulive webinar", async () => {
    const [past] = [...host.world.webinars];
    const asset = past === undefined ? undefined : host.world.recordings(past)[0];
    const { webinarKey } = await create({
      experienceType: "SIMULIVE",
      recordingAssetKey: asset?.recordingAssetKey,
    });
    const times = [timeIn(20), timeIn(21)];
    expect((await copy(webinarKey, { subject: "Copy", type: "sequence", times })).status).toBe(400);
    expect((await copy(webinarKey, { subject: "Copy", type: "series", times })).status).toBe(201);
  });

  it("is for the organizer and co-organizers: others in the account are told 403 or 404", async () => {
    const { webinarKey } = await create();
    const body = { subject: "Copy", times: [timeIn(20)] };
    expect((await copy(webinarKey, body, host.colleague)).status).toBe(404);
    await host.call("POST", `${mine}/webinars/${webinarKey}/coorganizers`, {
      body: [{ external: false, organizerKey: host.colleague.organizerKey }],
    });
    const reply = await copy(webinarKey, body, host.colleague);
    expect(reply.status).toBe(201);
    const made = host.world.webinar((reply.body as { webinarKey: string }).webinarKey);
    expect(made?.organizerKey).toBe(host.colleague.organizerKey);
    const theirs = made?.webinarKey ?? "";
    expect((await copy(theirs, body)).status).toBe(403);
  });
});

describe("audio", () => {
  it("is replaced by POST: private numbers, then telephone numbers of countries", async () => {
    const { webinarKey } = await create();
    const path = `${mine}/webinars/${webinarKey}/audio`;
    expect((await host.call("GET", path)).body).toMatchObject({ type: "Hybrid" });
    const own = { type: "Private", privateInfo: { attendee: "+1 555 0100", panelist: "+1 555 0101" } };
    expect((await host.call("POST", path, { body: own })).status).toBe(204);
    expect((await host.call("GET", path)).body).toEqual(own);
    const pstn = { type: "PSTN", pstnInfo: { tollCountries: ["DE", "NL"], tollFreeCountries: ["DE", "BR"] } };
    expect((await host.call("POST", path, { body: pstn })).status).toBe(204);
    const reply = (await host.call("GET", path)).body as {
      confCallNumbers: Record<string, { tollFree?: string }>;
    };
    expect(Object.keys(reply.confCallNumbers)).toEqual(["BR", "DE", "NL"]);
    expect(reply.confCallNumbers.DE?.tollFree).toBeDefined();
    expect(reply.confCallNumbers.NL?.tollFree).toBeUndefined();
  });

  it.each([
    ["type is required", {}],
    ["type must be one of", { type: "HYBRID" }],
    ["needs privateInfo", { type: "Private" }],
    ["attendee is required", { type: "Private", privateInfo: { organizer: "1" } }],
    ["pstnInfo needs", { type: "PSTN", pstnInfo: {} }],
    ["tollCountries must hold", { type: "PSTN", pstnInfo: { tollCountries: ["BR"] } }],
  ])("refuses with 400: %s", async (reason, body) => {
    const { webinarKey } = await create();
    expect(await refused("POST", `${mine}/webinars/${webinarKey}/audio`, body)).toContain(reason);
  });
});
