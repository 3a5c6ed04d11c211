/**
 * What every grant store must do, as tests: the promises of `GrantStore` that make the refresh race harmless
 * (goto-oauth.md 7.2, 7.3). Run by the store in memory here and by the stores of other packages.
 */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Grant, GrantStore, RefreshLease } from "../auth/grant.ts";

/** A store under test and the means to make its lease run out. */
export interface GrantStoreUnderTest {
  /** Two handles on the same stored grant, as two processes would have; empty at first. */
  readonly first: GrantStore;
  readonly second: GrantStore;
  /** Makes the lease that is held now run out, without waiting for real. */
  expireLease(): Promise<void>;
  close?(): Promise<void>;
}

/** Declares the tests; call it at the top of a test file. */
export function grantStoreConformance(name: string, create: () => Promise<GrantStoreUnderTest>): void {
  describe(`${name} keeps the promises of a grant store`, () => {
    let store: GrantStoreUnderTest;
    beforeEach(async () => {
      store = await create();
    });
    afterEach(async () => {
      await store.close?.();
    });

    it("has nothing at first", async () => {
      expect(await store.first.read()).toBeUndefined();
      await store.first.withRefreshLease(async (lease) => expect(lease.grant).toBeUndefined());
    });

    it("gives back what was put in, to every process", async () => {
      const full: Grant = {
        ...grant("a"),
        principal: "organizer@example.test",
        scopes: ["collab:", "identity:scim.me"],
      };
      await store.first.replace(full);
      expect(await store.first.read()).toMatchObject(full);
      expect(await store.second.read()).toMatchObject(full);
      const pat: Grant = {
        ...grant("b"),
        renewal: { kind: "personal-access-token", personalAccessToken: "pat" },
      };
      await store.second.replace(pat);
      expect(await store.first.read()).toMatchObject(pat);
      const bare: Grant = { ...grant("c"), renewal: { kind: "refresh-token" }, scopes: [] };
      await store.first.replace(bare);
      expect((await store.second.read())?.renewal).toMatchObject({ kind: "refresh-token" });
    });

    it("writes a refreshed grant with a newer version", async () => {
      const before = await store.first.replace(grant("a"));
      const saved = await store.first.withRefreshLease((lease) => lease.save(grant("b")));
      expect(saved).toMatchObject(grant("b"));
      expect(saved?.version).toBeGreaterThan(before.version);
      expect(await store.second.read()).toEqual(saved);
    });

    it("gives the lease to one at a time, and to the next one with what the one before wrote", async () => {
      await store.first.replace(grant("0"));
      let holders = 0;
      const fences: number[] = [];
      const found: string[] = [];
      await Promise.all(
        Array.from({ length: 6 }, (_, index) =>
          (index % 2 === 0 ? store.first : store.second).withRefreshLease(async (lease) => {
            expect(++holders).toBe(1);
            fences.push(lease.fence);
            found.push(lease.grant?.accessToken ?? "");
            await store.first.read();
            await lease.save(grant(String(found.length)));
            holders--;
          }),
        ),
      );
      expect(found).toEqual(["0", "1", "2", "3", "4", "5"]);
      expect(fences).toEqual(fences.toSorted((a, b) => a - b));
      expect(new Set(fences).size).toBe(6);
    });

    it("takes the lease back when the work fails", async () => {
      await store.first.replace(grant("a"));
      const failing = store.first.withRefreshLease(async () => {
        throw new Error("no luck");
      });
      await expect(failing).rejects.toThrow("no luck");
      await store.second.withRefreshLease(async (lease) => expect(lease.grant?.accessToken).toBe("a"));
    });

    it("can be given up while waiting for the lease", async () => {
      await store.first.replace(grant("a"));
      const held = await hold(store.first);
      const giveUp = new AbortController();
      const waiting = store.second.withRefreshLease(async () => "never", giveUp.signal);
      giveUp.abort(new Error("given up"));
      await expect(waiting).rejects.toThrow("given up");
      await held.release();
    });

    it("gives the lease to somebody else when it ran out, with a larger fence", async () => {
      await store.first.replace(grant("a"));
      const vanished = await hold(store.first);
      await store.expireLease();
      const next = await hold(store.second);
      expect(next.lease.fence).toBeGreaterThan(vanished.lease.fence);
      await next.release();
      await vanished.release();
    });

    it("does not let a late holder overwrite a newer token", async () => {
      await store.first.replace(grant("old"));
      const late = await hold(store.first);
      await store.expireLease();
      await store.second.withRefreshLease((lease) => lease.save(grant("newer")));
      expect(await late.lease.save(grant("late"))).toBeUndefined();
      await late.release();
      expect((await store.first.read())?.accessToken).toBe("newer");
    });

    it("lets a late holder write if nobody else did, since its token may be the only live one", async () => {
      await store.first.replace(grant("old"));
      const late = await hold(store.first);
      await store.expireLease();
      await store.second.withRefreshLease(async () => "could not refresh");
      expect((await late.lease.save(grant("late")))?.accessToken).toBe("late");
      await late.release();
      expect((await store.second.read())?.accessToken).toBe("late");
    });

    it("lets the newer lease write over a late holder's token", async () => {
      await store.first.replace(grant("old"));
      const late = await hold(store.first);
      await store.expireLease();
      const next = await hold(store.second);
      await late.lease.save(grant("late"));
      expect((await next.lease.save(grant("newer")))?.accessToken).toBe("newer");
      await next.release();
      await late.release();
      expect((await store.first.read())?.accessToken).toBe("newer");
    });

    it("marks a grant as dead, keeps it, and a new consent brings it back to life", async () => {
      await store.first.replace(grant("a"));
      expect(await store.first.withRefreshLease((lease) => lease.markDead("GoTo said no"))).toBe(true);
      expect(await store.second.read()).toMatchObject({
        accessToken: "a",
        dead: { description: "GoTo said no" },
      });
      await store.second.replace(grant("b"));
      const stored = await store.first.read();
      expect(stored).toMatchObject({ accessToken: "b" });
      expect(stored?.dead).toBeUndefined();
    });

    it("does not let a loser mark as dead what the winner wrote", async () => {
      await store.first.replace(grant("old"));
      const loser = await hold(store.first);
      await store.expireLease();
      await store.second.withRefreshLease((lease) => lease.save(grant("winner")));
      expect(await loser.lease.markDead("invalid_grant")).toBe(false);
      await loser.release();
      expect((await store.second.read())?.dead).toBeUndefined();
    });

    it("does not let a holder whose lease ran out mark the grant as dead while another is at work", async () => {
      await store.first.replace(grant("old"));
      const loser = await hold(store.first);
      await store.expireLease();
      const winner = await hold(store.second);
      expect(await loser.lease.markDead("invalid_grant")).toBe(false);
      await winner.lease.save(grant("winner"));
      await winner.release();
      await loser.release();
      expect(await store.first.read()).toMatchObject({ accessToken: "winner" });
      expect((await store.first.read())?.dead).toBeUndefined();
    });

    it("brings a grant back to life when a late winner writes after it was marked as dead", async () => {
      await store.first.replace(grant("old"));
      const winner = await hold(store.first);
      await store.expireLease();
      expect(await store.second.withRefreshLease((lease) => lease.markDead("invalid_grant"))).toBe(true);
      expect((await winner.lease.save(grant("winner")))?.dead).toBeUndefined();
      await winner.release();
      expect((await store.second.read())?.dead).toBeUndefined();
    });

    it("puts a new consent before any refresh that was under way", async () => {
      await store.first.replace(grant("old"));
      const refreshing = await hold(store.first);
      const consent = await store.second.replace(grant("consent"));
      expect(consent.version).toBeGreaterThan(refreshing.lease.fence);
      expect(await refreshing.lease.save(grant("of the old consent"))).toBeUndefined();
      expect(await refreshing.lease.markDead("invalid_grant")).toBe(false);
      await refreshing.release();
      expect((await store.first.read())?.accessToken).toBe("consent");
    });
  });
}

/** Takes the lease and keeps it until told otherwise. */
async function hold(store: GrantStore): Promise<{ lease: RefreshLease; release(): Promise<void> }> {
  const taken = Promise.withResolvers<RefreshLease>();
  const done = Promise.withResolvers<void>();
  const holding = store.withRefreshLease(async (lease) => {
    taken.resolve(lease);
    await done.promise;
  });
  holding.catch(taken.reject);
  const lease = await taken.promise;
  return {
    lease,
    async release() {
      done.resolve();
      await holding;
    },
  };
}

function grant(accessToken: string): Grant {
  return {
    accessToken,
    expiresAt: Date.UTC(2031, 0, 1, 1),
    renewal: { kind: "refresh-token", refreshToken: `refresh ${accessToken}` },
    scopes: ["collab:"],
    consentedAt: Date.UTC(2031, 0, 1),
    refreshTokenSince: Date.UTC(2031, 0, 1),
  };
}
