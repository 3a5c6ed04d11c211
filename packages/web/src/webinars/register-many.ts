/**
 * The registration of many people at once. It goes on while other pages of the hub are looked at, and is found again here;
 * a reload ends it after the people who are under way. Sent again, nobody is registered twice.
 */
import {
  type QueryClient,
  queryOptions,
  useMutation,
  useMutationState,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { type WriteAsked, type WriteResult, writeRows } from "../api/write.ts";
import type { Person } from "./people-list.ts";
import { forgetTyped } from "./typed.ts";
import { listName } from "./typed-list.ts";
import { connectionOf, type Place } from "./webinar.ts";

export interface Sending {
  readonly people: readonly Person[];
  /** Somebody registered already gets the confirmation again. */
  readonly resendConfirmation: boolean;
  readonly startedAt: number;
  readonly stop: AbortController;
}

/** What came of people, by their number in the list. */
export type Outcomes = ReadonlyMap<number, WriteResult>;

const nothing: Outcomes = new Map();

const keyOf = ({ connection, webinarKey }: Place) => ["register-many", connection, webinarKey] as const;

/** Checks everybody at the hub, without sending anything: who is there already, what else is wrong. */
export const checkQuery = (place: Place, people: readonly Person[], check: string) =>
  queryOptions({
    // By the name of this check and not by its people: they may be thousands.
    queryKey: [...keyOf(place), "check", check],
    gcTime: 0,
    queryFn: async ({ signal }): Promise<Outcomes> =>
      byNumber(people, await write(place, people, { dryRun: "true" }, { signal })),
  });

export function useRegisterMany(place: Place) {
  const queries = useQueryClient();
  const mutationKey = keyOf(place);
  const { mutate, reset } = useMutation({
    mutationKey,
    gcTime: Number.POSITIVE_INFINITY,
    mutationFn: (sending: Sending) => send(queries, place, sending),
    // What was stopped may be wanted again.
    onSuccess: (_, { stop }) => stop.signal.aborted || forgetTyped(listName(place)),
    onSettled: () => queries.invalidateQueries({ queryKey: ["webinar"] }),
  });
  // Of this page or of an earlier visit to it.
  const latest = useMutationState({
    filters: { mutationKey },
    select: ({ state }) => ({
      status: state.status,
      error: state.error,
      sending: state.variables as Sending | undefined,
    }),
  }).at(-1);
  const { data: outcomes = nothing } = useQuery<Outcomes>({
    queryKey: mutationKey,
    queryFn: () => nothing,
    enabled: false,
    gcTime: Number.POSITIVE_INFINITY,
  });
  return {
    latest: latest?.sending === undefined ? undefined : { ...latest, sending: latest.sending },
    outcomes,
    start: mutate,
    /** Forgets what came of it, for a new list. */
    clear() {
      const mutations = queries.getMutationCache();
      for (const mutation of mutations.findAll({ mutationKey })) mutations.remove(mutation);
      queries.removeQueries({ queryKey: mutationKey });
      reset();
    },
  };
}

/** So many are handed to the hub at once: stopping ends after them, and all that is said to be done is. */
const atOnce = 40;

async function send(
  queries: QueryClient,
  place: Place,
  { people, resendConfirmation, stop }: Sending,
): Promise<void> {
  const query = { resendConfirmation: String(resendConfirmation) };
  window.addEventListener("beforeunload", askFirst);
  try {
    for (let from = 0; from < people.length && !stop.signal.aborted; from += atOnce) {
      const some = people.slice(from, from + atOnce);
      const before = queries.getQueryData<Outcomes>(keyOf(place)) ?? nothing;
      const tell = (results: readonly WriteResult[]) =>
        queries.setQueryData<Outcomes>(keyOf(place), new Map([...before, ...byNumber(some, results)]));
      tell(await write(place, some, query, { onResults: tell }));
    }
  } finally {
    window.removeEventListener("beforeunload", askFirst);
  }
}

/** Lets the browser ask whether the window is really to be closed. */
function askFirst(event: BeforeUnloadEvent): void {
  event.preventDefault();
}

function write(
  place: Place,
  people: readonly Person[],
  query: Readonly<Record<string, string>>,
  more: Pick<WriteAsked, "onResults" | "signal"> = {},
): Promise<readonly WriteResult[]> {
  return writeRows({
    entity: "Registrant",
    operation: "upsert",
    rows: people.map(({ row }) => row),
    query: { ...connectionOf(place), ...query },
    ...more,
  });
}

function byNumber(people: readonly Person[], results: readonly WriteResult[]): Outcomes {
  return new Map(
    results.flatMap((result) => {
      const person = people[result.line - 1];
      return person === undefined ? [] : [[person.number, result] as const];
    }),
  );
}
