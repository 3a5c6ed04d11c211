/**
 * A worker: a process that carries out runs beside the hub, on the same Postgres. It has no API. NOT an agent:
 * that is for machines which cannot reach the database.
 */
import type { App } from "./app.ts";
import { HubError } from "./platform/errors.ts";

/** Begins to work. Throws HubError "worker.needs-postgres" on the embedded database, which bears one process. */
export async function work(app: App): Promise<void> {
  if (app.database.kind === "embedded") {
    throw new HubError({
      kind: "usage",
      code: "worker.needs-postgres",
      message: "A worker needs a Postgres database that it shares with the hub.",
      meaning: "The embedded database bears one process; there the hub itself carries out all runs.",
      remedy: "Set DATABASE_URL (and the hub's ROSTRUM_KEY) for the hub and its workers alike.",
    });
  }
  app.connections.keepAlive();
  await app.flows.work();
  await app.replicas.work();
  app.retention.work();
}
