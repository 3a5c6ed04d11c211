/** What a client needs to connect. Follows from the seed, so a client still knows a sandbox that was restarted. */

import type { World } from "./world/world.ts";

export interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Of the first organizer. */
  readonly personalAccessToken: string;
  readonly organizerKey: string;
  readonly accountKey: string;
  readonly organizerEmail: string;
  readonly redirectUris: readonly string[];
}

/** Those of the first client and the first organizer. Throws RangeError for a world that has none. */
export function credentialsOf(world: World): Credentials {
  const [organizer] = world.organizers;
  const [client] = world.clients;
  const [token] = world.personalAccessTokens;
  if (organizer === undefined || client?.clientSecret == null || token === undefined)
    throw new RangeError("The world has no organizer, client or token to connect with.");
  return {
    clientId: client.clientId,
    clientSecret: client.clientSecret,
    personalAccessToken: token.token,
    organizerKey: organizer.organizerKey,
    accountKey: organizer.memberships[0]?.accountKey ?? "",
    organizerEmail: organizer.email,
    redirectUris: client.redirectUris,
  };
}
