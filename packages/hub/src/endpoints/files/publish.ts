/**
 * Puts a complete file in the place of the real one, in one step, so that readers see the old one or the new one and
 * never half of one; and so that a crash in between leaves no doubt whether it was done.
 */
import { type FileHandle, open, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { HubError } from "../../platform/errors.ts";

const mostTries = 5;

/**
 * `make` writes the file anew into the given path, from the real one as it is at that moment; it is called again when
 * somebody else changed the real one meanwhile. `note` is where the deed is recorded.
 */
export async function publish(
  file: string,
  note: string,
  make: (target: string) => Promise<void>,
): Promise<void> {
  const target = note.replace(/\.done$/, ".new");
  for (let tries = 1; ; tries += 1) {
    // Two processes may come to the end of one writing, where one was thought dead: it is published once.
    if (await wasPublished(file, note)) return;
    const before = await versionOf(file);
    try {
      await make(target);
      const made = await synced(target);
      if ((await versionOf(file)) === before) {
        // The note first: when the real file then bears the number noted, the renaming happened.
        await writeFile(note, String(made));
        await synced(note);
        await rename(target, file);
        await syncFolder(path.dirname(file));
        return;
      }
    } finally {
      await rm(target, { force: true });
    }
    if (tries === mostTries) throw contended(file);
  }
}

/** Whether `publish` with this note came to its end. */
export async function wasPublished(file: string, note: string): Promise<boolean> {
  const noted = await readFile(note, "utf8").catch(() => undefined);
  if (noted === undefined) return false;
  return stat(file).then(
    (state) => String(state.ino) === noted,
    () => false,
  );
}

async function versionOf(file: string): Promise<string> {
  return stat(file).then(
    (state) => `${state.ino} ${state.size} ${state.mtimeMs}`,
    () => "none",
  );
}

/** Forces the file to disk; answers its number in the file system. */
async function synced(file: string): Promise<number> {
  const handle: FileHandle = await open(file, "r");
  try {
    await handle.sync();
    return (await handle.stat()).ino;
  } finally {
    await handle.close();
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function contended(file: string): HubError {
  return new HubError({
    kind: "conflict",
    code: "endpoint.busy",
    message: `${path.basename(file)} was changed by somebody else each time it was about to be replaced.`,
    meaning: "It was left as it is; the rows are kept beside it.",
    remedy: "Stop what else writes to it, and let the run go on.",
  });
}
