/** Why a restore is refused, in words. */
import { HubError } from "../../errors.ts";

export function notEmpty(table: string): HubError {
  return new HubError({
    kind: "conflict",
    code: "restore.not-empty",
    message: `The database is not empty: there are rows in ${table}.`,
    meaning: "A restore throws away what is there. Nothing was changed.",
    remedy:
      "Restore into a new data folder or database; or, to lose what is in this one, add --replace. A backup of it first can do no harm.",
    details: { table },
  });
}

export function inUse(others: number): HubError {
  return new HubError({
    kind: "conflict",
    code: "restore.in-use",
    message: `${others === 1 ? "Another hub, worker or command uses" : `${others} other hubs, workers or commands use`} this database.`,
    meaning:
      "They would go on with what they know of the old data, and write it over the new. Nothing was changed.",
    remedy: "Stop the hub and all workers, wait a few seconds, and restore again.",
  });
}

export function hubIsRunning(): HubError {
  return new HubError({
    kind: "conflict",
    code: "restore.hub-is-running",
    message: "The hub is running.",
    meaning:
      "It would go on with what it knows of the old data, and write it over the new. Nothing was changed.",
    remedy: "Stop the hub (and its workers), then give the command again: it restores by itself.",
  });
}
