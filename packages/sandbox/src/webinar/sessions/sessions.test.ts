import { afterEach, beforeEach, expect, it } from "vitest";
import type { Session, Webinar } from "../../world/model.ts";
import { type Desk, openDesk } from "../testing/desk.ts";
import { testNow } from "../testing/host.ts";
import { timeIn } from "../testing/webinars.ts";

let desk: Desk;
let past: Webinar;
let sessions: readonly Session[];
beforeEach(async () => {
  desk = await openDesk();
  const [first] = [...desk.host.world.webinars];
  if (first === undefined) throw new Error("There is a past webinar.");
  past = first;
  sessions = desk.host.world.sessions(first);
});
afterEach(() => desk[Symbol.asyncDispose]());

const day = 86_400_000;
const webinarPath = () => `${desk.mine}/webinars/${past.webinarKey}`;
const sessionPath = (place = 0) => `${webinarPath()}/sessions/${sessions[place]?.sessionKey}`;

async function get<Body = unknown>(path: string): Promise<{ text: string; body: Body }> {
  const reply = await desk.host.call("GET", path);
  expect(reply.status, reply.text).toBe(200);
  return { text: reply.text, body: reply.body as Body };
}

type Interval = { joinTime: string; leaveTime: string };
type Attendee = { registrantKey: string; attendanceTimeInSeconds: number; attendance: Interval[] };

it("lists two sessions where the host had to restart, with every key a string", async () => {
  const { text, body } = await get<{ _embedded: { sessionInfoResources: Record<string, unknown>[] } }>(
    `${webinarPath()}/sessions`,
  );
  expect(body).toMatchObject({ page: { size: 20, totalElements: 2, totalPages: 1, number: 0 } });
  expect(body._embedded.sessionInfoResources).toMatchObject([
    { registrantsAttended: 25, registrantCount: 230, totalPollCount: 2, experienceType: "classic" },
    { webinarName: "Winter review", creatingOrganizerName: desk.host.administrator.displayName },
  ]);
  expect(text).toContain(`"sessionKey":"${sessions[0]?.sessionKey}"`);
  expect(text).toContain(`"webinarKey":"${past.webinarKey}"`);
});

it("takes the vendor's media type on session lists, as other clients send it", async () => {
  const headers = { accept: "application/vnd.citrix.g2wapi-v1.1+json" };
  const reply = await desk.host.call("GET", `${webinarPath()}/sessions`, { headers });
  expect(reply.body).toMatchObject({ page: { totalElements: 2 } });
});

it("lists the organizer's sessions in a range, which is required", async () => {
  const path = `${desk.mine}/sessions`;
  expect(await desk.refused("GET", path)).toContain("fromTime is required");
  expect((await get(`${path}?${desk.range}&size=1&page=1`)).body).toMatchObject({
    _embedded: { sessionInfoResources: [{ sessionKey: sessions[1]?.sessionKey }] },
    page: { size: 1, totalElements: 2, totalPages: 2, number: 1 },
  });
  const before = "fromTime=2020-01-01T00%3A00%3A00Z&toTime=2020-12-31T00%3A00%3A00Z";
  expect((await get(`${path}?${before}`)).body).toEqual({
    page: { size: 20, totalElements: 0, totalPages: 0, number: 0 },
  });
});

it("answers a session with its attendees, keys as numbers", async () => {
  const attendees = await get<Attendee[]>(`${sessionPath()}/attendees`);
  expect(await get(sessionPath())).toEqual(attendees);
  expect(attendees.body).toHaveLength(25);
  expect(attendees.text).toContain(`"sessionKey":${sessions[0]?.sessionKey},`);
  expect(attendees.text).toMatch(/"registrantKey":\d{19},/);
});

it("counts attendance over intervals, an overlap of two devices once", async () => {
  const { body } = await get<Attendee[]>(`${sessionPath()}/attendees`);
  expect(body.some(({ attendance }) => attendance.length > 1)).toBe(true);
  for (const { attendance, attendanceTimeInSeconds } of body) {
    const seconds = new Set<number>();
    for (const { joinTime, leaveTime } of attendance) {
      expect(joinTime).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
      for (let at = Date.parse(joinTime); at < Date.parse(leaveTime); at += 1000) seconds.add(at);
    }
    expect(Math.abs(seconds.size - attendanceTimeInSeconds)).toBeLessThanOrEqual(attendance.length);
  }
});

it("pages the attendees of all sessions, one record per person and session, keys as strings", async () => {
  const page = (query: string) =>
    get<{ _embedded?: { attendeeParticipationResponses: Attendee[] } }>(`${webinarPath()}/attendees${query}`);
  const first = await page("?size=30");
  expect(first.body).toMatchObject({ page: { size: 30, totalElements: 50, totalPages: 2, number: 0 } });
  expect(first.text).toMatch(/"registrantKey":"\d{19}","sessionKey":"\d{19}"/);
  const second = await page("?size=30&page=1");
  const rows = [first, second].flatMap(({ body }) => body._embedded?.attendeeParticipationResponses ?? []);
  expect(rows).toHaveLength(50);
  const perSession = await Promise.all(
    [0, 1].map((place) => get<Attendee[]>(`${sessionPath(place)}/attendees`)),
  );
  expect(rows.map(({ registrantKey }) => registrantKey)).toEqual(
    perSession.flatMap(({ body }) => body.map(({ registrantKey }) => registrantKey)),
  );
  expect(Object.keys((await page("?page=9")).body)).toEqual(["page"]);
});

