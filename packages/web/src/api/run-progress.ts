/** How far a long request of ours is, while it runs: its run at the hub, by server-sent events. NOT runs of flows. */
import { api, told } from "./client.ts";
import { failureOf } from "./failure.ts";
import type { paths } from "./schema.ts";

export type RunProgress = paths["/api/v1/runs/{id}"]["get"]["responses"][200]["content"]["application/json"];

/** A request that is over sooner shows no progress; and before it has arrived at the hub there is no run. */
const firstMs = 250;
const againMs = 500;
/** How often a run that is not there is looked for again, before it is said that it never began. */
const mostTries = 20;

/** An id for a run. NOT randomUUID, which browsers have on https and this machine's own addresses only. */
export function newRun(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export const runProgress = (id: string) => told(api.GET("/api/v1/runs/{id}", { params: { path: { id } } }));

/** Tells what happens until the run ends, and answers its end. Rejects with Failure where nothing of it is known. */
export async function followRun(
  id: string,
  { onProgress, signal }: { onProgress: (progress: RunProgress) => void; readonly signal: AbortSignal },
): Promise<RunProgress> {
  await pause(firstMs, signal);
  for (let tries = 1; ; tries += 1) {
    const end = await eventsOf(id, { onProgress, signal });
    if (end !== undefined) return end;
    signal.throwIfAborted();
    try {
      const progress = await runProgress(id);
      if (progress.state !== "running") return progress;
    } catch (thrown) {
      const failure = failureOf(thrown);
      if (failure.status !== 404 && failure.status !== 0) throw failure;
      if (tries >= mostTries) throw failure;
    }
    await pause(againMs, signal);
  }
}

/** The last event, or undefined where they broke off. */
function eventsOf(
  id: string,
  { onProgress, signal }: { onProgress: (progress: RunProgress) => void; readonly signal: AbortSignal },
): Promise<RunProgress | undefined> {
  return new Promise((resolve) => {
    const source = new EventSource(`/api/v1/runs/${id}/events`);
    const end = (progress?: RunProgress) => {
      source.close();
      signal.removeEventListener("abort", leave);
      resolve(progress);
    };
    const leave = () => end();
    signal.addEventListener("abort", leave);
    const read = ({ data }: MessageEvent<string>) => JSON.parse(data) as RunProgress;
    source.addEventListener("progress", (event) => onProgress(read(event)));
    source.addEventListener("end", (event) => end(read(event)));
    source.addEventListener("error", leave);
    if (signal.aborted) leave();
  });
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
    signal.throwIfAborted();
  });
}
