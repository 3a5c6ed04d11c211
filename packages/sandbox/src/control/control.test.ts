import { request as httpRequest } from "node:http";
import { describe, expect, test } from "vitest";
import { type Started, start } from "../testing/started.ts";

const range = "fromTime=2000-01-01T00:00:00Z&toTime=2100-01-01T00:00:00Z";

/** Reads all pages of a HAL list. */
async function readAll(started: Started, path: string, member: string): Promise<Record<string, string>[]> {
  const rows: Record<string, string>[] = [];
  for (let page = 0; ; page++) {
    const { json } = await started.call(`${path}${path.includes("?") ? "&" : "?"}page=${page}&size=200`);
    rows.push(...(json._embedded?.[member] ?? []));
    if (page + 1 >= json.page.totalPages) return rows;
  }
}

/** Reads everything under the first organizer over HTTP, counting rows as a client would. */
async function readEverything(started: Started) {
  const counts = {
    Webinar: 0,
    Registrant: 0,
    Session: 0,
    AttendeeRollup: 0,
    Attendee: 0,
    SessionPoll: 0,
    SessionSurvey: 0,
    SessionQuestion: 0,
    CoOrganizer: 0,
    Panelist: 0,
    MeetingTime: 0,
    RegistrationField: 0,
    RegistrationQuestion: 0,
    Recording: 0,
  };
  const rows = async (path: string): Promise<number> => (await started.call(path)).json.length;
  for (const { webinarKey } of await readAll(started, `O/webinars?${range}`, "webinars")) {
    const webinar = `O/webinars/${webinarKey}`;
    counts.Webinar++;
    counts.Registrant += await rows(`${webinar}/registrants`);
    counts.CoOrganizer += await rows(`${webinar}/coorganizers`);
    counts.Panelist += await rows(`${webinar}/panelists`);
    counts.MeetingTime += await rows(`${webinar}/meetingtimes`);
    const form = (await started.call(`${webinar}/registrants/fields`)).json;
    counts.RegistrationField += form.fields.length;
    counts.RegistrationQuestion += form.questions.length;
    counts.AttendeeRollup += (
      await readAll(started, `${webinar}/attendees`, "attendeeParticipationResponses")
    ).length;
    for (const { sessionKey } of await readAll(started, `${webinar}/sessions`, "sessionInfoResources")) {
      counts.Session++;
      counts.Attendee += await rows(`${webinar}/sessions/${sessionKey}/attendees`);
      counts.SessionPoll += await rows(`${webinar}/sessions/${sessionKey}/polls`);
      counts.SessionSurvey += await rows(`${webinar}/sessions/${sessionKey}/surveys`);
      counts.SessionQuestion += await rows(`${webinar}/sessions/${sessionKey}/questions`);
    }
  }
  const { accountKey } = started.sandbox.credentials;
  const recordings = await started.call("/G2W/rest/v2/recordingassets/search", {
    method: "POST",
    body: JSON.stringify({ accountKey }),
  });
  counts.Recording = recordings.json.page.totalElements;
  return counts;
}

describe("counts", () => {
  test.each([
    {},
    { webinars: 21, upcoming: 1, registrants: 201, attendees: 200 },
    { webinars: 1, upcoming: 0, registrants: 1, attendees: 0, sessions: 201 },
  ])("equal what a complete read over HTTP returns, for %o", async (size) => {
    await using started = await start({ seed: 7, size });
    await started.connect();
    const { json } = await started.control("GET", "/counts");
    expect(json).toMatchObject(await readEverything(started));
  });

  test("can be asked for a range, and for another organizer", async () => {
    await using started = await start();
    const { world, control } = started.sandbox;
    const past = await started.control("GET", "/counts?to=+0s");
    expect(past.json.UpcomingWebinar).toBeLessThan(control.counts().UpcomingWebinar);
    const other = world.organizers[1]?.organizerKey;
    expect((await started.control("GET", `/counts?organizerKey=${other}`)).json.Webinar).toBe(3);
    expect((await started.control("GET", "/counts?from=yesterday")).status).toBe(400);
  });
});

