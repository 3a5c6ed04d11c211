/**
 * What one seed is about: how GoTo behaves, how many processes there are, which faults happen and how often. Each kind
 * of fault is there in half of the seeds only ("swarm testing"): faults hide one another, and some promises hold exactly
 * only when a certain fault is away.
 */
import type { Chance } from "./world/chance.ts";

/** goto-oauth.md 7.1, and 5.3 for personal access tokens. */
export const regimes = ["rotate", "reuse-return", "reuse-omit", "personal-access-token"] as const;
/** How GoTo may count to ten (goto-oauth.md 11). */
export const limiterKinds = ["bucket", "fixed", "sliding"] as const;

export interface Settings {
  readonly processes: number;
  readonly connections: number;
  readonly regime: (typeof regimes)[number];
  /** Whether a refresh kills the access token before it (goto-oauth.md 7.1, regime A, stated; else unknown). */
  readonly killsOldAccess: boolean;
  readonly accessTtlMs: number;
  readonly limiter: (typeof limiterKinds)[number];
  /** Jobs a process begins in an hour, of each kind. */
  readonly jobsPerHour: number;
  /** How often in an hour all processes begin jobs at the same moment, as schedules make them do. */
  readonly rushesPerHour: number;
  readonly webinars: number;
  readonly mostRegistrants: number;
  readonly pageSize: number;
  readonly flows: FlowSettings;
  readonly faultsEndAt: number;
  readonly faults: Faults;
}

export interface FlowSettings {
  /** Rows in the sources at the beginning. */
  readonly rows: number;
  /** Rows that a source gives at once. */
  readonly batchRows: number;
  /** How long a way to the far side and back takes, each, at most. */
  readonly farMs: number;
  /** Of the flow that takes so many rows only. */
  readonly limit: number;
  /** How often people begin, stop, go on with, mend and try again. */
  readonly requestsPerHour: number;
  readonly growthPerHour: number;
  readonly rowChangesPerHour: number;
}

/** Probabilities are per request or step; the rest is per hour or milliseconds. 0 is never. */
export interface Faults {
  readonly requestLost: number;
  readonly answerLost: number;
  /** The longest of the slow ones among the requests to GoTo. */
  readonly networkSlowMs: number;
  readonly storeRequestLost: number;
  readonly storeAnswerLost: number;
  readonly storeSlowMs: number;
  readonly storeAwayPerHour: number;
  /** How often the systems at the far side of flows are away. */
  readonly farAwayPerHour: number;
  readonly storeClockJumpsPerHour: number;
  readonly crashPerStep: number;
  /** How many leases on a grant are followed by a crash, or a freeze, while the refresh is under way. */
  readonly crashAtLease: number;
  readonly freezeAtLease: number;
  /** The same for how many steps of a run: when it is claimed, and when something of it is kept. */
  readonly crashAtRun: number;
  readonly freezeAtRun: number;
  readonly freezesPerHour: number;
  readonly freezeMs: number;
  readonly lateTimersMs: number;
  /** How far the wall clocks of the processes differ from the beginning. */
  readonly wallSkewMs: number;
  readonly wallJumpsPerHour: number;
  readonly serverErrors: number;
  readonly strayRateLimits: number;
  readonly gotoAwayPerHour: number;
  readonly tokenEndpointAwayPerHour: number;
  readonly tokensKilledPerHour: number;
  readonly consentsPerHour: number;
  /** Registrants that come or go in an hour, while they are read. */
  readonly changesPerHour: number;
}

export const noFaults: Faults = {
  requestLost: 0,
  answerLost: 0,
  networkSlowMs: 0,
  storeRequestLost: 0,
  storeAnswerLost: 0,
  storeSlowMs: 0,
  storeAwayPerHour: 0,
  farAwayPerHour: 0,
  storeClockJumpsPerHour: 0,
  crashPerStep: 0,
  crashAtLease: 0,
  freezeAtLease: 0,
  crashAtRun: 0,
  freezeAtRun: 0,
  freezesPerHour: 0,
  freezeMs: 0,
  lateTimersMs: 0,
  wallSkewMs: 0,
  wallJumpsPerHour: 0,
  serverErrors: 0,
  strayRateLimits: 0,
  gotoAwayPerHour: 0,
  tokenEndpointAwayPerHour: 0,
  tokensKilledPerHour: 0,
  consentsPerHour: 0,
  changesPerHour: 0,
};

