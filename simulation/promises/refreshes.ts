/**
 * The promises of refreshing, checked on every request to the token endpoint:
 *
 *   Never two at once: while a refresh of a grant is under way whose process lives, waits for it, and holds a lease that
 *   has not run out, no other one of that grant begins under a lease that has not run out. (A process that was frozen
 *   between taking a lease and using it does not know that it ran out; what it does then is made harmless by the fence.)
 *   None in vain: a refresh begins only if the token that lay in the store when the lease was taken is refused by GoTo, or
 *   ends within a minute by the clock of the process that refreshes (wall clocks differ; that one is all it has).
 */
import { presentedToken, type TokenEndpoint } from "../goto/token-endpoint.ts";
import type { GrantTable } from "../shared/grant-store.ts";
import type { Exchange } from "../world/network.ts";
import type { Life } from "../world/process.ts";
import type { World } from "../world/world.ts";

const MARGIN_MS = 60_000;

interface Lease {
  readonly table: GrantTable;
  readonly fence: number;
  readonly accessToken: string;
  readonly expiresAt: number;
  /** Whether the token had to be renewed when the lease was taken. */
  readonly wasDue: boolean;
}

export class RefreshWatch {
  readonly #world: World;
  readonly #tokens: TokenEndpoint;
  readonly #leases = new Map<string, Lease>();
  #live: { readonly exchange: Exchange; readonly lease: Lease | undefined; readonly connection: string }[] =
    [];

  constructor(world: World, tokens: TokenEndpoint) {
    this.#world = world;
    this.#tokens = tokens;
  }

  leased(life: Life, table: GrantTable, fence: number): void {
    const { accessToken, expiresAt } = table.stored;
    const wasDue = this.#isDue(life, accessToken, expiresAt);
    this.#world.log("vault", `lease ${fence} of ${table.connection} for ${life.name}`);
    this.#leases.set(key(life, table.connection), { table, fence, accessToken, expiresAt, wasDue });
  }

  sent(exchange: Exchange): void {
    const life = exchange.from;
    const presented = presentedToken(exchange.request.body);
    const connection = this.#tokens.refresh.get(presented)?.connection ?? "";
    const lease = this.#leases.get(key(life, connection));
    this.#world.log(life.name, `renews ${connection} with ${presented}`);
    this.#live = this.#live.filter((other) => other.exchange.from.isAlive && !other.exchange.isSettled);
    for (const other of this.#live) {
      if (other.connection !== connection || other.lease === undefined) continue;
      const { table, fence } = other.lease;
      const bothHold = table.isLeaseValid(fence) && table.isLeaseValid(lease?.fence ?? 0);
      if (!bothHold && other.exchange.from !== life) continue;
      this.#world.breaks(
        "one refresh",
        `${life.name} renews ${connection} while ${other.exchange.from.name} does so, under leases that both hold`,
      );
    }
    this.#live.push({ exchange, lease, connection });
    if (lease === undefined) {
      this.#world.breaks("one refresh", `${life.name} renews ${connection} without a lease`);
    } else if (!lease.wasDue && !this.#isDue(life, lease.accessToken, lease.expiresAt)) {
      this.#world.breaks(
        "no refresh in vain",
        `${life.name} renews ${connection} although ${lease.accessToken} is good`,
      );
    }
  }

  #isDue(life: Life, accessToken: string, expiresAt: number): boolean {
    return !this.#tokens.isLive(accessToken) || expiresAt - life.clock.now() <= MARGIN_MS;
  }
}

const key = (life: Life, connection: string) => `${life.name}/${connection}`;
