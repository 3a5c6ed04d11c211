/** Replicas as the pages speak of them: shapes, queries, and how one is in sentences of the reader's language. */
import { queryOptions } from "@tanstack/react-query";
import { api, told } from "../api/client.ts";
import type { paths } from "../api/schema.ts";
import { dayAndTime, duration, figure, fromNow, share as shareWords } from "../language/moments.ts";
import type { Say } from "../language/words.ts";

export type Replica =
  paths["/api/v1/replicas"]["get"]["responses"][200]["content"]["application/json"]["replicas"][number];
export type Sync =
  paths["/api/v1/replicas/{name}/syncs"]["get"]["responses"][200]["content"]["application/json"]["syncs"][number];

const liveMs = 1_000;
const calmMs = 15_000;

export const replicasQuery = queryOptions({
  queryKey: ["replicas"],
  queryFn: ({ signal }) => told(api.GET("/api/v1/replicas", { signal })),
  refetchInterval: ({ state }) =>
    state.data?.replicas.some(({ syncing }) => syncing !== null) === true ? liveMs : calmMs,
});

/** A sync that is under way is looked at each second: the hub notes its progress as often. */
export const replicaQuery = (name: string) =>
  queryOptions({
    queryKey: ["replicas", name],
    queryFn: ({ signal }) => told(api.GET("/api/v1/replicas/{name}", { params: { path: { name } }, signal })),
    refetchInterval: ({ state }) => (state.data?.syncing ? liveMs : calmMs),
  });

/** @param isSyncing one is under way: its end is news for the list */
export const syncsQuery = (name: string, isSyncing: boolean) =>
  queryOptions({
    queryKey: ["replicas", name, "syncs", isSyncing],
    queryFn: ({ signal }) =>
      told(
        api.GET("/api/v1/replicas/{name}/syncs", {
          params: { path: { name }, query: { limit: 50 } },
          signal,
        }),
      ),
    refetchInterval: calmMs,
  });

export const replicaAlertsQuery = (name: string) =>
  queryOptions({
    queryKey: ["replicas", name, "alerts"],
    queryFn: ({ signal }) =>
      told(api.GET("/api/v1/replicas/{name}/alerts", { params: { path: { name } }, signal })),
    refetchInterval: calmMs,
  });
/** The database that it is copied into, in words; null: the hub's own. */
export function placeOf({ database, endpoint }: Replica, say: Say<keyof typeof stateEnglish>): string | null {
  return endpoint === null ? database : say("ofEndpoint", { endpoint, database: database ?? "" });
}

/** A share of all that is done; undefined while nobody knows. */
export function shareOf({ progress }: Sync): number | undefined {
  const shares = progress.lines.flatMap(({ share }) => share ?? []);
  return shares.length === 0 ? undefined : shares.reduce((sum, one) => sum + one, 0) / shares.length;
}

/** Rows of all entities, by what became of them. */
export function sumOf({ counts }: Sync) {
  const sum = { new: 0, changed: 0, gone: 0, same: 0 };
  for (const one of Object.values(counts))
    for (const what of ["new", "changed", "gone", "same"] as const) sum[what] += one[what];
  return sum;
}

export const stateEnglish = {
  never: "Never synced.",
  upToDate: "Up to date as of {{when}}.",
  stopped: "A sync was stopped {{when}}; the next one goes on from there.",
  failed: "The last sync failed {{when}}: {{why}}",
  complete: "Everything was read {{when}}; that is done every {{count}} days.",
  cutOff: "Its connection was removed: nobody is there to read with. Choose another one.",
  next: "Next sync {{when}} ({{left}}).",
  syncWaiting: "A sync waits for a process that carries it out.",
  syncTrouble: "A sync is under way and waits: {{why}}",
  syncRunning: "A sync is under way: {{parts}}.",
  syncCalls_one: "{{shown}} call to GoTo",
  syncCalls_other: "{{shown}} calls to GoTo",
  syncRate: "{{rate}} of {{allowed}} calls a second",
  syncLeft: "about {{time}} left",
  ofEndpoint: "the endpoint {{endpoint}} ({{database}})",
} as const;

