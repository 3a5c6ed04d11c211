/** A replica as values of its form, and the address of a database that was typed. Pure. */
import { emptyPlan, type Plan, planOf, type Schedule } from "../parts/schedule/schedule.ts";
import { readersZone } from "../parts/schedule/schedule-editor.tsx";
import type { Replica } from "./replica.ts";

export interface DatabaseValues {
  readonly database: "stay" | "own" | "endpoint" | "other";
  /** Name of a PostgreSQL endpoint. */
  readonly endpoint: string | null;
  readonly host: string;
  readonly port: number | string;
  readonly databaseName: string;
  readonly user: string;
  readonly password: string;
  readonly tls: string;
}

const usualPort = 5432;

const noDatabase: DatabaseValues = {
  database: "own",
  endpoint: null,
  ...{ host: "", port: usualPort, databaseName: "", user: "", password: "" },
  tls: "verify-full",
};

/** Where to, as the hub takes it; nothing where it stays. */
export function databaseOf(values: DatabaseValues) {
  switch (values.database) {
    case "stay":
      return {};
    case "own":
      return { database: null };
    case "endpoint":
      return { endpoint: values.endpoint ?? "" };
    case "other":
      return { database: addressOf(values) };
  }
}

function addressOf({ host, port, databaseName, user, password, tls }: DatabaseValues): string {
  const address = new URL(`postgres://${host.trim()}:${port || usualPort}`);
  address.username = encodeURIComponent(user.trim());
  address.password = encodeURIComponent(password);
  address.pathname = encodeURIComponent(databaseName.trim());
  address.searchParams.set("sslmode", tls);
  return address.href;
}

export interface ReplicaValues extends DatabaseValues {
  readonly name: string;
  readonly connection: string | null;
  readonly which: "usual" | "all" | "chosen";
  readonly entities: readonly string[];
  readonly schema: string;
  readonly completeDays: number;
  readonly plan: Plan;
}

/** Where somebody chooses, these are chosen to begin with. */
const firstChosen = ["Webinar", "Session", "Registrant", "Attendee"];

export function valuesOf(replica: Replica | undefined): ReplicaValues {
  const zone = readersZone();
  if (replica === undefined) {
    return {
      ...noDatabase,
      ...{ name: "main", connection: null, which: "usual", entities: firstChosen, schema: "goto" },
      completeDays: 7,
      plan: { ...emptyPlan(zone), time: "03:15" },
    };
  }
  const { name, connection, entities, schema, completeDays, schedule } = replica;
  return {
    ...noDatabase,
    ...{ name, connection, which: "chosen", entities, schema, completeDays },
    database: "stay",
    plan: planOf((schedule ?? undefined) as Schedule | undefined, zone),
  };
}
