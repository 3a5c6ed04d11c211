/**
 * The budget's shared cell, as `connections/budget-store.ts` of the hub keeps it: a row locked for the length of one
 * transaction, decided in the process between two round trips, by the database's clock. A process that crashes there
 * leaves the lock until the database notices; one that is frozen there keeps everybody waiting.
 */
import type { BudgetState, BudgetStore, Decision } from "@rostrum/goto";
import type { BudgetWatch } from "../promises/budget.ts";
import type { Life } from "../world/process.ts";
import type { Step } from "../world/scheduler.ts";
import type { World } from "../world/world.ts";
import type { Database } from "./database.ts";

/** How long the database takes to see that the process of an open transaction is gone. */
const NOTICES_AFTER_MS = 5_000;

export class BudgetTable {
  readonly #world: World;
  readonly #database: Database;
  readonly #watch: BudgetWatch;
  #state: BudgetState | undefined;
  #isLocked = false;
  readonly #queue: (() => void)[] = [];

  constructor(world: World, database: Database, watch: BudgetWatch) {
    this.#world = world;
    this.#database = database;
    this.#watch = watch;
  }

  storeFor(life: Life): BudgetStore {
    return {
      update: <Result>(decide: (state: BudgetState | undefined, now: number) => Decision<Result>) =>
        this.#database.transaction<Result>(life, "budget", (done) => {
          this.#lock(() => {
            if (!life.isAlive) return this.#unlock();
            const now = this.#database.now;
            const readAt = this.#world.time;
            const look = (): Step =>
              this.#world.after(NOTICES_AFTER_MS, () => {
                if (life.isAlive) looking = look();
                else this.#unlock();
              });
            let looking = look();
            life.after(this.#world.chance.between(0.2, 1.5), () => {
              looking.cancel();
              const decision = decide(this.#state, now);
              this.#unlock();
              done(() => {
                this.#state = decision.state;
                this.#watch.decided(life, decision.result, readAt);
                return decision.result;
              });
            });
          });
        }),
    };
  }

  #lock(run: () => void): void {
    if (this.#isLocked) {
      this.#queue.push(run);
      return;
    }
    this.#isLocked = true;
    run();
  }

  #unlock(): void {
    const next = this.#queue.shift();
    if (next === undefined) this.#isLocked = false;
    else next();
  }
}
