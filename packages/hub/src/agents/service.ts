/** The verbs of agents, for people: list, add, renew the token, remove, test. NOT what agents themselves ask. */
import type { Actor, Audit } from "../access/index.ts";
import type { TestResult } from "../endpoints/index.ts";
import type { PinnedRuns } from "../flows/index.ts";
import type { Clock } from "../platform/clock/clock.ts";
import type { Database } from "../platform/database/database.ts";
import { HubError } from "../platform/errors.ts";
import { type Agent, type AgentState, goneAgent, stateOf, unknownAgent } from "./model.ts";
import { endpointsOf } from "./permitted.ts";
import { type AgentTest, createAgentStore } from "./store.ts";
import { hashOfToken, newToken } from "./token.ts";

/** An agent with all that a page or a command shows of it. */
export interface AgentReport {
  readonly agent: Agent;
  readonly state: AgentState;
  /** Names of the flows that are pinned to it. */
  readonly flows: readonly string[];
  /** Runs of those that are under way or wait. */
  readonly runs: number;
  readonly tests: readonly AgentTest[];
}

export type AgentService = ReturnType<typeof createAgentService>;

/** A test that takes longer is told as such; the agent makes it all the same, and the list shows it later. */
const testMs = 25_000;
const lookEveryMs = 250;

export function createAgentService(deps: {
  readonly database: Database;
  readonly audit: Audit;
  readonly pinned: PinnedRuns;
  readonly clock: Clock;
}) {
  const { database, audit, pinned, clock } = deps;
  const store = createAgentStore(database);
  const now = () => new Date(clock.now());

  async function named(name: string): Promise<Agent> {
    const agent = await store.find(name);
    if (agent !== undefined) return agent;
    throw unknownAgent(
      name,
      (await store.all()).map((one) => one.name),
    );
  }

  async function report(agent: Agent): Promise<AgentReport> {
    const [flows, runs, tests] = [
      await pinned.flowsOf(agent.name),
      await pinned.of(agent.name),
      await store.tests(agent.name),
    ];
    return {
      agent,
      state: stateOf(agent, clock.now()),
      flows: flows.map(({ name }) => name),
      runs: runs.length,
      tests,
    };
  }

  /** What its flows use, and what it has besides. */
  async function endpointsAt(agent: Agent): Promise<readonly string[]> {
    const used = (await pinned.flowsOf(agent.name)).flatMap(({ definition }) => endpointsOf(definition));
    return [...new Set([...used, ...agent.endpoints.map(({ name }) => name)])];
  }

  return {
    async list(): Promise<readonly AgentReport[]> {
      return Promise.all((await store.all()).map(report));
    },

    report: async (name: string): Promise<AgentReport> => report(await named(name)),

    /** Adds one and gives its token, which is not kept. Throws HubError "agent.name-taken". */
    async add(name: string, who: Actor): Promise<string> {
      if ((await store.find(name)) !== undefined) throw nameTaken(name);
      const token = newToken();
      await audit.change(who, async (within, record) => {
        await createAgentStore(within).insert(name, hashOfToken(token), now());
        await record({ action: "agent.add", kind: "agent", id: name, after: { name } });
      });
      return token;
    },

    /** Gives a new token; the one before is worth nothing from this moment on. */
    async renew(name: string, who: Actor): Promise<string> {
      await named(name);
      const token = newToken();
      await audit.change(who, async (within, record) => {
        await createAgentStore(within).setToken(name, hashOfToken(token));
        await record({ action: "agent.renew", kind: "agent", id: name });
      });
      return token;
    },

    /** Revokes its token, and ends its runs: nobody else may carry them out. */
    async remove(name: string, who: Actor): Promise<void> {
      await named(name);
      await audit.change(who, async (within, record) => {
        await createAgentStore(within).remove(name);
        await record({ action: "agent.remove", kind: "agent", id: name, before: { name } });
      });
      for (const { id } of await pinned.of(name)) {
        const run = await pinned.claim(id);
        if (run !== undefined)
          await pinned.end(run, { state: "failed", counts: run.counts, error: removed(name) });
      }
    },

    /**
     * Tests an endpoint from the agent, or all that its flows use. Throws HubError "agent.gone" when it cannot be asked.
     */
    async test(name: string, endpoint: string | undefined): Promise<readonly AgentTest[]> {
      const agent = await named(name);
      if (stateOf(agent, clock.now()) !== "alive") throw goneAgent(agent, clock.now());
      const wanted = endpoint === undefined ? await endpointsAt(agent) : [endpoint];
      await store.requestTests(name, wanted, now());
      for (const until = clock.monotonic() + testMs; ; await clock.sleep(lookEveryMs)) {
        const tests = (await store.tests(name)).filter((test) => wanted.includes(test.endpoint));
        const waiting = tests.filter(
          ({ requestedAt, testedAt }) => testedAt === undefined || testedAt < requestedAt,
        );
        if (waiting.length === 0) return tests;
        if (clock.monotonic() > until)
          return tests.map((test) => (waiting.includes(test) ? unanswered(test) : test));
      }
    },
  };
}

function unanswered(test: AgentTest): AgentTest {
  const result: TestResult = {
    works: false,
    message: "The agent has not answered yet.",
    meaning: "It is busy, or the system that it asks does not answer.",
    remedy: "See the outcome later with: rostrum agent list",
  };
  return { ...test, testedAt: undefined, result };
}

function nameTaken(name: string): HubError {
  return new HubError({
    kind: "conflict",
    code: "agent.name-taken",
    message: `There is an agent ${name} already.`,
    meaning: "Nothing was added.",
    remedy: `Choose another name, or give it a new token with: rostrum agent renew ${name}`,
  });
}

function removed(name: string) {
  return {
    code: "agent.removed",
    message: `The agent ${name}, to which the flow is pinned, was removed.`,
    meaning: "The run ended where it was; what was written before stays.",
    remedy: "Pin the flow to another agent, or to none, and run it again.",
  };
}
