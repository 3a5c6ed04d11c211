/** The webinars that a flow may be about, the latest first, for who chooses one by its title. */
import { useQuery } from "@tanstack/react-query";
import { type Row, readRows } from "../../api/rows.ts";
import { dayAndTime } from "../../language/moments.ts";
import { isGoTo } from "../flow.ts";
import { useEditor } from "./editor-context.ts";

/** Of the connection that the target names; undefined: the only one. */
export function useTargetConnection(): { readonly connection?: string } {
  const connection = useEditor().shown.target?.endpoint?.split(":")[1];
  return connection === undefined ? {} : { connection };
}

/** Asks only where somebody is to choose. */
export function useWebinars(isWanted: boolean) {
  const { shown } = useEditor();
  const of = useTargetConnection();
  const { data, error } = useQuery({
    queryKey: ["flow-webinars", of],
    queryFn: ({ signal }) =>
      readRows({
        entity: "Webinar",
        query: { ...of, from: "-365d", fields: "webinarKey,subject,times" },
        signal,
      }),
    enabled: isWanted && isGoTo(shown.target?.endpoint),
    staleTime: 60_000,
  });
  const webinars = (data ?? [])
    .map(webinarIn)
    .toSorted((one, other) => (one.startTime < other.startTime ? 1 : -1));
  return {
    error,
    /** For a field to choose from: by key, with title and time. */
    choices: webinars.map(({ webinarKey, subject, startTime }) => ({
      value: webinarKey,
      label: startTime === "" ? subject : `${subject}, ${dayAndTime(new Date(startTime))}`,
    })),
  };
}

function webinarIn({ webinarKey, subject, times }: Row) {
  const [first] = Array.isArray(times) ? (times as { readonly startTime?: string }[]) : [];
  return { webinarKey: String(webinarKey), subject: String(subject), startTime: first?.startTime ?? "" };
}
