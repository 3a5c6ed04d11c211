/** The world in short, as the control API and the page show it. */

import type { Instant, Webinar } from "../world/model.ts";
import type { World } from "../world/world.ts";

export interface WebinarLine {
  readonly webinarKey: string;
  readonly subject: string;
  readonly organizer: string;
  readonly startTime: Instant;
  readonly endTime: Instant;
  readonly registrants: number;
}

export interface WorldSummary {
  readonly seed: number;
  readonly accounts: readonly { readonly accountKey: string; readonly name: string }[];
  readonly organizers: readonly {
    readonly organizerKey: string;
    readonly name: string;
    readonly email: string;
    readonly webinars: number;
    readonly accounts: readonly { readonly accountKey: string; readonly isAdministrator: boolean }[];
  }[];
  readonly webinars: number;
  /** Running now; the next to come; the last that ended. At most five each. */
  readonly running: readonly WebinarLine[];
  readonly next: readonly WebinarLine[];
  readonly last: readonly WebinarLine[];
}

const shown = 5;

export function summarize(world: World): WorldSummary {
  const { now } = world;
  const slots = [...world.webinars].flatMap((webinar) => webinar.times.map((slot) => ({ webinar, ...slot })));
  const line = ({ webinar, startTime, endTime }: (typeof slots)[number]): WebinarLine => ({
    webinarKey: webinar.webinarKey,
    subject: webinar.subject,
    organizer: world.ownerOf(webinar).displayName,
    startTime,
    endTime,
    registrants: world.registrantCount(webinar),
  });
  const isRunning = (webinar: Webinar) => world.isInSession(webinar);
  const running = slots.filter(
    (slot) => slot.startTime <= now && now < slot.endTime && isRunning(slot.webinar),
  );
  const next = slots.filter((slot) => slot.startTime > now);
  const last = slots.filter((slot) => slot.endTime <= now);
  const owned = Map.groupBy(world.webinars, ({ organizerKey }) => organizerKey);
  return {
    seed: world.seed,
    accounts: world.accounts,
    organizers: world.organizers.map(({ organizerKey, displayName, email, memberships }) => ({
      organizerKey,
      name: displayName,
      email,
      webinars: owned.get(organizerKey)?.length ?? 0,
      accounts: memberships.map(({ accountKey, isAdministrator }) => ({ accountKey, isAdministrator })),
    })),
    webinars: world.webinarCount,
    running: running.slice(0, shown).map(line),
    next: next
      .sort((one, other) => one.startTime - other.startTime)
      .slice(0, shown)
      .map(line),
    last: last
      .sort((one, other) => other.endTime - one.endTime)
      .slice(0, shown)
      .map(line),
  };
}
