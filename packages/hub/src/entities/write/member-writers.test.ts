/** Co-organizers and panelists written to the sandbox. */
import { afterEach, describe, expect, it } from "vitest";
import { type ConnectedSandbox, connectedSandbox } from "../testing/connect.ts";
import { empty, writing } from "../testing/writing.ts";

let connected: ConnectedSandbox;
afterEach(() => connected[Symbol.asyncDispose]());
const { newWebinar, write, writeAll } = writing(() => connected);

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
