/** Kinds of data that are kept for a time, in both languages, as "what, since when". A test holds them against the hub's. */

export const kindEnglish = {
  kind_audit: "Entries of the audit log, since they were made",
  "kind_flow-history": "Runs of flows, since they ended; a flow's own keep_days may be shorter",
  "kind_failed-rows": "Failed rows that still wait, since their last try",
  "kind_flow-messages": "Messages about flows and replicas, since they arrived or were given up",
  kind_authorizations: "Consents begun in a browser, since their end",
  "kind_replica-gone": "Rows of replicas gone at GoTo, since that was seen",
  "kind_replica-syncs": "Syncs of replicas, since they ended",
  "kind_sign-in": "Sessions and one-time links, since their end",
} as const;

export const kindSpanish: Readonly<Record<keyof typeof kindEnglish, string>> = {
  kind_audit: "Entradas del registro de auditoría, desde que se hicieron",
  "kind_flow-history":
    "Ejecuciones de flujos, desde que terminaron; el keep_days de un flujo puede ser más corto",
  "kind_failed-rows": "Filas fallidas que aún esperan, desde su último intento",
  "kind_flow-messages": "Mensajes sobre flujos y réplicas, desde que llegaron o se dieron por perdidos",
  kind_authorizations: "Consentimientos comenzados en un navegador, desde su fin",
  "kind_replica-gone": "Filas de réplicas que ya no están en GoTo, desde que se vio",
  "kind_replica-syncs": "Sincronizaciones de réplicas, desde que terminaron",
  "kind_sign-in": "Sesiones y enlaces de un solo uso, desde su fin",
};
