/**
 * Personal data: everything that this hub knows of an e-mail address, found, exported and erased. It knows no table: rooms say
 * what they keep (`platform/personal-data/source.ts`), and a test holds them against the tables that there are.
 *
 * It is NOT erasure at GoTo, which keeps its own: the answer says what to do there. NOT in backups: docs/personal-data.md.
 */
import type { Http } from "../platform/http/types.ts";
import { registerPersonalDataRoutes } from "./routes.ts";
import { createPersonalDataService, type PersonalDataOptions } from "./service.ts";

export function createPersonalData(options: PersonalDataOptions): { registerRoutes(http: Http): void } {
  const service = createPersonalDataService(options);
  return { registerRoutes: (http) => registerPersonalDataRoutes(http, service) };
}
