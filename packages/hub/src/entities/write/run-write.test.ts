/** Writing to the sandbox: what GoTo has afterwards is what counts. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { systemClock } from "../../platform/clock/clock.ts";
import type { WriteOperation } from "../registry/entity.ts";
import { entityNamed } from "../registry/registry.ts";
import { type ConnectedSandbox, connectedSandbox } from "../testing/connect.ts";
import type { WriteResult } from "./result.ts";
import { runWrite, type WriteOptions } from "./run-write.ts";

let connected: ConnectedSandbox;
afterEach(() => connected[Symbol.asyncDispose]());

async function writeAll(
  operation: WriteOperation,
  entity: string,
  rows: readonly Record<string, unknown>[],
  options: Partial<WriteOptions> = {},
): Promise<WriteResult[]> {
  const results: WriteResult[] = [];
  const written = runWrite({
    client: connected.client,
    clock: { ...systemClock, sleep: async () => {} },
    entity: entityNamed(entity),
    operation,
    rows: rows.map((values, index) => ({ line: index + 1, values })),
    ...options,
  });
  for await (const result of written) results.push(result);
  return results.sort((one, other) => one.line - other.line);
}

async function write(
  operation: WriteOperation,
  entity: string,
  values: Record<string, unknown>,
  options?: Partial<WriteOptions>,
): Promise<WriteResult> {
  const [result] = await writeAll(operation, entity, [values], options);
  if (result === undefined) throw new Error("A row has a result");
  return result;
}

const api = () => connected.client.goto.webinar;
const path = (webinarKey: string | undefined) => ({
  organizerKey: connected.client.organizerKey,
  webinarKey: String(webinarKey),
});
const calls = (operation: string): number =>
  connected.sandbox.control.calls.snapshot().operations[operation]?.calls ?? 0;
const inDays = (days: number, hours = 0) =>
  `${new Date(Date.now() + days * 86_400_000 + hours * 3_600_000).toISOString().slice(0, 19)}Z`;
const person = { firstName: "Ann", lastName: "Lee", email: "ann@example.com" };
/** Answers for whatever the sandbox's form asks. */
const answers = { organization: "Works", responses: { "Which team are you on?": "Sales" } };

async function newWebinar(values: Record<string, unknown> = {}): Promise<string> {
  const { key, error } = await write("create", "Webinar", {
    subject: "Heat pumps",
    description: "What is new",
    startTime: inDays(3),
    endTime: inDays(3, 1),
    ...values,
  });
  expect(error).toBeUndefined();
  return String(key?.webinarKey);
}
const newSequence = () =>
  newWebinar({
    recurrenceType: "sequence",
    recurrencePattern: "weekly",
    recurrenceEnd: inDays(3 + 21).slice(0, 10),
    timeZone: "Europe/Amsterdam",
  });

