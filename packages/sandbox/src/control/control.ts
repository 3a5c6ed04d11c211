/**
 * Everything that can be turned and read from outside, as functions: the same for a test in this process and
 * for a call over HTTP (`endpoints.ts`). GoTo has nothing like it.
 */

import type { CallsSnapshot } from "../calls/calls.ts";
import { parseMoment } from "../clock/clock.ts";
import type { Engine, Latency } from "../engine.ts";
import type { Fault, FaultOrder } from "../faults/fault.ts";
import type { LimitSettings } from "../limit/rate-limit.ts";
import type { TokenSettings } from "../oauth/settings.ts";
import type { AttachedWebhooks, WebhookDelivery, WebhookSettings } from "../webhooks/index.ts";
import { type CountQuery, type Counts, countRows } from "../world/counts.ts";
import type { Instant } from "../world/model.ts";
import type { Switches } from "../world/switches.ts";
import { summarize, type WorldSummary } from "./world-summary.ts";

export interface ClockState {
  /** The world's time, ISO. */
  readonly now: string;
  /** Real time, ISO. */
  readonly real: string;
  /** How far the world is ahead (or behind), in milliseconds. */
  readonly offset: number;
}

export interface GrantState {
  readonly id: number;
  readonly client: string;
  readonly organizer: string;
  readonly grantType: string;
  readonly scopes: readonly string[];
  /** Ends of the living tokens, ISO. The tokens themselves are not shown. */
  readonly accessTokens: readonly string[];
  readonly refreshTokens: readonly string[];
}

export type Control = ReturnType<typeof createControl>;

/** How the world behaves where GoTo's behaviour is not published. */
export interface Behaviour extends Switches {
  /** Between the end of a session and the moment its data can be read (goto-webinar.md 10.5). */
  dataDelaySeconds: number;
  /** Share, 0 to 1, of the people registered through the API who come. */
  showUp: number;
}

export function createControl(engine: Engine, webhooks: AttachedWebhooks) {
  const { world, clock, grants, limit, latency, faults, calls } = engine;
  return {
    clock: {
      state: clockState,
      /**
       * Moves to "+2d", "+90m", an ISO instant, or "next" (past the first organizer's webinar that ends next), and lets happen what
       * lies between. Throws RangeError for the past, or when no webinar is to come.
       */
      move(to: string): ClockState {
        clock.moveTo(to === "next" ? pastNextWebinar() : parseMoment(to, clock.now()));
        engine.tick();
        return clockState();
      },
    },
    world(): WorldSummary {
      engine.tick();
      return summarize(world);
    },
    /** Rows of a complete read; of the first organizer and of all time unless said otherwise. */
    counts(query: Partial<CountQuery> = {}): Counts {
      engine.tick();
      const [first] = world.organizers;
      const owner = query.owner ?? { organizerKey: first?.organizerKey ?? "" };
      return countRows(world, { from: 0, to: endOfTime, ...query, owner });
    },
    faults: {
      list: (): readonly Fault[] => faults.list,
      order: (order: FaultOrder): Fault => faults.add(order),
      remove: (id: number): boolean => faults.remove(id),
      clear: (): void => faults.clear(),
    },
    limit: {
      settings: (): Readonly<LimitSettings> => ({ ...limit.settings }),
      set(settings: Partial<LimitSettings>): void {
        limit.change(settings);
      },
    },
    latency: {
      settings: (): Readonly<Latency> => ({ ...latency }),
      set(settings: Partial<Latency>): void {
        Object.assign(latency, settings);
      },
    },
    tokens: {
      settings: (): Readonly<TokenSettings> => ({ ...grants.settings }),
      set(settings: Partial<TokenSettings>): void {
        Object.assign(grants.settings, settings);
      },
      list: (): GrantState[] => grants.grants().map(grantState),
      /** Ends all access tokens, or lets all refresh tokens run out. How many there were. */
      expire: (what: "access" | "refresh"): number =>
        what === "access" ? grants.expireAccessTokens() : grants.expireRefreshTokens(),
      /** Takes back one consent, or all. How many there were. */
      revoke(id?: number): number {
        const chosen = grants.grants().filter(({ grant }) => id === undefined || grant.id === id);
        for (const { grant } of chosen) grants.revokeGrant(grant);
        return chosen.length;
      },
    },
    behaviour: {
      settings: (): Behaviour => ({
        ...world.switches,
        dataDelaySeconds: world.dataDelay / 1000,
        showUp: world.showUp,
      }),
      set({ dataDelaySeconds, showUp, ...switches }: Partial<Behaviour>): void {
        Object.assign(world.switches, switches);
        if (dataDelaySeconds !== undefined) world.dataDelay = dataDelaySeconds * 1000;
        if (showUp !== undefined) world.showUp = showUp;
      },
    },
    /**
     * What an organizer does in GoTo's own pages with manual approval; no operation does it (goto-webinar.md 6).
     * False when there is no such registrant. Throws RangeError once the webinar has begun.
     */
    decideRegistrant(webinarKey: string, registrantKey: string, status: "APPROVED" | "DENIED"): boolean {
      engine.tick();
      const webinar = world.webinar(webinarKey);
      const registrant = webinar && world.registrant(webinar, registrantKey);
      if (webinar === undefined || registrant === undefined) return false;
      if (webinar.times.some(({ startTime }) => startTime <= world.now))
        throw new RangeError("The webinar has begun: who was there can no longer be decided.");
      world.decideRegistrant(webinar, registrant, status);
      return true;
    },
    webhooks: {
      settings: (): WebhookSettings => ({ ...webhooks.settings }),
      set(settings: Partial<WebhookSettings>): void {
        Object.assign(webhooks.settings, settings);
      },
      deliveries: (): readonly WebhookDelivery[] => webhooks.deliveries(),
    },
    calls: {
      snapshot: (): CallsSnapshot => calls.snapshot(),
      reset: (): void => calls.reset(),
    },
  };

  function pastNextWebinar(): Instant {
    engine.tick();
    const [first] = world.organizers;
    const ends = [...world.webinars]
      .filter(({ organizerKey }) => organizerKey === first?.organizerKey)
      .flatMap(({ times }) => times.map(({ endTime }) => endTime))
      .filter((endTime) => endTime > world.now);
    if (ends.length === 0)
      throw new RangeError("No webinar is to come. Create one, or start with more --upcoming.");
    return Math.min(...ends) + 1000;
  }

  function clockState(): ClockState {
    const [now, real] = [clock.now(), clock.real()];
    return { now: iso(now), real: iso(real), offset: Math.round(now - real) };
  }
}

const endOfTime = 8.64e15;

function grantState({
  grant,
  accessTokens,
  refreshTokens,
}: ReturnType<Engine["grants"]["grants"]>[number]): GrantState {
  return {
    id: grant.id,
    client: grant.client.name,
    organizer: grant.organizer.email,
    grantType: grant.grantType,
    scopes: grant.scopes,
    accessTokens: accessTokens.map(iso),
    refreshTokens: refreshTokens.map(iso),
  };
}

function iso(instant: Instant): string {
  return new Date(instant).toISOString();
}
