/**
 * What has to be read again: the rules by which a run over an unchanged account costs few calls. Pure.
 * docs/incremental.md argues for them and says what they can miss.
 */
import type { Settles } from "../entities/registry/entity.ts";

/** What the lists, which are read whole at every run, say about the parent of some rows. */
export interface ParentState {
  /** When the webinar or session ends or ended, milliseconds since 1970; undefined when nobody says. */
  readonly end: number | undefined;
  /** Changes when the lists say something else about the parent than before. */
  readonly fingerprint: string;
}

/** The last complete reading of the rows under one parent. */
export interface LastReading {
  /** When it began, milliseconds since 1970. */
  readonly at: number;
  /** What the lists said then. */
  readonly fingerprint: string;
}

const hour = 3_600_000;
const day = 24 * hour;

/** After its end, something is read again when its copy is older than this share of the time since. */
const shareOfAge = 0.1;

/** Days after its end until something that never settles is left to the complete runs. */
const daysOfUnsettled = 1;

/** Whether the rows under a parent have to be read, at the moment `now`. */
export function isDue(
  settles: Settles,
  parent: ParentState,
  last: LastReading | undefined,
  now: number,
): boolean {
  if (last === undefined || last.fingerprint !== parent.fingerprint) return true;
  if (settles.when === "atOnce") return false;
  const age = now - last.at;
  const patience = (settles.rereadHours ?? 0) * hour;
  const { end } = parent;
  if (end === undefined || now < end) return age >= patience;
  const settlesAt = end + (settles.days ?? daysOfUnsettled) * day;
  if (last.at >= settlesAt) return false;
  // The last reading must lie behind the moment of settling, or a late change would never be seen.
  if (now >= settlesAt) return true;
  return age >= Math.max(patience, shareOfAge * (now - end));
}

/** A moment for a new reading: after the last one, even when the clock was put back meanwhile. */
export function laterThan(last: Date | undefined, now: number): Date {
  return new Date(Math.max(now, (last?.getTime() ?? 0) + 1));
}
