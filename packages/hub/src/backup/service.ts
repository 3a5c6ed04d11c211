/** Takes a backup into a file of its own, and restores one. */
import { randomUUID } from "node:crypto";
import { open, rm } from "node:fs/promises";
import path from "node:path";
import { createInterface } from "node:readline";
import { PassThrough, type Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { sql } from "kysely";
import type { Actor, Audit } from "../access/index.ts";
import type { Clock } from "../platform/clock/clock.ts";
import type { Sealer } from "../platform/crypto/sealer.ts";
import { dump } from "../platform/database/backup/dump.ts";
import { damaged, notOne } from "../platform/database/backup/format.ts";
import { load } from "../platform/database/backup/load.ts";
import { hubIsRunning } from "../platform/database/backup/refusals.ts";
import type { Database } from "../platform/database/database.ts";
import { jobsSchema } from "../platform/jobs/jobs.ts";

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

export interface Restored {
  readonly madeAt: string;
  readonly tables: number;
  readonly rows: number;
  /** The key that sealed the secrets in it, and whether that key is here. */
  readonly keyId: string;
  readonly keyIsHere: boolean;
  readonly remarks: readonly string[];
}

export type BackupService = ReturnType<typeof createBackupService>;

export function createBackupService(options: BackupOptions) {
  const { database, sealer, clock, audit, folder, parts, isServing } = options;

  return {
    /** The backup, gzipped: made whole before its first byte is given, so that what comes is never half of one. */
    async take(who: Actor): Promise<Readable> {
      const schemas = (await Promise.all(parts.map((part) => part.schemas?.() ?? []))).flat();
      const name = path.join(folder, `backup-${randomUUID()}`);
      const file = await open(name, "w+", 0o600);
      try {
        // From here on the file has no name: whatever happens, nothing of it is left behind.
        await rm(name);
        const lines = new PassThrough();
        const writing = pipeline(lines, createGzip(), async (pieces: AsyncIterable<Buffer>) => {
          for await (const piece of pieces) await file.appendFile(piece);
        });
        // When the disk is full, the one that waits for room in the stream must hear of it.
        const failed = new Promise<never>((_resolve, reject) => writing.catch(reject));
        failed.catch(() => {});
        const counts = await dump(database, {
          keyId: sealer.keyId,
          madeAt: new Date(clock.now()),
          schemas: [...new Set(schemas)],
          async write(text) {
            if (lines.write(text)) return;
            await Promise.race([new Promise<void>((resolve) => lines.once("drain", resolve)), failed]);
          },
        });
        lines.end();
        await writing;
        await audit.recordAlone(who, { action: "backup.take", kind: "backup", id: null, after: counts });
      } catch (error) {
        await file.close();
        throw error;
      }
      return file.createReadStream({ start: 0 });
    },

    /** Throws HubErrors "backup.*" and "restore.*"; then the database is as it was. */
    async restore(body: Readable, replace: boolean, who: Actor): Promise<Restored> {
      if (isServing()) throw hubIsRunning();
      const { header, tables, rows } = await load(database, {
        lines: unpacked(body),
        replace,
        forget: [jobsSchema],
        ownSessions: await ownSessions(),
      });
      await audit.recordAlone(who, {
        action: "backup.restore",
        kind: "backup",
        id: null,
        after: { madeAt: header.madeAt, tables, rows },
      });
      const remarks = (await Promise.all(parts.map((part) => part.restored?.() ?? []))).flat();
      return {
        madeAt: header.madeAt,
        tables,
        rows,
        keyId: header.keyId,
        keyIsHere: sealer.hasKey(header.keyId),
        remarks,
      };
    },
  };

  async function ownSessions(): Promise<string> {
    if (database.kind === "embedded") return "";
    const { rows } = await sql<{ name: string }>`select current_setting('application_name') as name`.execute(
      database.sql,
    );
    return rows[0]?.name ?? "";
  }
}

async function* unpacked(body: Readable): AsyncGenerator<string> {
  const plain = body.pipe(createGunzip());
  let broken: unknown;
  plain.on("error", (error) => {
    broken = error;
  });
  body.on("error", (error) => plain.destroy(error));
  let count = 0;
  try {
    for await (const line of createInterface({ input: plain, crlfDelay: Number.POSITIVE_INFINITY })) {
      count += 1;
      yield line;
    }
  } catch (error) {
    broken ??= error;
  }
  if (broken === undefined) return;
  if (count === 0) throw notOne(broken);
  throw damaged("it cannot be unpacked to its end", broken);
}
