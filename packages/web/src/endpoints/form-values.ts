/** The settings of an endpoint as flat values of a form, and back. Pure. What the form does not show stays as it was. */
import { type Endpoint, type Kind, kinds, type Settings } from "./endpoint.ts";
import {
  type Http,
  type HttpTableValues,
  type Pair,
  pairsOf,
  recordOf,
  said,
  tableOf,
  tableValuesOf,
} from "./http-table-values.ts";

export const authKinds = ["none", "bearer", "basic", "header", "clientCredentials"] as const;
export type AuthKind = (typeof authKinds)[number];

export interface Values {
  readonly name: string;
  readonly kind: Kind;
  readonly secret: string;
  readonly host: string;
  readonly port: string | number;
  readonly database: string;
  readonly user: string;
  readonly schema: string;
  readonly tls: string;
  readonly authority: string;
  readonly folder: string;
  readonly delimiter: string;
  readonly encoding: string;
  readonly byteOrderMark: boolean;
  readonly escapeFormulas: boolean;
  readonly address: string;
  readonly auth: AuthKind;
  readonly authUser: string;
  readonly headerName: string;
  readonly headerPrefix: string;
  readonly tokenAddress: string;
  readonly clientId: string;
  readonly scope: string;
  readonly audience: string;
  /** Where the client's ID and secret are sent. */
  readonly sentIn: string;
  readonly headers: readonly Pair[];
  readonly timeoutSeconds: number;
  readonly concurrency: number;
  readonly idempotencyHeader: string;
  readonly tables: readonly HttpTableValues[];
}

const nothing: Values = {
  name: "",
  kind: "postgres",
  secret: "",
  host: "",
  port: "",
  database: "",
  user: "",
  schema: "public",
  tls: "verified",
  authority: "",
  folder: "",
  delimiter: ",",
  encoding: "utf-8",
  byteOrderMark: false,
  escapeFormulas: false,
  address: "",
  auth: "none",
  authUser: "",
  headerName: "",
  headerPrefix: "",
  tokenAddress: "",
  clientId: "",
  scope: "",
  audience: "",
  sentIn: "header",
  headers: [],
  timeoutSeconds: 60,
  concurrency: 4,
  idempotencyHeader: "",
  tables: [],
};

export const usualPorts = { postgres: 5432, mysql: 3306 } as const;

export function valuesOf(endpoint: Endpoint | undefined): Values {
  if (endpoint === undefined) return nothing;
  const { name, settings } = endpoint;
  const base = { ...nothing, name, kind: kinds.find((kind) => kind === settings.kind) ?? "csv" };
  switch (settings.kind) {
    case "postgres":
    case "mysql": {
      const { host, port, database, user, tls = "verified", authority = "" } = settings;
      const schema = settings.kind === "postgres" ? (settings.schema ?? "public") : "public";
      return { ...base, host, port: port ?? "", database, user, tls, authority, schema };
    }
    case "http":
      return { ...base, ...httpValuesOf(settings) };
    case "csv": {
      const {
        folder = "",
        delimiter = ",",
        encoding = "utf-8",
        byteOrderMark = false,
        escapeFormulas = false,
      } = settings;
      return { ...base, folder, delimiter, encoding, byteOrderMark, escapeFormulas };
    }
    default:
      return { ...base, folder: settings.folder ?? "" };
  }
}

function httpValuesOf(settings: Http): Partial<Values> {
  const { address, auth, headers, idempotencyHeader = "", tables } = settings;
  const known = auth ?? { kind: "none" };
  return {
    address,
    idempotencyHeader,
    headers: pairsOf(headers),
    timeoutSeconds: settings.timeoutSeconds ?? nothing.timeoutSeconds,
    concurrency: settings.concurrency ?? nothing.concurrency,
    auth: known.kind,
    ...(known.kind === "basic" ? { authUser: known.user } : {}),
    ...(known.kind === "header" ? { headerName: known.name, headerPrefix: known.prefix ?? "" } : {}),
    ...(known.kind === "clientCredentials" ? clientValuesOf(known) : {}),
    tables: Object.entries(tables).map(([name, table]) => tableValuesOf(name, table)),
  };
}

type ClientCredentials = Extract<Http["auth"], { kind: "clientCredentials" }>;

function clientValuesOf({
  tokenAddress,
  clientId,
  scope = "",
  audience = "",
  sentIn = "header",
}: ClientCredentials) {
  return { tokenAddress, clientId, scope, audience, sentIn };
}

/** What is to be kept; of an endpoint of the same kind the rest of its settings stays. */
export function settingsOf(values: Values, before: Settings | undefined): Settings {
  const { kind } = values;
  const rest = before?.kind === kind ? before : {};
  switch (kind) {
    case "postgres":
    case "mysql": {
      const { host, port, database, user, tls, authority, schema } = values;
      return {
        ...withoutAuthority(rest),
        kind,
        ...{ host: host.trim(), database: database.trim(), user: user.trim(), tls },
        ...(port === "" ? {} : { port: Number(port) }),
        ...(authority.trim() === "" ? {} : { authority: authority.trim() }),
        ...(kind === "postgres" ? { schema: schema.trim() || "public" } : {}),
      } as Settings;
    }
    case "http": {
      const { address, headers, idempotencyHeader, timeoutSeconds, concurrency, tables } = values;
      return {
        ...{ kind, address: address.trim(), auth: authOf(values), headers: recordOf(headers) },
        ...said({ idempotencyHeader }),
        ...{ timeoutSeconds, concurrency },
        tables: Object.fromEntries(tables.map((table) => [table.name.trim(), tableOf(table)])),
      } as Settings;
    }
    case "csv": {
      const { folder, delimiter, encoding, byteOrderMark, escapeFormulas } = values;
      return {
        ...rest,
        kind,
        folder: folder.trim(),
        delimiter,
        encoding,
        byteOrderMark,
        escapeFormulas,
      } as Settings;
    }
    default:
      return { ...rest, kind, folder: values.folder.trim() } as Settings;
  }
}

function withoutAuthority(rest: object): object {
  const { authority: _, ...others } = rest as { authority?: string };
  return others;
}

function authOf(values: Values) {
  const { auth, authUser, headerName, headerPrefix, tokenAddress, clientId, scope, audience, sentIn } =
    values;
  switch (auth) {
    case "basic":
      return { kind: auth, user: authUser.trim() };
    case "header":
      return { kind: auth, name: headerName.trim(), prefix: headerPrefix };
    case "clientCredentials":
      return {
        ...{ kind: auth, tokenAddress: tokenAddress.trim(), clientId: clientId.trim(), sentIn },
        ...said({ scope, audience }),
      };
    default:
      return { kind: auth };
  }
}
