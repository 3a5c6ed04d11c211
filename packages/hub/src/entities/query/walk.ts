/**
 * The walk: follows a plan through GoTo's tree and gives the rows in batches, as fast as the budget allows.
 *
 * - Many calls are under way at once, so that waiting for the network never idles the budget; how many, is bounded,
 *   and a consumer that is slow holds the calls back, so that memory stays flat however many rows there are.
 * - A batch is what one call brought. Batches come in the order in which calls are answered.
 * - `checkpoint()` says, after any batch, what is still to be done; a walk that begins from it gives exactly the other
 *   rows. It is made when asked for, not for every batch.
 * - An error of a call (after the client's own retries) ends the walk with that error: a partial result never looks
 *   whole. The exception is a thing that vanished while it was read; see `vanished.ts`.
 *
 * NOT here: what to call (`planner.ts`), how calls are retried and paced (@rostrum/goto), formats (`../formats/`).
 */
import { ListChangedError, NotFoundError } from "@rostrum/goto";
import type { Answer, Row } from "../registry/entity.ts";
import type { Caller } from "./caller.ts";
import type { Checkpoint } from "./checkpoint.ts";
import { PageList } from "./page-list.ts";
import type { Plan, ReadStep } from "./plan.ts";
import { callsLeft, type Progress, type StepFigures } from "./progress.ts";
import type { Remarks } from "./remarks.ts";
import type { Bag } from "./rows.ts";
import { combinations, createStages, joinedBags, makeFrom, matchedAbove, type Stage } from "./stage.ts";
import { createTaskQueues, type Task, type TaskQueues } from "./tasks.ts";
import type { Vanished } from "./vanished.ts";

export interface WalkOptions {
  readonly plan: Plan;
  readonly caller: Caller;
  readonly remarks: Remarks;
  readonly vanished: Vanished;
  /** Calls under way or answered and not yet taken, at most. */
  readonly parallel: number;
  /** Whether rows carry GoTo's own items, see `itemOf`. */
  readonly keepItems: boolean;
  /** Continue from here. */
  readonly checkpoint: Checkpoint | undefined;
  /** Called once when the walk ends early, to give up the calls under way. */
  readonly abandon: (reason: unknown) => void;
}

interface Batch {
  readonly rows: Row[];
  readonly task: Task;
}

export class Walk implements AsyncIterator<Row[]> {
  readonly #options: WalkOptions;
  readonly #stages: readonly Stage[];
  readonly #tasks: TaskQueues;
  readonly #underWay = new Set<Task>();
  readonly #ready: Batch[] = [];
  #serial = 0;
  /** Rows handed out, including those before the checkpoint. */
  #delivered = 0;
  /** Rows handed out or ready. */
  #found = 0;
  #failure: { readonly error: unknown } | undefined;
  #ended = false;
  #wake: (() => void) | undefined;

  constructor(options: WalkOptions) {
    this.#options = options;
    const { plan, caller, remarks, parallel, checkpoint, keepItems } = options;
    this.#stages = createStages(plan, caller, remarks, keepItems);
    this.#tasks = createTaskQueues(plan.steps.length, 2 * parallel);
    if (checkpoint === undefined) this.#begin();
    else this.#continue(checkpoint);
  }

