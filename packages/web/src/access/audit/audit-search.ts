/** What is looked for in the audit log, as it stands in the address bar. In the main chunk: kept small. */
export interface AuditSearch {
  /** Name of who did it, whole. */
  readonly actor?: string;
  /** Of what kind of thing: "connection". */
  readonly kind?: string;
  /** What the thing is called. */
  readonly id?: string;
  /** Days in the reader's own zone, both included: "2031-01-31". */
  readonly from?: string;
  readonly to?: string;
  /** The entry that is open beside the list. */
  readonly entry?: string;
}

const names = ["actor", "kind", "id", "from", "to", "entry"] as const;

export function auditSearch(search: Readonly<Record<string, unknown>>): AuditSearch {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = search[name];
      return typeof value === "string" || typeof value === "number" ? [[name, String(value)]] : [];
    }),
  );
}
