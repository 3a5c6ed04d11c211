// Finds a Chromium for the browser tests: one that is installed, else one that Playwright brought or brings, else the
// system's package (root on Debian). Prints nothing when there is one already.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { projectEnvironment, projectNode, root } from "./setup.mjs";

const names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome"];
const macs = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

function installed() {
  const given = process.env.CHROMIUM;
  if (given && existsSync(given)) return given;
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  const places = folders.flatMap((folder) => names.map((name) => path.join(folder, name)));
  return [...places, ...macs].find((place) => existsSync(place)) ?? fromPlaywright();
}

/** Where Playwright keeps its own, if it is there. */
function fromPlaywright() {
  const ask = `import("playwright-core").then(({ chromium }) => process.stdout.write(chromium.executablePath()))`;
  const { stdout } = spawnSync(projectNode, ["-e", ask], {
    cwd: path.join(root, "packages", "web"),
    encoding: "utf8",
  });
  return stdout && existsSync(stdout) ? stdout : undefined;
}

const quietly = (command, args) =>
  spawnSync(command, args, { cwd: root, env: projectEnvironment(), stdio: "ignore", timeout: 300_000 });

/** The path of a Chromium. Ends the program with words where none can be had: a test that is left out is no test. */
export function browser() {
  const found = installed();
  if (found !== undefined) return found;
  process.stderr.write("  No Chromium for the browser tests: fetching one (first time only)\n");
  quietly(projectNode, [path.join(root, "node_modules", "playwright-core", "cli.js"), "install", "chromium"]);
  const fetched = installed();
  if (fetched !== undefined) return fetched;
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    quietly("apt-get", ["update"]);
    quietly("apt-get", ["install", "--yes", "--no-install-recommends", "chromium"]);
  }
  const packaged = installed();
  if (packaged !== undefined) return packaged;
  process.stderr.write(
    "\n  There is no Chromium, and none could be fetched.\n  Install one (Debian: apt install chromium) or name it in the variable CHROMIUM, then start again.\n",
  );
  process.exit(3);
}
