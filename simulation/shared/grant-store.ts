/**
 * The vault's row of one connection, as `connections/grant-store.ts` of the hub keeps it: a lease that is taken by one
 * conditional update and runs out by the database's clock, a fence that only grows, tokens written only if the fence is
 * not older than theirs. Each statement goes over the simulated database.
 */
import type { Grant, GrantStore, RefreshLease, StoredGrant } from "@rostrum/goto";
import type { GrantWatch } from "../promises/grants.ts";
import type { RefreshWatch } from "../promises/refreshes.ts";
import type { Life } from "../world/process.ts";
import type { Database } from "./database.ts";

const LEASE_MS = 60_000;
/** The hub looks every 50 ms; the rarer look keeps the journal short. */
const LOOK_AGAIN_MS = 200;

/** What may be left out of the store, to see that it is missed. */
export interface GrantStoreFlaws {
  readonly withoutFence?: boolean;
  readonly withoutLease?: boolean;
  readonly deadWithoutLook?: boolean;
}

interface Lease {
  readonly fence: number;
  until: number;
}

export class GrantTable {
  readonly connection: string;
  stored: StoredGrant;
  #fence = 1;
  #lease: Lease | undefined;
  /** All that were given out and may still hold. */
  readonly #leases = new Map<number, Lease>();
  /** Grows with each consent. */
  #consents = 1;
  /** When each life of a process was last answered what is here. */
  readonly readBy = new Map<Life, number>();
  readonly #database: Database;
  readonly #grants: GrantWatch;
  readonly #refreshes: RefreshWatch;
  readonly #flaws: GrantStoreFlaws;
  readonly #onLease: (life: Life) => void;

  constructor(
    connection: string,
    grant: Grant,
    deps: {
      database: Database;
      grants: GrantWatch;
      refreshes: RefreshWatch;
      flaws: GrantStoreFlaws;
      onLease: (life: Life) => void;
    },
  ) {
    this.connection = connection;
    this.stored = { ...grant, version: 1 };
    this.#database = deps.database;
    this.#grants = deps.grants;
    this.#refreshes = deps.refreshes;
    this.#flaws = deps.flaws;
    this.#onLease = deps.onLease;
  }

  /** A person consents anew; in the world this comes over another process that did not fail. */
  replace(grant: Grant): void {
    this.#grants.replaced(this);
    this.stored = { ...grant, version: ++this.#fence };
    this.#consents++;
  }

  /** Whether the lease with this fence should still keep others away, whatever the store does. */
  isLeaseValid(fence: number): boolean {
    return (this.#leases.get(fence)?.until ?? 0) > this.#database.now;
  }

  /** Changes with each consent: what was remembered from before it is not to be used. */
  consentMark(life: Life): Promise<number> {
    return this.#database.ask(life, "consent mark", () => this.#consents);
  }

  storeFor(life: Life): GrantStore {
    const ask = <Result>(what: string, apply: () => Result) =>
      this.#database.ask(life, `${this.connection}: ${what}`, apply);
    const takeLease = () =>
      ask("lease", () => {
        const now = this.#database.now;
        // As in the hub: a lease that ends later than any can means that the clock was set back.
        if (this.#lease !== undefined) this.#lease.until = Math.min(this.#lease.until, now + LEASE_MS);
        const isFree = this.#lease === undefined || this.#lease.until <= now;
        if (!isFree && this.#flaws.withoutLease !== true) return undefined;
        for (const [fence, { until }] of this.#leases) if (until <= now) this.#leases.delete(fence);
        this.#lease = { fence: ++this.#fence, until: now + LEASE_MS };
        this.#leases.set(this.#fence, this.#lease);
        this.#refreshes.leased(life, this, this.#fence);
        this.#onLease(life);
        return { fence: this.#fence, grant: this.stored };
      });
    return {
      read: () =>
        ask("read", () => {
          this.readBy.set(life, this.#database.worldTime);
          return this.stored;
        }),
      withRefreshLease: async (work, signal) => {
        let taken = await takeLease();
        while (taken === undefined) {
          await life.clock.sleep(LOOK_AGAIN_MS, signal);
          taken = await takeLease();
        }
        const { fence, grant } = taken;
        try {
          return await work(this.#leaseOf(ask, life, fence, grant));
        } finally {
          await ask("release", () => {
            this.#leases.delete(fence);
            if (this.#lease?.fence === fence) this.#lease = undefined;
          });
        }
      },
      replace: (grant) =>
        ask("replace", () => {
          this.replace(grant);
          return this.stored;
        }),
    };
  }

  #leaseOf(
    ask: <Result>(what: string, apply: () => Result) => Promise<Result>,
    life: Life,
    fence: number,
    grant: StoredGrant,
  ): RefreshLease {
    return {
      fence,
      grant,
      save: (fresh) =>
        ask("save", () => {
          if (this.stored.version > fence && this.#flaws.withoutFence !== true) return undefined;
          this.#grants.saved(this, fence, fresh);
          this.stored = { ...fresh, version: fence };
          return this.stored;
        }),
      markDead: (description) =>
        ask("mark dead", () => {
          const isUnchanged = this.stored.version === grant.version && this.#lease?.fence === fence;
          if (!isUnchanged && this.#flaws.deadWithoutLook !== true) return false;
          this.stored = { ...this.stored, dead: { at: life.clock.now(), description } };
          this.#grants.markedDead(this, life);
          return true;
        }),
    };
  }
}
