/**
 * The endpoints of a hub: kept by name, with their secrets sealed, and opened by name. Three kinds of names need not be
 * added: `goto:ALIAS` (or `goto` for the only connection), and `csv`, `ndjson`, `excel`, `parquet` for plain files in
 * the hub's folder for files. NOT the endpoints themselves: those are one folder per kind.
 */
import type { ColumnType, Selectable } from "kysely";
import type { Connections } from "../../connections/index.ts";
import type { Clock } from "../../platform/clock/clock.ts";
import type { Sealer } from "../../platform/crypto/sealer.ts";
import type { Database } from "../../platform/database/database.ts";
import { HubError } from "../../platform/errors.ts";
import { nearest } from "../../platform/nearest.ts";
import type { Endpoint } from "../endpoint.ts";
import { openGoToEndpoint } from "../goto/goto.ts";
import type { HttpOptions } from "../http/options.ts";
import type { Sample } from "../http/sample.ts";
import { EndpointOptions, openEndpoint } from "../open.ts";
import { secretPlace } from "./reseal.ts";

interface EndpointTable {
  name: string;
  kind: string;
  settings: ColumnType<unknown, string, string>;
  sealed_credentials: string | null;
  created_at: Date;
  updated_at: Date;
}

declare module "../../platform/database/database.ts" {
  interface DatabaseTables {
    endpoint: EndpointTable;
  }
}

export interface KnownEndpoint {
  readonly name: string;
  readonly kind: string;
  readonly settings: EndpointOptions;
  readonly hasSecret: boolean;
  readonly updatedAt: Date;
}

export interface EndpointRegistry {
  list(): Promise<readonly KnownEndpoint[]>;
  /**
   * Adds one or changes it; an absent secret stays as it was. Throws HubError for settings that can never work (an
   * address with a password in it, for one), "endpoint.reserved-name", and
   * "endpoint.secret-needed" where the kept secret would go to another place than the one it was given for.
   */
  put(name: string, settings: EndpointOptions, secret: string | undefined): Promise<KnownEndpoint>;
  /**
   * The first page of a table of a REST API by settings that are not kept; an absent secret is the one that is kept.
   * Throws HubError as `put` does, and as reading does.
   */
  sample(name: string, table: string, settings: HttpOptions, secret: string | undefined): Promise<Sample>;
  /** Throws HubError "endpoint.unknown". */
  remove(name: string): Promise<void>;
  /** Settings and opened secret, for who speaks with a database in their own way. Throws HubError "endpoint.unknown". */
  kept(name: string): Promise<{ readonly settings: EndpointOptions; readonly secret: string | undefined }>;
  /** Opens it; close it when done. `onCall` hears of calls to GoTo. Throws HubError "endpoint.unknown". */
  open(name: string, onCall?: () => void): Promise<Endpoint>;
}

export interface RegistryOptions {
  readonly database: Database;
  readonly sealer: Sealer;
  readonly clock: Clock;
  readonly connections: Connections;
  readonly filesFolder: string;
}

const fileKinds = ["csv", "ndjson", "excel", "parquet"] as const;

