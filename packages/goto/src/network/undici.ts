import type { TimeLimits } from "../client-types.ts";
import type { Network } from "../ports.ts";

/** A Network over a pool of kept-alive connections. */
export declare function createNetwork(limits?: Partial<TimeLimits>): Network;
