import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AuthorizationDeadError, NetworkError, ServerError } from "../errors.ts";
import { createSimulatedClock, type SimulatedClock } from "../testing/simulated-clock.ts";
import type { Grant, GrantStore } from "./grant.ts";
import { createMemoryGrantStore } from "./memory-store.ts";
import { createTokenSource } from "./token-source.ts";
import type { OAuth, TokenSource } from "./types.ts";

const HOUR = 3_600_000;
type Regime = "rotate" | "reuse-return" | "reuse-omit";
const regimes: Regime[] = ["rotate", "reuse-return", "reuse-omit"];

/** GoTo's side: one live access token, and refresh tokens by one of the three regimes (goto-oauth.md 7.1). */
class TokenServer {
  refreshes = 0;
  refusals = 0;
  #issued = 0;
  access = "access 0";
  refreshToken = "refresh 0";
  trouble: Error | undefined;
  readonly #regime: Regime;
  readonly #clock: SimulatedClock;

  constructor(regime: Regime, clock: SimulatedClock) {
    this.#regime = regime;
    this.#clock = clock;
  }

  firstGrant(): Grant {
    const now = this.#clock.now();
    return {
      accessToken: this.access,
      expiresAt: now + HOUR,
      renewal: { kind: "refresh-token", refreshToken: this.refreshToken },
      scopes: ["collab:"],
      consentedAt: now,
      refreshTokenSince: now,
    };
  }

  /** Somebody or something makes the live access token worthless. */
  kill(): void {
    this.access = "none";
  }

  takes(token: string): boolean {
    return token === this.access;
  }

