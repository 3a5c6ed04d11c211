/** Which rooms keep personal data, and what is kept for a time only: every room that keeps some stands here. */
import { accessPersonalData, accessRetention, auditPersonalData, auditRetention } from "./access/index.ts";
import { alertPersonalData, alertRetention } from "./alerts/index.ts";
import { connectionPersonalData, connectionRetention } from "./connections/index.ts";
import { type EndpointRegistry, endpointPersonalData } from "./endpoints/index.ts";
import { flowPersonalData, flowRetention } from "./flows/index.ts";
import type { Sealer } from "./platform/crypto/sealer.ts";
import type { Database } from "./platform/database/database.ts";
import { jobPersonalData } from "./platform/jobs/personal-data.ts";
import type { PersonalDataSource } from "./platform/personal-data/source.ts";
import type { RetentionSource } from "./platform/retention/source.ts";
import { replicaAlertPersonalData, replicaPersonalData, replicaRetention } from "./replica/index.ts";

export interface KeptOptions {
  readonly database: Database;
  readonly sealer: Sealer;
  readonly endpoints: Pick<EndpointRegistry, "kept">;
  readonly filesFolder: string;
}

/** In the order in which they erase: the audit log last. */
export function personalDataSources(options: KeptOptions): readonly PersonalDataSource[] {
  const { database, filesFolder } = options;
  return [
    accessPersonalData(database),
    ...connectionPersonalData(database),
    ...endpointPersonalData(database, filesFolder),
    ...flowPersonalData(database),
    alertPersonalData(database),
    jobPersonalData(database),
    replicaPersonalData(options),
    replicaAlertPersonalData(database),
    auditPersonalData(database),
  ];
}

export function retentionSources(options: Omit<KeptOptions, "filesFolder">): readonly RetentionSource[] {
  const { database } = options;
  return [
    ...flowRetention(database),
    alertRetention(database),
    ...replicaRetention(options),
    auditRetention(database),
    ...accessRetention(database),
    connectionRetention(database),
  ];
}
