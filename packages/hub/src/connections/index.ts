/**
 * Connections: who we are at GoTo. OAuth clients, the vault of grants, the shared budget, health.
 * What other rooms may use of it is exported here. It is NOT a client of any particular GoTo API.
 */
import type { Budgets, GoToClient } from "@rostrum/goto";

/** A connection, ready to call GoTo with. */
export interface ConnectedClient {
  readonly connectionId: string;
  readonly alias: string;
  /** The organizer (= user) key of the person who consented. */
  readonly organizerKey: string;
  readonly accountKey: string;
  /** Calls with the connection's tokens, through the transport and the budget shared by all of its OAuth client. */
  readonly goto: GoToClient;
  /** The budgets that those calls count against, for progress ("9.8 calls/s of 10"). */
  readonly budgets: Budgets;
}

/** What other rooms need of this one. */
export interface Connections {
  /**
   * The client of a connection. Without an alias: of the only connection that there is.
   * Throws HubError "connection.unknown" (with the nearest right alias), "connection.none", "connection.which"
   * (several, and none was named) or "connection.unfinished" (nobody has consented yet).
   */
  clientFor(alias: string | undefined): Promise<ConnectedClient>;
}
