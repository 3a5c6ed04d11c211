/** What a flow is and does, in sentences. Pure. */
import { type Flow, type Place, tableOf } from "../flow.ts";
import { definitionOf } from "./definition.ts";
import type { useFlowPageWords } from "./words.ts";

type SayFlow = ReturnType<typeof useFlowPageWords>;

/** "rows of Attendee (goto)". */
export function rowsOf(place: Place | undefined, say: SayFlow): string {
  return say("rows", { table: tableOf(place), endpoint: place?.endpoint ?? "" });
}

/** "Attendee (goto)". */
export function placeOf(place: Place, say: SayFlow): string {
  return say("place", { table: tableOf(place), endpoint: place.endpoint ?? "" });
}

/** What the flow does, where nobody described it. */
export function sentenceOf(flow: Flow, say: SayFlow): string {
  const { source, steps = [], target } = definitionOf(flow);
  const values = {
    source: rowsOf(source, say),
    steps: steps.length === 0 ? say("noSteps") : say("withSteps", { count: steps.length }),
  };
  return target === undefined
    ? say("doesNoTarget", values)
    : say("does", { ...values, target: placeOf(target, say) });
}
