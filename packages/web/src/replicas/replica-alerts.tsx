/** Who is told of a replica: the part of its page. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, told } from "../api/client.ts";
import { useMay } from "../api/session.ts";
import { AlertsPanel } from "../parts/alerts/alerts-panel.tsx";
import type { AlertSettings } from "../parts/alerts/settings.ts";
import { type Replica, replicaAlertsQuery } from "./replica.ts";

export function ReplicaAlerts({ replica: { name, alerts } }: { readonly replica: Replica }) {
  const mayWrite = useMay("replicas:write");
  const queries = useQueryClient();
  const { data, error } = useQuery(replicaAlertsQuery(name));
  const save = useMutation({
    mutationFn: (settings: AlertSettings | undefined) => {
      const { email, ...others } = settings ?? {};
      const wanted = { ...others, ...(email === undefined ? {} : { email: [...email] }) };
      return told(
        api.PATCH("/api/v1/replicas/{name}", {
          params: { path: { name } },
          body: { alerts: settings === undefined ? null : wanted },
        }),
      );
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ["replicas"] }),
  });
  return (
    <AlertsPanel
      settings={alerts ?? undefined}
      alerts={data}
      error={error}
      mayWrite={mayWrite}
      isSaving={save.isPending}
      saveError={save.error}
      onSave={(settings, done) => save.mutate(settings, { onSuccess: done })}
    />
  );
}
