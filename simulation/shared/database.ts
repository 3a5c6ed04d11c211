/**
 * The database that the processes share: its own clock, requests and answers that are slow or lost, also answers to
 * what was carried out, and times in which it is away. It knows no tables; the stores beside this file do.
 */
import type { Life } from "../world/process.ts";
import type { World } from "../world/world.ts";

/** What a driver throws; deliberately none of @rostrum/goto's errors. */
export class DatabaseError extends Error {}

export class Database {
  readonly #world: World;
  #clockOffset = 0;
  #awayUntil = 0;

  readonly #name: string;
  readonly #usualMs: number;
  /** The latest time that its clock has shown, less the world's. */
  #furthest = 0;

  /** A way to it and back takes up to `usualMs` each. */
  constructor(world: World, name = "database", usualMs = 1.5) {
    this.#world = world;
    this.#name = name;
    this.#usualMs = usualMs;
  }

  /** The database's own clock, in milliseconds; may jump. */
  get now(): number {
    return 5_000_000_000 + this.#world.time + this.#clockOffset;
  }

  get worldTime(): number {
    return this.#world.time;
  }

  jumpClock(ms: number): void {
    this.#clockOffset += ms;
    this.#furthest = Math.max(this.#furthest, this.#clockOffset);
    this.#world.log(this.#name, `its clock jumps by ${ms.toFixed(0)} ms`);
  }

  /** Sets the clock to where it would be had it never been set back; by so many milliseconds. */
  catchUp(): number {
    const ms = this.#furthest - this.#clockOffset;
    if (ms > 0) this.jumpClock(ms);
    return ms;
  }

  goAway(ms: number): void {
    this.#awayUntil = this.#world.time + ms;
    this.#world.log(this.#name, `is away for ${ms.toFixed(0)} ms`);
  }

  get isAway(): boolean {
    return this.#world.time < this.#awayUntil;
  }

  /** One statement (or one that is its own transaction): `apply` happens at once and as a whole, or not at all. */
  ask<Result>(life: Life, what: string, apply: () => Result): Promise<Result> {
    return this.transaction(life, what, (done) => done(apply));
  }

  /**
   * A transaction: `begin` runs when the request has arrived, and calls `done` in its own time with what is to be
   * committed.
   */
  transaction<Result>(
    life: Life,
    what: string,
    begin: (done: (commit: () => Result) => void) => void,
  ): Promise<Result> {
    const world = this.#world;
    const chance = world.chance;
    const { faults } = world.settings;
    const legMs = () =>
      world.hasFaults && faults.storeSlowMs > 0 && chance.hits(0.05)
        ? chance.between(0, faults.storeSlowMs)
        : chance.between(0.2, this.#usualMs);
    return new Promise((resolve, reject) => {
      const fail = (why: string) => life.after(legMs(), () => reject(new DatabaseError(`${what}: ${why}`)));
      if (world.hasFaults && chance.hits(faults.storeRequestLost)) return void fail("the connection broke");
      world.after(legMs(), () => {
        if (this.isAway) return void fail("the database is away");
        begin((commit) => {
          // Away since it began: what was not committed is rolled back.
          if (this.isAway) return void fail("the database went away");
          let result: Result;
          try {
            result = commit();
          } catch (error) {
            life.after(legMs(), () => reject(error));
            return;
          }
          if (world.hasFaults && chance.hits(faults.storeAnswerLost)) {
            world.log(life.name, `the answer to "${what}" is lost`);
            return void fail("the connection broke, perhaps after the commit");
          }
          life.after(legMs(), () => resolve(result));
        });
      });
    });
  }
}