describe("the clock", () => {
  test("is moved over HTTP, and what lies between has happened", async () => {
    await using started = await start({
      size: { webinars: 2, upcoming: 2, othersWebinars: 0, registrants: 6, attendees: 5 },
    });
    expect((await started.control("GET", "/counts")).json.Attendee).toBe(0);
    const moved = await started.control("POST", "/clock", { to: "next" });
    expect(moved.status).toBe(200);
    expect((await started.control("GET", "/counts")).json.Attendee).toBe(5);
    await started.control("POST", "/clock", { to: "+100d" });
    expect((await started.control("GET", "/counts")).json.Attendee).toBe(10);
    const none = await started.control("POST", "/clock", { to: "next" });
    expect([none.status, none.json.error]).toEqual([400, expect.stringContaining("No webinar is to come")]);
  });

  test("refuses to go back, and says so", async () => {
    await using started = await start();
    for (const to of ["-1h", "2001-01-01T00:00:00Z"]) {
      const reply = await started.control("POST", "/clock", { to });
      expect([reply.status, reply.json.error]).toEqual([400, expect.stringContaining("only goes forward")]);
    }
  });
});

describe("settings", () => {
  test.each([
    ["/limit", { mode: "sliding", perSecond: 5 }],
    ["/latency", { ms: 1, jitter: 0 }],
    ["/tokens/settings", { rotation: "rotate", autoApprove: "helene@demo.example" }],
    ["/behaviour", { dataDelaySeconds: 60, showUp: 0.5, duplicateRegistrantKey: false }],
    ["/webhooks", { duplicates: 1, signatureForm: "timestamped" }],
  ])("of %s are set and shown", async (path, settings) => {
    await using started = await start({ size: { webinars: 0 } });
    expect((await started.control("POST", path, settings)).json).toMatchObject(settings);
  });

  test.each([
    ["/limit", { mode: "none" }],
    ["/limit", { perMinute: 5 }],
    ["/latency", { ms: -1 }],
    ["/tokens/settings", { rotation: true }],
    ["/behaviour", { showUp: 2 }],
    ["/faults", { operation: "getWebinars" }],
    ["/faults", { kind: "explode" }],
    ["/clock", {}],
    ["/clock", []],
  ])("of %s refuse %o with a sentence", async (path, wrong) => {
    await using started = await start({ size: { webinars: 0 } });
    const reply = await started.control("POST", path, wrong);
    expect([reply.status, reply.json]).toEqual([400, { error: expect.any(String) }]);
  });

  test("of the data delay hide a session until it has passed", async () => {
    await using started = await start({
      size: { webinars: 1, upcoming: 1, othersWebinars: 0, registrants: 2, attendees: 2 },
    });
    await started.control("POST", "/behaviour", { dataDelaySeconds: 600 });
    await started.control("POST", "/clock", { to: "next" });
    expect(started.sandbox.control.counts().Session).toBe(0);
    await started.control("POST", "/clock", { to: "+10m" });
    expect(started.sandbox.control.counts().Session).toBe(1);
  });
});

describe("faults over HTTP", () => {
  test("are ordered with a shortened operation, listed, and cleared", async () => {
    await using started = await start();
    // As in the documentation: curl sends a form's content type, and the name is only the beginning of one.
    const ordered = await started.control("POST", "/faults", {
      operation: "getAllRegistrants",
      status: 503,
      times: 2,
    });
    expect(ordered.json).toMatchObject({
      kind: "status",
      operation: "getAllRegistrantsForWebinar",
      times: 2,
    });
    await started.control("POST", "/faults", { kind: "reset", chance: 0.5 });
    expect((await started.control("GET", "/faults")).json).toHaveLength(2);
    expect((await started.control("DELETE", `/faults/${ordered.json.id}`)).status).toBe(200);
    expect((await started.control("DELETE", `/faults/${ordered.json.id}`)).status).toBe(400);
    await started.control("DELETE", "/faults");
    expect((await started.control("GET", "/faults")).json).toEqual([]);
  });

  test("for an unknown operation name the nearest ones", async () => {
    await using started = await start();
    const reply = await started.control("POST", "/faults", { operation: "getRegistrants", status: 503 });
    expect(reply.json.error).toContain("getRegistrant ");
  });
});

