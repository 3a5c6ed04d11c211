/**
 * The world of one simulation: time, chance, journal, settings, and the first promise that was broken. Everything that
 * takes part gets this and nothing else.
 */
import type { Settings } from "../settings.ts";
import type { Chance } from "./chance.ts";
import { Journal } from "./journal.ts";
import { Scheduler, type Step } from "./scheduler.ts";

export interface BrokenPromise {
  /** Which of the promises in README.md. */
  readonly promise: string;
  readonly what: string;
  readonly at: number;
}

/** Counted for the report; says what a run really exercised. */
export type Figures = Record<string, number>;

export class World {
  readonly settings: Settings;
  readonly chance: Chance;
  readonly journal: Journal;
  readonly figures: Figures = {};
  broken: BrokenPromise | undefined;
  readonly #scheduler = new Scheduler();

  constructor(settings: Settings, chance: Chance, onLine: ((line: string) => void) | undefined) {
    this.settings = settings;
    this.chance = chance;
    this.journal = new Journal(onLine);
  }

  get time(): number {
    return this.#scheduler.time;
  }

  get steps(): number {
    return this.#scheduler.steps;
  }

  /** Faults happen until here; after it everything must come to a good end. */
  get hasFaults(): boolean {
    return this.time < this.settings.faultsEndAt;
  }

  after(ms: number, run: () => void): Step {
    return this.#scheduler.after(ms, run);
  }

  /** Again and again until the faults end, `perHour` times an hour. */
  often(name: string, perHour: number, run: (chance: Chance) => void): void {
    if (perHour === 0) return;
    const chance = this.chance.fork(name);
    const next = (): void => {
      this.after(chance.untilNext(perHour), () => {
        if (!this.hasFaults) return;
        run(chance);
        next();
      });
    };
    next();
  }

  run(isOver: () => boolean): Promise<void> {
    return this.#scheduler.run(() => this.broken !== undefined || isOver());
  }

  log(who: string, what: string): void {
    this.journal.write(this.time, who, what);
  }

  count(what: string, by = 1): void {
    this.figures[what] = (this.figures[what] ?? 0) + by;
  }

  /** The first one is told; what comes after it may be its consequence. */
  breaks(promise: string, what: string): void {
    this.log("BROKEN", `${promise}: ${what}`);
    this.broken ??= { promise, what, at: this.time };
  }
}
