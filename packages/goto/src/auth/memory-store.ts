import type { Clock } from "../ports.ts";
import type { Grant, GrantStore } from "./grant.ts";

/** A grant store for one process. */
export declare function createMemoryGrantStore(options?: {
  readonly grant?: Grant | undefined;
  readonly clock?: Clock | undefined;
  /** Default 45,000. */
  readonly leaseMs?: number | undefined;
}): GrantStore;
