/** For tests: worlds of a fixed date, and what lies at hand in them. */

import { defaultEmailSettings } from "../defaults.ts";
import type { Webinar } from "../model.ts";
import { seedContents } from "../seeding/seed.ts";
import type { WorldSize } from "../seeding/size.ts";
import { World, type WorldOptions } from "../world.ts";

export const day = 86_400_000;
export const baseDate = Date.UTC(2031, 3, 15);
export const always = { from: 0, to: 8e15 };

export function worldOf(
  size: Partial<WorldSize> = {},
  options: Partial<WorldOptions> & { seed?: number } = {},
): World {
  const { seed = 7, ...rest } = options;
  return new World({ contents: seedContents({ seed, baseDate, size }), now: baseDate, ...rest });
}

/** The first organizer, who owns the webinars of the size knob. */
export function mainOwner(world: World) {
  return { organizerKey: world.organizers[0]?.organizerKey ?? "" };
}

export function webinarsOf(world: World): readonly Webinar[] {
  return world.webinarsOf(mainOwner(world), always.from, always.to);
}

/** A webinar made as through the API. */
export function createWebinar(
  world: World,
  startTime: number,
  kind: "single_session" | "series" | "sequence" = "single_session",
  times = 1,
) {
  const [organizer] = world.organizers;
  if (organizer === undefined) throw new Error("nobody there");
  return world.createWebinars({
    organizerKey: organizer.organizerKey,
    accountKey: organizer.memberships[0]?.accountKey ?? "",
    subject: "Made by a test",
    description: "",
    kind,
    times: Array.from({ length: times }, (_, place) => ({
      startTime: startTime + place * day,
      endTime: startTime + place * day + 3_600_000,
    })),
    timeZone: "Europe/London",
    locale: "en_US",
    emailSettings: defaultEmailSettings,
  });
}
