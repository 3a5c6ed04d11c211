/** Kinds of records with personal data, in both languages. A test holds them against the hub's. */

export const kindEnglish = {
  kind_people: "People of this hub",
  kind_audit: "Audit log",
  kind_authorizations: "Consents at GoTo",
  kind_connections: "Connections",
  kind_endpoints: "Endpoints",
  "kind_failed-rows": "Failed rows",
  kind_files: "Files of flows",
  kind_flows: "Flows",
  "kind_flow-messages": "Messages about flows and replicas",
  "kind_flow-revisions": "Former forms of flows",
  "kind_replica-alerts": "Whom replicas tell",
  "kind_flow-runs": "Runs of flows",
  kind_jobs: "Jobs that wait",
  "kind_lookup-tables": "Lookup tables",
  kind_replicas: "Replicas",
} as const;

export const kindSpanish: Readonly<Record<keyof typeof kindEnglish, string>> = {
  kind_people: "Personas de este hub",
  kind_audit: "Registro de auditoría",
  kind_authorizations: "Consentimientos en GoTo",
  kind_connections: "Conexiones",
  kind_endpoints: "Endpoints",
  "kind_failed-rows": "Filas fallidas",
  kind_files: "Archivos de flujos",
  kind_flows: "Flujos",
  "kind_flow-messages": "Mensajes sobre flujos y réplicas",
  "kind_flow-revisions": "Versiones anteriores de flujos",
  "kind_replica-alerts": "A quién avisan las réplicas",
  "kind_flow-runs": "Ejecuciones de flujos",
  kind_jobs: "Trabajos en espera",
  "kind_lookup-tables": "Tablas de consulta",
  kind_replicas: "Réplicas",
};
