/**
 * A process of the hub: it lives, may crash between any two steps, and is started again. What it had in memory is then
 * gone, and whatever was on its way back to it reaches nobody; what it had sent goes on without it.
 */
import type { Clock, Random } from "@rostrum/goto";
import type { Chance } from "./chance.ts";
import type { Step } from "./scheduler.ts";
import type { World } from "./world.ts";

/** 2031-01-01T00:00:00Z */
export const epoch = 1_924_992_000_000;

/** One life of a process, from its start to its crash. Its ports are made for one life. */
export interface Life {
  readonly name: string;
  readonly isAlive: boolean;
  readonly clock: Clock;
  readonly random: Random;
  /** A step of this process; it does not happen when the process crashed before it, and late when it is frozen. */
  after(ms: number, run: () => void): Step;
  /** Whether it stands still at this moment, as a suspended machine does. */
  readonly isFrozen: boolean;
}

export class Process {
  readonly name: string;
  /** How far its wall clock is from the world's, in milliseconds. */
  wallOffset = 0;
  #frozenUntil = 0;
  #lives = 0;
  #life: { isAlive: boolean } | undefined;
  readonly #world: World;
  readonly #chance: Chance;
  readonly #main: (life: Life) => void;

  /** `main` is run at each start. */
  constructor(world: World, name: string, main: (life: Life) => void) {
    this.#world = world;
    this.name = name;
    this.#chance = world.chance.fork(name);
    this.#main = main;
  }

  start(): void {
    const world = this.#world;
    const own = { isAlive: true };
    this.#life = own;
    this.#lives++;
    world.log(this.name, `starts, life ${this.#lives}`);
    const isFrozen = () => world.time < this.#frozenUntil;
    const life: Life = {
      name: this.name,
      get isAlive() {
        return own.isAlive;
      },
      get isFrozen() {
        return isFrozen();
      },
      clock: this.#clock(world.time, (ms, run) => this.#after(own, ms, run)),
      random: { next: () => this.#chance.next(), bytes: (count) => new Uint8Array(count) },
      after: (ms, run) => this.#after(own, ms, run),
    };
    this.#main(life);
  }

  crash(): void {
    if (this.#life?.isAlive !== true) return;
    this.#life.isAlive = false;
    this.#world.log(this.name, "crashes");
    this.#world.count("crashes");
    this.#frozenUntil = 0;
    this.#world.after(this.#chance.between(100, 60_000), () => this.start());
  }

  freeze(ms: number): void {
    this.#frozenUntil = Math.max(this.#frozenUntil, this.#world.time + ms);
    this.#world.log(this.name, `is frozen for ${ms.toFixed(0)} ms`);
    this.#world.count("freezes");
  }

  #after(own: { readonly isAlive: boolean }, ms: number, run: () => void): Step {
    const world = this.#world;
    let isCancelled = false;
    const step = (): void => {
      if (!own.isAlive || isCancelled) return;
      if (world.time < this.#frozenUntil) {
        world.after(this.#frozenUntil - world.time, step);
        return;
      }
      if (world.hasFaults && this.#chance.hits(world.settings.faults.crashPerStep)) this.crash();
      else run();
    };
    world.after(ms, step);
    return {
      cancel() {
        isCancelled = true;
      },
    };
  }

  #clock(startedAt: number, after: (ms: number, run: () => void) => Step): Clock {
    const world = this.#world;
    const late = () => {
      const { lateTimersMs } = world.settings.faults;
      return world.hasFaults && lateTimersMs > 0 && this.#chance.hits(0.1)
        ? this.#chance.between(0, lateTimersMs)
        : this.#chance.next();
    };
    return {
      now: () => Math.floor(epoch + world.time + this.wallOffset),
      monotonic: () => world.time - startedAt,
      sleep(ms, signal) {
        if (signal?.aborted) return Promise.reject(signal.reason);
        if (ms <= 0) return Promise.resolve();
        return new Promise((resolve, reject) => {
          const step = after(ms + late(), () => {
            signal?.removeEventListener("abort", abort);
            resolve();
          });
          const abort = () => {
            step.cancel();
            reject(signal?.reason);
          };
          signal?.addEventListener("abort", abort, { once: true });
        });
      },
    };
  }
}
