/**
 * The promise of the budget, checked on every request that arrives:
 *
 *   Among any 11 requests that arrive in turn at GoTo, the first and the last are at least 1000 ms + 25 ms (the guard)
 *   minus J apart, J being the longest that one of them took from the moment for which the shared store gave it out to
 *   its arrival.
 *
 * So with a J below the guard, GoTo never sees more than 10 in any second. J is what nobody can promise anything about: a
 * process may be frozen between being allowed to send and sending. A store whose clock jumps forward has forgotten what
 * was sent just before, and is not counted for two minutes.
 *
 *   Where nothing of the world makes a call late (no frozen process, no slow store, network or timer), GoTo never sees more
 *   than 10 in any second: nothing of our own may come between the moment and the sending.
 */
import { LIMIT } from "../goto/limiter.ts";
import { isPrompt } from "../settings.ts";
import type { Life } from "../world/process.ts";
import type { World } from "../world/world.ts";

const GUARD_MS = 25;
const FORGETS_FOR_MS = 120_000;

interface Arrival {
  readonly at: number;
  readonly lateness: number;
}

export class BudgetWatch {
  readonly #world: World;
  readonly #given = new Map<Life, number[]>();
  readonly #arrivals: Arrival[] = [];
  #forgetfulUntil = 0;

  constructor(world: World) {
    this.#world = world;
  }

  storeClockJumped(ms: number): void {
    if (ms > 0) this.#forgetfulUntil = this.#world.time + FORGETS_FOR_MS;
  }

  /** What the store decided; send times are among it if it was asked for some. `readAt` is when its clock was read. */
  decided(life: Life, result: unknown, readAt: number): void {
    const { times, now } = (result ?? {}) as { times?: readonly number[]; now?: number };
    if (times === undefined || now === undefined) return;
    const given = this.#given.get(life) ?? [];
    for (const time of times) given.push(readAt + time - now);
    this.#given.set(life, given);
  }

  /** A process sends. The moment it was given for this, as far as can be told: the latest one that has come. */
  sent(life: Life): number | undefined {
    const given = this.#given.get(life) ?? [];
    const index = given.findLastIndex((time) => time <= this.#world.time + 0.01);
    if (index < 0) {
      this.#world.breaks("budget", `${life.name} sends without having been given a moment for it`);
      return undefined;
    }
    const [moment] = given.splice(index, 1);
    return moment;
  }

  arrived(givenFor: number): void {
    const arrivals = this.#arrivals;
    const at = this.#world.time;
    arrivals.push({ at, lateness: at - givenFor });
    if (arrivals.length <= LIMIT) return;
    const span = at - (arrivals[0]?.at ?? 0);
    const latest = Math.max(...arrivals.map(({ lateness }) => lateness));
    arrivals.shift();
    if (span < 1000) {
      this.#world.count("seconds above the limit");
      if (isPrompt(this.#world.settings.faults)) {
        this.#world.breaks(
          "budget",
          `more than ${LIMIT} requests arrived within ${span.toFixed(1)} ms, in a prompt world`,
        );
      }
    }
    if (at < this.#forgetfulUntil || span >= 1000 + GUARD_MS - latest - 0.01) return;
    this.#world.breaks(
      "budget",
      `${LIMIT + 1} requests arrived within ${span.toFixed(1)} ms, none later than ${latest.toFixed(1)} ms after its moment`,
    );
  }
}
