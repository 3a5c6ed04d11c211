// Run after adding or updating packages: node scripts/complete-lock.mjs
// A registry mirror may lack the binaries of platforms other than its own; npm then leaves them out of the lock
// file, and `npm ci` refuses it ("Missing: … from lock file"), here and on those platforms. This writes the entries
// that are missing: the version is the one their parent asks for, the platform stands in their name.
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { root } from "./setup.mjs";

const systems = [
  "android",
  "darwin",
  "freebsd",
  "linux",
  "openharmony",
  "win32",
  "netbsd",
  "openbsd",
  "sunos",
  "aix",
];
const processors = ["arm64", "x64", "ia32", "arm", "ppc64", "riscv64", "s390x", "loong64", "mips64el"];

/** Operating system, processor and C library as a package's name states them: `binding-linux-x64-musl`. */
function platformOf(name) {
  const words = name.split("/").at(-1).split(/[-_]/);
  const system = words.find((word) => systems.includes(word));
  const processor = words.find((word) => processors.includes(word));
  if (!system || !processor) return undefined;
  const library = words.some((word) => word.startsWith("musl"))
    ? "musl"
    : words.includes("gnu")
      ? "glibc"
      : undefined;
  return { os: [system], cpu: [processor], ...(library && system === "linux" ? { libc: [library] } : {}) };
}

const file = path.join(root, "package-lock.json");
const lock = JSON.parse(readFileSync(file, "utf8"));
const added = [];
for (const [place, parent] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
    const nested = `${place}/node_modules/${name}`;
    const hoisted = `node_modules/${name}`;
    if (lock.packages[nested] || lock.packages[hoisted]) continue;
    const platform = platformOf(name);
    if (!platform || !/^\d/.test(version)) {
      console.error(`left alone: ${name}@${version}, asked for by ${place}`);
      continue;
    }
    lock.packages[hoisted] = { version, ...platform, ...(parent.dev ? { dev: true } : {}), optional: true };
    added.push(`${name}@${version}`);
  }
}
lock.packages = Object.fromEntries(
  Object.entries(lock.packages).sort(([left], [right]) => (left < right ? -1 : 1)),
);
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(added.length ? `added ${added.join(", ")}` : "nothing was missing");
