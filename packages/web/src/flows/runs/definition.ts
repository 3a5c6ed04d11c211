/** What a kept definition says of when the flow runs, who is told and how long its history stays; the hub filled in what was left out. */
import type { AlertSettings } from "../../parts/alerts/settings.ts";
import type { Schedule } from "../../parts/schedule/schedule.ts";
import type { Definition, Flow } from "../flow.ts";

export type FlowSchedule = Schedule | { readonly after: string };

export interface KeptDefinition extends Definition {
  readonly schedule?: FlowSchedule;
  readonly alerts?: AlertSettings;
  readonly keep_days: number;
  readonly errors: { readonly row: "keep" | "ignore" };
  readonly target?: NonNullable<Definition["target"]> & {
    readonly switches?: Readonly<Record<string, boolean>>;
  };
}

export function definitionOf({ definition }: Pick<Flow, "definition">): KeptDefinition {
  return definition as unknown as KeptDefinition;
}
