/**
 * Backup and restore of all that the hub keeps: one file, taken at one moment from a running hub, restored whole or not at all
 * into an empty database of either kind. How the file is made and read is `platform/database/backup/`; here is what the
 * features add (which schemas, what must not go on by itself after a restore), and who may do it when.
 *
 * NOT in it: the key that opens the secrets, the files that flows write, and the job queue, which is made anew.
 */
import type { Http } from "../platform/http/types.ts";
import { registerBackupRoutes } from "./routes.ts";
import { type BackupOptions, createBackupService } from "./service.ts";

export function createBackup(options: BackupOptions): { registerRoutes(http: Http): void } {
  const service = createBackupService(options);
  return { registerRoutes: (http) => registerBackupRoutes(http, service) };
}
