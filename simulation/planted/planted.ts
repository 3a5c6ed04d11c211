/**
 * Faults that are planted on purpose, to show that the simulation would find them: each takes one safeguard away. They
 * are what a later change could undo without noticing. NOT used by `npm run simulate`.
 */
import type { GrantStore, OAuth, TokenSource } from "@rostrum/goto";
import type { Checkpoint } from "../../packages/hub/src/entities/query/checkpoint.ts";
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
} as const satisfies Record<string, Planted>;
