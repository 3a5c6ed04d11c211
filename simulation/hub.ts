/**
 * The hub as the simulation runs it: many processes, each with the REAL budget, OAuth, token source, transport, typed
 * operations and query engine over simulated ports, and one shared database. NOT the hub's own wiring (`runtime.ts`),
 * which needs SQL; it is repeated here in little.
 */
import {
  AuthorizationDeadError,
  createBudgets,
  createGoToClient,
  createOAuth,
  createTokenSource,
} from "@rostrum/goto";
import { type EngineDeps, startEngine } from "./flows/engine.ts";
import type { Desk } from "./flows/people.ts";
import type { Account } from "./goto/account.ts";
import type { WebinarApi } from "./goto/api.ts";
import type { TokenEndpoint } from "./goto/token-endpoint.ts";
import type { Job, JobKind, JobSite } from "./jobs/job.ts";
import { jobKinds } from "./jobs/kinds.ts";
import type { Planted } from "./planted/planted.ts";
import type { BudgetWatch } from "./promises/budget.ts";
import type { GrantWatch } from "./promises/grants.ts";
import type { RefreshWatch } from "./promises/refreshes.ts";
import type { BudgetTable } from "./shared/budget-store.ts";
import type { Database } from "./shared/database.ts";
import type { GrantTable } from "./shared/grant-store.ts";
import { createSimulatedNetwork, type Exchange } from "./world/network.ts";
import { type Life, Process } from "./world/process.ts";
import type { World } from "./world/world.ts";

export interface HubDeps {
  readonly world: World;
  readonly database: Database;
  readonly tokens: TokenEndpoint;
  readonly api: WebinarApi;
  readonly accounts: readonly Account[];
  readonly grants: readonly GrantTable[];
  readonly budget: BudgetTable;
  readonly engine: EngineDeps;
  readonly watches: {
    readonly budget: BudgetWatch;
    readonly refreshes: RefreshWatch;
    readonly grants: GrantWatch;
  };
  readonly planted: Planted;
}

const endpoints = { api: "https://api.test", authentication: "https://auth.test" };
const RETRY_AFTER_MS = 5_000;

/** One process of the hub, with the jobs it has to do; they outlive its lives. */
export class HubProcess {
  readonly process: Process;
  readonly #jobs: Job[] = [];
  readonly #deps: HubDeps;

