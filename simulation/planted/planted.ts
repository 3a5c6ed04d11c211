/**
 * Faults that are planted on purpose, to show that the simulation would find them: each takes one safeguard away. They
 * are what a later change could undo without noticing. NOT used by `npm run simulate`.
 */
import type { GrantStore, OAuth, TokenSource } from "@rostrum/goto";
import type { Checkpoint } from "../../packages/hub/src/entities/query/checkpoint.ts";
import type { FarFlaws } from "../flows/far-side.ts";
import type { QueueFlaws } from "../flows/queue.ts";
import type { FlowStoreFlaws } from "../flows/stores.ts";
import type { GrantStoreFlaws } from "../shared/grant-store.ts";

export interface Planted {
  readonly grantStore?: GrantStoreFlaws;
  /** Made around the real one. */
  readonly tokens?: (real: TokenSource, deps: { store: GrantStore; oauth: OAuth }) => TokenSource;
  readonly guardMs?: number;
  /** Each process counts for itself. */
  readonly budgetOfItsOwn?: boolean;
  readonly checkpoint?: (whole: Checkpoint) => Checkpoint;
  /** Rows first, then the checkpoint. */
  readonly rowsApartFromCheckpoint?: boolean;
  /** Changes of flows that belong together are made one after the other. */
  readonly flowsApart?: boolean;
  /** Nobody gives a run out again whose job was never sent. */
  readonly lostJobsStayLost?: boolean;
  readonly flowStore?: FlowStoreFlaws;
  readonly queue?: QueueFlaws;
  readonly far?: FarFlaws;
  /** Writes are repeated like reads. */
  readonly repeatsWrites?: boolean;
}

export const planted = {
  "a vault without a fence": { grantStore: { withoutFence: true } },
  "a vault without a lease": { grantStore: { withoutLease: true } },
  "a vault that marks as dead without a look at what is there": { grantStore: { deadWithoutLook: true } },
  "a token source that refreshes on every refusal": {
    tokens: (real, { store, oauth }) => ({
      ...real,
      renewed: () =>
        store.withRefreshLease(async ({ grant, save }) => {
          if (grant === undefined) throw new Error("no grant");
          const renewed = await oauth.renew(grant);
          await save(renewed);
          real.forget();
          return { accessToken: renewed.accessToken, fresh: true };
        }),
    }),
  },
  "a budget without a guard": { guardMs: 0 },
  "a budget of its own in each process": { budgetOfItsOwn: true },
  "a walk that forgets a page when it is resumed": {
    checkpoint: (whole) => ({ ...whole, tasks: whole.tasks.slice(0, -1) }),
  },
  "a walk that forgets what it has seen when it is resumed": {
    checkpoint: (whole) => ({ ...whole, lists: whole.lists.map((list) => ({ ...list, seen: [] })) }),
  },
  "rows that are kept before their checkpoint": { rowsApartFromCheckpoint: true },
  "a write that is repeated like a read": { repeatsWrites: true },
  "a due time that is moved on before its run is begun": { flowsApart: true },
  "a run without a job that nobody gives out again": { lostJobsStayLost: true },
  "a run that is taken over without shutting out who had it": { flowStore: { withoutFence: true } },
  "failed rows that are kept after the checkpoint": { flowStore: { failedRowsApart: true } },
  "a queue that waits for the dead": { queue: { waitsForTheDead: true } },
  "a file that is gone on with behind its checkpoint": { far: { appendsToWhatIsThere: true } },
} as const satisfies Record<string, Planted>;
