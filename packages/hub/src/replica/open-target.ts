/** Which database a replica is copied into, opened: the hub's own, one by its sealed address, or that of an endpoint. */
import { type EndpointRegistry, tlsOf } from "../endpoints/index.ts";
import type { Sealer } from "../platform/crypto/sealer.ts";
import type { Database } from "../platform/database/database.ts";
import { addressPlace, placeOfEndpoint, type Replica } from "./model.ts";
import { foreignTarget, ownTarget, type Target } from "./target.ts";

export interface TargetPorts {
  readonly database: Database;
  readonly sealer: Sealer;
  readonly endpoints: Pick<EndpointRegistry, "kept">;
}

/** Nothing is connected yet. Throws HubError "endpoint.unknown" or "replica.bad-endpoint" for what its endpoint became. */
export async function openTarget(replica: Replica, ports: TargetPorts): Promise<Target> {
  const { id, sealedAddress, endpoint, place } = replica;
  if (endpoint !== null) {
    const { settings, secret } = await ports.endpoints.kept(endpoint);
    const found = placeOfEndpoint(endpoint, settings);
    if (settings.kind !== "postgres") throw new Error("it has a place, so it is a PostgreSQL");
    const { host, port, database, user } = settings;
    const ssl = tlsOf(settings) ?? false;
    return foreignTarget(
      { host, port, database, user, ssl, ...(secret === undefined ? {} : { password: secret }) },
      found,
    );
  }
  if (sealedAddress === null) return ownTarget(ports.database);
  const connectionString = ports.sealer.open(sealedAddress, addressPlace(id));
  return foreignTarget({ connectionString }, place ?? "the given address");
}
