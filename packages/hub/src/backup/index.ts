/**
 * Backup and restore of all that the hub keeps: one file, taken at one moment from a running hub, restored whole or not at all
 * into an empty database of either kind. How the file is made and read is `platform/database/backup/`; here is what the
 * features add (which schemas, what must not go on by itself after a restore), and who may do it when.
 *
 * NOT in it: the key that opens the secrets, the files that flows write, and the job queue, which is made anew.
 */
import type { Audit } from "../access/index.ts";
import type { Clock } from "../platform/clock/clock.ts";
import type { Sealer } from "../platform/crypto/sealer.ts";
import type { Database } from "../platform/database/database.ts";
import type { Http } from "../platform/http/types.ts";
import { registerBackupRoutes } from "./routes.ts";
import { createBackupService } from "./service.ts";

/** What a room has to say about backups. */
export interface BackupPart {
  /** Schemas of the hub's own database with tables that no migration makes. */
  schemas?(): Promise<readonly string[]>;
  /**
   * After a restore, before anything runs: what was under way when the backup was taken must not go on by itself, for it may
   * have come further since. Gives sentences for the person.
   */
  restored?(): Promise<readonly string[]>;
}

export interface BackupOptions {
  readonly database: Database;
  readonly sealer: Sealer;
  readonly clock: Clock;
  readonly audit: Audit;
  /** Where a backup is made before it is sent. */
  readonly folder: string;
  readonly parts: readonly BackupPart[];
  /** Whether this process is a hub that serves, and not a command. */
  readonly isServing: () => boolean;
}

export function createBackup(options: BackupOptions): { registerRoutes(http: Http): void } {
  const service = createBackupService(options);
  return { registerRoutes: (http) => registerBackupRoutes(http, service) };
}
