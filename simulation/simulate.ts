/**
 * One simulation from one seed: builds the world, lets it run with its faults for as long as asked and then without any
 * until all work has ended, and says whether a promise was broken. See README.md.
 */
import { FarSide } from "./flows/far-side.ts";
import { People } from "./flows/people.ts";
import { planFlows } from "./flows/plan.ts";
import { JobQueue } from "./flows/queue.ts";
import { FlowTables } from "./flows/stores.ts";
import { FlowWatch } from "./flows/watch.ts";
import { Account } from "./goto/account.ts";
import { WebinarApi } from "./goto/api.ts";
import { TokenEndpoint } from "./goto/token-endpoint.ts";
import { HubProcess } from "./hub.ts";
import { jobKinds } from "./jobs/kinds.ts";
import type { Planted } from "./planted/planted.ts";
import { BudgetWatch } from "./promises/budget.ts";
import { GrantWatch } from "./promises/grants.ts";
import { RefreshWatch } from "./promises/refreshes.ts";
import { drawSettings, type Settings } from "./settings.ts";
import { BudgetTable } from "./shared/budget-store.ts";
import { Database } from "./shared/database.ts";
import { GrantTable } from "./shared/grant-store.ts";
import { type Chance, createChance } from "./world/chance.ts";
import type { Life } from "./world/process.ts";
import { withoutRealTime } from "./world/real-time.ts";
import { type BrokenPromise, type Figures, World } from "./world/world.ts";

export interface SimulationOptions {
  readonly seed: number;
  /** How long faults happen; work that is under way then ends after it. */
  readonly hours: number;
  readonly planted?: Planted;
  /** Instead of what the seed draws. */
  readonly change?: (drawn: Settings) => Settings;
  /** Hears every line of the journal. */
  readonly onLine?: (line: string) => void;
}

export interface Outcome {
  readonly seed: number;
  readonly hours: number;
  readonly settings: Settings;
  readonly broken: BrokenPromise | undefined;
  /** Of everything that happened: equal for equal runs. */
  readonly hash: string;
  readonly steps: number;
  readonly figures: Figures;
  readonly lastLines: readonly string[];
}

/** After the faults everything must have come to its end within this time: a person consents again within half an hour. */
const ENDS_WITHIN_MS = 2 * 3_600_000;
/** A livelock would go on for ever without time going on much. */
const MOST_STEPS_PER_HOUR = 2_000_000;

export function simulate(options: SimulationOptions): Promise<Outcome> {
  return withoutRealTime(async () => {
    const { seed, hours, planted = {}, change } = options;
    const chance = createChance(`seed ${seed}`);
    const drawn = drawSettings(chance.fork("settings"), hours);
    const settings = change?.(drawn) ?? drawn;
    const world = new World(settings, chance, options.onLine);
    const { hub, people } = build(world, planted);
    const isDone = () =>
      !world.hasFaults && people.isDone && hub.every(({ unfinished }) => unfinished.length === 0);
    const latest = settings.faultsEndAt + ENDS_WITHIN_MS;
    const mostSteps = MOST_STEPS_PER_HOUR * Math.max(1, hours);
    world.after(settings.faultsEndAt, () => world.log("world", "no more faults"));
    world.after(latest, () => {});
    await world.run(() => isDone() || world.time >= latest || world.steps > mostSteps);
    if (world.broken === undefined && !isDone()) {
      const jobs = hub.flatMap(({ unfinished }) => unfinished.map(({ name }) => name));
      const left = [...jobs, ...people.unfinished].join(", ");
      world.breaks(
        "every call ends",
        `${left} did not end within ${((world.time - settings.faultsEndAt) / 60_000).toFixed(0)} minutes without faults`,
      );
    }
    return {
      seed,
      hours,
      settings,
      broken: world.broken,
      lastLines: world.journal.last(),
      hash: world.journal.hash(),
      steps: world.steps,
      figures: world.figures,
    };
  });
}

