import type { CallRecord } from "@rostrum/goto";
import { expect, it } from "vitest";
import type { Clock } from "../platform/clock/clock.ts";
import { describeOnBothDatabases } from "../platform/database/testing.ts";
import { createLog } from "../platform/log/log.ts";
import { createBudgetUse, sumOf } from "./budget-use.ts";
import { createConnectionStore } from "./store.ts";
import { addRows } from "./testing/rows.ts";

const record: CallRecord = {
  api: "webinar",
  operation: "getWebinars",
  method: "GET",
  priority: "bulk",
  retry: 0,
  status: 200,
  error: undefined,
  ms: 100,
  waitedMs: 0,
  bytes: 10,
};

describeOnBothDatabases("the use of a budget", (databases) => {
  const start = Date.parse("2031-01-01T12:00:30Z");
  const at = (moment: number): Clock => ({ now: () => moment }) as Clock;
  const log = createLog("silent");

  it("is counted by the minute, of all processes together, silent minutes included", async () => {
    const { client } = await addRows(await databases.shared());
    let now = start;
    const clock = { now: () => now } as Clock;
    const one = createBudgetUse({ database: await databases.shared(), clock, log });
    const other = createBudgetUse({ database: await databases.sharedAgain(), clock, log });
    one.count(client.id, record);
    one.count(client.id, { ...record, priority: "interactive" });
    other.count(client.id, record);
    await other.flush();
    now += 2 * 60_000;
    one.count(client.id, { ...record, status: 429 });
    one.count(client.id, { ...record, api: "identity" });
    const used = await one.lastHour(client.id);
    expect([...used.keys()]).toEqual(["identity", "webinar"]);
    const minutes = used.get("webinar") ?? [];
    expect(minutes).toHaveLength(60);
    expect(minutes.slice(-4)).toEqual([
      { at: new Date("2031-01-01T11:59:00Z"), interactive: 0, bulk: 0, rateLimited: 0 },
      { at: new Date("2031-01-01T12:00:00Z"), interactive: 1, bulk: 2, rateLimited: 0 },
      { at: new Date("2031-01-01T12:01:00Z"), interactive: 0, bulk: 0, rateLimited: 0 },
      { at: new Date("2031-01-01T12:02:00Z"), interactive: 0, bulk: 1, rateLimited: 1 },
    ]);
    expect(sumOf(minutes, 10)).toEqual({ sent: 4, rateLimited: 1, usedShare: 4 / 36_000 });
  });

  it("is written down while calls go on, and forgotten after a day", async () => {
    const database = await databases.shared();
    const { client } = await addRows(database);
    let now = start;
    const use = createBudgetUse({ database, clock: { now: () => now } as Clock, log });
    use.count(client.id, record);
    now += 31_000;
    use.count(client.id, record);
    await expect.poll(() => rowsOf(client.id)).toHaveLength(2);
    now += 25 * 60 * 60_000;
    use.count(client.id, record);
    await use.flush();
    expect(await rowsOf(client.id)).toHaveLength(1);

    function rowsOf(id: string) {
      return database.sql.selectFrom("budget_use").selectAll().where("oauth_client_id", "=", id).execute();
    }
  });

  it("of a client that is gone meanwhile is no trouble", async () => {
    const database = await databases.shared();
    const { client, connection } = await addRows(database);
    const use = createBudgetUse({ database, clock: at(start), log });
    use.count(client.id, record);
    await createConnectionStore(database).deleteConnection(connection.id);
    await database.sql.deleteFrom("oauth_client").where("id", "=", client.id).execute();
    expect((await use.lastHour(client.id)).size).toBe(0);
  });
});
