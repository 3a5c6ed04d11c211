import type { Sandbox } from "@rostrum/sandbox";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sandboxConnection, startTestHub, startTestSandbox, type TestHub } from "../testing/hub.ts";

let sandbox: Sandbox;
let hub: TestHub;
beforeAll(async () => {
  sandbox = await startTestSandbox();
  hub = await startTestHub();
  await hub.request("POST", "/api/v1/connections", sandboxConnection(sandbox, "main"));
});
afterAll(async () => {
  await hub.close();
  await sandbox.close();
});

async function send(request: Record<string, unknown>) {
  const answer = await hub.app.http.inject({
    method: "POST",
    url: "/api/v1/connections/main/send",
    headers: { authorization: `Bearer ${hub.app.accessToken}` },
    payload: { method: "GET", ...request },
  });
  return { status: answer.statusCode, goto: Number(answer.headers["goto-status"]), text: answer.body };
}
const organizer = () => `/G2W/rest/v2/organizers/${sandbox.credentials.organizerKey}`;

describe("any request on a connection", () => {
  it("brings GoTo's answer byte by byte, with its 64-bit numbers as they are", async () => {
    const list = await send({
      path: `${organizer()}/webinars?fromTime=2000-01-01T00:00:00Z&toTime=2100-01-01T00:00:00Z`,
    });
    const { webinarKey } = JSON.parse(list.text)._embedded.webinars[0];
    const sent = await send({ path: `${organizer()}/webinars/${webinarKey}` });
    expect(sent).toMatchObject({ status: 200, goto: 200 });
    // getWebinar sends the key as a number of 19 digits (goto-webinar.md 2): it must come through unquoted and unrounded.
    expect(sent.text).toContain(`"webinarKey":${webinarKey}`);
  });

  it("brings an answer that says no as an answer", async () => {
    const sent = await send({ path: `${organizer()}/webinars/1` });
    expect(sent).toMatchObject({ status: 200, goto: 404 });
    expect(JSON.parse(sent.text)).toHaveProperty("errorCode");
  });

  it("keeps its query, also with a name twice", async () => {
    const sent = await send({
      path: `${organizer()}/webinars?fromTime=2000-01-01T00:00:00Z&toTime=2100-01-01T00:00:00Z&size=1&page=0`,
    });
    expect(JSON.parse(sent.text).page).toMatchObject({ size: 1, number: 0 });
  });

  it("creates with a JSON body", async () => {
    const sent = await send({
      method: "POST",
      path: `${organizer()}/webinars`,
      body: JSON.stringify({
        subject: "By hand",
        times: [{ startTime: "2090-01-01T10:00:00Z", endTime: "2090-01-01T11:00:00Z" }],
        timeZone: "Europe/Brussels",
      }),
    });
    expect(sent.goto).toBe(201);
    expect(JSON.parse(sent.text).webinarKey).toMatch(/^\d+$/);
  });

  it.each(["//evil.example/x", "https://evil.example/x", "G2W/rest", "/\\evil.example"])(
    "is not sent to another host (%s)",
    async (path) => {
      const sent = await send({ path });
      // A backslash is turned into a slash by address rules: what is left must still be a path on GoTo's own host.
      if (sent.status === 200) expect(sent.goto).toBe(404);
      else expect([sent.status, JSON.parse(sent.text).error.code]).toEqual([400, "send.bad-path"]);
    },
  );

  it.each([{ Authorization: "Bearer x" }, { Host: "evil.example" }, { "X-A": "a\r\nb: c" }])(
    "does not let a header take the connection's place (%j)",
    async (headers) => {
      const sent = await send({ path: "/x", headers });
      expect([sent.status, JSON.parse(sent.text).error.code]).toEqual([400, "send.bad-header"]);
    },
  );

  it("is refused with a body that is no JSON, before anything is sent", async () => {
    const before = sandbox.control.calls.snapshot();
    const sent = await send({ method: "POST", path: "/x", body: "{ half" });
    expect([sent.status, JSON.parse(sent.text).error.code]).toEqual([400, "send.bad-body"]);
    expect(sandbox.control.calls.snapshot()).toEqual(before);
  });
});
