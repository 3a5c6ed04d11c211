/** The words of this room and the rules of what can be chosen, as pure functions. */
import type { Alerts } from "../alerts/index.ts";
import type { EndpointOptions } from "../endpoints/index.ts";
import type { EntityDefinition } from "../entities/registry/entity.ts";
import { entities, entityNamed } from "../entities/registry/registry.ts";
import { HubError } from "../platform/errors.ts";
import { nearest } from "../platform/nearest.ts";
import type { Schedule } from "../platform/schedule/schedule.ts";

/** What was chosen to be copied, and where to. */
export interface Replica {
  readonly id: string;
  /** Unique in the hub. */
  readonly name: string;
  /** Null: it was removed meanwhile. */
  readonly connectionId: string | null;
  /** The sealed address of a Postgres; null: the hub's own database. Open it at `addressPlace(id)`. */
  readonly sealedAddress: string | null;
  /** A PostgreSQL endpoint of the hub's, by its name; null: an address of its own, or the hub's own database. */
  readonly endpoint: string | null;
  /** Host and database of it, for people; null: the hub's own. */
  readonly place: string | null;
  readonly schema: string;
  /** Names of entities, in the registry's order. */
  readonly entities: readonly string[];
  /** Days after which everything is read again. */
  readonly completeDays: number;
  /** When it syncs by itself; null: never. */
  readonly schedule: Schedule | null;
  /** When it is due; null: it has no schedule. */
  readonly nextSyncAt: Date | null;
  /** Who hears when it is in trouble; null: nobody. */
  readonly alerts: Alerts | null;
  readonly createdAt: Date;
}

/** Left out of the default: views of Webinar and Attendee, and what costs a call for each attendee. */
const notByDefault = new Set([
  "UpcomingWebinar",
  "InSessionWebinar",
  "AttendeeRollup",
  "AttendeeQuestion",
  "AttendeePollAnswer",
  "AttendeeSurveyAnswer",
]);

export const defaultEntities: readonly string[] = entities
  .map(({ name }) => name)
  .filter((name) => !notByDefault.has(name));

export const defaultSchema = "goto";
export const defaultCompleteDays = 7;

/** The chosen entities in the registry's order, without doubles; "all" is all. Throws HubError "entity.unknown". */
export function chooseEntities(names: readonly string[] | undefined): readonly string[] {
  if (names === undefined) return defaultEntities;
  const chosen: ReadonlySet<EntityDefinition> = names.includes("all")
    ? new Set(entities)
    : new Set(names.map(entityNamed));
  return entities.filter((entity) => chosen.has(entity)).map(({ name }) => name);
}

/** A name as given, or HubError "replica.bad-name". */
export function checkName(name: string): string {
  if (/^[A-Za-z0-9_-]{1,40}$/.test(name)) return name;
  throw new HubError({
    kind: "usage",
    code: "replica.bad-name",
    message: `"${name}" cannot be the name of a replica.`,
    meaning: "A name has 1 to 40 letters, digits, underscores or hyphens.",
    remedy: "Choose another one, such as warehouse.",
  });
}

/** Schemas that Postgres or Rostrum itself live in. */
const reservedSchemas = /^(public|information_schema|pgboss|pg_.*)$/;

/** A schema as given, or HubError "replica.bad-schema". */
export function checkSchema(schema: string): string {
  if (/^[a-z_][a-z0-9_]{0,39}$/.test(schema) && !reservedSchemas.test(schema)) return schema;
  throw new HubError({
    kind: "usage",
    code: "replica.bad-schema",
    message: `"${schema}" cannot be the schema of a replica.`,
    meaning:
      "A replica has a schema of its own: 1 to 40 small letters, digits or underscores, and none that the database itself uses.",
    remedy: "Leave it out for goto, or choose another one, such as goto_emea.",
  });
}

/** An address of a Postgres and how people may call it, or HubError "replica.bad-address". The password is in no message. */
export function checkAddress(address: string): { readonly address: string; readonly place: string } {
  const url = URL.parse(address);
  if (url !== null && /^postgres(ql)?:$/.test(url.protocol) && url.hostname !== "") {
    return { address, place: `${url.host}${decodeURIComponent(url.pathname)}` };
  }
  throw new HubError({
    kind: "usage",
    code: "replica.bad-address",
    message: "The address of the database cannot be used.",
    meaning: "It names no Postgres server; nothing was kept of it.",
    remedy: "Write it as postgres://user:password@host:5432/database.",
  });
}

/** Host and database of an endpoint, as of an address. HubError "replica.bad-endpoint" where it is no PostgreSQL. */
export function placeOfEndpoint(name: string, settings: EndpointOptions): string {
  if (settings.kind === "postgres") return `${settings.host}:${settings.port}/${settings.database}`;
  throw new HubError({
    kind: "usage",
    code: "replica.bad-endpoint",
    message: `The endpoint "${name}" is no PostgreSQL database.`,
    meaning: "The tables of a replica are kept in a PostgreSQL; nothing was kept.",
    remedy: "Name an endpoint of the kind postgres, or give an address, or use the hub's own database.",
  });
}

/** Where the address of a replica is sealed to. */
export function addressPlace(id: string): string {
  return `replica/${id}/address`;
}

/** The refusal of a name that does not exist, with the nearest one that does. */
export function unknownReplica(name: string, known: readonly string[]): HubError {
  const near = nearest(name, known);
  return new HubError({
    kind: "unknown",
    code: "replica.unknown",
    message: `There is no replica "${name}".`,
    meaning: known.length === 0 ? "There is none at all yet." : `There are: ${known.join(", ")}.`,
    remedy:
      known.length === 0
        ? "Make one with: rostrum replica add"
        : near === undefined
          ? "See them with: rostrum replica list"
          : `Did you mean "${near}"?`,
    details: { name, known },
  });
}
