/**
 * A copy of all registrants of an organizer: a query whose rows and checkpoint are kept together, one transaction for
 * each batch, and that goes on from the checkpoint after every failure and every crash.
 *
 * Promise "rows": when it is done, every registrant that was there all the time is there, none is there twice, and none
 * that never was.
 */
import { readCheckpoint } from "../../packages/hub/src/entities/query/checkpoint.ts";
import { runQuery } from "../../packages/hub/src/entities/query/query.ts";
import { DatabaseError } from "../shared/database.ts";
import type { Job, JobKind, JobSite } from "./job.ts";

/** The job's row in the shared database. */
interface Kept {
  /** Grows with each write, so that a write that was believed lost cannot come after its repetition. */
  serial: number;
  checkpoint: string | undefined;
  readonly rows: Map<string, number>;
}

export const walk: JobKind = {
  name: "walk",
  create(world, account, name): Job {
    const chance = world.chance.fork(name);
    const begunAt = world.time;
    const kept: Kept = { serial: 0, checkpoint: undefined, rows: new Map() };
    const job: Job = { name, account, isDone: false, run };
    return job;

    async function run(site: JobSite): Promise<void> {
      const { life, client, database, planted } = site;
      await site.lookForConsent();
      const begin = await database.ask(life, "job", () => ({
        serial: kept.serial,
        checkpoint: kept.checkpoint,
      }));
      let { serial } = begin;
      const query = runQuery({
        client,
        clock: life.clock,
        parallel: chance.whole(1, 8),
        ...(begin.checkpoint === undefined
          ? { request: { entity: "Registrant", fields: ["webinarKey", "registrantKey"] } }
          : { checkpoint: readCheckpoint(JSON.parse(begin.checkpoint)) }),
      });
      for await (const rows of query) {
        const whole = query.checkpoint();
        const checkpoint = JSON.stringify(planted.checkpoint?.(whole) ?? whole);
        const expected = serial++;
        if (planted.rowsApartFromCheckpoint) await database.ask(life, "rows", () => put(rows));
        await database.ask(life, "rows", () => {
          if (kept.serial !== expected) throw new DatabaseError("somebody else has worked on this job");
          if (!planted.rowsApartFromCheckpoint) put(rows);
          kept.serial++;
          kept.checkpoint = checkpoint;
        });
        world.log(life.name, `${name} kept ${rows.length} rows`);
      }
      await database.ask(life, "done", () => {
        if (kept.serial === serial) job.isDone = true;
      });
      if (job.isDone) check();
    }

    function put(rows: readonly Readonly<Record<string, unknown>>[]): void {
      for (const { registrantKey } of rows) {
        const key = String(registrantKey);
        kept.rows.set(key, (kept.rows.get(key) ?? 0) + 1);
      }
    }

    function check(): void {
      const { always, ever } = account.between(begunAt, world.time);
      world.count("rows", kept.rows.size);
      const doubled = [...kept.rows].filter(([, times]) => times > 1).map(([key]) => key);
      const lost = [...always].filter((key) => !kept.rows.has(key));
      const invented = [...kept.rows.keys()].filter((key) => !ever.has(key));
      if (doubled.length > 0) world.breaks("rows", `${name} has ${doubled.length} rows twice: ${doubled[0]}`);
      if (lost.length > 0)
        world.breaks("rows", `${name} has lost ${lost.length} of ${always.size} rows: ${lost[0]}`);
      if (invented.length > 0) world.breaks("rows", `${name} has rows that never were: ${invented[0]}`);
    }
  },
};
