/** Complaints of MySQL and MariaDB: which are a row's, and words for those that are not. */
import { HubError } from "../../platform/errors.ts";
import type { RowError } from "../endpoint.ts";
import { networkError } from "../sql/network.ts";

/** The members of an error that the server sent, as the driver names them. */
interface ServerError {
  readonly errno: number;
  readonly code: string;
  readonly sqlMessage: string;
}

export function serverError(error: unknown): ServerError | undefined {
  const { errno, code, sqlMessage } = (error ?? {}) as Partial<ServerError>;
  const sent = typeof errno === "number" && typeof code === "string" && typeof sqlMessage === "string";
  return sent ? (error as ServerError) : undefined;
}

/**
 * Errors that are about no row: sign-in and rights, names, syntax, resources, time limits, read-only servers,
 * deadlocks. Anything else, what triggers signal included, is the row's.
 */
const notTheRow = new Set([
  1040, 1041, 1044, 1045, 1046, 1049, 1053, 1054, 1064, 1129, 1130, 1142, 1143, 1146, 1153, 1158, 1159, 1160,
  1161, 1203, 1205, 1213, 1226, 1227, 1290, 1317, 1370, 1792, 1836, 1927, 1969, 2006, 2013, 3024, 3159, 4031,
]);
const foreignKeyMissing = new Set([1216, 1452]);
export const duplicate = 1062;

export function rowError(error: unknown): RowError | undefined {
  const sent = serverError(error);
  if (sent === undefined || notTheRow.has(sent.errno)) return undefined;
  const field = /column '([^']+)'/i.exec(sent.sqlMessage)?.[1];
  return {
    code: sent.code,
    words: sent.sqlMessage,
    ...(field === undefined ? {} : { field }),
    passing: foreignKeyMissing.has(sent.errno),
  };
}

/** Deadlocks and waits for another's lock: the whole transaction may be tried again. */
export function passing(error: unknown): boolean {
  return [1205, 1213].includes(serverError(error)?.errno ?? 0);
}

const byNumber: Readonly<Record<number, readonly [meaning: string, remedy: string]>> = {
  1045: [
    "The user or the password is not the right one, or this user may not sign in from here.",
    "Check both at the endpoint's settings.",
  ],
  1044: ["The user may not use this database.", "Ask its administrator to grant it."],
  1049: ["The server is there, but has no such database.", "Check the name of the database."],
  1142: ["The user may not do this.", "Ask the database's administrator to grant it."],
  1040: [
    "The server has all the connections that it allows.",
    "Try again later, or raise its max_connections.",
  ],
  1290: ["The server only lets its data be read.", "Use the address of the server that takes writes."],
  3159: ["The server wants encrypted connections only.", 'Choose "verified" or "unverified" for tls.'],
};

export function explain(error: unknown): HubError | undefined {
  if (error instanceof HubError) return error;
  const sent = serverError(error);
  if (sent === undefined) return networkError(error, { product: "MySQL or MariaDB", port: 3306 });
  const [meaning, remedy] = byNumber[sent.errno] ?? [
    "It concerns no row in particular.",
    "Its own words say what is the matter; check the endpoint's settings and the filters.",
  ];
  return new HubError({
    kind: "upstream",
    code: "endpoint.refused",
    message: `The database says: ${sent.sqlMessage}.`,
    meaning,
    remedy,
    details: { code: sent.code },
    cause: error,
  });
}