describe("the guard", () => {
  test.each([
    ["GET", "/", { host: "evil.example" }],
    ["GET", "/_sandbox/credentials", { host: "evil.example:80" }],
    ["POST", "/_sandbox/clock", { origin: "https://evil.example" }],
    ["POST", "/_sandbox/clock", { origin: "null" }],
    ["DELETE", "/_sandbox/calls", { origin: "http://localhost:1" }],
  ])("keeps other sites out: %s %s with %o", async (method, path, headers) => {
    await using started = await start({ size: { webinars: 0 } });
    expect(await statusOf(started, method, path, headers as Record<string, string>)).toBe(403);
  });

  test("lets programs, the own page and allowed names in", async () => {
    await using started = await start({ size: { webinars: 0 }, hosts: ["Box.internal"] });
    expect(await statusOf(started, "GET", "/", { host: "box.internal:8090" })).toBe(200);
    expect(await statusOf(started, "GET", "/_sandbox", {})).toBe(200);
    expect(await statusOf(started, "DELETE", "/_sandbox/calls", { origin: started.url })).toBe(200);
    // A client may come by any name to the APIs themselves.
    expect(await statusOf(started, "GET", "/oauth/jwks.json", { host: "anything" })).toBe(200);
  });
});

test("the index lists every endpoint, as JSON and as a page", async () => {
  await using started = await start({ size: { webinars: 0 } });
  const { endpoints } = (await started.control("GET", "")).json;
  expect(endpoints.length).toBeGreaterThan(20);
  const page = await fetch(`${started.url}/_sandbox`, { headers: { accept: "text/html" } });
  const text = await page.text();
  for (const { path } of endpoints) expect(text).toContain(path);
});

test("living grants are shown with their ends and without their tokens", async () => {
  await using started = await start({ size: { webinars: 0 } });
  await started.connect();
  const { text, json } = await started.control("GET", "/tokens");
  expect(json.grants).toMatchObject([
    { organizer: "olivia@demo.example", accessTokens: [expect.any(String)] },
  ]);
  expect(text).not.toContain(started.token);
});

test("a waiting registrant is approved as in the organizer's own pages", async () => {
  await using started = await start({ seed: 7 });
  const { world } = started.sandbox;
  const webinar = [...world.webinars].find((one) => one.approval === "MANUAL" && world.isScheduled(one));
  const waiting = webinar && world.registrants(webinar).find(({ status }) => status === "WAITING");
  if (webinar === undefined || waiting === undefined) throw new Error("nobody waits");
  const keys = { webinarKey: webinar.webinarKey, registrantKey: waiting.registrantKey };
  expect((await started.control("POST", "/registrants/decide", { ...keys, status: "APPROVED" })).status).toBe(
    200,
  );
  expect(world.registrant(webinar, waiting.registrantKey)?.status).toBe("APPROVED");
  expect((await started.control("POST", "/registrants/decide", { ...keys, registrantKey: "1" })).status).toBe(
    400,
  );
});

/** By node:http, since fetch does not let a program choose Host and Origin. */
function statusOf(
  started: Started,
  method: string,
  path: string,
  headers: Record<string, string>,
): Promise<number> {
  return new Promise((resolve, reject) => {
    httpRequest(`${started.url}${path}`, { method, headers }, (answer) => {
      answer.resume().on("end", () => resolve(answer.statusCode ?? 0));
    })
      .on("error", reject)
      .end();
  });
}
