/**
 * GoTo's token endpoint in little: refresh tokens in three regimes and personal access tokens (goto-oauth.md 5 to 7),
 * and what is true of every token it ever issued.
 */
import type { Grant, NetworkAnswer } from "@rostrum/goto";
import type { Chance } from "../world/chance.ts";
import type { Exchange, Handled } from "../world/network.ts";
import { epoch, type Life } from "../world/process.ts";
import type { World } from "../world/world.ts";

export interface AccessToken {
  readonly connection: string;
  readonly consent: number;
  readonly expiresAt: number;
  /** Revoked, or replaced by a later one. */
  isKilled: boolean;
  /** Killed from outside before any call was let through with it. */
  isKilledUnused: boolean;
  isUsed: boolean;
}

export interface RefreshToken {
  readonly connection: string;
  readonly consent: number;
  isValid: boolean;
  /** The process that has it in its hands, once the answer reached it. */
  holder: Life | undefined;
}

export class TokenEndpoint {
  readonly access = new Map<string, AccessToken>();
  readonly refresh = new Map<string, RefreshToken>();
  /** Personal access tokens are refresh tokens that stay. */
  #awayUntil = 0;
  #serial = 0;
  readonly #consents = new Map<string, number>();
  readonly #latest = new Map<string, string>();
  readonly #world: World;
  readonly #chance: Chance;

  constructor(world: World) {
    this.#world = world;
    this.#chance = world.chance.fork("token endpoint");
  }

  goAway(ms: number): void {
    this.#awayUntil = this.#world.time + ms;
    this.#world.log("goto", `the token endpoint is away for ${ms.toFixed(0)} ms`);
  }

  /** A person consents; what earlier consents gave stays as it is. */
  consent(connection: string): Grant {
    const consent = (this.#consents.get(connection) ?? 0) + 1;
    this.#consents.set(connection, consent);
    const { regime, accessTtlMs } = this.#world.settings;
    const accessToken = this.#issueAccess(connection, consent);
    const refreshToken = this.#issueRefresh(connection, consent, undefined);
    const now = Math.floor(epoch + this.#world.time);
    return {
      accessToken,
      expiresAt: now + accessTtlMs,
      renewal:
        regime === "personal-access-token"
          ? { kind: "personal-access-token", personalAccessToken: refreshToken }
          : { kind: "refresh-token", refreshToken },
      scopes: ["collab:"],
      consentedAt: now,
      refreshTokenSince: now,
    };
  }

  /** Whether GoTo lets calls with this token through. */
  isLive(accessToken: string): boolean {
    const token = this.access.get(accessToken);
    return token !== undefined && !token.isKilled && token.expiresAt > this.#world.time;
  }

  /** Somebody revokes the newest access token of a connection. */
  kill(connection: string): void {
    const token = this.access.get(this.#latest.get(connection) ?? "");
    if (token === undefined || token.isKilled) return;
    this.#world.log("goto", `a token of ${connection} is killed`);
    this.#world.count("tokens killed");
    token.isKilled = true;
    token.isKilledUnused = !token.isUsed;
  }

  handle({ request, from }: Exchange): Handled {
    const afterMs = this.#chance.between(20, 200);
    const { faults, regime, killsOldAccess, accessTtlMs } = this.#world.settings;
    const isAway = this.#world.time < this.#awayUntil;
    if (isAway || (this.#world.hasFaults && this.#chance.hits(faults.serverErrors))) {
      return { answer: json(503, { message: "away" }), afterMs };
    }
    const presented = presentedToken(request.body);
    const used = this.refresh.get(presented);
    if (used?.isValid !== true) {
      this.#world.log("goto", `refuses to renew with ${presented}`);
      this.#world.count("renewals refused");
      const answer = json(400, { error: "invalid_grant", error_description: "the token is not valid" });
      return { answer, afterMs };
    }
    const { connection, consent } = used;
    const before = this.#latest.get(connection);
    const accessToken = this.#issueAccess(connection, consent);
    const replaced = before === undefined ? undefined : this.access.get(before);
    if (killsOldAccess && replaced?.consent === consent) replaced.isKilled = true;
    const isRotated = regime === "rotate" || (regime === "reuse-return" && this.#chance.hits(0.1));
    const refreshToken = isRotated ? this.#issueRefresh(connection, consent, undefined) : presented;
    if (regime === "rotate") used.isValid = false;
    const isTold = isRotated || regime === "reuse-return";
    this.#world.log("goto", `renews ${connection} for ${from.name}: ${accessToken}, ${refreshToken}`);
    this.#world.count("renewals");
    return {
      answer: json(200, {
        access_token: accessToken,
        expires_in: accessTtlMs / 1000,
        ...(isTold ? { refresh_token: refreshToken } : {}),
      }),
      afterMs,
      onDelivered: () => {
        const issued = this.refresh.get(refreshToken);
        if (issued !== undefined) issued.holder = from;
      },
    };
  }

  #issueAccess(connection: string, consent: number): string {
    const name = `access-${connection}-${++this.#serial}`;
    this.access.set(name, {
      connection,
      consent,
      expiresAt: this.#world.time + this.#world.settings.accessTtlMs,
      isKilled: false,
      isKilledUnused: false,
      isUsed: false,
    });
    this.#latest.set(connection, name);
    return name;
  }

  #issueRefresh(connection: string, consent: number, holder: Life | undefined): string {
    const name = `refresh-${connection}-${++this.#serial}`;
    this.refresh.set(name, { connection, consent, isValid: true, holder });
    return name;
  }
}

/** The secret that a request to the token endpoint is about. */
export function presentedToken(body: string | undefined): string {
  const form = new URLSearchParams(body);
  return form.get("refresh_token") ?? form.get("pat") ?? "";
}

export function json(status: number, body: unknown, headers: Record<string, string> = {}): NetworkAnswer {
  return {
    status,
    headers: { "content-type": "application/json", ...headers },
    body: Buffer.from(JSON.stringify(body)),
  };
}
