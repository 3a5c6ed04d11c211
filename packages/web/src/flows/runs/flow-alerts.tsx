/** Who is told of a flow: the part of its page, with what the flow itself says and keeps. */
import { useQuery } from "@tanstack/react-query";
import { useMay } from "../../api/session.ts";
import { AlertsPanel } from "../../parts/alerts/alerts-panel.tsx";
import { AnchorLink } from "../../parts/links.tsx";
import type { Flow } from "../flow.ts";
import { useChangedDefinition } from "./change-definition.ts";
import { definitionOf } from "./definition.ts";
import { alertsQuery } from "./run.ts";
import { useFlowPageWords } from "./words.ts";

export function FlowAlerts({ flow }: { readonly flow: Flow }) {
  const say = useFlowPageWords();
  const mayWrite = useMay("flows:write");
  const { alerts: settings } = definitionOf(flow);
  const { data, error } = useQuery(alertsQuery(flow.name));
  const save = useChangedDefinition(flow.name, () => {});
  return (
    <AlertsPanel
      settings={settings}
      alerts={data}
      error={error}
      isWaiting={flow.keptRows > 0}
      runLink={(run) => (
        <AnchorLink size="sm" to="/flows/$name/runs/$id" params={{ name: flow.name, id: run }}>
          {say("watch")}
        </AnchorLink>
      )}
      mayWrite={mayWrite}
      isSaving={save.isPending}
      saveError={save.error}
      onSave={(alerts, done) => save.mutate({ part: { alerts } }, { onSuccess: done })}
    />
  );
}
