/**
 * The data folder: where the embedded database, the key file, the access token and the lock live.
 * NOT a place for anything that two hubs on one Postgres must share: that goes into the database.
 */
import { randomBytes } from "node:crypto";
import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { HubError } from "../errors.ts";

/** Makes the folder when it is absent, for its owner only. Throws HubError when it cannot be written to. */
export function makeDataFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const probe = path.join(folder, `.probe-${process.pid}`);
    writeFileSync(probe, "");
    rmSync(probe);
  } catch (error) {
    const isFile = ["EEXIST", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "");
    throw new HubError({
      kind: "unavailable",
      code: "data-folder.unusable",
      message: isFile
        ? `The data folder ${folder} is, or lies under, a file.`
        : `The data folder ${folder} cannot be written to: ${(error as Error).message}.`,
      meaning: "Rostrum keeps its database, its key and its lock there.",
      remedy: "Give this user the right to write there, or set ROSTRUM_DATA to another folder.",
      cause: error,
    });
  }
}

/**
 * The text of a small file with a secret, made by `make` at the first call and readable by its owner only.
 * Two processes that come at once get the same text.
 */
export function secretFile(folder: string, name: string, make: () => string): string {
  const file = path.join(folder, name);
  for (;;) {
    try {
      const secret = readFileSync(file, "utf8").trim();
      chmodSync(file, 0o600);
      return secret;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    }
    const fresh = `${file}.${process.pid}`;
    writeFileSync(fresh, `${make()}\n`, { mode: 0o600 });
    try {
      linkSync(fresh, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    } finally {
      rmSync(fresh);
    }
  }
}

/**
 * The access token of the folder: who may read the folder may use its hub as administrator. The command line on the same
 * machine sends it; programs elsewhere use API keys.
 */
export function accessToken(folder: string): string {
  return secretFile(folder, "access-token", () => randomBytes(32).toString("base64url"));
}
