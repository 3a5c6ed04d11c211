/**
 * The lock of the data folder: one file that says which process uses the folder, since when, and under which
 * address it can be spoken to. PGlite bears one process per folder and would be damaged by a second.
 * NOT a lock between threads or machines: the folder must be on a disk of this machine.
 *
 * The file is made complete in one step (link), so nobody reads half of it. After a kill -9 it stays behind; the
 * next process sees that its owner is gone (by process id and start time, since ids are used again) and takes
 * over, one at a time under a takeover folder.
 */
import { randomUUID } from "node:crypto";
import {
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { HubError } from "../errors.ts";

/** What the lock file says. */
export interface LockOwner {
  readonly pid: number;
  /** The operating system's start mark of that process, to tell it from a later one with the same id. */
  readonly processStart: string;
  /** What the process does: "serve", "query"... */
  readonly purpose: string;
  readonly since: string;
  /** Where it can be spoken to; absent for a command that does not listen. */
  readonly url?: string;
  /** Tells this taking of the lock from every other. */
  readonly id: string;
}

export interface DataFolderLock {
  /** Tells others where this process can be spoken to. */
  announce(url: string): void;
  /** Gives the folder free. Safe to call twice. */
  release(): void;
}

const fileName = "hub.lock";
/** A takeover is two file operations; one that is older than this died in between. */
const takeoverStaleAfter = 5_000;

/**
 * Takes the lock. Throws HubError "data-folder.in-use" when another living process holds it.
 * @param now the present instant, for the file's `since`
 */
export function takeLock(folder: string, purpose: string, now: Date): DataFolderLock {
  const file = path.join(folder, fileName);
  let mine: LockOwner = {
    pid: process.pid,
    processStart: processStart(process.pid) ?? "",
    purpose,
    since: now.toISOString(),
    id: randomUUID(),
  };
  let owner = tryTake(file, mine);
  while (owner !== undefined && !isAlive(owner)) {
    removeStale(folder, file);
    owner = tryTake(file, mine);
  }
  if (owner !== undefined) throw inUse(folder, owner);

  return {
    announce(url) {
      mine = { ...mine, url };
      const fresh = `${file}.${mine.id}`;
      writeFileSync(fresh, JSON.stringify(mine), { mode: 0o600 });
      renameSync(fresh, file);
    },
    release() {
      if (readOwner(file)?.id === mine.id) rmSync(file, { force: true });
    },
  };
}

/** The living process that holds the folder, if there is one. */
export function findOwner(folder: string): LockOwner | undefined {
  const owner = readOwner(path.join(folder, fileName));
  return owner !== undefined && isAlive(owner) ? owner : undefined;
}

/** Makes the lock file; gives the present owner when there is one already. */
function tryTake(file: string, mine: LockOwner): LockOwner | undefined {
  const fresh = `${file}.${mine.id}`;
  writeFileSync(fresh, JSON.stringify(mine), { mode: 0o600 });
  try {
    for (;;) {
      try {
        linkSync(fresh, file);
        return undefined;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      }
      // Between the link and this reading the owner may have left: then try again.
      const owner = readOwner(file);
      if (owner !== undefined) return owner;
    }
  } finally {
    rmSync(fresh, { force: true });
  }
}

/** Removes the file of a dead owner; under a folder of its own, so that nobody removes the lock of a new one. */
function removeStale(folder: string, file: string): void {
  const takeover = path.join(folder, `${fileName}.takeover`);
  try {
    mkdirSync(takeover);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    const age = Date.now() - (statSync(takeover, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age < takeoverStaleAfter) {
      // Somebody is at it this very moment: let them finish.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
      return;
    }
  }
  try {
    const owner = readOwner(file);
    if (owner !== undefined && !isAlive(owner)) rmSync(file, { force: true });
  } finally {
    try {
      rmdirSync(takeover);
    } catch {
      // Another process that found it stale was faster.
    }
  }
}

function readOwner(file: string): LockOwner | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as LockOwner;
  } catch (error) {
    // Where the folder itself is a file, taking it says so.
    if (["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "")) return undefined;
    if (error instanceof SyntaxError) return { pid: 0, processStart: "", purpose: "", since: "", id: "" };
    throw error;
  }
}

function isAlive(owner: LockOwner): boolean {
  if (!Number.isInteger(owner.pid) || owner.pid <= 0) return false;
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    // EPERM: it lives and belongs to somebody else.
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  const started = processStart(owner.pid);
  return started === undefined || owner.processStart === "" || started === owner.processStart;
}

/** When a process began, in the kernel's own ticks since boot; undefined where there is no /proc. */
function processStart(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name stands in brackets and may hold anything: count from the last bracket (field 22, proc(5)).
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    // A zombie has ended and only waits for its parent to notice: it uses no files any more.
    return fields[0] === "Z" ? "ended" : fields[19];
  } catch {
    return undefined;
  }
}

function inUse(folder: string, owner: LockOwner): HubError {
  const what = owner.url === undefined ? `"rostrum ${owner.purpose}"` : `the hub at ${owner.url}`;
  return new HubError({
    kind: "unavailable",
    code: "data-folder.in-use",
    message: `The data folder ${folder} is in use by ${what} (process ${owner.pid}, since ${owner.since}).`,
    meaning: "The embedded database bears one process at a time.",
    remedy:
      owner.url === undefined
        ? "Wait for it to end, or set ROSTRUM_DATA to another folder."
        : `Stop it first, or use it: commands find it by themselves, the browser under ${owner.url}.`,
    details: { pid: owner.pid, url: owner.url },
  });
}
