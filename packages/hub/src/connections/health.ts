/**
 * How a connection is: as fields for programs and as a sentence for people. Pure: everything comes in.
 * NOT a test of the connection; that is a call to GoTo (`service.ts`).
 */
import type { BudgetFigures } from "@rostrum/goto";
import type { GrantSummary } from "./grant-store.ts";
import type { Connection } from "./model.ts";
import type { Use } from "./uses.ts";

/** unfinished: nobody has consented. dead: only a new consent helps. failing: the last call failed. */
export type HealthState = "working" | "unfinished" | "failing" | "dead";

export interface Health {
  readonly state: HealthState;
  readonly sentence: string;
  /** When the present access token ends; it is renewed before. */
  readonly tokenEndsAt: Date | null;
  readonly consentedAt: Date | null;
  /** Planned end of the consent; null for a personal access token, whose life GoTo does not tell (goto-oauth.md 5.3). */
  readonly consentEndsAt: Date | null;
  readonly lastSuccessAt: Date | null;
  readonly lastError: { readonly at: Date; readonly text: string } | null;
}

/** Planned life of a refresh token: "30 days" in the older text, "longer" in the newer (goto-oauth.md 7.1, 13). */
const refreshTokenLifeMs = 30 * 86_400_000;

export function healthOf(
  connection: Connection,
  grant: GrantSummary | undefined,
  budgets: readonly BudgetFigures[],
  uses: readonly Use[],
  now: Date,
): Health {
  const state = stateOf(connection, grant);
  const consentEndsAt =
    grant?.renewal === "refresh-token"
      ? new Date(grant.refreshTokenSince.getTime() + refreshTokenLifeMs)
      : null;
  const facts = {
    state,
    tokenEndsAt: grant?.expiresAt ?? null,
    consentedAt: grant?.consentedAt ?? null,
    consentEndsAt,
    lastSuccessAt: connection.lastSuccessAt,
    lastError: connection.lastError,
  };
  const parts = [
    opening(state, connection, grant, now),
    connection.owner === null ? undefined : ownerPart(connection),
    grant === undefined || state === "dead" ? undefined : renewalPart(grant, consentEndsAt, now),
    usesPart(uses),
    state === "unfinished" ? undefined : budgetPart(budgets),
  ].filter((part) => part !== undefined);
  return { ...facts, sentence: punctuate(parts) };
}

function stateOf(connection: Connection, grant: GrantSummary | undefined): HealthState {
  if (grant === undefined || connection.owner === null) return "unfinished";
  if (grant.dead !== null) return "dead";
  const { lastError, lastSuccessAt } = connection;
  if (lastError === null || lastError.at < grant.consentedAt) return "working";
  return lastSuccessAt !== null && lastSuccessAt >= lastError.at ? "working" : "failing";
}

function opening(
  state: HealthState,
  connection: Connection,
  grant: GrantSummary | undefined,
  now: Date,
): string {
  switch (state) {
    case "working":
      return "Working.";
    case "unfinished":
      return `Nobody has consented yet: rostrum connections authorize ${connection.alias}`;
    case "dead": {
      const dead = grant?.dead;
      const when = dead ? ` ${ago(dead.at, now)}` : "";
      const why = dead?.description ? `: ${withoutStop(dead.description)}` : "";
      return `Stopped${when}${why}. Authorize it again: rostrum connections authorize ${connection.alias}`;
    }
    case "failing": {
      const error = connection.lastError;
      return error === null
        ? "Not working."
        : `Not working: ${withoutStop(error.text)} (when last asked, ${ago(error.at, now)}).`;
    }
  }
}

function ownerPart({ owner }: Connection): string {
  if (owner === null) return "";
  return `Signed in as ${owner.email}, organizer of ${owner.accountName ?? `account ${owner.accountKey}`}`;
}

function renewalPart(grant: GrantSummary, consentEndsAt: Date | null, now: Date): string {
  if (consentEndsAt === null) return "renews itself by a personal access token";
  const left = consentEndsAt.getTime() - now.getTime();
  if (grant.renewal === "refresh-token" && left < 0) return "its consent may end any day";
  const days = Math.round(left / 86_400_000);
  return `renews itself; consent good for ${days} more ${days === 1 ? "day" : "days"}`;
}

function usesPart(uses: readonly Use[]): string | undefined {
  if (uses.length === 0) return undefined;
  const counts = new Map<string, number>();
  for (const use of uses) counts.set(use.kind, (counts.get(use.kind) ?? 0) + 1);
  const parts = [...counts].map(([kind, count]) => `${count} ${kind}${count === 1 ? "" : "s"}`);
  return `used by ${parts.join(" and ")}`;
}

function budgetPart(budgets: readonly BudgetFigures[]): string | undefined {
  const shares = budgets.map(({ lastHour }) => lastHour.usedShare);
  return `${Math.round(Math.max(0, ...shares) * 100)} % of its budget in the last hour`;
}

/** "Working. Signed in as...; renews itself; ...": after the opening, parts are divided by semicolons. */
function punctuate([first, ...rest]: readonly string[]): string {
  return rest.length === 0 ? (first ?? "") : `${withoutStop(first ?? "")}. ${upper(rest.join("; "))}.`;
}

function upper(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function withoutStop(text: string): string {
  return text.replace(/\.\s*$/, "");
}

/** "5 minutes ago": a person's measure of how long something lasts. */
export function ago(then: Date, now: Date): string {
  const seconds = Math.max(0, Math.round((now.getTime() - then.getTime()) / 1000));
  const units: readonly (readonly [string, number])[] = [
    ["day", 86_400],
    ["hour", 3_600],
    ["minute", 60],
  ];
  for (const [unit, length] of units) {
    const count = Math.floor(seconds / length);
    if (count > 0) return `${count} ${unit}${count === 1 ? "" : "s"} ago`;
  }
  return "just now";
}
