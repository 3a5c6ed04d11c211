/**
 * A person at work: a burst of interactive calls, reads and registrations side by side, some given up while they wait.
 *
 * Promise "writes": a registration is carried out at most once for each time it was asked for, and if the call
 * succeeded, exactly once.
 */
import { GoToError } from "@rostrum/goto";
import type { Job, JobKind, JobSite } from "./job.ts";

export const calls: JobKind = {
  name: "calls",
  create(world, account, name): Job {
    const chance = world.chance.fork(name);
    const size = chance.whole(1, 25);
    const job: Job = {
      name,
      account,
      isDone: false,
      async run(site) {
        await site.lookForConsent();
        await Promise.all(
          Array.from({ length: size }, (_, index) => one(site, `${name}-${index}-${site.life.name}`)),
        );
        job.isDone = true;
      },
    };
    return job;

    async function one(site: JobSite, label: string): Promise<void> {
      const { goto, organizerKey } = site.client;
      const webinarKey = chance.pick(account.webinars).key;
      const isWrite = chance.hits(0.4);
      const giveUp = new AbortController();
      if (chance.hits(0.1)) {
        void site.life.clock.sleep(chance.between(0, 3_000)).then(() => giveUp.abort(new GivenUp()));
      }
      const options = { signal: giveUp.signal };
      if (!isWrite) {
        await settled(goto.webinar.getWebinars({ organizerKey, ...always, page: 0 }, options));
        return;
      }
      // Asked for anew after a crash: another registration, as far as GoTo can tell.
      const email = `${label}-${world.time.toFixed(3)}@example.test`;
      const registrant = { firstName: "A", lastName: "B", email };
      const succeeded = await settled(
        site.planted.repeatsWrites === true
          ? goto.send(
              {
                method: "POST",
                path: `/G2W/rest/v2/organizers/${organizerKey}/webinars/${webinarKey}/registrants`,
                body: registrant,
                repeatable: true,
              },
              options,
            )
          : goto.webinar.createRegistrant({ organizerKey, webinarKey, registrant }, options),
      );
      const times = account.registered.get(email) ?? 0;
      if (times > 1) world.breaks("writes", `${label} was carried out ${times} times`);
      if (succeeded && times === 0) world.breaks("writes", `${label} succeeded and was never carried out`);
    }
  },
};

class GivenUp extends Error {}

const always = { fromTime: "1970-01-01T00:00:00Z", toTime: "3000-01-01T00:00:00Z" };

/** Whether the call succeeded; failures that a person would be told of are none of the job's. */
async function settled(call: Promise<unknown>): Promise<boolean> {
  try {
    await call;
    return true;
  } catch (error) {
    if (error instanceof GivenUp) return false;
    if (error instanceof GoToError && error.action !== "retry") throw error;
    return false;
  }
}
