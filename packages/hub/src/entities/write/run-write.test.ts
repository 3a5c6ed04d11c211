/** Many rows, dry runs and rows that are not as they should be. */
import { afterEach, describe, expect, it } from "vitest";
import { type ConnectedSandbox, connectedSandbox } from "../testing/connect.ts";
import { empty, person, writing } from "../testing/writing.ts";

let connected: ConnectedSandbox;
afterEach(() => connected[Symbol.asyncDispose]());
const { calls, newWebinar, write, writeAll } = writing(() => connected);

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