/** Answers 200 to GoTo's look at an address. */
async function startReceiver() {
  const server = createServer((_request, response) => void response.end());
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/events`,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

const empty = { webinars: 0, upcoming: 0, othersWebinars: 0 };

describe("a webinar", () => {
  it("is made as the kind that the row says", async () => {
    connected = await connectedSandbox({ size: empty });
    const single = await api().getWebinar(path(await newWebinar()));
    expect(single).toMatchObject({
      subject: "Heat pumps",
      type: "single_session",
      times: [{ startTime: inDays(3) }],
    });
    const sequence = await api().getWebinarMeetingTimes(path(await newSequence()));
    expect(sequence).toHaveLength(4);
    const times = [2, 5].map((day) => ({ startTime: inDays(day), endTime: inDays(day, 1) }));
    const series = await write("create", "Webinar", { subject: "Choose", recurrenceType: "series", times });
    expect(series).toMatchObject({ outcome: "created", result: { recurrenceKey: expect.any(String) } });
    expect(connected.sandbox.control.counts().Webinar).toBe(4);
  });

  it("is refused before anything is sent when it makes no sense", async () => {
    connected = await connectedSandbox({ size: empty });
    const times = [2, 5].map((day) => ({ startTime: inDays(day), endTime: inDays(day, 1) }));
    for (const [values, code] of [
      [{ startTime: "2020-01-31T15:00Z", endTime: "2020-01-31T16:00Z" }, "webinar.past"],
      [{ startTime: inDays(3), endTime: inDays(2) }, "webinar.times"],
      [{}, "row.missing-field"],
      [{ times }, "webinar.kind"],
      [{ times: times.slice(1), recurrenceType: "series" }, "webinar.kind"],
      [{ times, recurrenceType: "sequence" }, "webinar.kind"],
      [{ startTime: inDays(3), endTime: inDays(4), recurrencePattern: "daily" }, "webinar.kind"],
      [{ startTime: inDays(3), endTime: inDays(4), recurrenceType: "sequnce" }, "row.value"],
      [{ startTime: inDays(3), endTime: inDays(4), experienceType: "simulive" }, "row.missing-field"],
      [{ startTime: inDays(3), endTime: inDays(4), subject: "x".repeat(129) }, "row.value"],
      [{ startTime: "tomorrow", endTime: inDays(4) }, "row.value"],
    ] as const) {
      const { error } = await write("create", "Webinar", { subject: "Heat pumps", ...values });
      expect(error?.code, JSON.stringify(values)).toBe(code);
      expect(error?.remedy).not.toBe("");
    }
    expect(calls("createWebinar")).toBe(0);
  });

  it("is made once although GoTo's answer got lost", async () => {
    connected = await connectedSandbox({ size: empty });
    connected.sandbox.control.faults.order({
      kind: "reset",
      operation: "createWebinar",
      after: true,
      times: 1,
    });
    const { outcome, remarks } = await write("create", "Webinar", {
      subject: "Once",
      startTime: inDays(3),
      endTime: inDays(4),
    });
    expect({ outcome, remarks }).toEqual({
      outcome: "created",
      remarks: [expect.stringContaining("found it there")],
    });
    expect(connected.sandbox.control.counts().Webinar).toBe(1);
  });

  it("is tried again when a lost call was not carried out", async () => {
    connected = await connectedSandbox({ size: empty });
    connected.sandbox.control.faults.order({ kind: "reset", operation: "createWebinar", times: 2 });
    expect(
      await write("create", "Webinar", { subject: "Once", startTime: inDays(3), endTime: inDays(4) }),
    ).toMatchObject({ outcome: "created" });
    expect(connected.sandbox.control.counts().Webinar).toBe(1);
  });
});

describe("an update of a webinar", () => {
  it("keeps everything that the row does not name", async () => {
    connected = await connectedSandbox({ size: empty });
    const webinarKey = await newWebinar({ timeZone: "Asia/Tokyo", locale: "de_DE" });
    const before = await api().getWebinar(path(webinarKey));
    expect(await write("update", "Webinar", { webinarKey, subject: "Heat pumps 2" })).toMatchObject({
      outcome: "updated",
    });
    expect(await api().getWebinar(path(webinarKey))).toEqual({ ...before, subject: "Heat pumps 2" });
    expect(await write("update", "Webinar", { webinarKey, subject: "Heat pumps 2" })).toMatchObject({
      outcome: "unchanged",
    });
    expect(calls("updateWebinar")).toBe(1);
  });

  it("keeps all meetings of a sequence", async () => {
    connected = await connectedSandbox({ size: empty });
    const webinarKey = await newSequence();
    const before = await api().getWebinarMeetingTimes(path(webinarKey));
    expect(await write("update", "Webinar", { webinarKey, subject: "New" })).toMatchObject({
      outcome: "updated",
    });
    expect(await api().getWebinarMeetingTimes(path(webinarKey))).toEqual(before);
    expect(await api().getWebinar(path(webinarKey))).toMatchObject({
      subject: "New",
      type: "sequence",
      timeZone: "Europe/Amsterdam",
    });
  });

  it("refuses where meetings would be lost: a sequence that has begun, fewer meetings, a series", async () => {
    connected = await connectedSandbox({ size: empty });
    const sequence = await newSequence();
    const fewer = await write("update", "Webinar", {
      webinarKey: sequence,
      startTime: inDays(4),
      endTime: inDays(4, 1),
    });
    expect(fewer.error).toMatchObject({
      code: "webinar.refused",
      message: expect.stringContaining("4 meetings"),
    });
    const times = [6, 9].map((day) => ({ startTime: inDays(day), endTime: inDays(day, 1) }));
    const series = await write("create", "Webinar", { subject: "Choose", recurrenceType: "series", times });
    const member = await write("update", "Webinar", { webinarKey: series.key?.webinarKey, subject: "New" });
    expect(member.error).toMatchObject({
      code: "webinar.refused",
      message: expect.stringContaining("series"),
    });
    connected.sandbox.control.clock.move("+4d");
    const clock = { ...systemClock, now: () => Date.now() + 4 * 86_400_000 };
    const begun = await write("update", "Webinar", { webinarKey: sequence, subject: "New" }, { clock });
    expect(begun.error).toMatchObject({
      code: "webinar.refused",
      message: expect.stringContaining("has begun"),
    });
    expect(calls("updateWebinar")).toBe(0);
    expect(await api().getAllSessions({ ...path(sequence), page: 0, size: 200 })).toMatchObject({
      totalItems: 1,
    });
  });

  it("tells when GoTo did not keep the meetings that it was sent, and names them", async () => {
    connected = await connectedSandbox({ size: empty });
    const webinarKey = await newSequence();
    const before = await api().getWebinarMeetingTimes(path(webinarKey));
    const { updateWebinar } = api();
    api().updateWebinar = async (input, options) => {
      await updateWebinar({ ...input, webinar: { ...input.webinar, times: before.slice(0, 1) } }, options);
    };
    const { error } = await write("update", "Webinar", { webinarKey, subject: "New" });
    expect(error).toMatchObject({
      code: "webinar.meetings-lost",
      remedy: expect.stringContaining(String(before[3]?.startTime)),
    });
  });

  it("refuses what GoTo cannot change, and what is over or unknown", async () => {
    connected = await connectedSandbox({
      size: { webinars: 3, upcoming: 0, registrants: 1, attendees: 1, sessions: 1 },
    });
    const webinarKey = await newWebinar();
    for (const [values, code] of [
      [{ recurrenceType: "sequence" }, "webinar.fixed"],
      [{ experienceType: "broadcast" }, "webinar.fixed"],
      [{ isOndemand: true }, "webinar.fixed"],
      [{ startTime: "2020-01-01T10:00Z", endTime: "2020-01-01T11:00Z" }, "webinar.past"],
    ] as const) {
      expect((await write("update", "Webinar", { webinarKey, ...values })).error?.code).toBe(code);
    }
    expect((await write("update", "Webinar", { webinarKey: "123456", subject: "x" })).error?.code).toBe(
      "webinar.unknown",
    );
    const [over] = (await api().getWebinars({ ...path(""), fromTime: inDays(-900), toTime: inDays(0) }))
      .items;
    expect(
      (await write("update", "Webinar", { webinarKey: over?.webinarKey, subject: "x" })).error?.code,
    ).toBe("webinar.over");
  });
});

describe("a deletion of a webinar", () => {
  it("takes only this member of a series unless told, and mails nobody unless told", async () => {
    connected = await connectedSandbox({ size: empty });
    const times = [2, 5, 8].map((day) => ({ startTime: inDays(day), endTime: inDays(day, 1) }));
    const made = await write("create", "Webinar", { subject: "Choose", recurrenceType: "series", times });
    const { webinarKey } = made.key ?? {};
    const dry = await write("delete", "Webinar", { webinarKey }, { dryRun: true });
    expect(dry).toMatchObject({
      dryRun: true,
      mails: [],
      calls: [{ parameters: { deleteAll: false, sendCancellationEmails: false } }],
    });
    expect(connected.sandbox.control.counts().Webinar).toBe(3);
    expect(await write("delete", "Webinar", { webinarKey })).toMatchObject({ outcome: "deleted" });
    expect(connected.sandbox.control.counts().Webinar).toBe(2);
    const [other] = (await api().getWebinars({ ...path(""), fromTime: inDays(0), toTime: inDays(30) })).items;
    await write("delete", "Webinar", { webinarKey: other?.webinarKey }, { switches: { deleteAll: true } });
    expect(connected.sandbox.control.counts().Webinar).toBe(0);
  });

  it("is told as done when the answer got lost, and as unknown when there was nothing", async () => {
    connected = await connectedSandbox({ size: empty });
    const webinarKey = await newWebinar();
    connected.sandbox.control.faults.order({
      kind: "reset",
      operation: "cancelWebinar",
      after: true,
      times: 1,
    });
    expect(await write("delete", "Webinar", { webinarKey })).toMatchObject({ outcome: "deleted" });
    expect((await write("delete", "Webinar", { webinarKey })).error?.code).toBe("webinar.unknown");
  });
});

describe("a registrant", () => {
  it("is registered with answers to the webinar's questions, by their text", async () => {
    connected = await connectedSandbox({
      seed: 40,
      size: { webinars: 12, upcoming: 12, variety: "mixed", registrants: { from: 0, to: 3 } },
    });
    const { items } = await api().getWebinars({
      ...path(""),
      fromTime: inDays(0),
      toTime: inDays(900),
      size: 200,
    });
    const forms = await Promise.all(
      items.map(({ webinarKey }) => api().getRegistrationFields(path(webinarKey))),
    );
    const place = forms.findIndex(({ questions }) => questions.some(({ required }) => required));
    const webinarKey = items[place]?.webinarKey;
    expect(webinarKey).toBeDefined();
    const missing = await write("create", "Registrant", { webinarKey, ...person });
    expect(missing.error).toMatchObject({
      code: "registrant.form",
      message: expect.stringContaining("Which team are you on?"),
    });
    expect(calls("createRegistrant")).toBe(0);
    const made = await write("create", "Registrant", { webinarKey, ...person, ...answers });
    expect(made).toMatchObject({ outcome: "created", result: { joinUrl: expect.stringContaining("http") } });
    const stored = await api().getRegistrant({
      ...path(webinarKey),
      registrantKey: String(made.key?.registrantKey),
    });
    expect(stored).toMatchObject({
      organization: "Works",
      responses: [{ question: "Which team are you on?", answer: "Sales" }],
    });
  });

  it.each([true, false])(
    "who is there already is found, whether GoTo names the key in its 409 or not (%s)",
    async (named) => {
      connected = await connectedSandbox({ size: empty });
      connected.sandbox.control.behaviour.set({ duplicateRegistrantKey: named });
      const webinarKey = await newWebinar();
      const first = await write("create", "Registrant", { webinarKey, ...person, city: "Oslo" });
      const again = await write("create", "Registrant", { webinarKey, ...person, email: "ANN@example.com" });
      expect(again.error).toMatchObject({
        code: "registrant.exists",
        details: { registrantKey: first.key?.registrantKey },
      });
      const upsert = await write("upsert", "Registrant", { webinarKey, ...person, firstName: "Anne" });
      expect(upsert).toMatchObject({
        outcome: "exists",
        key: first.key,
        result: { joinUrl: first.result?.joinUrl },
      });
      expect(upsert.remarks).toEqual([expect.stringContaining('firstName "Ann"')]);
      expect(connected.sandbox.control.counts().Registrant).toBe(1);
    },
  );

  it("is registered once although GoTo's answer got lost", async () => {
    connected = await connectedSandbox({ size: empty });
    const webinarKey = await newWebinar();
    connected.sandbox.control.faults.order({
      kind: "reset",
      operation: "createRegistrant",
      after: true,
      times: 1,
    });
    const made = await write("create", "Registrant", { webinarKey, ...person });
    expect(made).toMatchObject({
      outcome: "created",
      key: { registrantKey: expect.any(String) },
      result: { joinUrl: expect.any(String) },
    });
    expect(connected.sandbox.control.counts().Registrant).toBe(1);
  });

  it("is refused for a webinar that is over, before anything is sent", async () => {
    connected = await connectedSandbox({
      size: { webinars: 1, upcoming: 0, registrants: 1, attendees: 1, sessions: 1 },
    });
    const [over] = (await api().getWebinars({ ...path(""), fromTime: inDays(-900), toTime: inDays(1) }))
      .items;
    const { error } = await write("create", "Registrant", {
      webinarKey: over?.webinarKey,
      ...person,
      ...answers,
    });
    expect(error).toMatchObject({ code: "webinar.over" });
    expect(calls("createRegistrant")).toBe(0);
  });

  it("is removed by key or by address", async () => {
    connected = await connectedSandbox({ size: empty });
    const webinarKey = await newWebinar();
    const made = await write("create", "Registrant", { webinarKey, ...person });
    await write("create", "Registrant", { webinarKey, ...person, email: "bob@example.com" });
    expect(await write("delete", "Registrant", { webinarKey, email: "BOB@example.com" })).toMatchObject({
      outcome: "deleted",
    });
    expect(
      await write("delete", "Registrant", { webinarKey, registrantKey: made.key?.registrantKey }),
    ).toMatchObject({ outcome: "deleted" });
    expect(connected.sandbox.control.counts().Registrant).toBe(0);
    expect((await write("delete", "Registrant", { webinarKey, email: "bob@example.com" })).error?.code).toBe(
      "registrant.unknown",
    );
  });
});

describe("a dry run", () => {
  it("checks everything, says what would be sent and to whom GoTo would write, and sends nothing", async () => {
    connected = await connectedSandbox({ size: empty });
    const webinarKey = await newWebinar();
    await write("create", "Registrant", { webinarKey, ...person });
    const before = connected.sandbox.control.counts();
    const dryRun = { dryRun: true, switches: { notifyParticipants: true, sendCancellationEmails: true } };
    expect(
      await write("create", "Registrant", { webinarKey, ...person, email: "new@example.com" }, dryRun),
    ).toMatchObject({
      outcome: "created",
      dryRun: true,
      calls: [{ operation: "createRegistrant", body: { email: "new@example.com" } }],
      mails: [expect.stringContaining("new@example.com")],
    });
    expect(await write("upsert", "Registrant", { webinarKey, ...person }, dryRun)).toMatchObject({
      outcome: "exists",
    });
    expect((await write("create", "Registrant", { webinarKey, ...person }, dryRun)).error?.code).toBe(
      "registrant.exists",
    );
    expect(await write("update", "Webinar", { webinarKey, subject: "New" }, dryRun)).toMatchObject({
      outcome: "updated",
      calls: [{ body: { subject: "New", timeZone: expect.any(String) } }],
      mails: ["1 registrants: that it has changed"],
    });
    expect(await write("delete", "Webinar", { webinarKey }, dryRun)).toMatchObject({
      mails: ["1 registrants: that it is cancelled"],
    });
    await write("create", "Panelist", { webinarKey, name: "Bo", email: "bo@example.com" }, dryRun);
    await write("create", "CoOrganizer", { webinarKey, givenName: "Bo", email: "bo@example.com" }, dryRun);
    expect(connected.sandbox.control.counts()).toEqual(before);
  });
});

describe("co-organizers and panelists", () => {
  it("are made, found again and removed", async () => {
    connected = await connectedSandbox({ size: empty });
    const webinarKey = await newWebinar();
    for (const [entity, key, values] of [
      ["CoOrganizer", "memberKey", { webinarKey, givenName: "Bo Li", email: "bo@example.com" }],
      ["Panelist", "panelistKey", { webinarKey, name: "Bo Li", email: "bo@example.com" }],
    ] as const) {
      const made = await write("create", entity, values);
      expect(made).toMatchObject({
        outcome: "created",
        key: { [key]: expect.any(String) },
        result: { joinLink: expect.any(String) },
      });
      expect((await write("create", entity, values)).error?.code).toBe("member.exists");
      expect(await write("upsert", entity, { ...values, email: "BO@example.com" })).toMatchObject({
        outcome: "exists",
        key: made.key,
      });
      expect(connected.sandbox.control.counts()[entity]).toBe(1);
      expect(await write("delete", entity, { webinarKey, email: "bo@example.com" })).toMatchObject({
        outcome: "deleted",
      });
      expect(connected.sandbox.control.counts()[entity]).toBe(0);
      expect((await write("delete", entity, { webinarKey, [key]: "77777" })).error?.code).toBe(
        "member.unknown",
      );
    }
  });

  it("of the account become co-organizers by their organizer key", async () => {
    connected = await connectedSandbox({ size: empty });
    const webinarKey = await newWebinar();
    const other = connected.sandbox.world.organizers[1]?.organizerKey;
    expect(await write("create", "CoOrganizer", { webinarKey, organizerKey: other })).toMatchObject({
      key: { memberKey: other },
    });
    expect((await write("create", "CoOrganizer", { webinarKey })).error?.code).toBe("row.missing-field");
    expect(await write("delete", "CoOrganizer", { webinarKey, memberKey: other })).toMatchObject({
      outcome: "deleted",
    });
  });

  it("are made once when two rows name the same person", async () => {
    connected = await connectedSandbox({ size: empty });
    const webinarKey = await newWebinar();
    const row = { webinarKey, name: "Bo Li", email: "bo@example.com" };
    const results = await writeAll("upsert", "Panelist", [row, { ...row, email: "BO@example.com" }, row]);
    expect(results.map(({ outcome }) => outcome)).toEqual(["created", "exists", "exists"]);
  });
});

describe("webhooks", () => {
  it("are made, activated, found again, changed and removed", async () => {
    connected = await connectedSandbox({ size: empty });
    await using receiver = await startReceiver();
    const values = { callbackUrl: receiver.url, eventName: "registrant.added" };
    const made = await write("create", "Webhook", { ...values, state: "ACTIVE" });
    expect(made).toMatchObject({ outcome: "created", result: { state: "ACTIVE" } });
    expect((await write("create", "Webhook", values)).error?.code).toBe("webhook.exists");
    expect(await write("upsert", "Webhook", values)).toMatchObject({ outcome: "exists", key: made.key });
    expect(await write("upsert", "Webhook", { ...values, state: "INACTIVE" })).toMatchObject({
      outcome: "updated",
    });
    const { webhookKey } = made.key ?? {};
    expect(await write("update", "Webhook", { webhookKey, state: "ACTIVE" })).toMatchObject({
      outcome: "updated",
    });
    expect(await api().getWebhooks()).toMatchObject([{ webhookKey, state: "ACTIVE" }]);
    expect(await write("delete", "Webhook", { webhookKey })).toMatchObject({ outcome: "deleted" });
    expect((await write("delete", "Webhook", { webhookKey })).error?.code).toBe("webhook.unknown");
  });

  it("are refused for an address that is not https", async () => {
    connected = await connectedSandbox({ size: empty });
    const { error } = await write("create", "Webhook", {
      callbackUrl: "http://example.com/x",
      eventName: "webinar.created",
    });
    expect(error?.code).toBe("webhook.address");
  });
});

describe("many rows", () => {
  it("are done although one of them is broken, which is told with its line", async () => {
    connected = await connectedSandbox({ size: empty });
    const webinarKey = await newWebinar();
    const rows = Array.from({ length: 100 }, (_, index) => ({
      webinarKey,
      firstName: `P${index}`,
      lastName: "L",
      email: index === 56 ? "not an address" : `p${index}@example.com`,
    }));
    const results = await writeAll("create", "Registrant", rows);
    expect(results.filter(({ outcome }) => outcome === "created")).toHaveLength(99);
    expect(results.filter(({ outcome }) => outcome === "failed")).toMatchObject([
      { line: 57, error: { code: "row.value", message: expect.stringContaining("not an address") } },
    ]);
    expect(connected.sandbox.control.counts().Registrant).toBe(99);
    expect(calls("getRegistrationFields")).toBe(1);
  });

  it("end as an error when the consent is gone, since that would be the same for every row", async () => {
    connected = await connectedSandbox({ size: empty });
    const webinarKey = await newWebinar();
    connected.sandbox.control.faults.order({
      kind: "status",
      operation: "*",
      status: 403,
      body: { int_err_code: "InvalidToken", msg: "Invalid token passed" },
    });
    const rows = [1, 2, 3].map((number) => ({ webinarKey, ...person, email: `p${number}@example.com` }));
    await expect(writeAll("create", "Registrant", rows)).rejects.toMatchObject({ action: "reauthorise" });
  });
});

describe("rows that are not as they should be", () => {
  it("are told with the field and what it takes", async () => {
    connected = await connectedSandbox({ size: empty });
    for (const [values, code, remedy] of [
      [{ ...person, webinarKey: "1", emial: "x" }, "field.unknown", "email"],
      [{ ...person }, "row.missing-field", "webinarKey"],
      [{ ...person, webinarKey: 9.2e18 }, "key.malformed", "text"],
      [{ ...person, webinarKey: "418-207-733" }, "key.malformed", ""],
    ] as const) {
      const { error } = await write("create", "Registrant", values);
      expect(error).toMatchObject({ code, remedy: expect.stringContaining(remedy) });
    }
    const webinarKey = await newWebinar();
    const made = await write("create", "Registrant", {
      webinarKey,
      ...person,
      registrationDate: "2031-01-01",
      status: "APPROVED",
    });
    expect(made).toMatchObject({
      outcome: "created",
      remarks: ["Left out, since GoTo sets it: registrationDate, status."],
    });
  });

  it("for what cannot be written are refused at once", async () => {
    connected = await connectedSandbox({ size: empty });
    await expect(writeAll("create", "Session", [])).rejects.toMatchObject({ code: "entity.not-writable" });
    await expect(writeAll("update", "Registrant", [])).rejects.toMatchObject({ code: "entity.not-writable" });
  });
});
