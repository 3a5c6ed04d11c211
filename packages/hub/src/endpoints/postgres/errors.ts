/** PostgreSQL's complaints that concern no row, in words for a person. Never with the password: no error holds it. */
import { HubError } from "../../platform/errors.ts";
import { type NetworkWords, networkError } from "../sql/network.ts";

const product: NetworkWords = { product: "PostgreSQL", port: 5432 };

const byCode: Readonly<Record<string, readonly [meaning: string, remedy: string]>> = {
  "28P01": ["The user or the password is not the right one.", "Check both at the endpoint's settings."],
  "28000": [
    "The server does not let this user sign in from here.",
    "Ask its administrator for a line in pg_hba.conf for this user, database and address.",
  ],
  "3D000": ["The server is there, but has no such database.", "Check the name of the database."],
  "42501": ["The user may not do this.", "Ask the database's administrator to grant it."],
  "53300": [
    "The server has all the connections that it allows.",
    "Try again later, or raise its max_connections.",
  ],
  "57P01": ["The server is shutting down.", "Try again in a moment."],
  "57P02": ["The server crashed and is starting again.", "Try again in a moment."],
  "57P03": ["The server is starting up or shutting down.", "Try again in a moment."],
  "57014": [
    "The server ended the statement, mostly for taking too long.",
    "Raise its statement_timeout, or narrow the filters.",
  ],
};

/** The server is there in a moment again, and a run waits for it. */
const away = new Set(["57P01", "57P02", "57P03", "53300"]);

export function explain(error: unknown): HubError | undefined {
  if (error instanceof HubError) return error;
  const network = networkError(error, product);
  if (network !== undefined) return network;
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  if (typeof code !== "string" || typeof message !== "string") return undefined;
  const [meaning, remedy] = byCode[code] ?? [
    "It concerns no row in particular.",
    "Its own words say what is the matter; check the endpoint's settings and the filters.",
  ];
  const refused = code.startsWith("22");
  return new HubError({
    kind: refused ? "usage" : "upstream",
    code: refused ? "endpoint.bad-filter" : away.has(code) ? "endpoint.unreachable" : "endpoint.refused",
    message: `PostgreSQL says: ${message}.`,
    meaning: refused ? "A filter's value does not fit its field." : meaning,
    remedy: refused ? "Write the value as the field's type wants it." : remedy,
    details: { code },
    cause: error,
  });
}
