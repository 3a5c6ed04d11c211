/** What can be wrong with something that works by itself, and when people are to hear of it. Pure. */
import { z } from "zod";

export const TroubleKind = z.enum(["run-failed", "sync-failed", "connection-lost", "rows-failed", "not-run"]);
export type TroubleKind = z.infer<typeof TroubleKind>;

/** Something that went wrong, with how often. */
export interface Trouble {
  readonly kind: TroubleKind;
  /** The same for all that is told of as one: the words without what is a single row's own. */
  readonly likeness: string;
  readonly words: string;
  readonly remedy: string | undefined;
  /** Of the first one, e.g. "row 3". */
  readonly place: string | undefined;
  readonly times: number;
}

/** What is told of: a flow or a replica. */
export type About = { readonly flow: string } | { readonly replica: string };

/** As the tables of alerts name it. */
export function aboutText(about: About): string {
  return "flow" in about ? `flow ${about.flow}` : `replica ${about.replica}`;
}

/** Neither tells of the thing itself: somebody has to see to the way to a system. */
export function isLostConnection(code: string): boolean {
  return /^(?:connection|grant|goto|oauth)\.|^endpoint\.(?:unreachable|refused)/.test(code);
}

const longestLikeness = 500;

/** The same words but for what is the row's own: values in brackets, addresses, numbers. */
export function likenessOf(code: string, words: string): string {
  const plain = words.replaceAll(/\([^)]*\)|"[^"]*@[^"]*"|\S+@\S+|\d+/g, "…");
  return `${code} ${plain}`.slice(0, longestLikeness);
}

/** What people know, and what there is to know. */
export interface AlertState {
  /** Undefined: all is well. */
  readonly troubleSince: Date | undefined;
  readonly toldAt: Date | undefined;
  readonly told: "trouble" | "recovered" | undefined;
  /** How often something went wrong that nobody was told of. */
  readonly untold: number;
}

/**
 * The message that is due, if any. News of trouble comes once in `every` hours at most, however often something fails
 * and works again in between. That all is well again is said at once, and only to those who were told of trouble.
 */
export function messageDue(
  { troubleSince, toldAt, told, untold }: AlertState,
  everyHours: number,
  now: Date,
): "trouble" | "recovered" | undefined {
  const isWell = troubleSince === undefined;
  if (isWell && told === "trouble") return "recovered";
  const silent = toldAt === undefined || now.getTime() - toldAt.getTime() >= everyHours * 3_600_000;
  if (untold === 0 || !silent) return undefined;
  return isWell ? "recovered" : "trouble";
}

const retryMinutes = [1, 5, 30, 120, 360, 720, 1_440];

/** When to try again what could not be delivered, by how often it was tried; undefined: it is given up. */
export function nextTry(tries: number, now: Date): Date | undefined {
  const minutes = retryMinutes[tries - 1];
  return minutes === undefined ? undefined : new Date(now.getTime() + minutes * 60_000);
}
