/**
 * The real clock and real chance.
 */
import type { Clock, Random } from "./ports.ts";

export declare const systemClock: Clock;
export declare const systemRandom: Random;
