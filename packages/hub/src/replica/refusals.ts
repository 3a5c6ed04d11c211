/** What is refused when a replica is added or changed, in words. NOT the rules themselves (`model.ts`, `service.ts`). */
import { HubError } from "../platform/errors.ts";
import type { Replica } from "./model.ts";

export function twoDatabases(): HubError {
  return new HubError({
    kind: "usage",
    code: "replica.two-databases",
    message: "Both an address and an endpoint were given.",
    meaning: "A replica is kept in one database; nothing was kept.",
    remedy: "Give one of the two.",
  });
}

export function nameTaken(name: string): HubError {
  return new HubError({
    kind: "conflict",
    code: "replica.name-taken",
    message: `There is a replica ${name} already.`,
    meaning: "Nothing was changed.",
    remedy: "Choose another name.",
  });
}

/** Of a database that is looked at before anything is kept, the words about a sync would be wrong. */
export async function reached<Result>(look: () => Promise<Result>): Promise<Result> {
  try {
    return await look();
  } catch (error) {
    if (!(error instanceof HubError)) throw error;
    const { kind, code, message } = error;
    throw new HubError({
      kind,
      code,
      message,
      meaning: "Nothing was kept.",
      remedy: "Check the address, and that the server is up and lets this user in from here; then try again.",
      cause: error,
    });
  }
}

export function mayNotWrite({ place, schema }: Replica): HubError {
  return new HubError({
    kind: "conflict",
    code: "replica.refused",
    message: `This user may not make tables in the schema ${schema} of ${place ?? "the hub's own database"}.`,
    meaning: "Nothing was kept.",
    remedy: `Let its administrator do one of these: grant create on database ... to ...; or create schema ${schema} authorization ...`,
  });
}

export function placeTaken(twin: Replica, schema: string): HubError {
  return new HubError({
    kind: "conflict",
    code: "replica.schema-taken",
    message: `The replica ${twin.name} is kept in the schema ${schema} of that database.`,
    meaning: "Two copies in one place would mark each other's rows as gone; nothing was changed.",
    remedy: "Give this one another schema.",
  });
}
