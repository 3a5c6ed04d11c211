// npm test: sets itself up (packages, pages, browser), then runs every test under the project's own Node. Arguments go to vitest.
import { chmodSync, existsSync, mkdtempSync, rmSync, statfsSync } from "node:fs";
import { freemem } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { browser } from "./browser.mjs";
import { run } from "./run.mjs";
import { buildPages, projectEnvironment, projectNode, root, setUp } from "./setup.mjs";

setUp();
buildPages();
const vitest = path.join(root, "node_modules", "vitest", "vitest.mjs");
const folder = folderInMemory();
try {
  process.exitCode = await run(projectNode, [vitest, "run", ...process.argv.slice(2)], {
    env: {
      ...projectEnvironment(),
      CHROMIUM: browser(),
      ...(folder === undefined ? {} : { TMPDIR: folder }),
    },
  });
} finally {
  // What was interrupted may write for a moment more: removed until it stays away, for ten seconds at most.
  for (let tries = 0; folder !== undefined && existsSync(folder) && tries < 20; tries += 1) {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    await sleep(500);
  }
}

/**
 * A folder for the tests' files, in memory where there is room (Linux): a database is a thousand files, and making them on a
 * disk is a fifth of all the work. Elsewhere the tests take the folder for temporary files as it is.
 */
function folderInMemory() {
  const [memory, needed] = ["/dev/shm", 4 * 2 ** 30];
  try {
    const { bavail, bsize } = statfsSync(memory);
    if (bavail * bsize < needed || freemem() < 2 * needed) return undefined;
    const made = mkdtempSync(path.join(memory, "rostrum-tests-"));
    // Postgres, started by root, runs as another user, who must reach the folders in it.
    chmodSync(made, 0o711);
    return made;
  } catch {
    return undefined;
  }
}
