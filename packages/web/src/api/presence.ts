/**
 * Whether the hub answers, and whether it still knows who we are: told by every answer, shown by the frame. While the
 * hub is away it is asked again and again, so that pages recover by themselves. NOT the data: TanStack Query has that.
 */
import { useSyncExternalStore } from "react";

export type Presence = "here" | "away" | "signed-out";

const askAgainMs = 2_000;
let presence: Presence = "here";
let asking: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

export function tellPresence(next: Presence): void {
  // Who is signed out learns nothing from a hub that is away, and the other way round it matters less.
  if (next === presence) return;
  presence = next;
  clearInterval(asking);
  asking = next === "away" ? setInterval(() => void ask(), askAgainMs) : undefined;
  for (const listener of listeners) listener();
}

async function ask(): Promise<void> {
  const answer = await fetch("/healthz").catch(() => undefined);
  if (answer?.ok === true) tellPresence("here");
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function usePresence(): Presence {
  return useSyncExternalStore(subscribe, () => presence);
}
