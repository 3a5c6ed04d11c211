/**
 * The promises of the vault:
 *
 *   No token of an older grant overwrites a newer one: neither one of an earlier lease, nor one of an earlier consent.
 *   A grant is marked as dead only when GoTo does not take the refresh token that lies in the store.
 *   A grant is lost only with the process that held its successor: when a person has to consent again, no living process
 *   holds a refresh token of that consent which GoTo would still take, and has had use for it since the grant was dead.
 */
import type { Grant } from "@rostrum/goto";
import type { TokenEndpoint } from "../goto/token-endpoint.ts";
import type { GrantTable } from "../shared/grant-store.ts";
import type { Life } from "../world/process.ts";
import type { World } from "../world/world.ts";

/** Whoever has just asked may be about to write it. */
const IN_HAND_MS = 60_000;

export class GrantWatch {
  readonly #world: World;
  readonly #tokens: TokenEndpoint;
  readonly #newestFence = new Map<string, number>();
  /** When each connection was last known to be dead. */
  readonly deadAt = new Map<string, number>();

  constructor(world: World, tokens: TokenEndpoint) {
    this.#world = world;
    this.#tokens = tokens;
  }

  saved({ connection, stored }: GrantTable, fence: number, fresh: Grant): void {
    const newest = this.#newestFence.get(connection) ?? 0;
    const consents = [stored, fresh].map(
      ({ accessToken }) => this.#tokens.access.get(accessToken)?.consent ?? 0,
    );
    this.#world.log("vault", `${connection} now has ${fresh.accessToken}, fence ${fence}`);
    if (stored.dead !== undefined) this.deadAt.set(connection, this.#world.time);
    if (fence < newest) {
      this.#world.breaks(
        "newest token",
        `lease ${fence} of ${connection} overwrote what lease ${newest} wrote`,
      );
    }
    if ((consents[0] ?? 0) > (consents[1] ?? 0)) {
      this.#world.breaks(
        "newest token",
        `a token of an earlier consent of ${connection} overwrote a later one`,
      );
    }
    this.#newestFence.set(connection, Math.max(newest, fence));
  }

  markedDead({ connection, stored }: GrantTable, life: Life): void {
    this.#world.log("vault", `${life.name} marks ${connection} as dead`);
    this.#world.count("grants dead");
    this.deadAt.set(connection, this.#world.time);
    if (this.#tokens.refresh.get(renewalOf(stored))?.isValid !== true) return;
    this.#world.breaks("no early death", `${connection} was marked as dead, and GoTo would have renewed it`);
  }

  /** Somebody consents anew. */
  replaced({ connection, stored }: GrantTable): void {
    if (stored.dead !== undefined) this.deadAt.set(connection, this.#world.time);
  }

  /** A person is about to consent because the grant is dead. */
  givenUp({ connection, stored, readBy }: GrantTable): void {
    this.#world.count("grants lost");
    const deadAt = this.deadAt.get(connection) ?? 0;
    const consent = this.#tokens.access.get(stored.accessToken)?.consent;
    for (const [name, token] of this.#tokens.refresh) {
      if (token.connection !== connection || token.consent !== consent) continue;
      if (!token.isValid || token.holder?.isAlive !== true) continue;
      const askedAt = readBy.get(token.holder) ?? 0;
      if (askedAt < deadAt || askedAt > this.#world.time - IN_HAND_MS) continue;
      this.#world.breaks(
        "no early death",
        `${connection} is given up, and ${token.holder.name} holds ${name}, which is good`,
      );
    }
  }
}

function renewalOf({ renewal }: Grant): string {
  return (renewal.kind === "refresh-token" ? renewal.refreshToken : renewal.personalAccessToken) ?? "";
}
