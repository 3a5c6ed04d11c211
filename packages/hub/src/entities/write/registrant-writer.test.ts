/** Registrants written to the sandbox. */
import { afterEach, describe, expect, it } from "vitest";
import { type ConnectedSandbox, connectedSandbox } from "../testing/connect.ts";
import { answers, empty, inDays, person, writing } from "../testing/writing.ts";

let connected: ConnectedSandbox;
afterEach(() => connected[Symbol.asyncDispose]());
const { api, calls, newWebinar, path, write } = writing(() => connected);

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
