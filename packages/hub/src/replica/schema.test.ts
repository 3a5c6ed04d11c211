/** Tables of a replica when the registry has changed since they were made: nothing is lost, and nothing is guessed. */
import { sql } from "kysely";
import { afterEach, expect, it } from "vitest";
import { person, writing } from "../entities/testing/writing.ts";
import { describeOnBothDatabases } from "../platform/database/testing.ts";
import { type Copying, copying, replicaId } from "./testing/copying.ts";

let copy: Copying;
afterEach(() => copy[Symbol.asyncDispose]());
const { write, newWebinar } = writing(() => copy.connected);
const account = { seed: 21, size: { webinars: 4, upcoming: 1, registrants: 3, attendees: 2 } };
const of = ["Webinar", "Registrant", "Session", "Attendee"];

describeOnBothDatabases("the tables of a replica", ({ shared }) => {
  it("gain a column for a new field, filled for all rows, of which none counts as changed", async () => {
    copy = await copying(await shared(), account);
    const first = await copy.sync({ of });
    // As a version before would have made it, that did not know the field.
    await copy.rows(sql`alter table goto.attendee drop column email`);
    copy.calls();
    const next = await copy.sync({ of });
    expect(next.counts.Attendee).toEqual({ new: 0, changed: 0, gone: 0, same: first.living.Attendee });
    const empty = await copy.rows(sql`select 1 from goto.attendee where email is null or row_hash is null`);
    expect(empty).toEqual([]);
    const versions = await copy.rows(
      sql`select entity, version from goto.rostrum_table where entity in ('Attendee', 'Webinar') order by entity`,
    );
    expect(versions).toEqual([
      { entity: "Attendee", version: 2 },
      { entity: "Webinar", version: 1 },
    ]);
  });

  it("keep a column whose field is gone, with its values", async () => {
    copy = await copying(await shared(), account);
    await copy.sync({ of });
    await copy.rows(sql`alter table goto.webinar add column mood text`);
    await copy.rows(sql`update goto.webinar set mood = 'good'`);
    await copy.sync({ of, complete: true });
    expect(await copy.rows(sql`select distinct mood from goto.webinar`)).toEqual([{ mood: "good" }]);
  });

  it("refuse a type that could lose values, say what to do, and doing it helps", async () => {
    copy = await copying(await shared(), account);
    await copy.sync({ of });
    await copy.rows(sql`alter table goto.session alter column registrant_count type text`);
    await expect(copy.sync({ of })).rejects.toMatchObject({
      code: "replica.type-changed",
      remedy: expect.stringContaining("rename column registrant_count to registrant_count_old"),
    });
    await copy.rows(sql`alter table goto.session rename column registrant_count to registrant_count_old`);
    await copy.sync({ of });
    const rows = await copy.rows(sql<{ one: string; other: string }>`
      select registrant_count::text as one, registrant_count_old as other from goto.session`);
    expect(rows.every(({ one, other }) => one === other && one === "3")).toBe(true);
  });

  it("get back what somebody dropped, filled again, with a remark on what is lost", async () => {
    copy = await copying(await shared(), account);
    const first = await copy.sync({ of });
    await write("delete", "Webinar", { webinarKey: await newWebinar({ subject: "Gone" }) });
    await copy.rows(sql`alter table goto.webinar drop column deleted, drop column raw, drop column row_hash`);
    await copy.rows(sql`alter table goto.attendee drop column first_seen`);
    await copy.rows(sql`drop table goto.session`);
    const next = await copy.sync({ of });
    expect(next.living).toEqual(first.living);
    expect(next.counts).toMatchObject({ Webinar: { changed: 0 }, Attendee: { changed: 0 } });
    expect(next.remarks).toEqual([
      expect.stringContaining("Somebody dropped deleted of the table goto.webinar"),
      expect.stringContaining("The table goto.session was gone"),
      expect.stringContaining("Somebody dropped first_seen of the table goto.attendee"),
    ]);
    const lacking = await copy.rows(sql`
      select 1 from goto.webinar where deleted is null and (row_hash is null or raw->>'subject' is null)`);
    expect(lacking).toEqual([]);
    expect((await copy.sync({ of })).remarks).toEqual([]);
  });

  it("know a row of a gone parent as gone although somebody dropped the column that said so", async () => {
    copy = await copying(await shared(), account);
    const webinarKey = await newWebinar({ subject: "Soon gone" });
    await write("create", "Registrant", { ...person, webinarKey });
    await copy.sync({ of });
    await write("delete", "Webinar", { webinarKey });
    const before = await copy.sync({ of });
    await copy.rows(sql`alter table goto.registrant drop column deleted`);
    expect((await copy.sync({ of })).living).toEqual(before.living);
  });

  it("are not written when somebody took their key, and are again when it is back", async () => {
    copy = await copying(await shared(), account);
    await copy.sync({ of });
    await copy.rows(sql`alter table goto.webinar rename column webinar_key to key_of_webinar`);
    await expect(copy.sync({ of })).rejects.toMatchObject({
      code: "replica.key-changed",
      message: expect.stringContaining("no column webinar_key any more"),
    });
    await copy.rows(sql`alter table goto.webinar rename column key_of_webinar to webinar_key`);
    await copy.rows(sql`alter table goto.webinar drop constraint webinar_pkey`);
    await expect(copy.sync({ of })).rejects.toMatchObject({
      code: "replica.key-changed",
      remedy: expect.stringContaining("add primary key (webinar_key)"),
    });
    await copy.rows(sql`alter table goto.webinar add primary key (webinar_key)`);
    expect((await copy.sync({ of })).counts.Webinar).toMatchObject({ new: 0, changed: 0, gone: 0 });
  });

  it("say in the database's words what somebody's constraint refuses, and lose nothing", async () => {
    copy = await copying(await shared(), account);
    const first = await copy.sync({ of });
    await copy.rows(
      sql`alter table goto.webinar add constraint short check (length(subject) < 100) not valid`,
    );
    await newWebinar({ subject: "x".repeat(128) });
    await expect(copy.sync({ of })).rejects.toMatchObject({
      code: "replica.database-refused",
      message: expect.stringMatching(/into the table webinar: .*short/),
    });
    expect(await copy.living("webinar")).toBe(first.living.Webinar);
    await copy.rows(sql`alter table goto.webinar drop constraint short`);
    expect((await copy.sync({ of })).counts.Webinar).toMatchObject({ new: 1, gone: 0 });
  });

  it("are made for an entity that is chosen later, and stay for one that is chosen no more", async () => {
    copy = await copying(await shared(), account);
    await copy.sync({ of: ["Webinar"] });
    await copy.sync({ of: ["Webinar", "Attendee"] });
    expect(await copy.living("attendee")).toBe(6);
    await copy.sync({ of: ["Webinar"], complete: true });
    expect(await copy.living("attendee")).toBe(6);
  });

  it("are never put over a table that somebody else made, nor over another replica's", async () => {
    copy = await copying(await shared(), account);
    await copy.rows(sql`create schema goto`);
    await copy.rows(sql`create table goto.webinar (mine text)`);
    await expect(copy.sync({ of })).rejects.toMatchObject({ code: "replica.table-taken" });
    await copy.rows(sql`drop table goto.webinar`);
    await copy.sync({ of });
    const other = replicaId.replace("01", "02");
    await expect(copy.sync({ of, replicaId: other })).rejects.toMatchObject({ code: "replica.schema-taken" });
    const client = { ...copy.connected.client, organizerKey: "1" };
    await expect(copy.sync({ of, client })).rejects.toMatchObject({ code: "replica.other-owner" });
  });
});
