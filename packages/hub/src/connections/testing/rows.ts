/** For tests: an OAuth client and a connection in the database, without GoTo. */
import { randomUUID } from "node:crypto";
import type { Database } from "../../platform/database/database.ts";
import type { Connection, OAuthClientRecord } from "../model.ts";
import { createConnectionStore } from "../store.ts";

export async function addRows(
  database: Database,
): Promise<{ client: OAuthClientRecord; connection: Connection }> {
  const store = createConnectionStore(database);
  const mark = randomUUID().slice(0, 8);
  const client: OAuthClientRecord = {
    id: randomUUID(),
    name: `client ${mark}`,
    clientId: `client-${mark}`,
    sealedSecret: null,
    apiAddress: "http://127.0.0.1:1",
    authenticationAddress: "http://127.0.0.1:1",
    redirectAddress: null,
    scopes: ["collab:"],
    requestsPerSecond: 10,
    createdAt: new Date("2031-01-01T00:00:00Z"),
  };
  const connection: Connection = {
    id: randomUUID(),
    oauthClientId: client.id,
    name: `connection ${mark}`,
    alias: `alias_${mark}`,
    owner: null,
    createdAt: new Date("2031-01-01T00:00:00Z"),
    lastSuccessAt: null,
    lastError: null,
  };
  await store.insertClient(client);
  await store.insertConnection(connection);
  return { client, connection };
}
