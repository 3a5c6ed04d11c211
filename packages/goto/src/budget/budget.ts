/**
 * Budget: who may send when, for one OAuth client and one API. 10 requests a second are all that GoTo allows
 * (goto-oauth.md 11), and everything we do shares them: pages that people look at, exports, flows, in every process.
 *
 * Calls wait in line here, interactive ones before bulk; the line takes send times from the store, which all processes
 * share, and hands each time to whoever is first in line when it comes. So giving up costs nothing, and a person who
 * comes late still goes before an export that has waited long.
 *
 * NOT here: the rule itself (`decide.ts`), where the shared state is (`BudgetStore`), and retrying (`../transport/`).
 * The token endpoint is on another host and not counted.
 */
import type { CallOptions, Clock, Priority, Random } from "../ports.ts";
import { systemClock, systemRandom } from "../system.ts";
import { forgive, moveSend, penalise, reserveSlots } from "./decide.ts";
import { RecentUse } from "./figures.ts";
import { createMemoryBudgetStore } from "./memory-store.ts";
import type { Api, Budget, BudgetFigures, BudgetLimit, BudgetStore, Budgets, Slot } from "./types.ts";

export interface BudgetOptions {
  /** Default: 10 a second, guard 25 ms. */
  readonly limit?: Partial<BudgetLimit> | undefined;
  readonly clock?: Clock | undefined;
  readonly random?: Random | undefined;
}

/** How many interactive calls in a row go before a bulk call that waits: bulk keeps a tenth and never starves. */
const INTERACTIVE_IN_A_ROW = 9;
/** A call sent this much later than its slot is put right in the shared log. */
const LATE_MS = 5;

export function createBudget(
  options: BudgetOptions & { readonly store?: BudgetStore | undefined } = {},
): Budget {
  const clock = options.clock ?? systemClock;
  return new SharedBudget(
    { requestsPerSecond: 10, guardMs: 25, ...options.limit },
    clock,
    options.random ?? systemRandom,
    options.store ?? createMemoryBudgetStore(clock),
  );
}

/** One budget per API, made when first asked for. `storeFor` defaults to memory. */
export function createBudgets(
  options: BudgetOptions & { readonly storeFor?: ((api: Api) => BudgetStore) | undefined } = {},
): Budgets {
  const budgets = new Map<Api, Budget>();
  return (api) => {
    let budget = budgets.get(api);
    if (budget === undefined) {
      budget = createBudget({ ...options, store: options.storeFor?.(api) });
      budgets.set(api, budget);
    }
    return budget;
  };
}

interface Waiter {
  readonly go: (slot: Slot) => void;
  readonly fail: (error: unknown) => void;
}

/** A send time of ours: by the store's time, as the log has it, and by our own. */
interface ReservedSlot {
  readonly stored: number;
  readonly at: number;
  /** How much later than `stored` it may lie by the store's time: as long as the store took to answer. */
  readonly behind: number;
}

class SharedBudget implements Budget {
  readonly #limit: BudgetLimit;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #store: BudgetStore;
  readonly #lines: Readonly<Record<Priority, Set<Waiter>>> = { interactive: new Set(), bulk: new Set() };
  readonly #minute: RecentUse;
  readonly #hour: RecentUse;
  readonly #total = { sent: 0, rateLimited: 0 };
  /** Send times that nobody has taken yet. */
  #reserved: ReservedSlot[] = [];
  /** When the last calls of this process really went, as many as the limit, oldest first. */
  #sent: number[] = [];
  #pausedUntil = 0;
  #guardMs: number;
  #strikes = 0;
  #interactiveInARow = 0;
  #handingOut = false;
  #sleeping: AbortController | undefined;

  constructor(limit: BudgetLimit, clock: Clock, random: Random, store: BudgetStore) {
    this.#limit = limit;
    this.#clock = clock;
    this.#random = random;
    this.#store = store;
    this.#guardMs = limit.guardMs;
    this.#minute = new RecentUse(1000, 60, clock.monotonic());
    this.#hour = new RecentUse(60_000, 60, clock.monotonic());
  }

