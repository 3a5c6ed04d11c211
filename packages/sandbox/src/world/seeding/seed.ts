/**
 * A whole world from a seed, a base date and a size. The same three give the same world, key for key; another
 * base date moves its times and nothing else.
 */

import type { WorldContents } from "../contents.ts";
import type { Instant, Organizer } from "../model.ts";
import { seedDirectory } from "./directory.ts";
import { sizeOf, type WorldSize } from "./size.ts";
import { seedUpload } from "./uploads.ts";
import { seedWebinars } from "./webinars.ts";

export interface Seeding {
  readonly seed: number;
  readonly baseDate: Instant;
  readonly size?: Partial<WorldSize>;
  /** Added to those of the seeded clients. */
  readonly redirectUris?: readonly string[];
}

/** Throws RangeError for a size that cannot be. */
export function seedContents({
  seed,
  baseDate,
  size: given = {},
  redirectUris = [],
}: Seeding): WorldContents {
  const size = sizeOf(given);
  const directory = seedDirectory(seed, baseDate, redirectUris);
  let firstOrdinal = 0;
  const webinars = directory.organizers.flatMap((organizer, index) => {
    const main = index === 0;
    // The last organizer is new and has nothing yet.
    const count = main ? size.webinars : index === directory.organizers.length - 1 ? 0 : size.othersWebinars;
    const accountKey = homeOf(organizer);
    const made = seedWebinars({
      seed,
      baseDate,
      size,
      organizer,
      accountKey,
      colleagues: directory.organizers.filter((one) => one !== organizer && homeOf(one) === accountKey),
      webinars: count,
      upcoming: main ? size.upcoming : Math.floor(count / 3),
      firstOrdinal,
    });
    firstOrdinal += count;
    return made;
  });
  const uploads = directory.organizers
    .slice(0, 2)
    .map((organizer, index) => seedUpload(seed, baseDate, organizer, homeOf(organizer), index));
  return { seed, ...directory, webinars, uploads };
}

function homeOf(organizer: Organizer): string {
  const home = organizer.memberships[0];
  if (home === undefined) throw new RangeError(`${organizer.email} is in no account.`);
  return home.accountKey;
}
