/**
 * A grant store for one process: for tests, scripts and the simulation. Also the plainest reading of what `GrantStore`
 * promises. NOT for a product: nothing survives the process.
 */
import type { Clock } from "../ports.ts";
import { systemClock } from "../system.ts";
import type { Grant, GrantStore, StoredGrant } from "./grant.ts";

export function createMemoryGrantStore(
  options: {
    readonly grant?: Grant | undefined;
    readonly clock?: Clock | undefined;
    /** Default 45,000. */
    readonly leaseMs?: number | undefined;
  } = {},
): GrantStore {
  const { clock = systemClock, leaseMs = 45_000 } = options;
  let fences = 0;
  let stored: StoredGrant | undefined = options.grant && { ...options.grant, version: ++fences };
  let holder: { readonly fence: number; readonly until: number; readonly ended: AbortController } | undefined;

  /** Takes the lease and returns its fence. */
  async function acquire(signal: AbortSignal | undefined): Promise<number> {
    while (holder !== undefined && holder.until > clock.monotonic()) {
      const { until, ended } = holder;
      const wake = signal === undefined ? ended.signal : AbortSignal.any([ended.signal, signal]);
      await clock.sleep(until - clock.monotonic(), wake).catch(() => {});
      signal?.throwIfAborted();
    }
    signal?.throwIfAborted();
    const fence = ++fences;
    holder = { fence, until: clock.monotonic() + leaseMs, ended: new AbortController() };
    return fence;
  }

  function release(fence: number): void {
    if (holder?.fence !== fence) return;
    const { ended } = holder;
    holder = undefined;
    ended.abort();
  }

  return {
    async read() {
      return stored;
    },

    async withRefreshLease(work, signal) {
      const fence = await acquire(signal);
      const grant = stored;
      try {
        return await work({
          fence,
          grant,
          async save(renewed) {
            if (stored !== undefined && stored.version > fence) return undefined;
            stored = { ...renewed, version: fence };
            return stored;
          },
          async markDead(description) {
            if (stored === undefined || stored.version !== grant?.version || holder?.fence !== fence)
              return false;
            stored = { ...stored, dead: { at: clock.now(), description } };
            return true;
          },
        });
      } finally {
        release(fence);
      }
    },

    async replace(grant) {
      stored = { ...grant, version: ++fences };
      return stored;
    },
  };
}
