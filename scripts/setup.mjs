// Makes a fresh clone ready: installs the packages of the lock file, once. Plain JavaScript without
// packages, because it runs before there are any, on whatever Node (20 or newer) the machine has.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const stamp = path.join(root, "node_modules", ".rostrum-setup");

/** The runtime that the project needs (Node 24 or newer), brought by the `node` package. */
export const projectNode = path.join(root, "node_modules", "node", "bin", "node");

function fingerprint() {
  const hash = createHash("sha256");
  hash.update(readFileSync(path.join(root, "package-lock.json")));
  hash.update(`${process.platform} ${process.arch}`);
  return hash.digest("hex");
}

/** Installs when the lock file differs from what was installed last. Returns whether there was work to do. */
export function setUp({ quiet = false } = {}) {
  const wanted = fingerprint();
  if (existsSync(stamp) && existsSync(projectNode) && readFileSync(stamp, "utf8") === wanted) return false;
  const [major] = process.versions.node.split(".").map(Number);
  if (major < 20) {
    stop(
      `Node ${process.versions.node} is too old to set Rostrum up.`,
      "Install Node 20 or newer and start again.",
    );
  }
  const started = Date.now();
  if (!quiet) process.stderr.write("  Setting up (first time only) ........ packages ");
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const result = spawnSync(npm, ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    shell: process.platform === "win32",
  });
  if (result.error || result.status !== 0 || !existsSync(projectNode)) {
    process.stderr.write(`\n${result.stderr ?? ""}\n`);
    stop(
      `The packages could not be installed${result.error ? `: ${result.error.message}` : ""}.`,
      "Check that this machine reaches its npm registry and that this folder may be written to, then start again.",
    );
  }
  writeFileSync(stamp, wanted);
  if (!quiet) process.stderr.write(`${Math.round((Date.now() - started) / 1000)} s\n`);
  return true;
}

/** It, or in an image, which has its own Node, that one. */
const presentNode = () => (existsSync(projectNode) ? projectNode : process.execPath);

/** Everything that the pages are made of. */
const pages = path.join(root, "packages", "web");
const pageSources = ["src", "public", "index.html", "vite.config.ts", "package.json"];

/**
 * Builds the pages when their sources differ from what was built last. The stamp is written last, so that a build
 * that was cut off is done again.
 */
export function buildPages({ quiet = false } = {}) {
  const builtStamp = path.join(pages, "dist", ".built");
  const hash = createHash("sha256").update(fingerprint());
  for (const place of pageSources.map((name) => path.join(pages, name))) {
    const files = statSync(place).isDirectory()
      ? readdirSync(place, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => path.join(entry.parentPath, entry.name))
          .sort()
      : [place];
    for (const file of files) hash.update(path.relative(pages, file)).update(readFileSync(file));
  }
  const wanted = hash.digest("hex");
  if (existsSync(builtStamp) && readFileSync(builtStamp, "utf8") === wanted) return false;
  const started = Date.now();
  if (!quiet) process.stderr.write("  Building the pages .................. ");
  const vite = path.join(root, "node_modules", "vite", "bin", "vite.js");
  const result = spawnSync(presentNode(), [vite, "build", "--logLevel", "error"], {
    cwd: pages,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
  if (result.error || result.status !== 0) {
    process.stderr.write(`\n${result.stdout ?? ""}${result.stderr ?? ""}\n`);
    stop("The pages could not be built.", "The lines above say what is wrong in packages/web.");
  }
  compressPages();
  writeFileSync(builtStamp, wanted);
  if (!quiet) process.stderr.write(`${Math.round((Date.now() - started) / 1000)} s\n`);
  return true;
}

/** Beside each text its compressed form, made once instead of for every reader. */
function compressPages() {
  const dist = path.join(pages, "dist");
  for (const name of readdirSync(dist, { recursive: true })) {
    if (!/\.(js|css|svg|html)$/.test(name)) continue;
    const text = readFileSync(path.join(dist, name));
    writeFileSync(path.join(dist, `${name}.br`), brotliCompressSync(text));
    writeFileSync(path.join(dist, `${name}.gz`), gzipSync(text, { level: 9 }));
  }
}

function stop(what, remedy) {
  process.stderr.write(`\n  ${what}\n  ${remedy}\n`);
  process.exit(3);
}

/** The environment in which the project's own Node comes first, so that tools with a shebang use it too. */
export function projectEnvironment() {
  const bin = path.join(root, "node_modules", ".bin");
  return { ...process.env, PATH: `${bin}${path.delimiter}${process.env.PATH ?? ""}` };
}
