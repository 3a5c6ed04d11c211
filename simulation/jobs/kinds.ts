/** Every kind of job; each process begins jobs of every kind. */
import { calls } from "./calls.ts";
import type { JobKind } from "./job.ts";
import { walk } from "./walk.ts";

export const jobKinds: readonly JobKind[] = [walk, calls];