function build(
  world: World,
  planted: Planted,
): { readonly hub: readonly HubProcess[]; readonly people: People } {
  const { processes, connections, rushesPerHour, faults, flows } = world.settings;
  const database = new Database(world);
  const beyond = new Database(world, "far side", flows.farMs);
  const tokens = new TokenEndpoint(world);
  const watches = {
    budget: new BudgetWatch(world),
    refreshes: new RefreshWatch(world, tokens),
    grants: new GrantWatch(world, tokens),
  };
  const accounts = Array.from({ length: connections }, (_, index) => new Account(world, `70${index + 1}`));
  const api = new WebinarApi(world, tokens, accounts);
  /** A crash or a freeze of the process within one of these times. */
  const strike = (
    chance: Chance,
    { name }: Life,
    crash: number,
    freeze: number,
    withinMs: number[],
  ): void => {
    const process = hub.find((one) => one.process.name === name)?.process;
    if (process === undefined || !world.hasFaults) return;
    const isCrash = chance.hits(crash);
    if (!isCrash && !chance.hits(freeze)) return;
    world.after(chance.between(0, chance.pick(withinMs)), () =>
      isCrash ? process.crash() : process.freeze(chance.between(100, 150_000)),
    );
  };
  const atLease = world.chance.fork("at a lease");
  const atRun = world.chance.fork("at a run");
  // A refresh takes some 100 to 300 milliseconds; half of the time it has not been sent yet.
  const onLease = (life: Life): void =>
    strike(atLease, life, faults.crashAtLease, faults.freezeAtLease, [3, 400]);
  const onRun = (life: Life): void =>
    strike(atRun, life, faults.crashAtRun, faults.freezeAtRun, [3, 100, 3_000]);
  const flaws = planted.grantStore ?? {};
  const grants = accounts.map((_, index) => {
    const connection = `connection${index + 1}`;
    const { grants, refreshes } = watches;
    const deps = { database, grants, refreshes, flaws, onLease };
    return new GrantTable(connection, tokens.consent(connection), deps);
  });
  const budget = new BudgetTable(world, database, watches.budget);
  const tables = new FlowTables(planted.flowStore);
  const queue = new JobQueue(world, database, planted.queue);
  const far = new FarSide(world, beyond, flows.batchRows, planted.far ?? {});
  const plan = planFlows(world.chance.fork("flows"), far, accounts, {
    ...flows,
    areValuesSure: faults.freezesPerHour + faults.freezeAtRun + faults.freezeAtLease === 0,
  });
  const watch = new FlowWatch(world, tables, plan.planned, plan.sources);
  const engine = { world, database, tables, queue, far, planted, onRun };
  const deps = { world, database, tokens, api, accounts, grants, budget, engine, watches, planted };
  const hub = Array.from({ length: processes }, (_, index) => new HubProcess(deps, `hub${index + 1}`));
  const skew = world.chance.fork("skew");
  for (const { process } of hub) {
    process.wallOffset = skew.between(-1, 1) * faults.wallSkewMs;
    process.start();
  }
  world.often("rushes", rushesPerHour, (chance) => {
    const account = chance.pick(accounts);
    for (const process of hub) for (const kind of jobKinds) process.begin(kind, account);
  });
  letThingsHappen(world, { database, beyond, tokens, api, grants, watches, hub });
  const desks = () => hub.flatMap(({ desk }) => desk ?? []);
  const people = new People(world, { tables, plan, watch, desks });
  people.begin();
  return { hub, people };
}

type Targets = Pick<
  ConstructorParameters<typeof HubProcess>[0],
  "database" | "tokens" | "api" | "grants" | "watches"
> & { readonly hub: readonly HubProcess[]; readonly beyond: Database };

/** Faults that come by themselves, and people. */
function letThingsHappen(
  world: World,
  { database, beyond, tokens, api, grants, watches, hub }: Targets,
): void {
  const { faults } = world.settings;
  world.often("freezes", faults.freezesPerHour, (chance) =>
    chance.pick(hub).process.freeze(chance.between(10, faults.freezeMs)),
  );
  world.often("wall clocks", faults.wallJumpsPerHour, (chance) => {
    const { process } = chance.pick(hub);
    const ms = chance.pick([-1, 1]) * chance.between(0, chance.pick([2_000, 7_200_000]));
    process.wallOffset += ms;
    world.log(process.name, `its wall clock jumps by ${ms.toFixed(0)} ms`);
  });
  world.often("store away", faults.storeAwayPerHour, (chance) =>
    database.goAway(chance.between(100, 120_000)),
  );
  world.often("far side away", faults.farAwayPerHour, (chance) =>
    beyond.goAway(chance.between(100, 120_000)),
  );
  // Jobs wait for the database's clock when it was set back: somebody puts it right.
  world.after(world.settings.faultsEndAt, () => watches.budget.storeClockJumped(database.catchUp()));
  world.often("store clock", faults.storeClockJumpsPerHour, (chance) => {
    const ms = chance.pick([-1, 1]) * chance.between(0, chance.pick([500, 10_000, 36_000_000]));
    database.jumpClock(ms);
    watches.budget.storeClockJumped(ms);
  });
  world.often("api away", faults.gotoAwayPerHour, (chance) => api.goAway(chance.between(1_000, 300_000)));
  world.often("token endpoint away", faults.tokenEndpointAwayPerHour, (chance) =>
    tokens.goAway(chance.between(1_000, 300_000)),
  );
  world.often("kills", faults.tokensKilledPerHour, (chance) => tokens.kill(chance.pick(grants).connection));
  world.often("consents", faults.consentsPerHour, (chance) => {
    const grant = chance.pick(grants);
    world.log("person", `consents anew for ${grant.connection}`);
    grant.replace(tokens.consent(grant.connection));
  });
  for (const grant of grants) lookAfter(world, grant, { tokens, watches });
}

/** A person who looks now and then, and consents again when a connection has been dead for a while. */
function lookAfter(
  world: World,
  grant: GrantTable,
  { tokens, watches }: Pick<Targets, "tokens" | "watches">,
): void {
  const everyMs = 600_000;
  let deadLooks = 0;
  const look = (): void => {
    deadLooks = grant.stored.dead === undefined ? 0 : deadLooks + 1;
    if (deadLooks > 2) {
      watches.grants.givenUp(grant);
      world.log("person", `consents again for ${grant.connection}`);
      grant.replace(tokens.consent(grant.connection));
    }
    world.after(everyMs, look);
  };
  world.after(everyMs, look);
}