  take({ signal, priority = "interactive" }: CallOptions = {}): Promise<Slot> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const line = this.#lines[priority];
      const leave = () => {
        line.delete(waiter);
        signal?.removeEventListener("abort", abort);
      };
      const waiter: Waiter = {
        go(slot) {
          leave();
          resolve(slot);
        },
        fail(error) {
          leave();
          reject(error);
        },
      };
      const abort = () => {
        waiter.fail(signal?.reason);
        if (this.#waiting() === 0) this.#sleeping?.abort();
      };
      signal?.addEventListener("abort", abort, { once: true });
      line.add(waiter);
      void this.#handOut();
    });
  }

  async rateLimited(slot: Slot, retryAfterMs?: number): Promise<void> {
    this.#count("rateLimited");
    const age = this.#clock.monotonic() - slot.sentAt;
    const chance = this.#random.next();
    const penalty = await this.#store.update((state, now) =>
      penalise(state, now, this.#limit, { sentAt: now - age, retryAfterMs, chance }),
    );
    this.#strikes = penalty.strikes;
    // They were reckoned without the pause.
    this.#reserved = [];
    this.#pausedUntil = Math.max(
      this.#pausedUntil,
      this.#clock.monotonic() + Math.max(0, penalty.pausedUntil - penalty.now),
    );
  }

  succeeded(slot: Slot): void {
    if (this.#strikes === 0) return;
    this.#strikes = 0;
    const age = this.#clock.monotonic() - slot.sentAt;
    // If the store is away, the next 429 merely pauses a little longer; the next reservation tells of the trouble.
    this.#store.update((state, now) => forgive(state, now - age)).catch(() => {});
  }

  figures(): BudgetFigures {
    const now = this.#clock.monotonic();
    const { requestsPerSecond } = this.#limit;
    return {
      requestsPerSecond,
      guardMs: this.#guardMs,
      pausedForMs: Math.max(0, this.#pausedUntil - now),
      waiting: { interactive: this.#lines.interactive.size, bulk: this.#lines.bulk.size },
      lastMinute: this.#minute.use(now, requestsPerSecond),
      lastHour: this.#hour.use(now, requestsPerSecond),
      total: { ...this.#total },
    };
  }

  /** Hands out send times for as long as anybody waits. One such loop runs at a time. */
  async #handOut(): Promise<void> {
    if (this.#handingOut) return;
    this.#handingOut = true;
    // Send times that passed while nobody waited are gone.
    this.#reserved = this.#reserved.filter((slot) => slot.at >= this.#clock.monotonic());
    try {
      while (this.#waiting() > 0) {
        const slot = this.#reserved[0] ?? (await this.#reserve());
        const wait = Math.max(slot.at, this.#pausedUntil, this.#ownWindowFreeAt()) - this.#clock.monotonic();
        if (wait > 0) {
          await this.#sleep(wait);
          // And look again: a 429 may have come meanwhile, or all may have given up.
          continue;
        }
        this.#reserved.shift();
        this.#firstInLine()?.go({ sentAt: this.#noteSend(slot) });
      }
    } catch (error) {
      for (const line of Object.values(this.#lines)) for (const waiter of line) waiter.fail(error);
    } finally {
      this.#handingOut = false;
    }
  }

  /** Ends early when nobody waits any more, so that a pause keeps no process alive that is done. */
  async #sleep(ms: number): Promise<void> {
    this.#sleeping = new AbortController();
    await this.#clock.sleep(ms, this.#sleeping.signal).catch(() => {});
    this.#sleeping = undefined;
  }

  #waiting(): number {
    return this.#lines.interactive.size + this.#lines.bulk.size;
  }

  async #reserve(): Promise<ReservedSlot> {
    const asked = this.#clock.monotonic();
    const reservation = await this.#store.update((state, now) =>
      reserveSlots(state, now, this.#limit, Math.max(1, this.#waiting())),
    );
    // The store's "now" was a little before this moment: counting from here can only be late, never early.
    const here = this.#clock.monotonic();
    this.#guardMs = reservation.guardMs;
    this.#strikes = reservation.strikes;
    this.#reserved = reservation.times.map((time) => ({
      stored: time,
      at: here + (time - reservation.now),
      behind: here - asked,
    }));
    return this.#reserved[0] as ReservedSlot;
  }

  /** When this process alone may send again, by what it really sent: a late timer moves sends closer together. */
  #ownWindowFreeAt(): number {
    const { requestsPerSecond } = this.#limit;
    return this.#sent.length < requestsPerSecond ? 0 : (this.#sent[0] ?? 0) + 1000 + this.#guardMs;
  }

  #noteSend(slot: ReservedSlot): number {
    const now = this.#clock.monotonic();
    this.#count("sent");
    if (this.#limit.requestsPerSecond === Number.POSITIVE_INFINITY) return now;
    this.#sent.push(now);
    if (this.#sent.length > this.#limit.requestsPerSecond) this.#sent.shift();
    const late = now - slot.at + slot.behind;
    // A store that answers fast enough is what the guard is for; putting each call right would ask it twice as often.
    if (now - slot.at > LATE_MS || slot.behind > this.#limit.guardMs / 2) {
      // If the store is away, the next reservation tells of it.
      this.#store.update((state) => moveSend(state, slot.stored, slot.stored + late)).catch(() => {});
    }
    return now;
  }

  #firstInLine(): Waiter | undefined {
    const [interactive] = this.#lines.interactive;
    const [bulk] = this.#lines.bulk;
    if (
      interactive === undefined ||
      (bulk !== undefined && this.#interactiveInARow >= INTERACTIVE_IN_A_ROW)
    ) {
      this.#interactiveInARow = 0;
      return bulk;
    }
    this.#interactiveInARow++;
    return interactive;
  }

  #count(what: "sent" | "rateLimited"): void {
    const now = this.#clock.monotonic();
    this.#minute.count(what, now);
    this.#hour.count(what, now);
    this.#total[what]++;
  }
}
