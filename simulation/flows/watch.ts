/**
 * The promises of flows, checked whenever something is committed:
 *
 *   rows of a flow: when a run is done, everything that was in the source when it began is at the far side, once, or waits
 *   as a failed row, or was left out by a step; and its counts say so.
 *   every due run once: a due time begins one run, or finds one of its flow under way. Times that pass while nobody looks
 *   are begun together; none that the clock of whoever looked had not reached is passed over.
 *   no overlap: a flow has one run at a time, and who lost it keeps nothing any more.
 */
import type { FlowRunRecord } from "../../packages/hub/src/flows/run-store.ts";
import { nextTime } from "../../packages/hub/src/platform/schedule/schedule.ts";
import type { World } from "../world/world.ts";
import type { PlannedFlow, Sources } from "./plan.ts";
import type { FlowStoreListener, FlowTables } from "./stores.ts";

export class FlowWatch implements FlowStoreListener {
  readonly #world: World;
  readonly #tables: FlowTables;
  readonly #planned: ReadonlyMap<string, PlannedFlow>;
  readonly #sources: () => Sources;
  /** The sources when each run began. */
  readonly #before = new Map<string, Sources>();
  /** When each of them was begun or gone on with. */
  readonly begunAt = new Map<string, number>();
  /** The latest due time of each flow that began something. */
  readonly #taken = new Map<string, number>();
  /** Due times that were moved on and have begun nothing yet. */
  readonly owed: { readonly flow: string; readonly due: Date }[] = [];

  constructor(world: World, tables: FlowTables, planned: readonly PlannedFlow[], sources: () => Sources) {
    this.#world = world;
    this.#tables = tables;
    this.#planned = new Map(planned.map((one) => [one.definition.flow, one]));
    this.#sources = sources;
    tables.listeners.push(this);
  }

  scheduled(flow: string): void {
    this.#taken.delete(flow);
  }

  took(flow: string, due: Date): void {
    this.#world.count("due times");
    this.#world.log("flows", `${flow} was due at ${iso(due)}`);
    this.owed.push({ flow, due });
  }

  began({ id, flow, reason, dueAt, missed, requestedAt }: FlowRunRecord, next: Date | undefined): void {
    this.#world.count("runs begun");
    this.#before.set(id, this.#sources());
    this.begunAt.set(id, this.#world.time);
    this.#world.log("flows", `${flow} begins by ${reason}, run ${id}, next ${next && iso(next)}`);
    const others = [...this.#tables.runs.values()].filter(
      (run) => run.flow === flow && run.id !== id && (run.state === "waiting" || run.state === "running"),
    );
    if (others.length > 0) this.#world.breaks("no overlap", `${flow} has two runs under way`);
    if (dueAt !== undefined) this.#beganByTime(flow, dueAt, missed, requestedAt, next);
  }

  #beganByTime(flow: string, due: Date, missed: number, now: Date, next: Date | undefined): void {
    const owed = this.owed.findIndex((one) => one.flow === flow && one.due.getTime() === due.getTime());
    if (owed >= 0) this.owed.splice(owed, 1);
    if (due.getTime() <= (this.#taken.get(flow) ?? 0)) {
      this.#world.breaks("every due run once", `${flow} is begun a second time for ${iso(due)}`);
    }
    this.#taken.set(flow, due.getTime());
    const schedule = this.#planned.get(flow)?.definition.schedule;
    if (schedule === undefined || "after" in schedule) return;
    const wanted = nextTime(schedule, now);
    if (next?.getTime() !== wanted?.getTime()) {
      this.#world.breaks(
        "every due run once",
        `${flow} waits for ${next && iso(next)}, and ${wanted && iso(wanted)} is next`,
      );
    }
    let served = 0;
    for (let at = nextTime(schedule, due); at !== undefined && at <= now; at = nextTime(schedule, at))
      served++;
    if (served !== missed) {
      this.#world.breaks(
        "every due run once",
        `${flow} says that ${missed} times were missed, and it were ${served}`,
      );
    }
  }

  resumed({ id }: FlowRunRecord): void {
    this.begunAt.set(id, this.#world.time);
  }

  claimed({ id, flow, attempt }: FlowRunRecord): void {
    this.#world.log("flows", `run ${id} of ${flow}, attempt ${attempt}`);
    if (attempt > 1) this.#world.count("runs taken over or gone on with");
  }

  stepped({ id, flow, attempt: holder }: FlowRunRecord, attempt: number): void {
    if (attempt === holder) return;
    this.#world.breaks(
      "no overlap",
      `attempt ${attempt} at run ${id} of ${flow} keeps something, and ${holder} has it`,
    );
  }

  ended(run: FlowRunRecord): void {
    const { id, flow, kind, state, counts, error } = run;
    this.#world.count(`runs ${state}`);
    const told = Object.entries(counts).filter(([, count]) => typeof count === "number" && count > 0);
    this.#world.log("flows", `run ${id} of ${flow} is ${state} ${told.join(" ")} ${error?.message ?? ""}`);
    if (state !== "done") return;
    const before = this.#before.get(id);
    const planned = this.#planned.get(flow);
    if (before === undefined || planned === undefined || kind !== "run") return;
    const kept = new Set(
      [...this.#tables.failedRows.values()]
        .filter((row) => row.flow === flow && row.state === "kept")
        .map(({ source }) => String(source.id)),
    );
    const wrong = planned.whatIsWrong(before, kept);
    if (wrong !== undefined) this.#world.breaks("rows of a flow", `${flow}, run ${id}: ${wrong}`);
    this.#checkCounts(run, planned);
  }

  #checkCounts({ id, flow, counts, definition }: FlowRunRecord, planned: PlannedFlow): void {
    const { read, dropped, inserted, updated, unchanged, deleted, written, missing, failed, ignored } =
      counts;
    const come = dropped + inserted + updated + unchanged + deleted + written + missing + failed + ignored;
    const isOneForOne = definition.steps.every((step) => !("each" in step)) && definition.then.length === 0;
    if (isOneForOne && come !== read) {
      this.#world.breaks(
        "rows of a flow",
        `${flow}, run ${id}: ${read} rows were read and ${come} accounted for`,
      );
    }
    // Written back to its own source, a row that was through when the run was stopped within a batch looks like another one.
    const isKnownAgain = definition.then.length === 0;
    if (isKnownAgain && read > planned.rows() && definition.source.changed === undefined) {
      this.#world.breaks("rows of a flow", `${flow}, run ${id}: ${read} rows were read of ${planned.rows()}`);
    }
  }
}

const iso = (time: Date) => time.toISOString().slice(0, 19);
