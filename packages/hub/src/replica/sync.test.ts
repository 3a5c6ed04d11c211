/** Syncs against the sandbox, on both databases: what is copied, what a second look costs, what happens to what is gone. */
import { sql } from "kysely";
import { afterEach, expect, it } from "vitest";
import { person, writing } from "../entities/testing/writing.ts";
import { describeOnBothDatabases } from "../platform/database/testing.ts";
import type { SyncReport } from "./sync.ts";
import { expectSameRows, rowsAtGoTo } from "./testing/comparing.ts";
import { type Copying, copying, everyEntity } from "./testing/copying.ts";

let copy: Copying;
afterEach(() => copy[Symbol.asyncDispose]());
const { write, newWebinar } = writing(() => copy.connected);

const account = {
  seed: 11,
  size: { webinars: 14, upcoming: 4, registrants: { from: 1, to: 30 }, attendees: { from: 0, to: 12 } },
};
const day = 86_400_000;

/** Sums over all entities: [new, changed, gone]. */
function found({ counts }: SyncReport): number[] {
  const all = Object.values(counts);
  return (["new", "changed", "gone"] as const).map((what) => all.reduce((sum, one) => sum + one[what], 0));
}

describeOnBothDatabases("a sync", ({ shared }) => {
  it("copies every entity, row by row, and finds nothing new the second time", async () => {
    copy = await copying(await shared(), account);
    const first = await copy.sync({ of: everyEntity });
    expect(first).toMatchObject({ complete: true, failures: [], remarks: [] });
    const calls = copy.calls();
    for (const entity of everyEntity) {
      expect(first.counts[entity]?.new ?? 0, entity).toBe(await expectSameRows(copy, entity));
    }

    copy.calls();
    const second = await copy.sync({ of: everyEntity });
    expect(found(second)).toEqual([0, 0, 0]);
    expect(second).toMatchObject({ complete: false, living: first.living });
    expect(copy.calls()).toBeLessThan(calls / 10);

    const complete = await copy.sync({ of: everyEntity, complete: true });
    expect(found(complete)).toEqual([0, 0, 0]);
    expect(copy.calls()).toBe(calls);
  });

  it("answers the question of the data engineer in plain SQL", async () => {
    copy = await copying(await shared(), {
      seed: 3,
      size: { webinars: 3, upcoming: 0, registrants: 8, attendees: 5 },
    });
    await copy.sync();
    const rows = await copy.rows(sql<{ subject: string; count: string; minutes: string }>`
      select subject, count(*), round(avg(attendance_time_in_seconds)/60) as minutes
      from goto.attendee join goto.webinar using (webinar_key) group by 1 order by 2 desc`);
    expect(rows.reduce((total, { count }) => total + Number(count), 0)).toBe(15);
    const [comment] = await copy.rows(
      sql<{ text: string }>`select col_description('goto.attendee'::regclass, ordinal_position) as text
        from information_schema.columns
        where table_schema = 'goto' and table_name = 'attendee' and column_name = 'attendance_time_in_seconds'`,
    );
    expect(comment?.text).toBe("Time present in all (seconds)");
  });

  it("sees what is new, changed, gone and back, and tells when", async () => {
    copy = await copying(await shared(), account);
    await copy.sync();
    const webinarKey = await newWebinar({ subject: "Warm" });
    const { key } = await write("create", "Registrant", { ...person, webinarKey });
    expect(found(await copy.sync())[0]).toBeGreaterThan(2);
    await write("update", "Webinar", { webinarKey, subject: "Warmer" });
    await write("delete", "Registrant", { webinarKey, registrantKey: key?.registrantKey ?? "" });
    const changed = await copy.sync();
    expect(changed.counts).toMatchObject({
      Webinar: { new: 0, changed: 1, gone: 0 },
      Registrant: { new: 0, changed: 0, gone: 1 },
    });
    const [webinar] = await copy.rows(sql<Record<string, Date>>`
      select * from goto.webinar where webinar_key = ${webinarKey}`);
    expect(webinar).toMatchObject({ subject: "Warmer", deleted: null, raw: { subject: "Warmer" } });
    expect(Number(webinar?.changed)).toBeGreaterThan(Number(webinar?.first_seen));
    expect(webinar?.changed).toEqual(webinar?.last_seen);

    await write("delete", "Webinar", { webinarKey });
    const gone = await copy.sync();
    expect(gone.counts.Webinar).toMatchObject({ gone: 1 });
    // With everything that hung under it.
    for (const table of ["registrant", "registration_field", "meeting_time", "webinar_audio"]) {
      const [left] = await copy.rows(sql<{ count: number }>`
        select count(*)::int as count from ${sql.id("goto", table)}
        where webinar_key = ${webinarKey} and deleted is null`);
      expect(left?.count, table).toBe(0);
    }
    const [kept] = await copy.rows(sql<Record<string, unknown>>`
      select * from goto.webinar where webinar_key = ${webinarKey}`);
    expect(kept).toMatchObject({ subject: "Warmer", deleted: expect.any(Date) });
  });

  it("leaves settled parts alone until a complete scan is due", async () => {
    copy = await copying(await shared(), { ...account, baseDate: Date.now() - 60 * day });
    const run = await copy.sync();
    const first = copy.calls();
    expect(run.complete).toBe(true);
    copy.ahead = 3 * day;
    await copy.sync();
    expect(copy.calls()).toBeLessThan(first / 2);
    copy.ahead = 8 * day;
    const again = await copy.sync();
    expect(again.complete).toBe(true);
    expect(copy.calls()).toBeGreaterThanOrEqual(first);
    copy.ahead = 9 * day;
    expect((await copy.sync()).complete).toBe(false);
  });

  it("reads again what the session's counts say has changed, however old it is", async () => {
    copy = await copying(await shared(), {
      seed: 8,
      size: { webinars: 3, upcoming: 1, registrants: 4, attendees: 2 },
    });
    copy.ahead = 400 * day;
    await copy.sync();
    await copy.rows(sql`update goto.rostrum_scope set fingerprint = 'other' where entity = 'Attendee'`);
    await copy.rows(sql`update goto.attendee set deleted = now(), row_hash = 'x'`);
    const back = await copy.sync();
    expect(back.counts.Attendee).toMatchObject({ new: 0, changed: 4, gone: 0 });
    expect(await copy.living("attendee")).toBe(4);
  });

  it("keeps hard texts whole, and says what Postgres cannot store", async () => {
    copy = await copying(await shared(), { seed: 5, size: { webinars: 0, upcoming: 0, othersWebinars: 0 } });
    const subject = `O'Brien "quoted" \\u0000 \\ ; drop table — Ünïcødé 漢字 👩‍👩‍👧 $1 %s {}`;
    const webinarKey = await newWebinar({ subject, description: "line\nline\ttab" });
    await copy.sync();
    const subjects = await copy.rows(sql<{ subject: string; description: string; raw: { subject: string } }>`
      select * from goto.webinar where webinar_key = ${webinarKey}`);
    expect(subjects[0]).toMatchObject({ subject, description: "line\nline\ttab", raw: { subject } });
  });

  it("goes on although GoTo refuses one part, and is not done until that was read", async () => {
    copy = await copying(await shared(), account);
    const { faults } = copy.connected.sandbox.control;
    const fault = faults.order({ kind: "status", operation: "getPanelists", status: 400, times: 1 });
    const first = await copy.sync();
    expect(first.failures).toEqual([expect.stringMatching(/^Panelist of webinarKey=\d+: /)]);
    faults.remove(fault.id);
    copy.calls();
    const second = await copy.sync();
    expect(second).toMatchObject({ complete: true, continued: true, failures: [] });
    expect(copy.calls()).toBeLessThan(20);
    expect(await copy.living("panelist")).toBe((await rowsAtGoTo(copy, "Panelist")).size);
  });

  it("marks nothing as gone by a list that broke off", async () => {
    copy = await copying(await shared(), account);
    await copy.sync();
    const rows = await copy.living("webinar");
    copy.connected.sandbox.control.faults.order({ kind: "status", operation: "getWebinars", status: 400 });
    await expect(copy.sync()).rejects.toThrow();
    expect(await copy.living("webinar")).toBe(rows);
    expect(await copy.living("registrant")).toBeGreaterThan(0);
  });

  it("goes on in the middle of a long list, at its last checkpoint", async () => {
    const size = { webinars: 1, upcoming: 1, othersWebinars: 0, registrants: 6000 };
    copy = await copying(await shared(), { seed: 4, size });
    const of = ["Registrant"];
    const stop = new AbortController();
    const stopped = copy.sync({
      of,
      signal: stop.signal,
      onProgress: ({ lines }) =>
        lines.some(({ rows }) => rows > 3500) && stop.abort(new DOMException("Stopped.", "AbortError")),
    });
    await expect(stopped).rejects.toThrow("Stopped.");
    const [scope] = await copy.rows(sql<{ checkpoint: unknown; read_at: unknown }>`
      select checkpoint, read_at from goto.rostrum_scope where entity = 'Registrant'`);
    expect(scope).toMatchObject({ checkpoint: { entity: "Registrant" }, read_at: null });
    copy.calls();
    const resumed = await copy.sync({ of });
    expect(resumed.counts.Registrant).toEqual({ new: 6000, changed: 0, gone: 0, same: 0 });
    // Of the 30 pages.
    expect(copy.calls()).toBeLessThan(22);
    expect(await copy.living("registrant")).toBe(6000);
  });

  it("stopped in the middle goes on from there", async () => {
    copy = await copying(await shared(), account);
    const stop = new AbortController();
    const stopped = copy.sync({
      signal: stop.signal,
      onProgress: ({ calls }) => calls > 60 && stop.abort(new DOMException("Stopped.", "AbortError")),
    });
    await expect(stopped).rejects.toThrow("Stopped.");
    const before = copy.calls();
    const resumed = await copy.sync();
    expect(resumed).toMatchObject({ continued: true, complete: true, failures: [] });
    const after = copy.calls();
    const [webinars, panelists] = [await copy.living("webinar"), await copy.living("panelist")];
    expect([webinars, panelists]).toEqual([14, (await rowsAtGoTo(copy, "Panelist")).size]);
    copy.calls();
    expect(found(await copy.sync({ complete: true }))).toEqual([0, 0, 0]);
    // What was committed before was not read again.
    expect(before + after - copy.calls()).toBeLessThan(45);
  });
});
