/**
 * The test of a connection: who am I, and does a small list come? It tells what a person wants to know before they
 * trust it: whose consent, which account, whether the clocks agree. NOT a check of rights for each operation.
 */
import type { Network } from "@rostrum/goto";
import type { Clock } from "../platform/clock/clock.ts";
import { HubError } from "../platform/errors.ts";
import type { Connection } from "./model.ts";
import type { ConnectionRuntime } from "./runtime.ts";
import { watchNetwork } from "./watch.ts";

export interface TryOut {
  readonly sentence: string;
  readonly email: string;
  readonly organizerKey: string;
  readonly accountKey: string;
  readonly accountName: string | null;
  /** Webinars of the last 30 and the next 30 days, as the list's page tells. */
  readonly webinars: number;
  /** This machine's clock minus GoTo's, in seconds, to within the answer's time; null when GoTo sent no date. */
  readonly clockSkewSeconds: number | null;
  /** Time of the list call, in milliseconds. */
  readonly answeredInMs: number;
}

/** Above this, "from" and "to" of queries and the ends of tokens are misjudged noticeably. */
export const tolerableSkewSeconds = 30;

const dayMs = 86_400_000;

/** Calls GoTo as the connection. Throws what the client library throws, or HubError when the owner changed. */
export async function tryOut(
  connection: Connection,
  runtime: ConnectionRuntime,
  network: Network,
  clock: Clock,
): Promise<TryOut> {
  const { owner } = connection;
  if (owner === null) {
    throw new HubError({
      kind: "reauthorise",
      code: "connection.unfinished",
      message: `Nobody has consented to the connection "${connection.alias}" yet.`,
      meaning: "There is nothing to test.",
      remedy: `Authorize it: rostrum connections authorize ${connection.alias}`,
    });
  }
  const watched = watchNetwork(network);
  const goto = runtime.goto({ network: watched });
  try {
    const identity = await goto.identity.me();
    const account = identity.accounts.find(({ accountKey }) => accountKey === owner.accountKey);
    if (identity.organizerKey !== owner.organizerKey || account === undefined) {
      throw new HubError({
        kind: "reauthorise",
        code: "connection.owner-changed",
        message: `GoTo says that this token belongs to ${identity.email}, who is not in account ${owner.accountKey}${owner.accountName ? ` (${owner.accountName})` : ""}.`,
        meaning: "The person was moved out of the account, or the token is somebody else's.",
        remedy: `Authorize the connection again: rostrum connections authorize ${connection.alias}`,
      });
    }
    const now = clock.now();
    const started = clock.monotonic();
    const page = await goto.webinar.getWebinars({
      organizerKey: owner.organizerKey,
      fromTime: new Date(now - 30 * dayMs).toISOString(),
      toTime: new Date(now + 30 * dayMs).toISOString(),
      page: 0,
      size: 1,
    });
    const answeredInMs = Math.round(clock.monotonic() - started);
    const clockSkewSeconds = skew(watched.last()?.headers.date, clock.now() - answeredInMs / 2);
    const webinars = page.totalItems ?? page.items.length;
    return {
      sentence: say(identity.email, account.name ?? owner.accountKey, webinars, clockSkewSeconds),
      email: identity.email,
      organizerKey: owner.organizerKey,
      accountKey: owner.accountKey,
      accountName: account.name ?? null,
      webinars,
      clockSkewSeconds,
      answeredInMs,
    };
  } finally {
    await goto.close();
  }
}

/** HTTP dates are cut to whole seconds (RFC 9110 5.6.7): half a second is the best guess of the rest. */
function skew(date: string | undefined, now: number): number | null {
  const theirs = Date.parse(date ?? "");
  return Number.isNaN(theirs) ? null : Math.round((now - theirs - 500) / 1000);
}

function say(email: string, account: string, webinars: number, skewSeconds: number | null): string {
  const list = `${webinars} ${webinars === 1 ? "webinar" : "webinars"} within 30 days of today`;
  const off = Math.abs(skewSeconds ?? 0);
  const clock =
    skewSeconds === null
      ? "GoTo did not tell its time"
      : off <= tolerableSkewSeconds
        ? "the clocks agree"
        : `this machine's clock is ${off} s ${skewSeconds > 0 ? "ahead of" : "behind"} GoTo's`;
  return `Works. Signed in as ${email}, organizer of ${account}; ${list}; ${clock}.`;
}
