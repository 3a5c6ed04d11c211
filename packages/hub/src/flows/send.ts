/** The step `send`: one call on a connection, for what has no entity. Its answer's JSON can be used after. */
import { type Connections, translateGoToError } from "../connections/index.ts";
import type { Value } from "../endpoints/index.ts";
import { toHubError } from "../platform/http/errors.ts";
import { RowFailed } from "./row-failure.ts";
import type { StepTools } from "./steps.ts";

export async function sendThrough(
  connections: Connections,
  { connection, method, path, body }: Parameters<StepTools["send"]>[0],
  signal: AbortSignal,
): Promise<Value> {
  const { goto } = await connections.clientFor(connection);
  try {
    const { body: answer } = await goto.send(
      { method: method as "GET", path, ...(body === undefined ? {} : { body }), expect: "any" },
      { signal },
    );
    return (answer ?? null) as Value;
  } catch (error) {
    signal.throwIfAborted();
    const known = toHubError(error, [translateGoToError]);
    throw new RowFailed({ code: known.code, words: known.message, remedy: known.remedy, passing: false });
  } finally {
    await goto.close();
  }
}
