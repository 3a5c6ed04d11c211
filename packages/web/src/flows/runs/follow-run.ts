/**
 * Follows a run by server-sent events until it ends. Every event says all there is to be known, so a reader that lost the
 * hub only has to ask again, which this does by itself. NOT what is shown of it.
 */
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { tellPresence } from "../../api/presence.ts";
import { flowKeys } from "../flow.ts";
import { failedRowsKey, type Run, runQuery, runsQuery } from "./run.ts";

/** What the hub says of a run while it goes. */
export interface RunEvent
  extends Pick<
    Run,
    "id" | "flow" | "kind" | "reason" | "state" | "counts" | "requestedAt" | "seconds" | "error"
  > {
  readonly rowsPerSecond?: number;
  readonly total?: number;
  readonly totalFrom?: "known" | "last run";
  readonly share?: number;
  readonly secondsLeft?: number;
}

export interface Followed {
  /** The latest event; undefined before the first one. */
  readonly event: RunEvent | undefined;
  /** When it came, in milliseconds since 1970. */
  readonly cameAt: number;
  /** The hub does not answer; it is asked again. */
  readonly isLost: boolean;
}

const askAgainMs = 1_500;

/** @param follow false: the run has ended, and there is nothing to follow */
export function useFollowedRun({ id, flow }: Pick<Run, "id" | "flow">, follow: boolean): Followed {
  const queries = useQueryClient();
  const [followed, setFollowed] = useState<Followed>({ event: undefined, cameAt: 0, isLost: false });
  useEffect(() => {
    if (!follow) return;
    let source: EventSource | undefined;
    let again: ReturnType<typeof setTimeout> | undefined;
    const take = ({ data }: MessageEvent<string>) =>
      setFollowed({ event: JSON.parse(data) as RunEvent, cameAt: Date.now(), isLost: false });
    const open = () => {
      source = new EventSource(`/api/v1/flow-runs/${encodeURIComponent(id)}/events`);
      source.addEventListener("open", () => tellPresence("here"));
      source.addEventListener("progress", take);
      source.addEventListener("end", (event) => {
        source?.close();
        take(event);
        for (const queryKey of [
          runQuery(id).queryKey,
          runsQuery(flow).queryKey,
          flowKeys.all,
          failedRowsKey(flow),
          ["flow-alerts", flow],
        ])
          void queries.invalidateQueries({ queryKey });
      });
      source.addEventListener("error", () => {
        source?.close();
        setFollowed((before) => ({ ...before, isLost: true }));
        again = setTimeout(open, askAgainMs);
        // An EventSource does not say why it failed. This way the frame learns whether the hub is away or the session ended.
        void queries.invalidateQueries({ queryKey: runQuery(id).queryKey });
      });
    };
    open();
    return () => {
      source?.close();
      clearTimeout(again);
    };
  }, [id, flow, follow, queries]);
  return followed;
}
