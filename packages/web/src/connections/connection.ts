/** A connection as the pages speak of it: queries, and its health in a sentence of the reader's language. */
import { queryOptions } from "@tanstack/react-query";
import { api, told } from "../api/client.ts";
import type { paths } from "../api/schema.ts";
import { dayAndTime, fromNow, share } from "../language/moments.ts";
import type { Say } from "../language/words.ts";

export type Connection =
  paths["/api/v1/connections"]["get"]["responses"][200]["content"]["application/json"]["connections"][number];

export const connectionsQuery = queryOptions({
  queryKey: ["connections"],
  queryFn: ({ signal }) => told(api.GET("/api/v1/connections", { signal })),
  refetchInterval: 15_000,
});

export const oauthClientsQuery = queryOptions({
  queryKey: ["oauth-clients"],
  queryFn: ({ signal }) => told(api.GET("/api/v1/oauth-clients", { signal })),
});

/** Characters of a name; the hub takes no more. */
export const longestName = 25;

/** Days before the end of a consent from which on people are warned. */
const warningDays = 7;
const dayMs = 86_400_000;

export function endsSoon({ consentEndsAt }: Connection, now: Date): boolean {
  return consentEndsAt !== null && Date.parse(consentEndsAt) - now.getTime() < warningDays * dayMs;
}

/** The parts of the sentence that says how a connection is. */
export const healthEnglish = {
  working: "Working.",
  unfinished: "Not finished: nobody has consented at GoTo yet.",
  failing: "Not working since {{since}}: {{why}}",
  failingNow: "Not working: {{why}}",
  dead: "The consent has ended. Authenticate again; what uses the connection waits until then.",
  signedIn: "Signed in as {{email}}, organizer of {{account}}.",
  renewsRefresh: "It renews itself; the consent is good until {{until}} ({{left}}).",
  renewsToken: "It renews itself by a personal access token.",
  budget: "{{share}} of its budget used in the last hour.",
} as const;

export const healthSpanish: Record<keyof typeof healthEnglish, string> = {
  working: "Funciona.",
  unfinished: "Sin terminar: nadie ha dado todavía su consentimiento en GoTo.",
  failing: "No funciona desde {{since}}: {{why}}",
  failingNow: "No funciona: {{why}}",
  dead: "El consentimiento ha terminado. Autentíquese de nuevo; lo que usa la conexión espera hasta entonces.",
  signedIn: "Sesión de {{email}}, organizador de {{account}}.",
  renewsRefresh: "Se renueva sola; el consentimiento vale hasta {{until}} ({{left}}).",
  renewsToken: "Se renueva sola con un token de acceso personal.",
  budget: "{{share}} de su presupuesto usado en la última hora.",
};

/** @param tell says the hub's own words in the language of the page */
export function healthOf(
  connection: Connection,
  say: Say<keyof typeof healthEnglish>,
  tell: (english: string) => string,
  now: Date,
): string {
  const { state, email, accountName, consent, consentEndsAt, lastError, lastSuccessAt, budgets } = connection;
  const said: string[] = [];
  if (state === "failing") {
    const why = tell(lastError ?? "");
    said.push(
      lastSuccessAt === null
        ? say("failingNow", { why })
        : say("failing", { why, since: dayAndTime(new Date(lastSuccessAt)) }),
    );
  } else said.push(say(state));
  if (email !== null) said.push(say("signedIn", { email, account: accountName ?? connection.name }));
  if (state !== "working") return said.join(" ");
  if (consent === "personal-access-token") said.push(say("renewsToken"));
  else if (consentEndsAt !== null) {
    const until = new Date(consentEndsAt);
    said.push(say("renewsRefresh", { until: dayAndTime(until), left: fromNow(until, now) }));
  }
  const used = Math.max(0, ...Object.values(budgets).map(({ lastHour }) => lastHour.usedShare));
  said.push(say("budget", { share: share(used) }));
  return said.join(" ");
}

/** What uses a connection, by kind and name. */
export function usesOf(uses: Connection["usedBy"], say: Say<"useReplica" | "useFlow">): string {
  return uses
    .map(({ kind, name }) => say(kind === "replica" ? "useReplica" : "useFlow", { name }))
    .join(", ");
}
