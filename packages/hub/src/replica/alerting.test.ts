/** What people hear of a replica: syncs that fail, and times at which none began. On both databases. */
import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import type { Audit } from "../access/index.ts";
import { answerOfAlerts, createAlerts } from "../alerts/index.ts";
import type { Sealer } from "../platform/crypto/sealer.ts";
import { describeOnBothDatabases } from "../platform/database/testing.ts";
import { createLog } from "../platform/log/log.ts";
import { movedClock } from "../testing/moved-clock.ts";
import { replicaAlerts } from "./alerting.ts";
import type { Replica } from "./model.ts";
import { createReplicaStore } from "./store.ts";
import type { SyncEnd } from "./sync-model.ts";
import { createSyncStore } from "./sync-store.ts";

const hours = 3_600_000;

describeOnBothDatabases("alerts of replicas", ({ shared }) => {
  it("tell once of syncs that fail and of times at which none began, and that all is well again", async () => {
    const database = await shared();
    const clock = movedClock(new Date("2031-03-10T06:00:00Z"));
    const config = { smtp: undefined, mailFrom: "rostrum@localhost", privateHosts: [] };
    const alerts = createAlerts({
      ...{ database, clock, config, log: createLog("silent") },
      ...{ sealer: {} as Sealer, audit: {} as Audit },
    });
    const id = randomUUID();
    const replica: Replica = {
      ...{
        id,
        name: "warehouse",
        connectionId: null,
        sealedAddress: null,
        endpoint: null,
        place: null,
        schema: "goto",
      },
      ...{ entities: ["Webinar"], completeDays: 7, schedule: null, nextSyncAt: null },
      alerts: { email: ["ops@acme.example"], every: 24, late: 30 },
      createdAt: new Date(clock.now()),
    };
    const replicas = createReplicaStore(database);
    await replicas.insert(replica);
    const syncs = createSyncStore(database);
    const synced = async (state: SyncEnd) => {
      const one = randomUUID();
      const now = new Date(clock.now());
      await syncs.begin({ id: one, replicaId: id, reason: "schedule", complete: false }, now);
      const sync = await syncs.claim(one, false, now);
      if (sync === undefined) throw new Error("A sync that waits can be claimed");
      const words = { meaning: "One table is behind.", remedy: "Try again." };
      const error = {
        code: "replica.incomplete",
        message: `Session 17${clock.now()} was not read.`,
        ...words,
      };
      const sign = { complete: false, progress: { lines: [], calls: 3 }, counts: {} };
      await syncs.end(sync, { ...sign, state, ...(state === "failed" ? { error } : {}) }, now);
    };
    const heard = async () => {
      await alerts.look(replicaAlerts(database, clock));
      const { messages, troubles } = await answerOfAlerts(database, { replica: id }, 20);
      return { troubles, subjects: messages.map(({ subject }) => subject).toReversed() };
    };

    for (let time = 0; time < 3; time += 1) {
      await synced("failed");
      expect((await heard()).subjects).toEqual(["Rostrum: warehouse: the sync failed"]);
      clock.moveTo(new Date(clock.now() + hours));
    }
    expect((await heard()).troubles).toMatchObject([{ kind: "sync-failed", times: 3, told: 1 }]);
    await synced("done");
    expect((await heard()).subjects.at(-1)).toBe("Rostrum: warehouse: works again");

    clock.moveTo(new Date(clock.now() + 24 * hours));
    await replicas.update({ ...replica, nextSyncAt: new Date(clock.now() - 0.4 * hours) });
    expect((await heard()).subjects).toHaveLength(2);
    clock.moveTo(new Date(clock.now() + hours));
    await heard();
    const late = await heard();
    expect(late.subjects.slice(2)).toEqual(["Rostrum: warehouse: it did not run when it was due"]);
    expect(late.troubles).toMatchObject([{ kind: "not-run", times: 1 }]);
    await replicas.delete(id);
    expect((await heard()).subjects).toEqual([]);
    await alerts.close();
  });
});