  renew(grant: Grant): Grant {
    if (this.trouble !== undefined) throw this.trouble;
    const sent = grant.renewal.kind === "refresh-token" ? grant.renewal.refreshToken : undefined;
    if (sent !== this.refreshToken) {
      this.refusals++;
      throw new AuthorizationDeadError("GoTo does not take the refresh token any more.", {
        reason: "refused",
      });
    }
    this.refreshes++;
    this.#issued++;
    // An early refresh kills the token before (regime A states it, the harsher assumption for all).
    this.access = `access ${this.#issued}`;
    if (this.#regime === "rotate") this.refreshToken = `refresh ${this.#issued}`;
    return {
      ...grant,
      accessToken: this.access,
      expiresAt: this.#clock.now() + HOUR,
      renewal: {
        kind: "refresh-token",
        refreshToken: this.#regime === "reuse-omit" ? sent : this.refreshToken,
      },
    };
  }
}

/** One call of a product API as the transport makes it: renews the token when it is refused. */
async function call(tokens: TokenSource, server: TokenServer, answer: () => Promise<void>): Promise<void> {
  let token = await tokens.current();
  for (let tries = 0; tries < 50; tries++) {
    await answer();
    if (server.takes(token)) return tokens.accepted(token);
    token = (await tokens.renewed(token)).accessToken;
  }
  throw new Error("The call never got through.");
}

async function setUp(regime: Regime = "reuse-omit") {
  const clock = createSimulatedClock();
  const server = new TokenServer(regime, clock);
  const store = createMemoryGrantStore({ clock, grant: server.firstGrant() });
  const oauth: Pick<OAuth, "renew"> = {
    async renew(grant) {
      await clock.sleep(200);
      return server.renew(grant);
    },
  };
  const source = () => createTokenSource({ store, oauth, clock });
  return { clock, server, store, oauth, source };
}

describe("a token source", () => {
  it.each(regimes)(
    "refreshes exactly once when a token is killed under 8 calls at once (%s)",
    async (regime) => {
      const { clock, server, source } = await setUp(regime);
      const tokens = source();
      for (let kills = 1; kills <= 5; kills++) {
        server.kill();
        await clock.run(
          Promise.all(Array.from({ length: 8 }, () => call(tokens, server, () => clock.sleep(250)))),
        );
        expect(server.refreshes).toBe(kills);
      }
    },
  );

  it("asks the store for the lease once, however many calls want another token", async () => {
    const { clock, server, store, oauth } = await setUp();
    let leases = 0;
    const counting: GrantStore = {
      ...store,
      withRefreshLease(work, signal) {
        leases++;
        return store.withRefreshLease(work, signal);
      },
    };
    const tokens = createTokenSource({ store: counting, oauth, clock });
    server.kill();
    await clock.run(
      Promise.all(Array.from({ length: 8 }, () => call(tokens, server, () => clock.sleep(250)))),
    );
    expect(leases).toBe(1);
  });

  it.each(regimes)(
    "refreshes exactly once when a token is killed under 3 processes at once (%s)",
    async (regime) => {
      const { clock, server, source } = await setUp(regime);
      const processes = [source(), source(), source()];
      server.kill();
      await clock.run(
        Promise.all(
          processes.flatMap((tokens) => [1, 2, 3].map(() => call(tokens, server, () => clock.sleep(250)))),
        ),
      );
      expect(server).toMatchObject({ refreshes: 1, refusals: 0 });
    },
  );

  it.each(regimes)(
    "survives any interleaving of processes, calls and kills, with one refresh per kill (%s)",
    async (regime) => {
      await fc.assert(
        fc.asyncProperty(
          fc.scheduler(),
          fc.integer({ min: 1, max: 4 }),
          fc.integer({ min: 1, max: 4 }),
          fc.nat(4),
          async (scheduler, processes, callsEach, kills) => {
            const clock = createSimulatedClock();
            const server = new TokenServer(regime, clock);
            const store = scheduled(createMemoryGrantStore({ clock, grant: server.firstGrant() }), scheduler);
            const oauth = { renew: scheduler.scheduleFunction(async (grant: Grant) => server.renew(grant)) };
            const sources = Array.from({ length: processes }, () =>
              createTokenSource({ store, oauth, clock }),
            );
            const step = scheduler.scheduleFunction(async () => {});
            let effectiveKills = 0;
            const killing = async () => {
              for (let count = 0; count < kills; count++) {
                await step();
                if (server.access === "none") continue;
                server.kill();
                effectiveKills++;
              }
            };
            const calling = sources.flatMap((tokens) =>
              Array.from({ length: callsEach }, () => call(tokens, server, step)),
            );
            const all = Promise.all([killing(), ...calling]);
            await scheduler.waitFor(all);
            // One more call of each process notices what was killed last.
            await scheduler.waitFor(Promise.all(sources.map((tokens) => call(tokens, server, step))));
            expect(server).toMatchObject({ refreshes: effectiveKills, refusals: 0 });
            const stored = await scheduler.waitFor(store.read());
            expect(stored?.accessToken).toBe(server.access);
            expect(stored?.dead).toBeUndefined();
          },
        ),
        { numRuns: 300 },
      );
    },
  );

  it("renews ahead of the end, once for all, and not before the margin", async () => {
    const { clock, server, source } = await setUp();
    const tokens = source();
    await clock.advance(HOUR - 61_000);
    expect(await tokens.current()).toBe("access 0");
    await clock.advance(2_000);
    const all = await clock.run(Promise.all([1, 2, 3, 4].map(() => tokens.current())));
    expect(all).toEqual(new Array(4).fill("access 1"));
    expect(server.refreshes).toBe(1);
  });

  it("does not refresh with every call when tokens live shorter than the margin", async () => {
    const { clock, server, store } = await setUp();
    const renew = async (grant: Grant) => ({ ...server.renew(grant), expiresAt: clock.now() + 30_000 });
    const tokens = createTokenSource({ store, oauth: { renew }, clock });
    server.kill();
    await tokens.renewed("access 0");
    for (let count = 0; count < 20; count++) {
      await tokens.current();
      await clock.advance(1_000);
    }
    expect(server.refreshes).toBe(1);
    await clock.advance(8_000);
    await tokens.current();
    expect(server.refreshes).toBe(2);
  });

  it("takes the token that another process put there instead of refreshing", async () => {
    const { clock, server, source } = await setUp("rotate");
    const [mine, others] = [source(), source()];
    expect(await mine.current()).toBe("access 0");
    server.kill();
    await clock.run(others.renewed("access 0"));
    expect(await clock.run(mine.renewed("access 0"))).toEqual({ accessToken: "access 1", fresh: false });
    expect(server.refreshes).toBe(1);
  });

  it("goes on with the old token while it lasts when GoTo's token endpoint is away", async () => {
    const { clock, server, source } = await setUp();
    const tokens = source();
    await clock.advance(HOUR - 30_000);
    server.trouble = new ServerError("status 503");
    expect(await clock.run(tokens.current())).toBe("access 0");
    await clock.advance(26_000);
    await expect(clock.run(tokens.current())).rejects.toThrow(ServerError);
    server.trouble = undefined;
    expect(await clock.run(tokens.current())).toBe("access 1");
  });

  it("marks the grant as dead when GoTo refuses to renew it, asks no more, and lives again after a new consent", async () => {
    const { clock, server, store, source } = await setUp("rotate");
    const tokens = source();
    server.refreshToken = "taken back";
    server.kill();
    for (let count = 0; count < 3; count++) {
      await expect(clock.run(tokens.renewed("access 0"))).rejects.toMatchObject({
        code: "authorization-dead",
        action: "reauthorise",
        reason: "refused",
      });
    }
    expect(server.refusals).toBe(1);
    expect((await store.read())?.dead?.description).toContain("refresh token");
    server.access = "access new";
    await store.replace({ ...server.firstGrant(), accessToken: "access new" });
    expect(await tokens.current()).toBe("access new");
  });

  it("uses what another process wrote when its own refresh token turns out to be used up", async () => {
    const { clock, server, store } = await setUp("rotate");
    const tokens = createTokenSource({
      store,
      clock,
      oauth: {
        async renew(grant) {
          // Somebody outside of the lease (an older release, a person at a prompt) was faster.
          if (server.refreshes === 0) await store.replace(server.renew(grant));
          return server.renew(grant);
        },
      },
    });
    server.kill();
    expect(await clock.run(tokens.renewed("access 0"))).toEqual({ accessToken: "access 1", fresh: false });
    expect((await store.read())?.dead).toBeUndefined();
    expect(server).toMatchObject({ refreshes: 1, refusals: 1 });
  });

  it.each([
    { lasts: "a moment", awayMs: 4_000, first: "access 1" },
    { lasts: "longer than the lease", awayMs: 90_000, first: undefined },
  ])("loses no token that GoTo issued while the store was away for $lasts", async ({ awayMs, first }) => {
    const { clock, server, store } = await setUp("rotate");
    let awayUntil = 0;
    const unreliable: GrantStore = {
      ...store,
      withRefreshLease: (work) =>
        store.withRefreshLease((lease) =>
          work({
            ...lease,
            async save(grant) {
              if (clock.monotonic() < awayUntil) throw new Error("the database is away");
              return lease.save(grant);
            },
          }),
        ),
    };
    const renew = async (grant: Grant) => {
      awayUntil = clock.monotonic() + awayMs;
      return server.renew(grant);
    };
    const tokens = createTokenSource({ store: unreliable, oauth: { renew }, clock });
    server.kill();
    const renewal = clock.run(tokens.renewed("access 0"));
    if (first === undefined) await expect(renewal).rejects.toThrow("the database is away");
    else expect((await renewal).accessToken).toBe(first);
    await clock.advance(awayMs);
    // Another process, which knows the used-up refresh token only, takes the grant for dead meanwhile.
    const other = createTokenSource({ store, oauth: { renew: async (grant) => server.renew(grant) }, clock });
    if (first === undefined)
      await expect(clock.run(other.renewed("access 0"))).rejects.toThrow(AuthorizationDeadError);
    expect((await clock.run(tokens.renewed("access 0"))).accessToken).toBe("access 1");
    expect((await clock.run(other.renewed("access 0"))).accessToken).toBe("access 1");
    expect((await store.read())?.dead).toBeUndefined();
    expect(server.refreshes).toBe(1);
  });

  it("gives a refresh up when GoTo does not answer, long before the lease runs out", async () => {
    const { clock, server, store } = await setUp();
    const tokens = createTokenSource({
      store,
      clock,
      oauth: {
        renew: (_, options) => clock.sleep(10 * HOUR, options?.signal).then(() => server.firstGrant()),
      },
    });
    server.kill();
    const renewal = tokens.renewed("access 0");
    await expect(clock.run(renewal)).rejects.toThrow(NetworkError);
    expect(clock.monotonic()).toBe(30_000);
  });

  it("lets one caller give up without taking the refresh from the others", async () => {
    const { clock, server, source } = await setUp();
    const tokens = source();
    server.kill();
    const giveUp = new AbortController();
    const impatient = tokens.renewed("access 0", { signal: giveUp.signal });
    const patient = tokens.renewed("access 0");
    giveUp.abort(new Error("given up"));
    await expect(impatient).rejects.toThrow("given up");
    expect((await clock.run(patient)).accessToken).toBe("access 1");
  });

  it("says that nobody has authorised yet when there is no grant", async () => {
    const clock = createSimulatedClock();
    const { oauth } = await setUp();
    const tokens = createTokenSource({ store: createMemoryGrantStore({ clock }), oauth, clock });
    await expect(tokens.current()).rejects.toMatchObject({ reason: "no-grant", action: "reauthorise" });
  });
});

/** A store each of whose steps happens when the scheduler says so. */
function scheduled(store: GrantStore, scheduler: fc.Scheduler): GrantStore {
  const turn = scheduler.scheduleFunction(async () => {});
  return {
    async read() {
      await turn();
      return store.read();
    },
    async withRefreshLease(work, signal) {
      await turn();
      return store.withRefreshLease(
        (lease) =>
          work({
            ...lease,
            async save(grant) {
              await turn();
              return lease.save(grant);
            },
          }),
        signal,
      );
    },
    replace: (grant) => store.replace(grant),
  };
}
