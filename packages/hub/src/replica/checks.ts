/** What `doctor` asks of this room: is each replica kept in step. Never vital: the hub works without. */
import type { Check, CheckResult } from "../platform/http/checks.ts";
import type { ReplicaReport, ReplicaService } from "./service.ts";

export function replicaCheck(service: ReplicaService): Check {
  return {
    name: "Replicas",
    vital: false,
    run: async () => (await service.list()).map(resultOf),
  };
}

function resultOf({ replica, connection, lastEnded, sentence }: ReplicaReport): Omit<CheckResult, "name"> {
  const said = `${replica.name}: ${sentence}`;
  if (connection === null) {
    return {
      state: "failed",
      sentence: said,
      remedy: `rostrum replica change ${replica.name} --connection ALIAS`,
    };
  }
  if (lastEnded?.state !== "failed") return { state: "ok", sentence: said };
  const remedy = lastEnded.error?.remedy;
  return { state: "failed", sentence: said, ...(remedy === undefined ? {} : { remedy }) };
}
