/**
 * The parts of a running sandbox, as one value that routes and the control API share. Only parts: what a call
 * goes through is in `http/exchange.ts`, what can be turned is in `control/`.
 */

import { Calls } from "./calls/calls.ts";
import { type Clock, createClock } from "./clock/clock.ts";
import { Faults } from "./faults/fault.ts";
import { type LimitSettings, RateLimit } from "./limit/rate-limit.ts";
import { Grants } from "./oauth/grants.ts";
import { defaultTokenSettings, type TokenSettings } from "./oauth/settings.ts";
import type { Signer } from "./oauth/signer.ts";
import { chance } from "./world/chance.ts";
import type { WorldContents } from "./world/contents.ts";
import type { Instant } from "./world/model.ts";
import { World } from "./world/world.ts";

/** How long every answer takes at least: `ms`, give or take up to `jitter`. Milliseconds. */
export interface Latency {
  ms: number;
  jitter: number;
}

export interface Engine {
  readonly world: World;
  readonly clock: Clock;
  readonly grants: Grants;
  readonly limit: RateLimit;
  readonly latency: Latency;
  readonly faults: Faults;
  readonly calls: Calls;
  /** A fraction in [0, 1); repeatable by the seed. */
  readonly chance: () => number;
  /** Waits; false at once when the sandbox closes. */
  readonly wait: (milliseconds: number) => Promise<boolean>;
  /** For bugs of the sandbox itself: one line, for a person. */
  readonly log: (line: string) => void;
  /** Moves the world to the clock's now. */
  readonly tick: () => void;
}

export interface EngineOptions {
  readonly contents: WorldContents;
  /** Where the world's clock starts; left out: real time. */
  readonly start?: Instant;
  readonly real: () => Instant;
  readonly limit?: Partial<LimitSettings>;
  readonly latency?: Partial<Latency>;
  readonly tokens?: Partial<TokenSettings>;
  readonly dataDelay?: number;
  readonly showUp?: number;
  readonly signer: () => Signer;
  readonly wait: (milliseconds: number) => Promise<boolean>;
  readonly log: (line: string) => void;
}

export function createEngine(options: EngineOptions): Engine {
  const { contents, real, wait, log } = options;
  const clock = createClock(real, options.start);
  const world = new World({
    contents,
    now: clock.now(),
    ...(options.dataDelay === undefined ? {} : { dataDelay: options.dataDelay }),
    ...(options.showUp === undefined ? {} : { showUp: options.showUp }),
  });
  let draws = 0;
  const draw = () => chance(contents.seed, draws++, 100);
  return {
    world,
    clock,
    grants: new Grants({ ...defaultTokenSettings(), ...options.tokens }, options.signer, real),
    limit: new RateLimit(options.limit),
    latency: { ms: 0, jitter: 0, ...options.latency },
    faults: new Faults(draw),
    calls: new Calls(real),
    chance: draw,
    wait,
    log,
    tick: () => world.advance(clock.now()),
  };
}
