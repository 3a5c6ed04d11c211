/**
 * GoTo's Webinar API in little: the limiter, dead tokens as 403 InvalidToken (goto-oauth.md 10), pages of webinars and
 * registrants (goto-webinar.md 4), registering somebody, and trouble of its own.
 */
import type { Chance } from "../world/chance.ts";
import type { Exchange, Handled } from "../world/network.ts";
import type { World } from "../world/world.ts";
import type { Account } from "./account.ts";
import { createLimiter } from "./limiter.ts";
import { json, type TokenEndpoint } from "./token-endpoint.ts";

export class WebinarApi {
  readonly #world: World;
  readonly #chance: Chance;
  readonly #tokens: TokenEndpoint;
  readonly #accounts: ReadonlyMap<string, Account>;
  readonly #mayPass: (now: number) => boolean;
  #awayUntil = 0;

  constructor(world: World, tokens: TokenEndpoint, accounts: readonly Account[]) {
    this.#world = world;
    this.#chance = world.chance.fork("api");
    this.#tokens = tokens;
    this.#accounts = new Map(accounts.map((account) => [account.organizerKey, account]));
    this.#mayPass = createLimiter(world.settings.limiter);
  }

  goAway(ms: number): void {
    this.#awayUntil = this.#world.time + ms;
    this.#world.log("goto", `the API is away for ${ms.toFixed(0)} ms`);
  }

  handle({ request }: Exchange): Handled {
    const world = this.#world;
    const { faults } = world.settings;
    const afterMs = this.#chance.between(30, 300);
    const isStray = world.hasFaults && this.#chance.hits(faults.strayRateLimits);
    if (isStray || !this.#mayPass(world.time)) {
      world.log("goto", isStray ? "answers a stray 429" : "answers 429");
      world.count(isStray ? "stray 429" : "429");
      const headers = this.#chance.hits(0.3) ? { "retry-after": "2" } : {};
      return { answer: json(429, {}, headers), afterMs };
    }
    if (world.time < this.#awayUntil) return { answer: json(503, { message: "away" }), afterMs };
    const bearer = (request.headers.authorization ?? "").slice("Bearer ".length);
    if (!this.#tokens.isLive(bearer)) {
      world.log("goto", `does not take ${bearer}`);
      world.count("tokens refused");
      return { answer: json(403, { int_err_code: "InvalidToken", msg: "Invalid token passed" }), afterMs };
    }
    const token = this.#tokens.access.get(bearer);
    if (token !== undefined) token.isUsed = true;
    const isInTrouble = world.hasFaults && this.#chance.hits(faults.serverErrors);
    // Trouble may come before or after the work was done.
    const isDone = !isInTrouble || this.#chance.hits(0.5);
    const answer = isDone ? this.#carryOut(request.method, request.url, request.body) : undefined;
    return {
      answer: isInTrouble || answer === undefined ? json(500, { message: "trouble" }) : answer,
      afterMs,
    };
  }

  #carryOut(method: string, address: string, body: string | undefined) {
    const { pathname, searchParams } = new URL(address);
    const [organizerKey = "", , webinarKey, things, which] = pathname.split("/").slice(5);
    const account = this.#accounts.get(organizerKey);
    const page = Number(searchParams.get("page") ?? 0);
    if (account === undefined) return json(404, {});
    if (webinarKey === undefined) {
      return this.#halPage(
        account.webinars.map(({ key }) => ({ webinarKey: key, organizerKey, subject: `Webinar ${key}` })),
        page,
      );
    }
    if (webinarKey === account.flowWebinar.key)
      return this.#ofFlow(account, method, things, which, body, page);
    const webinar = account.webinars.find(({ key }) => key === webinarKey);
    if (webinar === undefined || things !== "registrants") return json(404, {});
    if (method === "POST") {
      const { email } = JSON.parse(body ?? "{}") as { email: string };
      account.registered.set(email, (account.registered.get(email) ?? 0) + 1);
      return json(201, { registrantKey: "1", joinUrl: "https://example.test" });
    }
    const limit = this.#world.settings.pageSize;
    const data = webinar.registrants
      .slice(page * limit, (page + 1) * limit)
      .map(({ key }) => ({ registrantKey: key, email: `${key}@example.test` }));
    return json(200, { data, total: webinar.registrants.length, page, limit, pageSize: data.length });
  }

  /** The webinar of flows: itself, its form, and its registrants, nobody twice (goto-webinar.md 8.3, 9.1 to 9.4). */
  #ofFlow(
    { organizerKey, flowWebinar: { key: webinarKey, registrants } }: Account,
    method: string,
    things: string | undefined,
    which: string | undefined,
    body: string | undefined,
    page: number,
  ) {
    if (things === undefined) {
      const times = [{ startTime: "2099-01-01T10:00:00Z", endTime: "2099-01-01T11:00:00Z" }];
      return json(200, { webinarKey, organizerKey, subject: "Flows", times, inSession: false });
    }
    if (method === "POST") {
      const { email } = JSON.parse(body ?? "{}") as { email: string };
      const known = registrants.get(email);
      // The body may name the key, or not (goto-webinar.md 5.1c).
      if (known !== undefined) {
        return json(409, this.#chance.hits(0.5) ? { registrantKey: known.key } : { description: "there" });
      }
      const key = `${webinarKey}${100_000 + registrants.size}`;
      const made = { key, joinUrl: `https://example.test/${key}` };
      registrants.set(email, made);
      this.#world.count("registrations by flows");
      return json(201, { registrantKey: key, joinUrl: made.joinUrl, status: "APPROVED" });
    }
    if (which === "fields") {
      const fields = ["firstName", "lastName", "email"];
      return json(200, {
        fields: fields.map((field) => ({ field, required: true, maxSize: 128 })),
        questions: [],
      });
    }
    const all = [...registrants].map(([email, { key, joinUrl }]) => ({
      registrantKey: key,
      email,
      joinUrl,
      status: "APPROVED",
    }));
    if (which !== undefined) {
      const found = all.find(({ registrantKey }) => registrantKey === which);
      return found === undefined ? json(404, {}) : json(200, found);
    }
    const limit = this.#world.settings.pageSize;
    const data = all.slice(page * limit, (page + 1) * limit);
    return json(200, { data, total: all.length, page, limit, pageSize: data.length });
  }

  #halPage(all: readonly unknown[], number: number) {
    const size = this.#world.settings.pageSize;
    const webinars = all.slice(number * size, (number + 1) * size);
    const page = {
      size,
      totalElements: all.length,
      totalPages: Math.ceil(all.length / size),
      number,
    };
    return json(200, { ...(webinars.length === 0 ? {} : { _embedded: { webinars } }), page });
  }
}
