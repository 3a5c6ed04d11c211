// npm run bench -- NAME [--json]: runs one benchmark, bench/NAME.ts, and prints its figures: a table, or with
// --json one object {name, machine, results}. A benchmark asserts what it measured (row counts) but no speed:
// speeds differ between machines, ratios within one run are what is compared. Results are kept in bench/README.md.
import { readdirSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";

/** What a benchmark file's default export answers: figures by name; their units stand in bench/README.md. */
export interface BenchmarkResult {
  name: string;
  results: Record<string, number>;
}

const folder = import.meta.dirname;
const names = readdirSync(folder)
  .filter((file) => file.endsWith(".ts") && file !== "run.ts")
  .map((file) => path.basename(file, ".ts"));

const { values, positionals } = parseArgs({ options: { json: { type: "boolean" } }, allowPositionals: true });
const [name] = positionals;

if (name === undefined || !names.includes(name)) {
  process.stderr.write(
    `  ${name === undefined ? "Which benchmark?" : `There is no benchmark "${name}".`} There are: ${names.join(", ")}\n` +
      "  Example: npm run bench -- json\n",
  );
  process.exit(2);
}

const { default: benchmark } = (await import(path.join(folder, `${name}.ts`))) as {
  default: () => Promise<BenchmarkResult>;
};
const { results } = await benchmark();
const machine = `${cpus().length} x ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`;

if (values.json) {
  process.stdout.write(`${JSON.stringify({ name, machine, results })}\n`);
} else {
  process.stdout.write(`${name} on ${machine}\n`);
  for (const [figure, value] of Object.entries(results)) {
    process.stdout.write(`  ${figure.padEnd(28)} ${Number(value.toPrecision(4)).toLocaleString("en")}\n`);
  }
}