export function createEndpointRegistry(options: RegistryOptions): EndpointRegistry {
  const { database, sealer, clock, connections, filesFolder } = options;
  const db = database.sql;
  const ports = { clock, filesFolder, plainHosts: [] };

  async function find(name: string) {
    return db.selectFrom("endpoint").selectAll().where("name", "=", name).executeTakeFirst();
  }
  async function named(name: string) {
    const row = await find(name);
    if (row !== undefined) return row;
    const names = (await db.selectFrom("endpoint").select("name").orderBy("name").execute()).map(
      (one) => one.name,
    );
    const near = nearest(name, names);
    throw new HubError({
      kind: "unknown",
      code: "endpoint.unknown",
      message: `There is no endpoint "${name}".`,
      meaning: "Nothing was read or written.",
      remedy:
        near === undefined
          ? `Add it with: rostrum endpoint add ${name} --kind KIND. Known are ${[...names, "goto:ALIAS", ...fileKinds].join(", ")}.`
          : `Did you mean "${near}"?`,
      details: { known: names },
    });
  }

  const opened = ({ name, settings, sealed_credentials: sealed }: Selectable<EndpointTable>) => ({
    settings: EndpointOptions.parse(settings),
    secret: sealed === null ? undefined : sealer.open(sealed, secretPlace(name)),
  });

  return {
    async list() {
      return (await db.selectFrom("endpoint").selectAll().orderBy("name").execute()).map(toKnown);
    },

    async put(name, settings, secret) {
      if (name === "goto" || name.startsWith("goto:") || fileKinds.some((kind) => kind === name)) {
        throw new HubError({
          kind: "usage",
          code: "endpoint.reserved-name",
          message: `"${name}" is there by itself and cannot be added.`,
          meaning: "Nothing was kept.",
          remedy: "Choose another name; connections are made with: rostrum connections add",
        });
      }
      const before = await find(name);
      if (secret === undefined) checkSamePlace(before, settings);
      // What can never work is refused here and not at the first run; nothing is connected.
      const kept = before?.sealed_credentials ?? undefined;
      await (await openEndpoint(settings, secret ?? kept, ports)).close();
      const now = new Date(clock.now());
      const sealed = secret === undefined ? undefined : sealer.seal(secret, secretPlace(name));
      await db
        .insertInto("endpoint")
        .values({
          name,
          kind: settings.kind,
          settings: JSON.stringify(settings),
          sealed_credentials: sealed ?? null,
          created_at: now,
          updated_at: now,
        })
        .onConflict((conflict) =>
          conflict.column("name").doUpdateSet({
            kind: settings.kind,
            settings: JSON.stringify(settings),
            updated_at: now,
            ...(sealed === undefined ? {} : { sealed_credentials: sealed }),
          }),
        )
        .execute();
      return toKnown(await named(name));
    },

    async sample(name, table, settings, secret) {
      const before = await find(name);
      if (secret === undefined) checkSamePlace(before, settings);
      const kept = before === undefined ? undefined : opened(before).secret;
      const { sampleTable } = await import("../http/sample.ts");
      return sampleTable(settings, secret ?? kept, { clock, rules: ports }, table);
    },

    async remove(name) {
      await named(name);
      await db.deleteFrom("endpoint").where("name", "=", name).execute();
    },

    kept: async (name) => opened(await named(name)),

    async open(name, onCall) {
      if (name === "goto" || name.startsWith("goto:")) {
        const alias = name === "goto" ? undefined : name.slice("goto:".length);
        const client = await connections.clientFor(alias, onCall === undefined ? {} : { onCall });
        return openGoToEndpoint({ clock, connect: async () => client });
      }
      const row = await find(name);
      const kind = fileKinds.find((known) => known === name);
      if (row === undefined && kind !== undefined) {
        return openEndpoint(EndpointOptions.parse({ kind }), undefined, ports);
      }
      const { settings, secret } = opened(row ?? (await named(name)));
      return openEndpoint(settings, secret, ports);
    },
  };
}

/** Throws HubError "endpoint.secret-needed" where the kept secret would go elsewhere than it was given for. */
function checkSamePlace(before: Selectable<EndpointTable> | undefined, settings: EndpointOptions): void {
  if (before === undefined || before.sealed_credentials === null) return;
  if (placeOf(EndpointOptions.parse(before.settings)) !== placeOf(settings)) throw secretNeeded(before.name);
}

/** Where a secret is sent, and how well it is kept on the way. */
function placeOf(settings: EndpointOptions): string {
  switch (settings.kind) {
    case "postgres":
    case "mysql":
      return JSON.stringify([settings.kind, settings.host, settings.port, settings.tls, settings.authority]);
    case "http": {
      const { auth } = settings;
      const tokenAddress = auth.kind === "clientCredentials" ? auth.tokenAddress : "";
      return JSON.stringify([settings.kind, new URL(settings.address).origin, tokenAddress]);
    }
    default:
      return settings.kind;
  }
}

/** Else whoever may change an endpoint could have its secret sent to themselves, and so read it. */
function secretNeeded(name: string): HubError {
  return new HubError({
    kind: "usage",
    code: "endpoint.secret-needed",
    message: `The endpoint "${name}" would lead to another place, and no secret was given with it.`,
    meaning:
      "Its secret was given for the place where it leads now, and is sent nowhere else. Nothing was changed.",
    remedy: "Give the secret again, together with the new settings.",
  });
}

function toKnown(row: Selectable<EndpointTable>): KnownEndpoint {
  return {
    name: row.name,
    kind: row.kind,
    settings: EndpointOptions.parse(row.settings),
    hasSecret: row.sealed_credentials !== null,
    updatedAt: row.updated_at,
  };
}
