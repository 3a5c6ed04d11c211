/** Which connection a command is about: the one that was named, else the only one. */
import { z } from "zod";
import type { Api } from "./api.ts";
import { UsageError } from "./command.ts";

/** What the command line reads of a connection; the API says more. */
export const ConnectionView = z.object({
  name: z.string(),
  alias: z.string(),
  state: z.enum(["working", "unfinished", "failing", "dead"]),
  sentence: z.string(),
  oauthClient: z.string(),
  apiAddress: z.string(),
  email: z.string().nullable(),
  organizerKey: z.string().nullable(),
  accountKey: z.string().nullable(),
  accountName: z.string().nullable(),
});
export type ConnectionView = z.infer<typeof ConnectionView>;

export async function listConnections(api: Api): Promise<readonly ConnectionView[]> {
  return z.object({ connections: z.array(ConnectionView) }).parse(await api.call({ path: "/connections" }))
    .connections;
}

export async function showConnection(api: Api, alias: string): Promise<ConnectionView> {
  return ConnectionView.parse(await api.call({ path: `/connections/${encodeURIComponent(alias)}` }));
}

/** The named connection, or the only one. Throws ApiError for an unknown alias and UsageError when it is not clear. */
export async function chooseConnection(api: Api, alias: string | undefined): Promise<ConnectionView> {
  if (alias !== undefined) return showConnection(api, alias);
  const all = await listConnections(api);
  const [only, ...others] = all;
  if (only !== undefined && others.length === 0) return only;
  throw only === undefined
    ? new UsageError("There is no connection to GoTo yet.", "Make one with: rostrum connections add")
    : new UsageError(
        `There are ${all.length} connections and none was named.`,
        `Say which with --connection ALIAS: ${all.map((connection) => connection.alias).join(", ")}.`,
      );
}
