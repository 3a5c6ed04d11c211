/**
 * The flow engine in one life of a process: the REAL `createFlows` of the hub, which carries out runs by the real
 * `runFlow`, over the simulated stores, queue and far side, and GoTo through the real client and writers. What
 * `flows/index.ts` of the hub does with a timer is done here with the life's clock.
 */
import type { ConnectedClient, Connections } from "../../packages/hub/src/connections/index.ts";
import { openGoToEndpoint } from "../../packages/hub/src/endpoints/goto/goto.ts";
import type { Endpoint, EndpointRegistry } from "../../packages/hub/src/endpoints/index.ts";
import { createFlows, type Flows } from "../../packages/hub/src/flows/flows.ts";
import type { LookupTables } from "../../packages/hub/src/flows/lookup-tables/lookup-tables.ts";
import type { KnownAgents } from "../../packages/hub/src/flows/pinned.ts";
import type { Log } from "../../packages/hub/src/platform/log/log.ts";
import type { Planted } from "../planted/planted.ts";
import type { Database } from "../shared/database.ts";
import type { Life } from "../world/process.ts";
import type { World } from "../world/world.ts";
import type { FarSide } from "./far-side.ts";
import type { JobQueue } from "./queue.ts";
import type { Ask, FlowTables, Together } from "./stores.ts";

export interface EngineDeps {
  readonly world: World;
  readonly database: Database;
  readonly tables: FlowTables;
  readonly queue: JobQueue;
  readonly far: FarSide;
  readonly planted: Planted;
  /** Hears of each step that a run of this process takes. */
  readonly onRun: (life: Life) => void;
}

/** As in flows/index.ts of the hub. */
const lookEveryMs = 5_000;
const tidyEveryMs = 30_000;

/** What the stores call them. */
const stepsOfRuns: ReadonlySet<string> = new Set(["take", "begin", "claim", "advance", "failed rows", "end"]);

/** Begins to work at once: takes runs, and looks for what is due. */
export function startEngine(
  { world, database, tables, queue, far, planted, onRun }: EngineDeps,
  life: Life,
  connect: () => Promise<ConnectedClient>,
): Flows {
  const ask: Ask = (what, apply) =>
    database.ask(life, `flows: ${what}`, () => {
      if (stepsOfRuns.has(what)) onRun(life);
      return apply();
    });
  const stores = { flows: tables.flowStore(ask), runs: tables.runStore(ask) };
  const together: Together = (work) =>
    planted.flowsApart === true
      ? work(stores)
      : database.transaction(life, "flows: together", (done) => {
          onRun(life);
          tables.together(work).then(
            (result) => done(() => result),
            (error: unknown) =>
              done(() => {
                throw error;
              }),
          );
        });
  const open = (name: string): Endpoint => {
    if (name === "goto") return openGoToEndpoint({ clock: life.clock, connect });
    return name === "folder" ? far.folderFor(life) : far.tablesFor(life);
  };
  const jobs = queue.jobsFor(life);
  let serial = 0;
  const flows = createFlows({
    ...stores,
    together,
    endpoints: { open: async (name: string) => open(name) } as EndpointRegistry,
    connections: {} as Connections,
    lookupTables: {} as LookupTables,
    // No simulated flow is pinned.
    agents: {} as KnownAgents,
    jobs,
    clock: life.clock,
    log: logOf(world, life),
    alerts: { check: () => {} },
    onEnd: () => {},
    newId: () => `${life.name}.${Math.floor(world.time)}.${++serial}`,
  });
  const again = async (what: string, everyMs: number, act: () => Promise<void>): Promise<never> => {
    for (;;) {
      await act().catch((error: unknown) => told(world, life, what, error));
      await life.clock.sleep(everyMs);
    }
  };
  const work = async (): Promise<void> => {
    await flows.work(false);
    void again("what is due could not be begun", lookEveryMs, () => flows.beginDue());
    if (planted.lostJobsStayLost !== true) {
      void again("what is over could not be tidied up", tidyEveryMs, () => flows.giveOutAgain());
    }
  };
  void work();
  return flows;
}

/** Failures of the world are the world's; a mistake in the code is none. */
export function told(world: World, life: Life, what: string, error: unknown): void {
  const said = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  world.log(life.name, `${what}: ${said.slice(0, 150)}`);
  if (error instanceof TypeError || error instanceof ReferenceError || error instanceof RangeError) {
    world.breaks("no bug", error.stack ?? said);
  }
}

function logOf(world: World, life: Life): Log {
  const tell = ({ err }: { err?: unknown }, what: string) => told(world, life, what, err);
  return { error: tell, warn: tell, info: tell } as unknown as Log;
}