  /** The next batch, never an empty one. Rejects with what ended the walk. */
  async next(): Promise<IteratorResult<Row[], undefined>> {
    while (true) {
      if (this.#failure !== undefined) throw this.#failure.error;
      this.#startCalls();
      const batch = this.#ready.shift();
      if (batch !== undefined) return { done: false, value: this.#deliver(batch) };
      if (this.#ended || this.#isIdle) {
        this.#ended = true;
        return { done: true, value: undefined };
      }
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** Ends the walk: no further calls, and those under way are given up. */
  async return(): Promise<IteratorResult<Row[], undefined>> {
    this.#end("The query was ended by its reader.");
    return { done: true, value: undefined };
  }

  /** Ends the walk with this error at the next batch. */
  fail(error: unknown): void {
    if (this.#ended || this.#failure !== undefined) return;
    this.#failure = { error };
    this.#options.abandon(error);
    this.#wake?.();
  }

  progress(): Progress {
    const { caller } = this.#options;
    const figures: StepFigures[] = this.#stages.map(({ made, done, rows }) => ({ made, done, rows }));
    const left = this.#ended ? 0 : callsLeft(figures);
    const rate = caller.rate;
    return {
      rows: this.#delivered,
      through: matchedAbove(this.#stages),
      calls: caller.calls,
      callsPerSecond: rate,
      underWay: this.#underWay.size,
      callsLeft: left,
      secondsLeft: rate === undefined ? undefined : left / rate,
      share: left === 0 ? 1 : caller.calls / (caller.calls + left),
    };
  }

  /** What is left after the last batch that was handed out. */
  checkpoint(): Pick<Checkpoint, "tasks" | "lists" | "rows"> {
    const open = [...this.#ready.map(({ task }) => task), ...this.#underWay, ...this.#tasks.all()];
    const serials = new Set(open.map(({ serial }) => serial));
    const lists = [...new Set(open.flatMap(({ list }) => list ?? []))];
    return {
      rows: this.#delivered,
      tasks: open.map(({ step, bag, page, list }) => ({
        step,
        bag,
        page,
        ...(list === undefined ? {} : { list: lists.indexOf(list) }),
      })),
      lists: lists.map((list) => list.state(serials)),
    };
  }

  get #isIdle(): boolean {
    return this.#underWay.size === 0 && this.#tasks.waiting === 0;
  }

  #begin(): void {
    this.#add(0, {}, 0, undefined);
  }

  #continue({ tasks, lists, rows }: Checkpoint): void {
    const known = lists.map((state) => new PageList(state));
    for (const { step, bag, page, list } of tasks) {
      this.#add(step, bag, page, list === undefined ? undefined : known[list]);
    }
    this.#delivered = rows;
    this.#found = rows;
    this.#endAtLimit();
  }

  #add(step: number, bag: Bag, page: number, list: PageList | undefined): void {
    const stage = this.#stages[step];
    if (stage === undefined) return;
    stage.made++;
    if (list !== undefined) list.open++;
    this.#tasks.push({ step, bag, page, list, serial: this.#serial++ });
  }

  #startCalls(): void {
    while (!this.#ended && this.#failure === undefined) {
      if (this.#underWay.size + this.#ready.length >= this.#mostAtOnce()) return;
      const task = this.#tasks.next();
      if (task === undefined) return;
      this.#underWay.add(task);
      void this.#carryOut(task);
    }
  }

  /** With a limit only as many calls as are likely to be needed, so that a look at five rows costs few calls. */
  #mostAtOnce(): number {
    const { parallel, plan } = this.#options;
    const { limit } = plan.query;
    if (limit === undefined) return parallel;
    const last = this.#stages.at(-1);
    if (last === undefined || last.rows === 0) return Math.min(parallel, 1 + (last?.done ?? 0));
    const perCall = last.rows / last.done;
    return Math.max(1, Math.min(parallel, Math.ceil((limit - this.#found) / perCall)));
  }

  /** A task stays under way until it is finished: what fails or is given up is in the checkpoint and comes again. */
  async #carryOut(task: Task): Promise<void> {
    try {
      const stage = this.#stageOf(task);
      const { step } = stage;
      if (step.kind === "pinned") await this.#takeItems(stage, task, combinations(step.keys), undefined);
      else await this.#readPage(stage, task, step);
      this.#startCalls();
      if (this.#isIdle) this.#wake?.();
    } catch (error) {
      this.fail(error);
    }
  }

  async #readPage(stage: Stage, task: Task, step: ReadStep): Promise<void> {
    const { caller, vanished } = this.#options;
    let answer: Answer;
    try {
      answer = await caller.read(step.reading, task.bag, task.page);
    } catch (error) {
      if (!(error instanceof NotFoundError)) throw error;
      // Past the end of a list that became shorter.
      if (task.list !== undefined && task.page > 0) task.list.missing(task.page);
      else await vanished.explain(error, step, task.bag, stage);
      return this.#finish(stage, task, []);
    }
    await this.#takeItems(stage, task, answer.items as readonly Row[], () => {
      if (task.list === undefined) {
        task.list = PageList.beginningWith(answer);
        if (task.list !== undefined) task.list.open = 1;
      }
      const { list, bag } = task;
      for (const page of list?.learn(task.page, answer) ?? []) this.#add(task.step, bag, page, list);
    });
  }

  /** Turns items into rows or into the tasks below, in one go, so that a checkpoint never sees half of it. */
  async #takeItems(
    stage: Stage,
    task: Task,
    items: readonly Row[],
    learn: (() => void) | undefined,
  ): Promise<void> {
    const joined = await joinedBags(stage, items, task.bag);
    if (this.#ended || this.#failure !== undefined) return;
    learn?.();
    this.#finish(stage, task, makeFrom(stage, task, task.list, items, joined));
  }

  #finish(stage: Stage, task: Task, made: Bag[]): void {
    const { list, step, bag } = task;
    const again = list?.open === 1 ? list.again() : [];
    if (again.length > 0 && list?.isRestless) throw tooRestless(stage);
    stage.done++;
    stage.rows += made.length;
    this.#underWay.delete(task);
    if (!stage.isLast) for (const one of made) this.#add(step + 1, one, 0, undefined);
    else if (made.length > 0) this.#putOut(task, made);
    for (const page of again) this.#add(step, bag, page, list);
    if (list !== undefined) list.open--;
  }

  #putOut(task: Task, rows: Row[]): void {
    const { limit } = this.#options.plan.query;
    const room = limit === undefined ? rows.length : Math.max(0, limit - this.#found);
    const wanted = rows.length > room ? rows.slice(0, room) : rows;
    this.#found += wanted.length;
    if (wanted.length > 0) this.#ready.push({ rows: wanted, task });
    this.#endAtLimit();
    this.#wake?.();
  }

  #endAtLimit(): void {
    const { limit } = this.#options.plan.query;
    if (limit !== undefined && this.#found >= limit) this.#end("The limit of rows is reached.");
  }

  #end(why: string): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#options.abandon(new DOMException(why, "AbortError"));
    this.#wake?.();
  }

  #deliver({ rows }: Batch): Row[] {
    this.#delivered += rows.length;
    this.#startCalls();
    return rows;
  }

  #stageOf(task: Task): Stage {
    const stage = this.#stages[task.step];
    if (stage === undefined) throw new Error(`A task for step ${task.step}, which the plan does not have`);
    return stage;
  }
}

function tooRestless({ step }: Stage): ListChangedError {
  const what = step.kind === "read" ? step.entity.name : "key";
  return new ListChangedError(
    `GoTo's list of ${what} rows changed so often while it was read that it could not be read whole. Try again when fewer people work on it.`,
  );
}
