/**
 * What people do with flows: keep them, turn their schedules on, begin, stop and go on with runs, mend failed rows and try
 * them again; through whichever process they find alive. When the faults are over they turn the schedules off, let
 * everything come to its end, and run each flow once more: then the far side must be what the source says.
 */
import type { Flows } from "../../packages/hub/src/flows/flows.ts";
import type { Chance } from "../world/chance.ts";
import type { Life } from "../world/process.ts";
import type { World } from "../world/world.ts";
import { told } from "./engine.ts";
import { isRefused, mended, type planFlows } from "./plan.ts";
import type { FlowTables } from "./stores.ts";
import type { FlowWatch } from "./watch.ts";

export interface Desk {
  readonly life: Life;
  readonly flows: Flows;
}

const lookEveryMs = 15_000;
/** So long after the faults schedules still go on, so that what is due must be begun. */
const goesOnMs = 12 * 60_000;

export class People {
  isDone = false;
  readonly #world: World;
  readonly #chance: Chance;
  readonly #tables: FlowTables;
  readonly #plan: ReturnType<typeof planFlows>;
  readonly #watch: FlowWatch;
  readonly #desks: () => readonly Desk[];

  constructor(
    world: World,
    deps: {
      tables: FlowTables;
      plan: ReturnType<typeof planFlows>;
      watch: FlowWatch;
      /** The processes that live. */
      desks: () => readonly Desk[];
    },
  ) {
    this.#world = world;
    this.#chance = world.chance.fork("people with flows");
    this.#tables = deps.tables;
    this.#plan = deps.plan;
    this.#watch = deps.watch;
    this.#desks = deps.desks;
  }

  begin(): void {
    const world = this.#world;
    const { requestsPerHour, growthPerHour, rowChangesPerHour } = world.settings.flows;
    for (const { definition } of this.#plan.planned) {
      this.#insist(`keep ${definition.flow}`, async ({ flows }) => {
        await flows.put(definition, { name: "people", comment: undefined });
        await flows.schedule(definition.flow, true);
      });
    }
    world.often("source grows", growthPerHour, () => this.#plan.grow());
    world.often("source changes", rowChangesPerHour, () => this.#plan.change());
    world.often("requests for flows", requestsPerHour, (chance) => {
      const name = chance.pick(this.#names);
      const act = chance.pick([
        this.#run,
        this.#stop,
        this.#stop,
        this.#goOn,
        this.#goOn,
        this.#mend,
        this.#tryAgain,
      ]);
      this.#with(name, (desk) => act.call(this, desk, name));
    });
    world.after(world.settings.faultsEndAt + goesOnMs, () => this.#finish());
  }

  get unfinished(): readonly string[] {
    return this.isDone ? [] : this.#names.filter((name) => !this.#through.has(name));
  }
  readonly #through = new Set<string>();

  get #names(): readonly string[] {
    return this.#plan.planned.map(({ definition }) => definition.flow);
  }

  /** Does it at some process; what fails there is told and let be. */
  #with(what: string, act: (desk: Desk) => Promise<unknown>): void {
    const desks = this.#desks();
    if (desks.length === 0) return;
    const desk = this.#chance.pick(desks);
    void act(desk).catch((error: unknown) => told(this.#world, desk.life, `a person and ${what}`, error));
  }

  /** Again and again until it has worked somewhere. */
  #insist(what: string, act: (desk: Desk) => Promise<unknown>, then = () => {}): void {
    let isDone = false;
    this.#with(what, async (desk) => {
      await act(desk);
      isDone = true;
      then();
    });
    this.#world.after(lookEveryMs, () => {
      if (!isDone) this.#insist(what, act, then);
    });
  }

  #run({ flows }: Desk, name: string): Promise<unknown> {
    return flows.run(name);
  }

  /** Stops what is under way, or begins something and thinks better of it. */
  async #stop({ flows, life }: Desk, name: string): Promise<void> {
    const { run } = await flows.run(name);
    await life.clock.sleep(this.#chance.between(0, this.#chance.pick([50, 5_000])));
    await flows.stop(run.id);
  }

  /** Goes on with the latest run if it was stopped or failed. */
  async #goOn({ flows }: Desk, name: string): Promise<void> {
    const latest = this.#latest(name);
    if (latest?.state === "stopped" || latest?.state === "failed") await flows.resume(latest.id);
  }

  /** The one begun last; the history goes by clocks that differ. */
  #latest(name: string) {
    return [...this.#tables.runs.values()].findLast(({ flow }) => flow === name);
  }

  /** Puts some of what was refused right, in the kept row and where it came from. */
  async #mend({ flows }: Desk, name: string): Promise<void> {
    for (const row of await flows.runs.failedRows(name, { limit: 5 })) {
      if (!isRefused(row.source)) continue;
      this.#plan.mend(String(row.source.id));
      await flows.runs.changeFailedRow(row.id, { source: { ...row.source, name: mended(row.source) } });
    }
  }

  #tryAgain({ flows }: Desk, name: string): Promise<unknown> {
    return flows.reprocess(name, undefined);
  }

  #finish(): void {
    const world = this.#world;
    for (const { name, nextRunAt } of this.#tables.flows.values()) {
      if (this.#tables.alive(name) !== undefined) continue;
      const clocks = this.#desks().map(({ life }) => life.clock.now());
      const late = Math.min(...clocks) - (nextRunAt?.getTime() ?? Number.POSITIVE_INFINITY);
      if (late > 60_000) {
        world.breaks(
          "every due run once",
          `${name} was due ${(late / 1000).toFixed(0)} s ago by every clock`,
        );
      }
    }
    for (const { flow, id, state } of this.#tables.runs.values()) {
      if (state !== "waiting" || world.time - (this.#watch.begunAt.get(id) ?? 0) < goesOnMs / 2) continue;
      world.breaks("every due run once", `run ${id} of ${flow} is begun, and nobody takes it`);
    }
    for (const { flow, due } of this.#watch.owed) {
      world.breaks("every due run once", `${flow}, due at ${due.toISOString()}, began no run`);
    }
    for (const name of this.#names) {
      this.#insist(
        `turning off ${name}`,
        ({ flows }) => flows.schedule(name, false),
        () => this.#closeFlow(name),
      );
    }
  }

  /** Waits for the run under way, goes on with one that failed, tries again what failed, and runs once more. */
  #closeFlow(name: string): void {
    let stage: "go on" | "try again" | "once more" | "over" = "go on";
    let begun: string | undefined;
    const look = (): void => {
      const latest = this.#latest(name);
      this.#world.after(lookEveryMs, () => stage !== "over" && look());
      if (this.#tables.alive(name) !== undefined) return;
      if (latest?.state === "stopped" || latest?.state === "failed") {
        this.#with(name, (desk) => this.#goOn(desk, name));
        return;
      }
      if (stage === "go on") {
        this.#with(name, async (desk) => {
          await this.#tryAgain(desk, name);
          if (stage === "go on") stage = "try again";
        });
      } else if (stage === "try again") {
        this.#with(name, async ({ flows }) => {
          const { run, isNew } = await flows.run(name);
          if (isNew || run.kind === "run") begun = run.id;
          if (stage === "try again" && begun !== undefined) stage = "once more";
        });
      } else if (stage === "once more") {
        stage = "over";
        this.#through.add(name);
        this.isDone = this.#through.size === this.#names.length;
      }
    };
    look();
  }
}