export const stateSpanish: Readonly<Record<keyof typeof stateEnglish, string>> = {
  never: "Nunca sincronizada.",
  upToDate: "Al día desde {{when}}.",
  stopped: "Una sincronización se detuvo {{when}}; la siguiente sigue desde ahí.",
  failed: "La última sincronización falló {{when}}: {{why}}",
  complete: "Todo se leyó {{when}}; se hace cada {{count}} días.",
  cutOff: "Su conexión se quitó: no hay con quién leer. Elija otra.",
  next: "Próxima sincronización {{when}} ({{left}}).",
  syncWaiting: "Una sincronización espera a que un proceso la tome.",
  syncTrouble: "Hay una sincronización en marcha que espera: {{why}}",
  syncRunning: "Hay una sincronización en marcha: {{parts}}.",
  syncCalls_one: "{{shown}} llamada a GoTo",
  syncCalls_other: "{{shown}} llamadas a GoTo",
  syncRate: "{{rate}} de {{allowed}} llamadas por segundo",
  syncLeft: "quedan unos {{time}}",
  ofEndpoint: "el endpoint {{endpoint}} ({{database}})",
};

/** Says the hub's own words in the language of the page. */
type Tell = (english: string) => string;
type SayState = Say<keyof typeof stateEnglish>;

/** How it is, as a few sentences; `schedule` is its schedule in words. */
export function sentencesOf(
  replica: Replica,
  schedule: string,
  say: SayState,
  tell: Tell,
  now: Date,
): string {
  const { syncing, lastSync, lastComplete, completeDays, connection, nextSyncAt } = replica;
  const when = (sync: Sync) => fromNow(new Date(sync.endedAt ?? sync.requestedAt), now);
  const said: string[] = [];
  if (syncing !== null) said.push(underWayOf(syncing, say, tell));
  if (lastSync === null) {
    if (syncing === null) said.push(say("never"));
  } else if (lastSync.state === "done") said.push(say("upToDate", { when: when(lastSync) }));
  else if (lastSync.state === "stopped") said.push(say("stopped", { when: when(lastSync) }));
  else {
    const { message = "", remedy = "" } = lastSync.error ?? {};
    said.push(say("failed", { when: when(lastSync), why: tell(`${message} ${remedy}`.trim()) }));
  }
  if (lastComplete !== null) said.push(say("complete", { when: when(lastComplete), count: completeDays }));
  if (connection === null) said.push(say("cutOff"));
  said.push(`${schedule}.`);
  if (nextSyncAt !== null) {
    const at = new Date(nextSyncAt);
    said.push(say("next", { when: dayAndTime(at), left: fromNow(at, now) }));
  }
  return said.join(" ");
}

/** What a sync is about at the moment. */
function underWayOf(sync: Sync, say: SayState, tell: Tell): string {
  const { state, progress } = sync;
  if (state === "waiting") return say("syncWaiting");
  const { trouble, calls, callsPerSecond, callsPerSecondAllowed, secondsLeft } = progress;
  if (trouble !== undefined) return say("syncTrouble", { why: tell(trouble) });
  const share = shareOf(sync);
  const parts = [
    share === undefined ? undefined : shareWords(share),
    say("syncCalls", { count: calls, shown: figure(calls) }),
    callsPerSecond === undefined
      ? undefined
      : say("syncRate", {
          rate: figure(Math.round(callsPerSecond * 10) / 10),
          allowed: callsPerSecondAllowed === undefined ? "–" : figure(callsPerSecondAllowed),
        }),
    secondsLeft === undefined ? undefined : say("syncLeft", { time: duration(secondsLeft) }),
  ].filter((part) => part !== undefined);
  return say("syncRunning", { parts: parts.join(", ") });
}