it("answers an attendee with a registrant, without attendance; 404 for a registrant who did not come", async () => {
  const { body } = await get<Attendee[]>(`${sessionPath()}/attendees`);
  const came = body[0]?.registrantKey ?? "";
  const attendee = await get<object>(`${sessionPath()}/attendees/${came}`);
  expect(Object.keys(attendee.body).sort()).toEqual(
    [
      "email",
      "firstName",
      "joinUrl",
      "lastName",
      "registrantKey",
      "registrationDate",
      "status",
      "timeZone",
    ].sort(),
  );
  expect(attendee.text).toContain(`"registrantKey":${came},`);
  const keys = new Set(body.map(({ registrantKey }) => registrantKey));
  const absent = desk.host.world.registrants(past).find(({ registrantKey }) => !keys.has(registrantKey));
  for (const rest of ["", "/polls", "/questions", "/surveys"]) {
    const path = `${sessionPath()}/attendees/${absent?.registrantKey}${rest}`;
    expect((await desk.host.call("GET", path)).status).toBe(404);
  }
});

it("tells of each poll and survey question what all answered, and the answers of each attendee agree", async () => {
  const { body: attendees } = await get<Attendee[]>(`${sessionPath()}/attendees`);
  for (const kind of ["polls", "surveys"]) {
    type Result = {
      question: string;
      numberOfResponses: number;
      responses: { text: string; percentage: number }[];
    };
    const { body: results } = await get<Result[]>(`${sessionPath()}/${kind}`);
    expect(results).toHaveLength(2);
    const given = (
      await Promise.all(
        attendees.map(({ registrantKey }) =>
          get<{ question: string; answers: string[]; answer?: string }[]>(
            `${sessionPath()}/attendees/${registrantKey}/${kind}`,
          ),
        ),
      )
    ).flatMap(({ body }) => body);
    for (const { question, numberOfResponses, responses } of results) {
      const own = given.filter((answer) => answer.question === question);
      expect(numberOfResponses).toBe(own.length);
      expect(own.length).toBeGreaterThan(0);
      for (const { text, percentage } of responses) {
        const hits = own.filter(({ answers }) => answers.includes(text)).length;
        expect(percentage).toBeCloseTo((100 * hits) / own.length, 1);
      }
    }
    for (const { answers, answer } of given)
      expect(answer).toBe(answers.length === 1 ? answers[0] : undefined);
  }
});

it("shows questions with keys as strings, and each attendee those he asked", async () => {
  type Question = { askerKey: string; dateAsked: string };
  const { body, text } = await get<Question[]>(`${sessionPath()}/questions`);
  expect(body).toHaveLength(3);
  expect(text).toMatch(/"askerKey":"\d{19}"/);
  for (const question of body) {
    expect(question.dateAsked).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    const own = await get<Question[]>(`${sessionPath()}/attendees/${question.askerKey}/questions`);
    expect(own.body).toContainEqual(question);
  }
});

it("computes the figures of a session from its attendance, and sends two counts as strings", async () => {
  const { body: attendees } = await get<Attendee[]>(`${sessionPath()}/attendees`);
  const seconds = attendees.reduce((sum, { attendanceTimeInSeconds }) => sum + attendanceTimeInSeconds, 0);
  const { body } = await get<{ attendance: Record<string, number>; sessionInfo: Record<string, unknown> }>(
    `${sessionPath()}/performance`,
  );
  expect(body.attendance.percentageAttendance).toBeCloseTo((100 * 25) / 230, 1);
  expect(body.attendance.averageAttendanceTimeSeconds).toBeCloseTo(seconds / attendees.length, 1);
  expect(body).toMatchObject({
    sessionInfo: { experienceType: "CLASSIC", recurrencePeriod: "single_session", webinarId: past.webinarId },
    attendance: { registrantCount: 230 },
    pollsAndSurveys: { pollCount: 2, questionsAsked: 3 },
  });
  expect(body.sessionInfo.registrationEmailOpenedCount).toMatch(/^\d+$/);
  const all = await get(`${webinarPath()}/performance`);
  expect(all.body).toMatchObject({ [sessions[0]?.sessionKey ?? ""]: body });
});

it("makes session and attendance when the clock passes a webinar, for those who had registered", async () => {
  const { webinarKey } = await desk.create({ times: [timeIn(1)] });
  const path = `${desk.mine}/webinars/${webinarKey}`;
  const person = { firstName: "Person", lastName: "A", email: "person.a@example.com" };
  await desk.host.call("POST", `${path}/registrants`, { body: person });
  desk.host.world.advance(testNow + day + 60_000);
  expect((await get(`${path}/sessions`)).body).toMatchObject({ page: { totalElements: 0 } });
  desk.host.world.advance(testNow + 2 * day);
  await desk.host.call("POST", `${path}/registrants`, { body: { ...person, email: "late@example.com" } });
  expect((await get(`${path}/attendees`)).body).toMatchObject({
    _embedded: { attendeeParticipationResponses: [{ email: "person.a@example.com" }] },
    page: { totalElements: 1 },
  });
});

it("hides a session until its data is there", async () => {
  desk.host.world.dataDelay = 8 * day;
  expect((await get(`${webinarPath()}/sessions`)).body).toMatchObject({ page: { totalElements: 0 } });
  expect((await get(`${desk.mine}/sessions?${desk.range}`)).body).toMatchObject({
    page: { totalElements: 0 },
  });
  expect((await get(`${webinarPath()}/performance`)).body).toEqual({});
  for (const rest of ["", "/attendees", "/polls", "/questions", "/surveys", "/performance"]) {
    const reply = await desk.host.call("GET", `${sessionPath()}${rest}`);
    expect(reply).toMatchObject({ status: 404, body: { errorCode: "NotFound" } });
  }
  desk.host.world.advance(testNow + 2 * day);
  expect((await get(`${webinarPath()}/sessions`)).body).toMatchObject({ page: { totalElements: 2 } });
});