export function drawSettings(chance: Chance, hours: number): Settings {
  const regime = chance.pick(regimes);
  return {
    processes: chance.whole(1, 4),
    connections: chance.whole(1, 2),
    regime,
    killsOldAccess: regime === "rotate" || chance.hits(0.5),
    accessTtlMs: chance.pick([300_000, 900_000, 3_600_000]),
    limiter: chance.pick(limiterKinds),
    jobsPerHour: chance.between(2, 6),
    rushesPerHour: chance.between(1, 8),
    webinars: chance.whole(1, 12),
    mostRegistrants: chance.whole(0, 60),
    pageSize: chance.whole(2, 12),
    flows: drawFlows(chance.fork("flows")),
    faultsEndAt: hours * 3_600_000,
    faults: drawFaults(chance.fork("faults")),
  };
}

function drawFlows(chance: Chance): FlowSettings {
  return {
    rows: chance.whole(0, 40),
    batchRows: chance.whole(1, 12),
    farMs: chance.pick([2, 100, 1_000]),
    limit: chance.whole(1, 30),
    requestsPerHour: chance.between(0, 60),
    growthPerHour: chance.between(0, 60),
    rowChangesPerHour: chance.hits(0.5) ? chance.between(5, 60) : 0,
  };
}

function drawFaults(chance: Chance): Faults {
  const maybe = (from: number, to: number) => (chance.hits(0.5) ? chance.between(from, to) : 0);
  const drawn: Faults = {
    requestLost: maybe(0.001, 0.05),
    answerLost: maybe(0.001, 0.05),
    networkSlowMs: maybe(50, 50_000),
    storeRequestLost: maybe(0.0005, 0.01),
    storeAnswerLost: maybe(0.0005, 0.01),
    storeSlowMs: maybe(10, 3_000),
    storeAwayPerHour: maybe(0.5, 4),
    storeClockJumpsPerHour: maybe(0.2, 1),
    crashPerStep: maybe(0.0001, 0.003),
    crashAtLease: maybe(0.01, 0.2),
    freezeAtLease: maybe(0.1, 0.6),
    freezesPerHour: maybe(1, 10),
    freezeMs: chance.between(100, 150_000),
    lateTimersMs: maybe(10, 400),
    wallSkewMs: maybe(1_000, 7_200_000),
    wallJumpsPerHour: maybe(0.2, 2),
    serverErrors: maybe(0.001, 0.05),
    strayRateLimits: maybe(0.0005, 0.01),
    gotoAwayPerHour: maybe(0.2, 1),
    tokenEndpointAwayPerHour: maybe(0.2, 2),
    tokensKilledPerHour: maybe(1, 30),
    consentsPerHour: maybe(0.2, 2),
    changesPerHour: maybe(10, 600),
    farAwayPerHour: maybe(0.5, 4),
    crashAtRun: maybe(0.005, 0.1),
    freezeAtRun: maybe(0.005, 0.1),
  };
  // Often enough nothing makes a call late, and then the limit is the limit.
  return chance.hits(0.25) ? { ...drawn, ...prompt } : drawn;
}

/** Without whatever can come between the moment that a call was given and its arrival. */
const prompt = {
  networkSlowMs: 0,
  storeSlowMs: 0,
  storeClockJumpsPerHour: 0,
  freezeAtLease: 0,
  freezeAtRun: 0,
  freezesPerHour: 0,
  lateTimersMs: 0,
} satisfies Partial<Faults>;

export function isPrompt(faults: Faults): boolean {
  return Object.keys(prompt).every((name) => faults[name as keyof typeof prompt] === 0);
}
