/** Webinars written to the sandbox: what GoTo has afterwards is what counts. */
import { afterEach, describe, expect, it } from "vitest";
import { systemClock } from "../../platform/clock/clock.ts";
import { type ConnectedSandbox, connectedSandbox } from "../testing/connect.ts";
import { empty, inDays, writing } from "../testing/writing.ts";

let connected: ConnectedSandbox;
afterEach(() => connected[Symbol.asyncDispose]());
const { api, calls, newSequence, newWebinar, path, write } = writing(() => connected);

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
