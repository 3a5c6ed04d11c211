/** The next webinars of all connections with their registrations: what Home reads of them. */
import { useQueries } from "@tanstack/react-query";
import { type Row, readRows } from "../api/rows.ts";
import type { Connection } from "../connections/connection.ts";
import type { Registering } from "./days.ts";

const shown = 6;
/** More than that are read on the pages of data. */
const readAtMost = 5_000;
const staleMs = 60_000;

export interface Coming {
  /** Aliases of those through which it is seen: several may belong to one account. At least one. */
  readonly connections: readonly [string, ...string[]];
  readonly webinarKey: string;
  readonly subject: string;
  readonly startTime: string;
}

/** What is known so far: figures come one after the other. */
export interface Known {
  readonly coming: readonly Coming[];
  /** Registrations of one webinar by its key; absent while they are read. */
  readonly registrations: ReadonlyMap<string, readonly Registering[]>;
  readonly reading: boolean;
  readonly error: unknown;
}

/** Each webinar once, also where several of its meetings are still to come. */
export function webinarsOf(coming: readonly Coming[]): readonly Coming[] {
  return [...new Map(coming.map((one) => [one.webinarKey, one])).values()];
}

/** The colour of a webinar in the list and in the picture. */
export function colorOf(place: number): string {
  const colors = ["accent-7", "orange-6", "grape-6", "lime-7", "indigo-5", "pink-5"];
  return `var(--mantine-color-${colors[place % colors.length]})`;
}

export function useUpcoming(connections: readonly Connection[]): Known {
  const lists = useQueries({
    queries: connections
      .filter(({ state }) => state === "working")
      .map(({ alias }) => ({
        queryKey: ["upcoming", alias],
        queryFn: async ({ signal }: { signal: AbortSignal }) => {
          const query = { connection: alias, limit: "200" };
          const rows = await readRows({ entity: "UpcomingWebinar", query, signal });
          return rows.map((row) => ({ ...row, connection: alias }));
        },
        staleTime: staleMs,
      })),
  });
  const coming = nextOf(
    lists.flatMap(({ data }) => data ?? []),
    new Date(),
  );
  const webinars = webinarsOf(coming);
  const registered = useQueries({
    queries: webinars.map(({ connections: [connection], webinarKey }) => ({
      queryKey: ["upcoming", connection, webinarKey],
      queryFn: async ({ signal }: { signal: AbortSignal }) => {
        const rows = await readRows({
          entity: "Registrant",
          query: {
            connection,
            where: `webinarKey=${webinarKey}`,
            fields: "registrationDate",
            limit: String(readAtMost),
          },
          signal,
        });
        return rows.map(({ registrationDate }) => ({ webinar: webinarKey, at: String(registrationDate) }));
      },
      staleTime: staleMs,
    })),
  });
  const answers = [...lists, ...registered];
  return {
    coming,
    registrations: new Map(
      webinars.flatMap(({ webinarKey }, index) => {
        const data = registered[index]?.data;
        return data === undefined ? [] : [[webinarKey, data] as const];
      }),
    ),
    reading: answers.some(({ isPending }) => isPending),
    error: answers.find(({ error }) => error !== null)?.error ?? null,
  };
}

/** What a list of one connection has of a webinar. */
export type Listed = Row & { readonly connection: string };

/**
 * The meetings still to come, soonest first; a webinar with several stands there with each. One that is seen through two
 * connections stands there once, with both.
 */
export function nextOf(webinars: readonly Listed[], now: Date): readonly Coming[] {
  const next = new Map<string, Coming>();
  for (const { connection, webinarKey, subject, times } of webinars) {
    for (const { startTime } of times as readonly { readonly startTime: string }[]) {
      const name = `${String(webinarKey)} ${startTime}`;
      const { connections = [] as const } = next.get(name) ?? {};
      const [first = connection, ...others] = [...connections, connection];
      next.set(name, {
        connections: [first, ...others],
        webinarKey: String(webinarKey),
        subject: String(subject),
        startTime,
      });
    }
  }
  return [...next.values()]
    .filter(({ startTime }) => Date.parse(startTime) > now.getTime())
    .toSorted((one, other) => one.startTime.localeCompare(other.startTime))
    .slice(0, shown);
}
