/** What the command line reads of replicas and their syncs, and which replica a command is about. */
import { z } from "zod";
import { ErrorAnswer } from "../../platform/http/errors.ts";
import { RunProgress } from "../../platform/http/runs.ts";
import type { Api } from "../api.ts";
import { UsageError } from "../command.ts";
import { count, folded, printable } from "../text.ts";

const Counts = z.record(
  z.string(),
  z.object({ new: z.number(), changed: z.number(), gone: z.number(), same: z.number() }),
);

export const SyncView = z.object({
  id: z.string(),
  state: z.enum(["waiting", "running", "done", "stopped", "failed"]),
  reason: z.enum(["schedule", "request"]),
  complete: z.boolean(),
  requestedAt: z.string(),
  endedAt: z.string().nullable(),
  seconds: z.number(),
  progress: RunProgress.omit({ state: true, seconds: true, error: true }).extend({
    trouble: z.string().optional(),
  }),
  counts: Counts,
  error: ErrorAnswer.shape.error.nullable(),
});
export type SyncView = z.infer<typeof SyncView>;

export const ReplicaView = z.object({
  name: z.string(),
  connection: z.string().nullable(),
  database: z.string().nullable(),
  schema: z.string(),
  entities: z.array(z.string()),
  sentence: z.string(),
  syncing: SyncView.nullable(),
  lastSync: SyncView.nullable(),
});
export type ReplicaView = z.infer<typeof ReplicaView>;

export async function listReplicas(api: Api): Promise<readonly ReplicaView[]> {
  return z.object({ replicas: z.array(ReplicaView) }).parse(await api.call({ path: "/replicas" })).replicas;
}

export function addressOf(name: string): string {
  return `/replicas/${encodeURIComponent(name)}`;
}

/** The named one, or the name of the only one there is. */
export async function chooseReplica(api: Api, name: string | undefined): Promise<string> {
  if (name !== undefined) return name;
  const [only, ...others] = await listReplicas(api);
  if (only !== undefined && others.length === 0) return only.name;
  throw only === undefined
    ? new UsageError("There is no replica yet.", "Make one with: rostrum replica add")
    : new UsageError(
        "There are several replicas and none was named.",
        `Say which: ${[only, ...others].map((replica) => replica.name).join(", ")}.`,
      );
}

export function linesOf({ name, connection, database, schema, entities, sentence }: ReplicaView): string[] {
  const where = `schema ${schema} of ${database ?? "the hub's own database"}`;
  const from = connection === null ? "a connection that was removed" : `the connection ${connection}`;
  const what = `${count(entities.length)} table${entities.length === 1 ? "" : "s"} in ${where}, through ${from}.`;
  return [name, ...folded(printable(`${what} ${sentence}`), 96).map((line) => `  ${line}`)];
}
