import { grantStoreConformance } from "@rostrum/goto/testing";
import { sql } from "kysely";
import { expect, it } from "vitest";
import { systemClock } from "../platform/clock/clock.ts";
import { createSealer, newKey, parseKeys } from "../platform/crypto/sealer.ts";
import { describeOnBothDatabases } from "../platform/database/testing.ts";
import { createDatabaseGrantStore, grantSummaries } from "./grant-store.ts";
import { addRows } from "./testing/rows.ts";

const sealer = createSealer(parseKeys(newKey(), "the test"));

const grant = {
  accessToken: "planted-access-token",
  expiresAt: Date.parse("2031-01-01T01:00:00Z"),
  renewal: { kind: "refresh-token", refreshToken: "planted-refresh-token" },
  scopes: ["collab:", "identity:scim.me"],
  principal: "organizer@example.test",
  consentedAt: Date.parse("2031-01-01T00:00:00Z"),
  refreshTokenSince: Date.parse("2031-01-01T00:00:00Z"),
} as const;

describeOnBothDatabases("the vault", (databases) => {
  grantStoreConformance("it", async () => {
    const [database, again] = [await databases.shared(), await databases.sharedAgain()];
    const { connection } = await addRows(database);
    const options = { sealer, clock: systemClock, connectionId: connection.id };
    return {
      first: createDatabaseGrantStore({ database, ...options }),
      second: createDatabaseGrantStore({ database: again, ...options }),
      expireLease: async () => {
        await sql`update oauth_grant set lease_until = clock_timestamp() - interval '1 second'
                  where connection_id = ${connection.id}`.execute(database.sql);
      },
    };
  });

  it("holds nothing in the clear that opens anything", async () => {
    const database = await databases.shared();
    const { connection } = await addRows(database);
    const store = createDatabaseGrantStore({
      database,
      sealer,
      clock: systemClock,
      connectionId: connection.id,
    });
    await store.replace(grant);
    const { rows } = await sql`select * from oauth_grant where connection_id = ${connection.id}`.execute(
      database.sql,
    );
    expect(JSON.stringify(rows)).not.toContain("planted");
    expect(JSON.stringify([...(await grantSummaries(database))])).not.toContain("planted");
  });

  it("does not open with another key, loses nothing, and opens again with the right one", async () => {
    const database = await databases.shared();
    const { connection } = await addRows(database);
    const options = { database, clock: systemClock, connectionId: connection.id };
    await createDatabaseGrantStore({ ...options, sealer }).replace(grant);
    const wrong = createDatabaseGrantStore({
      ...options,
      sealer: createSealer(parseKeys(newKey(), "the test")),
    });
    await expect(wrong.read()).rejects.toMatchObject({ code: "key.missing" });
    await expect(wrong.withRefreshLease(async () => "never")).rejects.toMatchObject({ code: "key.missing" });
    expect(await createDatabaseGrantStore({ ...options, sealer }).read()).toMatchObject(grant);
    // The refusal above must not have kept the lease.
    await createDatabaseGrantStore({ ...options, sealer }).withRefreshLease(async (lease) => {
      expect(lease.grant).toMatchObject(grant);
    });
  });

  it("waits no longer than a lease lasts when the database's clock was set back", async () => {
    const database = await databases.shared();
    const { connection } = await addRows(database);
    const store = createDatabaseGrantStore({
      database,
      sealer,
      clock: systemClock,
      connectionId: connection.id,
    });
    await store.replace(grant);
    // What a process that crashed with the lease leaves when the clock then goes back by an hour.
    await sql`update oauth_grant set lease_fence = fence, lease_until = clock_timestamp() + interval '1 hour'
              where connection_id = ${connection.id}`.execute(database.sql);
    const giveUp = new AbortController();
    const waiting = store.withRefreshLease(async () => "never", giveUp.signal);
    await expect
      .poll(async () => {
        const { rows } = await sql<{ seconds: number }>`
          select extract(epoch from lease_until - clock_timestamp())::float8 as seconds from oauth_grant
          where connection_id = ${connection.id}`.execute(database.sql);
        return rows[0]?.seconds;
      })
      .toBeLessThanOrEqual(60);
    giveUp.abort(new Error("seen enough"));
    await expect(waiting).rejects.toThrow("seen enough");
  });

  it("does not open a grant that was copied to another connection", async () => {
    const database = await databases.shared();
    const [one, other] = [await addRows(database), await addRows(database)];
    const storeOf = (connectionId: string) =>
      createDatabaseGrantStore({ database, sealer, clock: systemClock, connectionId });
    await storeOf(one.connection.id).replace(grant);
    await storeOf(other.connection.id).replace(grant);
    await sql`update oauth_grant set sealed_tokens = (select sealed_tokens from oauth_grant where connection_id = ${one.connection.id})
              where connection_id = ${other.connection.id}`.execute(database.sql);
    await expect(storeOf(other.connection.id).read()).rejects.toMatchObject({ code: "key.wrong" });
  });
});