  constructor(deps: HubDeps, name: string) {
    this.#deps = deps;
    this.process = new Process(deps.world, name, (life) => this.#live(life));
    const { world, accounts } = deps;
    const drawn = world.chance.fork(`jobs of ${name}`);
    for (const kind of jobKinds) {
      world.often(`${kind.name} of ${name}`, world.settings.jobsPerHour, () =>
        this.begin(kind, drawn.pick(accounts)),
      );
    }
  }

  /** Begins a job, unless one of this kind is under way, as a schedule without overlap does. */
  begin(kind: JobKind, account: Account): void {
    if (this.unfinished.some(({ name }) => name.startsWith(kind.name))) return;
    const { world } = this.#deps;
    const { name } = this.process;
    const job = kind.create(world, account, `${kind.name} ${name}.${this.#jobs.length + 1}`);
    this.#jobs.push(job);
    world.log(name, `begins ${job.name}`);
    this.#begin?.(job);
  }

  get unfinished(): readonly Job[] {
    return this.#jobs.filter(({ isDone }) => !isDone);
  }

  /** The flow engine of the life that is alive. */
  get desk(): Desk | undefined {
    return this.#desk?.life.isAlive ? this.#desk : undefined;
  }
  #desk: Desk | undefined;

  /** Set by the life that is alive. */
  #begin: ((job: Job) => void) | undefined;

  #live(life: Life): void {
    const siteOf = this.#wire(life);
    this.#begin = (job) => {
      if (life.isAlive) void this.#work(life, job, siteOf(job.account));
    };
    for (const job of this.unfinished) this.#begin(job);
    const [account] = this.#deps.accounts;
    if (account === undefined) return;
    const site = siteOf(account);
    const connect = async () => {
      await site.lookForConsent();
      return site.client;
    };
    this.#desk = { life, flows: startEngine(this.#deps.engine, life, connect) };
  }

  /** Runs the job until it is done, with a pause after each failure. */
  async #work(life: Life, job: Job, site: JobSite): Promise<void> {
    const { world } = this.#deps;
    while (!job.isDone) {
      const begunAt = world.time;
      try {
        await job.run(site);
        world.log(life.name, job.isDone ? `${job.name} is done` : `${job.name} was overtaken`);
        world.count(`${job.name.split(" ")[0]} done`);
      } catch (error) {
        const said = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
        world.log(life.name, `${job.name} stops: ${said.slice(0, 150)}`);
        world.count("job failures");
        if (error instanceof AuthorizationDeadError) {
          this.#checkDeath(error, site.client.connectionId, begunAt);
        } else if (
          error instanceof TypeError ||
          error instanceof ReferenceError ||
          error instanceof RangeError
        ) {
          world.breaks("no bug", error.stack ?? said);
        }
        const isDead = error instanceof AuthorizationDeadError;
        await life.clock.sleep(isDead ? 12 * RETRY_AFTER_MS : RETRY_AFTER_MS);
      }
    }
  }

  #checkDeath(error: AuthorizationDeadError, connection: string, since: number): void {
    const { world, watches, grants, tokens } = this.#deps;
    const stored = grants.find((table) => table.connection === connection)?.stored;
    if (error.reason === "refused") {
      const deadAt = watches.grants.deadAt.get(connection) ?? Number.NEGATIVE_INFINITY;
      if (stored?.dead !== undefined || deadAt >= since) return;
    }
    // A token that was revoked before anybody could use it looks like one that GoTo never meant to take.
    const wasRevoked = [...tokens.access.values()].some(
      (token) => token.connection === connection && token.isKilledUnused,
    );
    if (error.reason === "token-refused" && wasRevoked) return;
    world.breaks("no early death", `a call of ${connection} was told to consent again: ${error.message}`);
  }

  #wire(life: Life): (account: Account) => JobSite {
    const { world, database, tokens, api, accounts, budget, watches, planted } = this.#deps;
    const { clock, random } = life;
    const givenFor = new WeakMap<Exchange, number>();
    const network = createSimulatedNetwork(world, life, {
      onSend(exchange) {
        if (exchange.request.url.startsWith(endpoints.authentication))
          return watches.refreshes.sent(exchange);
        const moment = watches.budget.sent(life);
        if (moment !== undefined) givenFor.set(exchange, moment);
      },
      handle(exchange) {
        if (exchange.request.url.startsWith(endpoints.authentication)) return tokens.handle(exchange);
        watches.budget.arrived(givenFor.get(exchange) ?? world.time);
        return api.handle(exchange);
      },
    });
    const budgets = createBudgets({
      clock,
      random,
      limit: { guardMs: planted.guardMs ?? 25 },
      storeFor: () =>
        planted.budgetOfItsOwn ? budgetOfItsOwn(life, watches.budget, world) : budget.storeFor(life),
    });
    const sites = new Map<string, JobSite>();
    for (const [index, account] of accounts.entries()) {
      const table = this.#deps.grants[index];
      if (table === undefined) throw new Error("every account has a grant");
      const store = table.storeFor(life);
      const oauth = createOAuth({
        client: { clientId: "c", clientSecret: "s" },
        network,
        endpoints,
        clock,
        random,
      });
      const real = createTokenSource({ store, oauth, clock });
      const source = planted.tokens?.(real, { store, oauth }) ?? real;
      const goto = createGoToClient({ endpoints, tokens: source, budgets, network, clock, random });
      let consent = 0;
      sites.set(account.organizerKey, {
        world,
        life,
        database,
        account,
        planted,
        client: {
          connectionId: table.connection,
          alias: table.connection,
          organizerKey: account.organizerKey,
          accountKey: "1",
          goto,
          budgets,
        },
        // As `runtime.ts` of the hub does before it hands a client out.
        async lookForConsent() {
          const mark = await table.consentMark(life);
          if (mark !== consent) source.forget();
          consent = mark;
        },
      });
    }
    return (account) => {
      const site = sites.get(account.organizerKey);
      if (site === undefined) throw new Error("every account has a site");
      return site;
    };
  }
}

function budgetOfItsOwn(life: Life, watch: BudgetWatch, world: World) {
  let state: Parameters<Parameters<ReturnType<BudgetTable["storeFor"]>["update"]>[0]>[0];
  return {
    async update<Result>(
      decide: Parameters<ReturnType<BudgetTable["storeFor"]>["update"]>[0],
    ): Promise<Result> {
      const decision = decide(state, life.clock.monotonic());
      state = decision.state;
      watch.decided(life, decision.result, world.time);
      return decision.result as Result;
    },
  };
}
